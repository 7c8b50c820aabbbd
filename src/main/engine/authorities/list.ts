import type { Authority, AuthoritiesApi, AuthorityField } from '../../../contract/authorities.ts';
import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';
import type { Known } from './known.ts';

export interface ListSight {
  readonly store: Store;
  readonly history: History;
  readonly known: (field: AuthorityField) => Known;
}

type Input<M extends keyof AuthoritiesApi> = Parameters<AuthoritiesApi[M]>[0];

const labelOf = (field: AuthorityField): { readonly zh: string; readonly en: string } => {
  const found = FIELDS.find((known) => known.field === field);
  return { zh: found?.zh ?? field, en: (found?.en ?? field).toLowerCase() };
};

/** The list in alphabetical order, with what is asked for in a form or a variant. */
export function listed(known: Known, find: string, recordsOf: (value: string) => number): readonly Authority[] {
  const wanted = find.normalize('NFKC').toLowerCase();
  const has = (text: string): boolean => text.normalize('NFKC').toLowerCase().includes(wanted);
  return [...known.forms].map(([preferred, { id, variants }]) => ({ id, preferred, variants: [...variants.keys()] }))
    .filter(({ preferred, variants }) => wanted === '' || has(preferred) || variants.some(has))
    .sort((a, b) => collator.compare(a.preferred, b.preferred))
    .map((each) => ({ ...each, records: recordsOf(each.preferred) }));
}

const collator = new Intl.Collator('zh-CN');

export function putForm({ history, known }: ListSight, { field, preferred, variants }: Input<'put'>): { readonly operation: number | null; readonly id: number } {
  const form = preferred.trim();
  if (form === '') throw new Fault('bad-input', { zh: '请给出规范的写法。', en: 'Say what the preferred form is.' });
  const { forms, preferredOf } = known(field);
  const given = variants === undefined ? undefined : [...new Set(variants.map((value) => value.trim()).filter((value) => value !== '' && value !== form))];
  for (const value of [form, ...given ?? []]) {
    const other = preferredOf(value);
    if (other !== null && other !== form) {
      throw new Fault('conflict', { zh: `“${value}”已经归在“${other}”之下。请先从那里取出。`, en: `"${value}" belongs to "${other}" already. Take it out there first.` });
    }
  }
  const { zh, en } = labelOf(field);
  const { operation, result } = history.write<number>({
    kind: 'authorities.put', input: { field, preferred: form, variants: given },
    sentence: () => ({ zh: `${zh}规范档：写定“${form}”`, en: `Authority list of ${en}: “${form}”` }),
  }, (tx) => {
    const before = forms.get(form);
    const id = before?.id ?? tx.insert('authority', { field, preferred: form });
    if (given === undefined) return id;
    for (const [value, row] of before?.variants ?? []) if (!given.includes(value)) tx.remove('authority_variant', row);
    for (const value of given) if (before?.variants.has(value) !== true) tx.insert('authority_variant', { authority_id: id, value });
    return id;
  });
  return { operation, id: result };
}

export function adoptForms({ history, known }: ListSight, field: AuthorityField, values: readonly string[]): { readonly operation: number | null; readonly added: number } {
  const { preferredOf } = known(field);
  const { zh, en } = labelOf(field);
  const { operation, result } = history.write<number>({
    kind: 'authorities.adopt', input: { field, values: values.length },
    sentence: (added) => ({ zh: `把 ${added} 个${zh}列入规范档`, en: `Put ${added} forms on the authority list of ${en}` }),
  }, (tx) => {
    let added = 0;
    for (const value of values) {
      if (preferredOf(value) !== null) continue;
      tx.insert('authority', { field, preferred: value });
      added++;
    }
    return added;
  });
  return { operation, added: result };
}

export function removeForm({ store, history }: ListSight, id: number): { readonly operation: number } {
  const row = store.sqlite.prepare<[number], { field: AuthorityField; preferred: string }>('SELECT field, preferred FROM authority WHERE id = ?').get(id);
  if (row === undefined) throw new Fault('not-found', { zh: '规范档里已经没有这一条。', en: 'This entry is not on the list any more.' });
  const variants = store.sqlite.prepare<[number], number>('SELECT id FROM authority_variant WHERE authority_id = ?').pluck().all(id);
  const { zh, en } = labelOf(row.field);
  const { operation } = history.write({
    kind: 'authorities.remove', input: { id },
    sentence: () => ({ zh: `从${zh}规范档取出“${row.preferred}”`, en: `Take “${row.preferred}” off the authority list of ${en}` }),
  }, (tx) => {
    for (const variant of variants) tx.remove('authority_variant', variant);
    tx.remove('authority', id);
  });
  return { operation: operation ?? 0 };
}

export function keepApart({ history, known }: ListSight, { field, value, others }: Input<'keepApart'>): { readonly operation: number | null } {
  const { apart } = known(field);
  const fresh = [...new Set(others)].filter((other) => other !== value && !apart(value, other));
  const { operation } = history.write({
    kind: 'authorities.keepApart', input: { field, value, others },
    sentence: () => ({
      zh: `“${value}”与${fresh.slice(0, 3).map((other) => `“${other}”`).join('、')}${fresh.length > 3 ? `等 ${fresh.length} 个` : ''}不是一个${labelOf(field).zh}`,
      en: `“${value}” is not ${fresh.slice(0, 3).map((other) => `“${other}”`).join(', ')}${fresh.length > 3 ? ` and ${fresh.length - 3} more` : ''}`,
    }),
  }, (tx) => {
    for (const other of fresh) {
      const [one, two] = value < other ? [value, other] : [other, value];
      tx.insert('authority_apart', { field, one, other: two });
    }
  });
  return { operation };
}
