export default {
  motto: 'Catalogue, classify, deduplicate and hand over newspaper records, all on this machine.',
  new: 'New library…',
  newName: 'New library',
  open: 'Open library…',
  drop: 'Or drop a folder of records here to make a library from it.',
  dropMore: 'A library is one .jianbao file. Copy the file and you have copied the work.',
  recent: 'Recent libraries',
  none: 'Libraries you open are listed here.',
  gone: 'Not where it was: {path}',
  forget: 'Take off this list (the file stays)',
  forgetNamed: 'Take {name} off this list',
};
