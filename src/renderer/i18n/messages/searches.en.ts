export default {
  list: 'Saved searches',
  save: 'Keep this search…',
  name: 'Name of the search',
  saved: 'Kept the search “{name}”',
  delete: 'Delete the search “{name}”',
  deleted: 'Deleted the search “{name}”; it can be undone',
  replace: { title: 'Change the search “{name}”?', text: 'There is one of this name. It becomes the query in force; that can be undone.', yes: 'Change' },
  trouble: 'Cannot be searched now: {why}',
};
