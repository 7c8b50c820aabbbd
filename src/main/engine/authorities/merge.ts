import { AUTHORITY_FIELDS } from '../../../contract/authorities.ts';
import type { AuthorityField, Merging, MergeResult } from '../../../contract/authorities.ts';
import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { FieldChange } from '../../../contract/records.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { History } from '../history/history.ts';
import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import type { Known } from './known.ts';
import { partsOf, rewritten } from './parts.ts';

/** Columns of the table `record`; also what keeps anything else out of the SQL. */
const COLUMN: Readonly<Record<AuthorityField, string>> = { author: 'author', genre: 'genre', pageName: 'page_name', column: 'column', keywords: 'keywords' };

export const columnOf = (field: AuthorityField): string => COLUMN[field];
export const fieldOfColumn = (column: string): AuthorityField | undefined => AUTHORITY_FIELDS.find((field) => COLUMN[field] === column);

/** Changes shown before they are made, and told after. */
const SHOWN = 1000;
const CHUNK = 1000;

/** Value → form, over all merges; Fault `bad-input` when they contradict each other. */
export function formsOf(field: AuthorityField, merges: readonly Merging[]): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const { into, values } of merges) {
    const form = into.trim();
    const [only, ...more] = partsOf(field, form);
    if (only?.value !== form || more.length > 0) {
      throw new Fault('bad-input', {
        zh: form === '' ? '请给出要统一成的写法。' : `“${form}”里有分隔符号，会成为几个值。请给出一个值。`,
        en: form === '' ? 'Say which form to write.' : `"${form}" has a separator in it and would be several values. Give one value.`,
      });
    }
    for (const value of values) {
      if (value === form) continue;
      if (forms.has(value) && forms.get(value) !== form) {
        throw new Fault('bad-input', { zh: `“${value}”同时要并入两个写法。`, en: `"${value}" is to become two different forms.` });
      }
      forms.set(value, form);
    }
  }
  // Of a form that is itself merged into another only the last one is ever written.
  for (const value of forms.keys()) {
    let form = forms.get(value) ?? value;
    const met = new Set([value]);
    while (forms.has(form)) {
      if (met.has(form)) throw new Fault('bad-input', { zh: `“${value}”绕了一圈又并入自己。`, en: `"${value}" would be merged into itself in a circle.` });
      met.add(form);
      form = forms.get(form) ?? form;
    }
    forms.set(value, form);
  }
  return forms;
}

export interface MergeSight {
  readonly store: Store;
  readonly history: History;
  readonly known: (field: AuthorityField) => Known;
}

export interface MergeInput {
  readonly field: AuthorityField;
  readonly merges: readonly Merging[];
  readonly selection: Selection;
  readonly dryRun?: boolean;
}

/** Write one form for several in the records given, and put the spellings on the authority list: one operation. */
export function mergeValues({ store, history, known }: MergeSight, { field, merges, selection, dryRun = false }: MergeInput, ids: Iterable<number>): MergeResult {
  const forms = formsOf(field, merges);
  const work = rewriter(store, field, forms, ids);
  if (dryRun) return { operation: null, ...work(null) };
  const { operation, result } = history.write<Omit<MergeResult, 'operation'>>({
    kind: 'authorities.merge', input: { field, merges, selection: briefly(selection) },
    sentence: ({ records }) => mergeSentence(field, merges, records),
  }, (tx) => {
    const done = work(tx);
    keepForms(tx, field, forms, known(field));
    return done;
  });
  return { operation, ...result };
}

const briefly = (selection: Selection): unknown => ('ids' in selection && selection.ids.length > SHOWN ? { ids: selection.ids.length } : selection);

