import type { Task } from '../../contract/progress.ts';
import { i18n, t } from '../i18n/language.ts';
import { formatCount, formatSpan } from './figures.ts';

/** The last part of a path, or the text itself. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).filter((part) => part !== '').at(-1) ?? path;
}

/** What a task does, in words: "导入 2012". */
export function taskCaption(task: Task): string {
  const key = `shell.task.kind.${task.kind.replace('.', '-')}`;
  const kind = i18n.global.te(key) ? t(key) : task.kind;
  return [kind, lastPart(task.subject)].filter((part) => part !== '').join(' ');
}

/** How far it has come, how fast it goes and how long it will take: "61,204 / 98,630", "每秒 21,900", "余 2 秒". */
export function taskFigures({ progress }: Task): { readonly done: string; readonly rate: string; readonly left: string } {
  if (progress === null) return { done: '', rate: '', left: '' };
  const { done, total, rate, secondsLeft } = progress;
  return {
    done: total === null ? formatCount(done) : `${formatCount(done)} / ${formatCount(total)}`,
    rate: rate > 0 ? t('shell.task.rate', { n: formatCount(Math.round(rate)) }) : '',
    left: secondsLeft === null ? '' : t('shell.task.left', { span: formatSpan(secondsLeft) }),
  };
}
