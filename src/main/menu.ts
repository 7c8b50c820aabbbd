import { Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Language, LibraryRef, MenuCommand } from '../contract/desktop.ts';

export interface MenuWiring {
  readonly language: Language;
  readonly recent: readonly LibraryRef[];
  /** Adds what only a developer needs. */
  readonly development: boolean;
  readonly command: (command: MenuCommand) => void;
  readonly openLibrary: (path: string) => void;
}

type Label = readonly [zh: string, en: string];

/** Sets the application's menu. Each item's id is the command it sends, or the role it plays. */
export function setMenu(wiring: MenuWiring): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(wiring)));
}

export function menuTemplate({ language, recent, development, command, openLibrary }: MenuWiring): MenuItemConstructorOptions[] {
  const text = ([zh, en]: Label): string => (language === 'zh-CN' ? zh : en);
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const item = (id: MenuCommand, label: Label, accelerator?: string): MenuItemConstructorOptions => ({
    id, label: text(label), click: () => command(id), ...(accelerator === undefined ? {} : { accelerator }),
  });
  // Subtle: on Linux Electron leaves the labels of roles in English whatever the language, so every role gets its own.
  const role = (name: NonNullable<MenuItemConstructorOptions['role']>, label: Label): MenuItemConstructorOptions =>
    ({ id: name, role: name, label: text(label) });
  const menu = (id: string, label: Label, submenu: MenuItemConstructorOptions[]): MenuItemConstructorOptions =>
    ({ id, label: text(label), submenu });

  return [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    menu('file', ['文件', 'File'], [
      item('new-library', ['新建资料库…', 'New Library…'], 'CmdOrCtrl+Shift+N'),
      item('open-library', ['打开资料库…', 'Open Library…'], 'CmdOrCtrl+O'),
      {
        id: 'recent-libraries', label: text(['最近的资料库', 'Recent Libraries']), enabled: recent.length > 0,
        // Subtle: an ampersand in a label marks the access key, and disappears unless doubled.
        submenu: recent.map(({ name, path }) => ({
          label: `${name}　${path}`.replaceAll('&', '&&'), click: () => openLibrary(path),
        })),
      },
      item('close-library', ['关闭资料库', 'Close Library']),
      line,
      item('import-folders', ['导入文件夹…', 'Import Folders…'], 'CmdOrCtrl+I'),
      item('import-files', ['导入文件…', 'Import Files…'], 'CmdOrCtrl+Shift+I'),
      item('export', ['导出…', 'Export…'], 'CmdOrCtrl+E'),
      ...(process.platform === 'darwin' ? [] : [line, role('quit', ['退出', 'Quit'])]),
    ]),
    menu('edit', ['编辑', 'Edit'], [
      item('undo', ['撤销', 'Undo'], 'CmdOrCtrl+Z'),
      item('redo', ['重做', 'Redo'], 'CmdOrCtrl+Shift+Z'),
      line,
      role('cut', ['剪切', 'Cut']),
      role('copy', ['复制', 'Copy']),
      role('paste', ['粘贴', 'Paste']),
      role('selectAll', ['全选', 'Select All']),
      line,
      item('find', ['查找…', 'Find…'], 'CmdOrCtrl+F'),
      item('commands', ['命令面板…', 'Command Palette…'], 'CmdOrCtrl+K'),
    ]),
    menu('view', ['查看', 'View'], [
      item('view-records', ['记录', 'Records'], 'CmdOrCtrl+1'),
      item('view-imports', ['导入记录', 'Imports'], 'CmdOrCtrl+2'),
      item('view-duplicates', ['查重', 'Duplicates'], 'CmdOrCtrl+3'),
      item('view-sets', ['集合', 'Sets'], 'CmdOrCtrl+4'),
      item('view-quality', ['质量', 'Quality'], 'CmdOrCtrl+5'),
      item('view-classes', ['分类', 'Classes'], 'CmdOrCtrl+6'),
      item('view-history', ['操作历史', 'History'], 'CmdOrCtrl+7'),
      item('view-authorities', ['规范档', 'Authority Lists'], 'CmdOrCtrl+8'),
      item('view-recipes', ['配方', 'Recipes'], 'CmdOrCtrl+9'),
      item('view-days', ['按日看报', 'Issues by Day']),
      line,
      role('zoomIn', ['放大', 'Zoom In']),
      role('zoomOut', ['缩小', 'Zoom Out']),
      role('resetZoom', ['实际大小', 'Actual Size']),
      role('togglefullscreen', ['全屏', 'Full Screen']),
      ...(development ? [line, role('reload', ['重新载入', 'Reload']), role('toggleDevTools', ['开发者工具', 'Developer Tools'])] : []),
    ]),
    menu('help', ['帮助', 'Help'], [
      item('about', ['关于剪报', 'About Jianbao']),
    ]),
  ];
}