function rewriter({ sqlite }: Store, field: AuthorityField, forms: ReadonlyMap<string, string>, ids: Iterable<number>): (tx: Writer | null) => Omit<MergeResult, 'operation'> {
  const read = sqlite.prepare<[string], { id: number; title: string | null; text: string }>(
    `SELECT id, title, "${COLUMN[field]}" AS text FROM record WHERE id IN (SELECT value FROM json_each(?)) AND "${COLUMN[field]}" <> '' ORDER BY id`);
  return (tx) => {
    const known = new Map<string, string | null>();
    const together = new Map<string, number[]>();
    const changes: FieldChange[] = [];
    let records = 0;
    for (const chunk of chunks(ids)) {
      for (const { id, title, text } of read.all(JSON.stringify(chunk))) {
        let after = known.get(text);
        if (after === undefined) known.set(text, after = rewritten(field, text, forms));
        if (after === null) continue;
        records++;
        if (changes.length < SHOWN) changes.push({ id, title: title ?? '', field, before: text, after });
        const same = together.get(after);
        if (same === undefined) together.set(after, [id]);
        else same.push(id);
      }
    }
    if (tx !== null) for (const [after, same] of together) tx.setMany('record', same, COLUMN[field], after);
    const valuesIn = (texts: Iterable<string>): number => new Set([...texts].flatMap((text) => partsOf(field, text).map(({ value }) => value))).size;
    const changed = [...known].filter(([, after]) => after !== null).map(([text]) => text);
    return { records, changes, valuesBefore: valuesIn(changed), valuesAfter: valuesIn(together.keys()) };
  };
}

function* chunks(ids: Iterable<number>): Generator<readonly number[]> {
  let chunk: number[] = [];
  for (const id of ids) {
    chunk.push(id);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** What was merged stays known: the form as preferred, the spellings as its variants, whatever they were before. */
function keepForms(tx: Writer, field: AuthorityField, forms: ReadonlyMap<string, string>, known: Known): void {
  const rows = new Map([...known.forms].map(([form, { id }]) => [form, id]));
  const owner = new Map([...known.forms].flatMap(([form, { variants }]) => [...variants].map(([value, row]) => [value, { form, row }] as const)));
  for (const [value, form] of forms) {
    let id = rows.get(form);
    if (id === undefined) {
      const before = owner.get(form);
      if (before !== undefined) {
        tx.remove('authority_variant', before.row);
        owner.delete(form);
      }
      rows.set(form, id = tx.insert('authority', { field, preferred: form }));
    }
    const was = owner.get(value);
    if (was !== undefined && was.form !== form) tx.remove('authority_variant', was.row);
    if (was?.form !== form) owner.set(value, { form, row: tx.insert('authority_variant', { authority_id: id, value }) });
    // The spelling was a form of its own: what hung on it hangs on the new one.
    const own = rows.get(value);
    if (own === undefined) continue;
    for (const [variant, { form: of, row }] of [...owner]) {
      if (of !== value) continue;
      tx.set('authority_variant', row, 'authority_id', id);
      owner.set(variant, { form, row });
    }
    tx.remove('authority', own);
    rows.delete(value);
  }
}

const SPELLINGS = 3;

function mergeSentence(field: AuthorityField, merges: readonly Merging[], records: number): LocalText {
  const label = FIELDS.find((known) => known.field === field);
  const [zh, en] = [label?.zh ?? field, (label?.en ?? field).toLowerCase()];
  const of = records === 1 ? '1 record' : `${records} records`;
  const [first] = merges;
  if (merges.length === 1 && first !== undefined) {
    const values = first.values.filter((value) => value !== first.into);
    const named = values.slice(0, SPELLINGS).map((value) => `“${value}”`);
    return {
      zh: `把${zh}${named.join('、')}${values.length > SPELLINGS ? `等 ${values.length} 种写法` : ''}统一为“${first.into}”（${records} 条记录）`,
      en: `Write the ${en} “${first.into}” for ${named.join(', ')}${values.length > SPELLINGS ? ` and ${values.length - SPELLINGS} more` : ''} (${of})`,
    };
  }
  const spellings = merges.reduce((sum, { into, values }) => sum + values.filter((value) => value !== into).length, 0);
  return { zh: `统一${zh}的 ${spellings} 种写法为 ${merges.length} 个（${records} 条记录）`, en: `Merge ${spellings} spellings of the ${en} into ${merges.length} (${of})` };
}
