import type { Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';

/** A record that came with tags. */
export interface TaggedRecord {
  readonly record: number;
  readonly tags: readonly string[];
}

/** Gives records the tags they came with, as part of the import's own step. To be called inside its transaction. */
export function tagWriter({ sqlite }: Store): (tx: Writer, came: readonly TaggedRecord[]) => void {
  const find = sqlite.prepare<[string], number>('SELECT id FROM tag WHERE name = ?').pluck();
  return (tx, came) => {
    for (const { record, tags } of came) {
      for (const name of new Set(tags)) tx.insert('record_tag', { record_id: record, tag_id: find.get(name) ?? tx.insert('tag', { name }) });
    }
  };
}
