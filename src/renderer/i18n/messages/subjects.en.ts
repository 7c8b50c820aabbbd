export default {
  title: 'Classes',
  tree: 'Class tree',
  find: 'Find by number or caption',
  usedOnly: 'Only classes in use',
  noClass: 'The scheme has no such number or caption.',
  asTyped: 'use the number as typed (outside the scheme)',
  classes: '{n} class | {n} classes',
  withBelow: '{n} record, all below included | {n} records, all below included',
  open: 'Open the records',
  openExact: 'Only those in this very class',
  unused: 'No record uses this class yet. Press C in the list of records to give one a class.',
  below: 'Classes below',
  outside: 'Numbers outside the scheme',
  outsideAbout: 'House numbers, and numbers the scheme does not know. They can be used all the same. Double click or '
    + 'Enter opens the records.',
  noneOutside: 'All class numbers in use are in the scheme.',
  kind: { house: 'house number', unknown: 'unknown number' },
};
