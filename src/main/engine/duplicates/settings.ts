import type Database from 'better-sqlite3';
import type { DuplicateKind, DuplicateSettings } from '../../../contract/duplicates.ts';
import type { History } from '../history/history.ts';

const KINDS = ['exact', 'near', 'reprint', 'continuation', 'contained', 'version', 'headline'] as const satisfies readonly DuplicateKind[];

/** Until a librarian chose. */
export const USUAL: DuplicateSettings = { level: 'balanced', kinds: KINDS };

/** How duplicates are looked for in this library. */
export function readSettings(sqlite: Database.Database): DuplicateSettings {
  const text = sqlite.prepare<[], string>('SELECT settings FROM duplicate_settings WHERE id = 1').pluck().get();
  return text === undefined ? USUAL : { ...USUAL, ...JSON.parse(text) as Partial<DuplicateSettings> };
}

export function writeSettings(sqlite: Database.Database, history: History, settings: DuplicateSettings): { readonly operation: number | null } {
  const text = JSON.stringify(settings);
  const before = sqlite.prepare<[], string>('SELECT settings FROM duplicate_settings WHERE id = 1').pluck().get();
  const { operation } = history.write({
    kind: 'duplicates.settings', input: settings, sentence: () => ({ zh: '更改查重设置', en: 'Change how duplicates are looked for' }),
  }, (tx) => {
    if (before === undefined) tx.insert('duplicate_settings', { id: 1, settings: text });
    else tx.set('duplicate_settings', 1, 'settings', text);
  });
  return { operation };
}
