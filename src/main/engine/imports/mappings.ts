import { Fault } from '../../../contract/fault.ts';
import type { ColumnMapping, SavedMapping, TableMapping } from '../../../contract/mapping.ts';
import type { TableRules } from '../formats/table/rules.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly header: string;
  readonly rules: string;
}

/** The kept mappings, the latest first: of two for one header the later one counts. */
export function savedMappings({ sqlite }: Store): readonly SavedMapping[] {
  return sqlite.prepare<[], Row>('SELECT id, name, header, rules FROM import_mapping ORDER BY id DESC').all().map(({ id, name, header, rules }) =>
    ({ id, name, header: JSON.parse(header) as readonly string[], ...(JSON.parse(rules) as ColumnMapping) }));
}

/** What an import reads tables by. Fault `not-found` for a name that nothing is kept under. */
export function tableRules(store: Store, told: ColumnMapping | string | undefined, tables: readonly TableMapping[] = []): TableRules {
  const saved = savedMappings(store);
  const kept = [...tables, ...saved];
  if (typeof told !== 'string') return { told: told ?? null, kept };
  const named = saved.find(({ name }) => name === told);
  if (named === undefined) {
    const names = saved.map(({ name }) => `“${name}”`);
    throw new Fault('not-found', names.length === 0
      ? { zh: `没有名为“${told}”的列对应；资料库里还没有保存过。`, en: `There is no mapping "${told}"; none has been kept yet.` }
      : { zh: `没有名为“${told}”的列对应。已保存的有${names.join('、')}。`, en: `There is no mapping "${told}". Kept are ${names.join(', ')}.` });
  }
  return { told: named, kept };
}

/** Keep a mapping, in place of one of the same name. */
export function saveMapping(
  { sqlite }: Store, history: History, { name, header, columns, constants }: ColumnMapping & { readonly name: string; readonly header: readonly string[] },
): { readonly id: number; readonly operation: number | null } {
  const before = sqlite.prepare<[string], number>('SELECT id FROM import_mapping WHERE name = ?').pluck().get(name);
  const row = { name, header: JSON.stringify(header), rules: JSON.stringify({ columns, constants }) };
  const { operation, result: id } = history.write<number>({
    kind: 'imports.saveMapping', input: { name }, sentence: () => ({ zh: `保存列的对应“${name}”`, en: `Keep the column mapping “${name}”` }),
  }, (tx) => {
    if (before === undefined) return tx.insert('import_mapping', row);
    tx.set('import_mapping', before, 'header', row.header);
    tx.set('import_mapping', before, 'rules', row.rules);
    return before;
  });
  return { id, operation };
}

export function removeMapping({ sqlite }: Store, history: History, id: number): { readonly operation: number } {
  const name = sqlite.prepare<[number], string>('SELECT name FROM import_mapping WHERE id = ?').pluck().get(id);
  const { operation } = history.write<boolean>({
    kind: 'imports.removeMapping', input: { id }, sentence: () => ({ zh: `删除列的对应“${name ?? ''}”`, en: `Remove the column mapping “${name ?? ''}”` }),
  }, (tx) => tx.remove('import_mapping', id));
  if (operation === null) throw new Fault('not-found', { zh: '这个列的对应已经不在了。', en: 'The mapping is gone already.' });
  return { operation };
}
