import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { EditResult, FieldChange } from '../../../contract/records.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { ClassNode } from '../../../contract/subjects.ts';
import type { History } from '../history/history.ts';
import type { Touched, Writer } from '../history/writer.ts';
import type { Store } from '../store/open.ts';
import { parseNotation, splitNumbers } from './clc/notation.ts';
import { CLC_BY_NOTATION, CLC_OUTLINE } from './clc/outline.ts';
import type { OutlineClass } from './clc/outline.ts';
import { countClasses } from './counts.ts';
import type { ClassCounts } from './counts.ts';
import { captionOf, classesUnder, standingOf } from './scheme.ts';
import { createSuggestions } from './suggest/suggestions.ts';
import type { SuggestionsDeps } from './suggest/suggestions.ts';
import type { SchemeSight } from './suggest/scheme-sight.ts';

export interface SubjectsDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
  readonly variants: SuggestionsDeps['variants'];
  readonly task: SuggestionsDeps['task'];
}

export interface Subjects {
  readonly api: Handlers<EngineApi>['subjects'];
  /** Class numbers or records changed: counts are worked out anew when next asked for. */
  forget(): void;
  /** What was committed: decisions are learned at once. */
  observe(touched: Touched): void;
}

/** The scheme as suggestions see it. */
const SIGHT: SchemeSight = {
  standing: standingOf,
  levels: (notation) => {
    const { kind, problems } = parseNotation(notation);
    return kind === 'unknown' || problems.length > 0 ? [] : [notation.slice(0, 1), notation.slice(0, 2)];
  },
  classes: () => CLC_OUTLINE.map(({ notation, zh }) => ({ label: notation, caption: zh })),
  numbersOf: splitNumbers,
};

/** Between two class numbers of one record, as the records themselves have it. */
const BETWEEN = '；';

export function createSubjects({ store, history, select, variants, task }: SubjectsDeps): Subjects {
  const suggestions = createSuggestions({ store, history, select, scheme: SIGHT, variants, task });
  let kept: ClassCounts | undefined;
  const counts = (): ClassCounts => (kept ??= countClasses(store));
  const read = store.sqlite.prepare<[number], { title: string | null; class: string | null }>('SELECT title, class FROM record WHERE id = ?');
  const assignment = store.sqlite.prepare<[number, string], number>('SELECT id FROM class_assignment WHERE record_id = ? AND notation = ?').pluck();

  const node = (entry: OutlineClass): ClassNode => ({
    notation: entry.notation, caption: captionOf(entry), broader: entry.broader,
    hasNarrower: classesUnder(entry.notation).length > 0 || finerUnder(entry.notation).length > 0,
    records: counts().rolled.get(entry.notation) ?? 0,
  });
  /** Numbers in use that the outline does not have, under the class they belong to. */
  const finerUnder = (notation: string): readonly (readonly [string, number])[] =>
    [...counts().used].filter(([number]) => !CLC_BY_NOTATION.has(number) && standingOf(number).nearest === notation)
      .sort(([a], [b]) => (a < b ? -1 : 1));

  /** Change the class field of many records, keeping count and the first changes. */
  const edit = (
    kind: string, input: { readonly selection: Selection; readonly notation: string; readonly dryRun?: boolean },
    change: (numbers: readonly string[]) => readonly string[], sentence: (records: number) => { zh: string; en: string },
    beside: (tx: Writer, id: number) => void,
  ): EditResult => {
    const changes: FieldChange[] = [];
    let records = 0;
    const run = (tx: Writer | null): void => {
      for (const id of select(input.selection)) {
        const row = read.get(id);
        if (row === undefined) continue;
        const numbers = splitNumbers(row.class ?? '');
        const next = change(numbers);
        if (next.length === numbers.length && next.every((number, at) => number === numbers[at])) continue;
        const after = next.length === 0 ? null : next.join(BETWEEN);
        records++;
        if (changes.length < 1000) changes.push({ id, title: row.title ?? '', field: 'class', before: row.class, after });
        if (tx !== null) {
          tx.set('record', id, 'class', after);
          beside(tx, id);
        }
      }
    };
    if (input.dryRun === true) {
      run(null);
      return { operation: null, records, changes };
    }
    const { operation } = history.write({ kind, input, sentence: () => sentence(records) }, run);
    return { operation, records, changes };
  };

  const api: Subjects['api'] = {
    ...suggestions.api,
    schemes: () => [{
      name: 'clc', classes: CLC_OUTLINE.length,
      caption: { zh: '中国图书馆分类法（简表）', en: 'Chinese Library Classification (outline)' },
    }],
    tree({ under }) {
      const broader = under ?? null;
      const known = classesUnder(broader).map(node);
      if (under === undefined) return known;
      const finer = finerUnder(under).map(([notation, records]): ClassNode => {
        const { kind } = standingOf(notation);
        const caption = kind === 'house' ? { zh: '自编分类号', en: 'House number' } : { zh: '简表以下的细分号', en: 'Finer than the outline' };
        return { notation, caption, broader, hasNarrower: false, records };
      });
      return [...known, ...finer];
    },
    search({ text, limit = 20 }) {
      const wanted = text.trim();
      if (wanted === '') return [];
      const upper = wanted.toUpperCase();
      const rank = (entry: OutlineClass): number => {
        if (entry.notation === upper) return 0;
        if (entry.notation.startsWith(upper)) return 1 + entry.notation.length / 100;
        if (entry.zh === wanted) return 2;
        if (entry.zh.startsWith(wanted)) return 3;
        if (entry.zh.includes(wanted) || (entry.en ?? '').toUpperCase().includes(upper)) return 4;
        return Infinity;
      };
      return CLC_OUTLINE.map((entry) => ({ entry, rank: rank(entry) })).filter((found) => found.rank < Infinity)
        .sort((a, b) => a.rank - b.rank || (counts().rolled.get(b.entry.notation) ?? 0) - (counts().rolled.get(a.entry.notation) ?? 0))
        .slice(0, limit).map((found) => node(found.entry));
    },
    assign(input) {
      const [notation, ...more] = splitNumbers(input.notation);
      if (notation === undefined || more.length > 0) {
        throw new Fault('bad-input', { zh: '请给出一个分类号。', en: 'Give one class number.' });
      }
      return edit('subjects.assign', input,
        (numbers) => (input.main === false
          ? numbers.includes(notation) ? numbers : [...numbers, notation]
          : [notation, ...numbers.filter((number) => number !== notation)]),
        (records) => ({ zh: `给 ${records} 条记录标引分类号 ${notation}`, en: `Give ${records} records the class number ${notation}` }),
        (tx, id) => {
          if (assignment.get(id, notation) === undefined) {
            tx.insert('class_assignment', { record_id: id, notation, origin: 'human', confidence: null });
          }
        });
    },
    unassign(input) {
      return edit('subjects.unassign', input,
        (numbers) => numbers.filter((number) => number !== input.notation),
        (records) => ({ zh: `从 ${records} 条记录去掉分类号 ${input.notation}`, en: `Take the class number ${input.notation} from ${records} records` }),
        (tx, id) => {
          const row = assignment.get(id, input.notation);
          if (row !== undefined) tx.remove('class_assignment', row);
        });
    },
    check: () => [...counts().used].flatMap(([notation, records]) => {
      const { kind } = standingOf(notation);
      return kind === 'known' ? [] : [{ notation, kind, records }];
    }).sort((a, b) => b.records - a.records),
  };
  return { api, forget: () => { kept = undefined; }, observe: (touched) => suggestions.observe(touched) };
}
