import type { PlainRecord } from '../formats/plain-record.ts';

/** The parts of the article a record is in, in reading order; empty when it stands alone. */
export type PartsOf = (record: number) => readonly number[];

export type ReadRecords = (ids: Uint32Array) => Generator<PlainRecord, void, void>;

/**
 * The records to write when linked parts become one: of each article its first part, also when only a later one was
 * chosen; everything else as it was. In ascending order like the selection.
 */
export function headsOf(ids: Uint32Array, partsOf: PartsOf): Uint32Array {
  const heads = new Set<number>();
  for (const id of ids) heads.add(partsOf(id)[0] ?? id);
  return Uint32Array.from(heads).sort();
}

/** Reads the first part of an article with the bodies of all, and where the others come from. */
export function joinedReader(read: ReadRecords, partsOf: PartsOf): ReadRecords {
  return function* joined(ids) {
    for (const head of read(ids)) {
      const parts = partsOf(head.id);
      yield parts.length < 2 ? head : joinedOf(head, inOrder(read, parts.filter((part) => part !== head.id)));
    }
  };
}

function inOrder(read: ReadRecords, ids: readonly number[]): readonly PlainRecord[] {
  const found = new Map([...read(Uint32Array.from(ids))].map((record) => [record.id, record]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

function joinedOf(head: PlainRecord, others: readonly PlainRecord[]): PlainRecord {
  const bodies = [head, ...others].flatMap(({ values }) => ((values.body ?? '') === '' ? [] : [values.body ?? '']));
  const refs = others.map((part) => part.ref ?? String(part.id)).join('；');
  return {
    ...head,
    values: bodies.length === 0 ? head.values : { ...head.values, body: bodies.join('\n') },
    others: [...head.others, { code: 'PARTS', name: '续版', value: refs }],
    tags: union(head.tags, others.map(({ tags }) => tags)), sets: union(head.sets, others.map(({ sets }) => sets)),
  };
}

const union = (own: readonly string[], more: readonly (readonly string[])[]): readonly string[] => [...new Set([...own, ...more.flat()])];
