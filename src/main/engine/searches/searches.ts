import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Sort } from '../../../contract/records.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { SavedSearch } from '../../../contract/searches.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { History } from '../history/history.ts';
import type { Store } from '../store/open.ts';

export interface SearchesDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
}

interface Row { readonly id: number; readonly name: string; readonly query: string; readonly sort: string }

export function createSearches({ store: { sqlite }, history, select }: SearchesDeps): Handlers<EngineApi>['searches'] {
  const all = sqlite.prepare<[], Row>('SELECT id, name, query, sort FROM saved_search ORDER BY name');
  const one = sqlite.prepare<[number], Row>('SELECT id, name, query, sort FROM saved_search WHERE id = ?');
  const named = sqlite.prepare<[string], Row>('SELECT id, name, query, sort FROM saved_search WHERE name = ?');

  const must = (id: number): Row => {
    const row = one.get(id);
    if (row === undefined) throw new Fault('not-found', { zh: '这个检索已不存在。', en: 'This search does not exist any more.' });
    return row;
  };
  const clean = (name: string): string => {
    const trimmed = name.trim();
    if (trimmed === '') throw new Fault('bad-input', { zh: '请给检索一个名称。', en: 'Give the search a name.' });
    return trimmed;
  };
  const taken = (name: string): Fault => new Fault('conflict', { zh: `已经有名为“${name}”的检索。`, en: `There is a search named "${name}" already.` });

  const told = ({ id, name, query, sort }: Row): SavedSearch => {
    const kept = { id, name, query, sort: JSON.parse(sort) as readonly Sort[] };
    try {
      return { ...kept, records: select({ query }).length, trouble: null };
    } catch (thrown) {
      // A search that names what is gone stays in the list: it can be mended or deleted.
      if (thrown instanceof Fault && thrown.code === 'bad-query') return { ...kept, records: null, trouble: thrown.text };
      throw thrown;
    }
  };

  return {
    list: () => all.all().map(told),
    save({ name: given, query, sort = [], replace = false }) {
      const name = clean(given);
      select({ query });
      const before = named.get(name);
      if (before !== undefined && !replace) throw taken(name);
      const { operation, result } = history.write<number>({
        kind: 'searches.save', input: { name, query, sort },
        sentence: () => (before === undefined ? { zh: `保存检索“${name}”`, en: `Keep the search “${name}”` } : { zh: `改写检索“${name}”`, en: `Change the search “${name}”` }),
      }, (tx) => {
        if (before === undefined) return tx.insert('saved_search', { name, query, sort: JSON.stringify(sort) });
        tx.set('saved_search', before.id, 'query', query);
        tx.set('saved_search', before.id, 'sort', JSON.stringify(sort));
        return before.id;
      });
      return { id: result, operation };
    },
    rename({ id, name: given }) {
      const before = must(id);
      const name = clean(given);
      const other = named.get(name);
      if (other !== undefined && other.id !== id) throw taken(name);
      const { operation } = history.write({
        kind: 'searches.rename', input: { id, name },
        sentence: () => ({ zh: `检索“${before.name}”改名为“${name}”`, en: `Rename the search “${before.name}” to “${name}”` }),
      }, (tx) => tx.set('saved_search', id, 'name', name));
      return { operation };
    },
    delete({ id }) {
      const { name } = must(id);
      const { operation } = history.write({
        kind: 'searches.delete', input: { id }, sentence: () => ({ zh: `删除检索“${name}”`, en: `Delete the search “${name}”` }),
      }, (tx) => tx.remove('saved_search', id));
      return { operation: operation ?? 0 };
    },
  };
}
