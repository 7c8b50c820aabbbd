export default {
  motto: '报刊全文记录的著录、分类、查重与移交，全部在本机完成。',
  new: '新建资料库…',
  newName: '新资料库',
  open: '打开资料库…',
  drop: '也可以把一个记录文件夹拖到这里，直接用它建立资料库。',
  dropMore: '一个资料库就是一个 .jianbao 文件；复制这个文件，就复制了全部工作。',
  recent: '最近的资料库',
  none: '打开过的资料库会列在这里。',
  gone: '文件不在原处：{path}',
  forget: '从列表中移去（文件保留）',
  forgetNamed: '从列表中移去 {name}',
};
