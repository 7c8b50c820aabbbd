import type { Command } from 'commander';
import type { LocalText } from '../contract/text.ts';
import type { Cli } from './cli.ts';

/** What the file of a noun exports: its subcommands, options and actions, hung on `command`. */
export type Register = (command: Command, cli: Cli) => void;

export interface Noun {
  readonly name: string;
  readonly summary: LocalText;
  /** Not listed in the help. */
  readonly hidden?: boolean;
  /** Subtle: loaded only when it is the command asked for; start-up time is mostly modules read. */
  readonly load: () => Promise<{ readonly register: Register }>;
}

export const NOUNS: readonly Noun[] = [
  {
    name: 'import',
    load: () => import('./import.ts'),
    summary: { zh: '导入文件夹和文件', en: 'bring in folders and files' },
  },
  {
    name: 'imports',
    load: () => import('./imports.ts'),
    summary: { zh: '历次导入和文件清单', en: 'past imports and the ledger of their files' },
  },
  {
    name: 'records',
    load: () => import('./records.ts'),
    summary: { zh: '查看、检索、修改记录', en: 'list, search and change records' },
  },
  {
    name: 'subjects',
    load: () => import('./subjects.ts'),
    summary: { zh: '分类表和分类号', en: 'class schemes and class numbers' },
  },
  {
    name: 'duplicates',
    load: () => import('./duplicates.ts'),
    summary: { zh: '查重和处理重复', en: 'find and settle duplicates' },
  },
  {
    name: 'authorities',
    load: () => import('./authorities.ts'),
    summary: { zh: '规范档：统一作者、体裁等的写法', en: 'authority lists: one spelling for a name or word' },
  },
  {
    name: 'recipes',
    load: () => import('./recipes.ts'),
    summary: { zh: '配方：把做过的几步用到下一批', en: 'what was done once, done again to other records' },
  },
  {
    name: 'searches',
    load: () => import('./searches.ts'),
    summary: { zh: '保存的检索', en: 'saved searches' },
  },
  {
    name: 'sets',
    load: () => import('./sets.ts'),
    summary: { zh: '精选集合', en: 'curated sets' },
  },
  {
    name: 'quality',
    load: () => import('./quality.ts'),
    summary: { zh: '质量检查', en: 'quality checks' },
  },
  {
    name: 'export',
    load: () => import('./export.ts'),
    summary: { zh: '导出记录', en: 'write records out' },
  },
  {
    name: 'history',
    load: () => import('./history.ts'),
    summary: { zh: '操作历史，撤销和重做', en: 'what was done; undo and redo' },
  },
  {
    name: 'library',
    load: () => import('./library.ts'),
    summary: { zh: '资料库本身：信息、自检、备份', en: 'the library itself: information, check, backup' },
  },
  {
    name: 'main-job',
    load: () => import('./main-job.ts'),
    hidden: true,
    summary: { zh: '用样本走完整个流程', en: 'the whole job on the bundled sample' },
  },
];
