import type { GroupDetail } from '../../contract/duplicates.ts';

/** Groups in full, fetched ahead and kept until something in them changed. */
export interface GroupCache {
  /** The group when it is here already, to be shown in this very frame. It may be stale; `fetch` knows better. */
  peek(id: number): GroupDetail | undefined;
  /**
   * The group as the engine has it: fetched when it is not here or stale, else as it is. A group that turns out not to
   * have changed is the same object as before. Rejects as the fetch does, and forgets that it asked.
   */
  fetch(id: number): Promise<GroupDetail>;
  /** Records changed: groups with one of them are let go. When none is named all may have changed, and are stale. */
  changed(records: readonly number[]): void;
  forget(id: number): void;
}

interface Entry {
  value: GroupDetail | undefined;
  /** The answer that is awaited, or that gave the value; undefined when the value is stale. */
  asked: Promise<GroupDetail> | undefined;
}

const KEPT = 24;

export function createGroupCache(get: (id: number) => Promise<GroupDetail>): GroupCache {
  const entries = new Map<number, Entry>();
  return {
    peek: (id) => entries.get(id)?.value,
    fetch(id) {
      const entry: Entry = entries.get(id) ?? { value: undefined, asked: undefined };
      if (entry.asked !== undefined) return entry.asked;
      // Subtle: an answer asked for before a change must not count as fresh after it, so each is told from the next.
      const asked: Promise<GroupDetail> = get(id).then((fresh) => {
        const same = entry.value !== undefined && JSON.stringify(entry.value) === JSON.stringify(fresh);
        const group = same && entry.value !== undefined ? entry.value : fresh;
        if (entry.asked === asked) entry.value = group;
        return group;
      }, (thrown: unknown) => {
        if (entry.asked === asked) entries.delete(id);
        throw thrown;
      });
      entry.asked = asked;
      entries.delete(id);
      entries.set(id, entry);
      for (const oldest of entries.keys()) {
        if (entries.size <= KEPT) break;
        entries.delete(oldest);
      }
      return asked;
    },
    changed(records) {
      const touched = new Set(records);
      for (const [id, entry] of entries) {
        if (touched.size === 0) entry.asked = undefined;
        else if (entry.value === undefined) entry.asked = undefined;
        else if (entry.value.records.some((record) => touched.has(record))) entries.delete(id);
      }
    },
    forget: (id) => { entries.delete(id); },
  };
}
