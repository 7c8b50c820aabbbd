export default {
  list: '保存的检索',
  save: '保存这个检索…',
  name: '检索的名称',
  saved: '已保存检索“{name}”',
  delete: '删除检索“{name}”',
  deleted: '已删除检索“{name}”，可以撤销',
  replace: { title: '改写检索“{name}”？', text: '已经有这个名称。改写后它就是现在的检索式，可以撤销。', yes: '改写' },
  trouble: '现在无法检索：{why}',
};
