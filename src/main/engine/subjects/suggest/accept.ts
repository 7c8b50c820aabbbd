import { Fault } from '../../../../contract/fault.ts';
import type { EditResult, FieldChange } from '../../../../contract/records.ts';
import type { Choice, SuggestedField } from '../../../../contract/suggestions.ts';
import type { LocalText } from '../../../../contract/text.ts';
import type { History } from '../../history/history.ts';
import type { Writer } from '../../history/writer.ts';
import type { Store } from '../../store/open.ts';
import { withKeyword } from './field.ts';
import type { FieldHead } from './heads.ts';
import type { SchemeSight } from './scheme-sight.ts';

/** Between two class numbers of one record, as the records themselves have it. */
const BETWEEN = '；';
/** Changes told. */
const SHOWN = 1000;

export const FIELD_WORDS: Readonly<Record<SuggestedField, LocalText>> = {
  class: { zh: '分类号', en: 'class number' },
  genre: { zh: '体裁', en: 'genre' },
  column: { zh: '栏目', en: 'column' },
  pageName: { zh: '版名', en: 'page name' },
  keywords: { zh: '关键词', en: 'keyword' },
};

export interface Deciding {
  readonly store: Store;
  readonly history: History;
  readonly scheme: SchemeSight;
}

interface Acceptance {
  readonly kind: string;
  readonly input: unknown;
  readonly choices: readonly Choice[];
  readonly automatic: boolean;
  readonly dryRun: boolean;
}

/** Write suggestions into the records: one operation, with who decided beside every value. */
export function accept({ store: { sqlite }, history, scheme }: Deciding, { field, records, head }: FieldHead, { kind, input, choices, automatic, dryRun }: Acceptance): EditResult {
  const read = sqlite.prepare<[number], { title: string | null; value: string | null }>(`SELECT title, "${field.column}" AS value FROM record WHERE id = ? AND hidden = 0`);
  const assigned = sqlite.prepare<[number, string], { id: number; origin: string }>('SELECT id, origin FROM class_assignment WHERE record_id = ? AND notation = ?');
  for (const value of new Set(choices.map((choice) => choice.value))) mayBe(scheme, { field, records, head }, value);
  const changes: FieldChange[] = [];
  let touched = 0;
  const run = (tx: Writer | null): void => {
    for (const { id, value, confidence = null } of choices) {
      const row = read.get(id);
      if (row === undefined) throw new Fault('not-found', { zh: `没有第 ${id} 号记录。`, en: `There is no record ${id}.` });
      const before = row.value ?? '';
      const after = valueWith(field, before, value);
      if (after !== before) {
        touched++;
        if (changes.length < SHOWN) changes.push({ id, title: row.title ?? '', field: field.name, before: row.value, after });
      }
      if (tx === null) continue;
      if (after !== before) tx.set('record', id, field.column, after);
      if (field.name === 'class') {
        const old = assigned.get(id, value);
        if (old === undefined) tx.insert('class_assignment', { record_id: id, notation: value, origin: automatic ? 'machine' : 'human', confidence });
        else if (!automatic) tx.set('class_assignment', old.id, 'origin', 'human');
      }
      mark(sqlite, tx, { id, field: field.name, value, decision: automatic ? 'automatic' : 'accepted', confidence });
    }
  };
  if (dryRun) {
    run(null);
    return { operation: null, records: touched, changes };
  }
  const { operation } = history.write({ kind, input, sentence: () => sentence(field.name, choices, automatic) }, run);
  return { operation, records: touched, changes };
}

export function reject({ store: { sqlite }, history }: Deciding, { field, records }: FieldHead, id: number, value: string): { readonly operation: number | null } {
  const record = records.one(id);
  if (record === undefined) throw new Fault('not-found', { zh: `没有第 ${id} 号记录。`, en: `There is no record ${id}.` });
  const { zh, en } = FIELD_WORDS[field.name];
  const { operation } = history.write({
    kind: 'subjects.reject', input: { id, value, for: field.name },
    sentence: () => ({ zh: `不采用为“${record.text.title}”建议的${zh} ${value}`, en: `Reject the suggested ${en} ${value} for "${record.text.title}"` }),
  }, (tx) => mark(sqlite, tx, { id, field: field.name, value, decision: 'rejected', confidence: null }));
  return { operation };
}

interface Mark {
  readonly id: number;
  readonly field: SuggestedField;
  readonly value: string;
  readonly decision: 'accepted' | 'rejected' | 'automatic';
  readonly confidence: number | null;
}

function mark(sqlite: Store['sqlite'], tx: Writer, { id, field, value, decision, confidence }: Mark): void {
  const old = sqlite.prepare<[number, string, string], { id: number; decision: string }>(
    'SELECT id, decision FROM suggestion_decision WHERE record_id = ? AND field = ? AND value = ?').get(id, field, value);
  if (old?.decision === decision) return;
  if (old !== undefined) tx.remove('suggestion_decision', old.id);
  tx.insert('suggestion_decision', { record_id: id, field, value, decision, confidence });
}

function valueWith(field: FieldHead['field'], before: string, value: string): string {
  if (field.name === 'keywords') return withKeyword(before, value);
  if (field.name !== 'class') return value;
  return [value, ...field.split(before).filter((number) => number !== value)].join(BETWEEN);
}

/** Only a value of the scheme or of the library: a slip of the keyboard must not become a class through this door. */
function mayBe(scheme: SchemeSight, { field, records, head }: Pick<FieldHead, 'field' | 'records' | 'head'>, value: string): void {
  if (field.name === 'keywords' || head.learned.learner.index.has(value) || records.used(value) > 0) return;
  if (field.name === 'class' && scheme.standing(value).kind === 'known') return;
  const { zh, en } = FIELD_WORDS[field.name];
  throw new Fault('bad-input', {
    zh: `${zh}“${value}”不在分类表中，资料库也没有用过，不能作为建议采用。要用它，请直接标引。`,
    en: `The ${en} "${value}" is neither in the scheme nor used in the library, so it is no suggestion. To use it, assign it.`,
  });
}

function sentence(field: SuggestedField, choices: readonly Choice[], automatic: boolean): LocalText {
  const { zh, en } = FIELD_WORDS[field];
  const [only] = choices;
  if (automatic) return { zh: `按建议给 ${choices.length} 条记录加${zh}（未逐条核对）`, en: `Give ${choices.length} records the suggested ${en} (not looked at one by one)` };
  if (choices.length === 1 && only !== undefined) return { zh: `采用建议的${zh} ${only.value}`, en: `Accept the suggested ${en} ${only.value}` };
  return { zh: `采用建议，给 ${choices.length} 条记录加${zh}`, en: `Accept the suggested ${en} for ${choices.length} records` };
}
