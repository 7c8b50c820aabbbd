import { t } from '../i18n/language.ts';
import { formatCount } from '../shell/figures.ts';
import { lastPart } from '../shell/task-words.ts';

/** What an import is called: the folder or file it came from, and how many more there were. */
export function titleOf(paths: readonly string[]): string {
  const [first = ''] = paths;
  const name = lastPart(first);
  return paths.length < 2 ? name : t('imports.andMore', { name, more: formatCount(paths.length - 1) });
}
