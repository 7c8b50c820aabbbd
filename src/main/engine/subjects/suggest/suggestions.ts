import type { EngineApi } from '../../../../contract/engine.ts';
import { Fault } from '../../../../contract/fault.ts';
import type { Choice, NearRecord, Proposal, Proposals, RecordSuggestions, SuggestedField, Suggestion, SuggestionsApi, SureClass } from '../../../../contract/suggestions.ts';
import type { Selection } from '../../../../contract/selection.ts';
import type { Call, Handlers } from '../../../../contract/rpc.ts';
import type { History } from '../../history/history.ts';
import type { Touched } from '../../history/writer.ts';
import { jobOf } from '../../job.ts';
import type { Job } from '../../job.ts';
import { meter } from '../../meter.ts';
import type { Store } from '../../store/open.ts';
import { accept, reject } from './accept.ts';
import { evaluate } from './evaluate.ts';
import { evidenceFor } from './evidence.ts';
import { createHeads } from './heads.ts';
import type { FieldHead } from './heads.ts';
import { libraryWords } from './keywords.ts';
import type { Words } from './keywords.ts';
import type { SubjectRecord } from './labelled.ts';
import { offer } from './propose.ts';
import type { Offer } from './propose.ts';
import type { SchemeSight } from './scheme-sight.ts';
import { foldTable } from './text/fold.ts';
import type { Variants } from './text/fold.ts';
import { ABSTAINED, BAND_WORDS, bandOf } from './words.ts';

export interface SuggestionsDeps {
  readonly store: Store;
  readonly history: History;
  readonly select: (selection: Selection) => Uint32Array;
  readonly scheme: SchemeSight;
  /** Traditional and other forms of characters, and what stands for them. */
  readonly variants?: Variants;
  /** Run a long call as a task. */
  readonly task: <T>(kind: string, subject: string, call: Call, work: (job: Job) => Promise<T>) => Promise<T>;
}

export interface Suggestions {
  readonly api: Pick<Handlers<EngineApi>['subjects'], keyof SuggestionsApi>;
  observe(touched: Touched): void;
}

/** Records a run looks at. */
const LOOKED = 20_000;
const SLICE = 12;
/** Below this a level is not shown as sure. */
const SURE_LEVEL = 0.8;
/** Below this share of words met before, a text is a strange one. */
const STRANGE = 0.35;
const UNSURE = 0.35;

export function createSuggestions({ store, history, select, scheme, variants, task }: SuggestionsDeps): Suggestions {
  // Subtle: a table of 65,536 characters takes 30 ms to make; a library opened to look something up does not need it.
  let made: ReturnType<typeof createHeads> | undefined;
  const fold = lazy(() => foldTable(variants));
  const heads = (): ReturnType<typeof createHeads> => (made ??= createHeads(store, scheme, fold()));
  let words: Words | undefined;
  const wordsFor = (field: SuggestedField): Words | null => (field === 'keywords' ? words ??= libraryWords(store) : null);
  const deciding = { store, history, scheme };

  const must = (entry: FieldHead, id: number): SubjectRecord => {
    const record = entry.records.one(id);
    if (record === undefined) throw new Fault('not-found', { zh: `没有第 ${id} 号记录，可能已被合并或撤销导入。`, en: `There is no record ${id}; it may have been merged, or its import taken back.` });
    return record;
  };

  const describe = (entry: FieldHead, record: SubjectRecord, top: number): RecordSuggestions => {
    const found = offer(entry, record, top, scheme, wordsFor(entry.field.name));
    const { figures } = heads().state(entry.field.name);
    const { learned } = entry.head;
    const suggestions = found.offered.map(({ label, sure, by }, at): Suggestion => {
      const rival = at === 0 ? found.offered[1]?.label : found.offered[0]?.label;
      const { words: evidence, spans } = evidenceFor(learned, found.reading, label, rival, fold());
      const standing = entry.field.name === 'class' ? scheme.standing(label) : null;
      return {
        value: label, caption: standing?.caption ?? null, standing: standing?.kind ?? null,
        confidence: shown(entry, sure, figures), words: BAND_WORDS[bandOf(sure, figures)], by, evidence, spans,
      };
    });
    return {
      id: record.id, title: record.text.title, current: record.current, suggestions,
      sure: sureClass(entry, found, figures, scheme), abstained: abstained(entry, record, found),
      nearest: found.prediction.nearest.slice(0, 3).map(({ id, labels, similarity }): NearRecord => ({ id, title: entry.records.title(id), values: labels, similarity })),
    };
  };

  const propose = async (name: SuggestedField, selection: Selection, job: Job): Promise<Proposals> => {
    const entry = await heads().ready(name, job);
    const { figures } = heads().state(name);
    const filled = new Set(entry.records.ids());
    const open = select(selection).filter((id) => !filled.has(id));
    const told = meter(job, 'suggest', 'records');
    const found: { proposal: Proposal; sure: number }[] = [];
    const looked = Math.min(open.length, LOOKED);
    let began = performance.now();
    for (let at = 0; at < looked; at++) {
      const record = entry.records.one(open[at] ?? 0);
      const first = record === undefined ? undefined : offer(entry, record, 1, scheme, wordsFor(name)).offered[0];
      if (record !== undefined && first !== undefined) {
        const band = bandOf(first.sure, figures);
        found.push({
          sure: first.sure,
          proposal: {
            id: record.id, title: record.text.title, day: record.day, value: first.label,
            caption: name === 'class' ? scheme.standing(first.label).caption : null,
            confidence: shown(entry, first.sure, figures), band, words: BAND_WORDS[band],
          },
        });
      }
      if (performance.now() - began < SLICE) continue;
      told.at(at, looked);
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
      began = performance.now();
    }
    found.sort((a, b) => b.sure - a.sure || a.proposal.id - b.proposal.id);
    return { total: open.length, looked, proposals: found.map(({ proposal }) => proposal) };
  };

  const api: Suggestions['api'] = {
    learned: ({ for: name = 'class' }) => heads().state(name),
    async suggest({ record, query, for: name = 'class', top = 5, limit = 20 }, call) {
      if ((record === undefined) === (query === undefined)) {
        throw new Fault('bad-input', { zh: '请给出一条记录或一个检索式。', en: 'Name either a record or a query.' });
      }
      const entry = await heads().ready(name, jobOf(call));
      const ids = record === undefined ? select({ query: query ?? '' }).subarray(0, limit) : [record];
      return { records: Array.from(ids, (id) => describe(entry, must(entry, id), top)), state: heads().state(name) };
    },
    propose: ({ selection, for: name = 'class' }, call) => task('subjects.propose', name, call, (job) => propose(name, selection, job)),
    accept: ({ for: name = 'class', choices, automatic = false, dryRun = false }) => accept(deciding, heads().of(name), {
      kind: 'subjects.accept', input: { for: name, choices: choices.length > 100 ? choices.length : choices, automatic }, choices, automatic, dryRun,
    }),
    reject: ({ id, value, for: name = 'class' }) => reject(deciding, heads().of(name), id, value),
    assignSuggested: ({ selection, for: name = 'class', minConfidence = 0.9, dryRun = false }, call) => task('subjects.propose', name, call, async (job) => {
      const { proposals } = await propose(name, selection, job);
      const { figures, records } = heads().state(name);
      if (!figures) {
        throw new Fault('conflict', {
          zh: `只学过 ${records} 条，还不足以给出可信的把握（需 300 条）。请先逐条标引，或改用逐条采用。`,
          en: `Only ${records} records are learned, too few for a confidence to go by (300). Classify more first, or accept one by one.`,
        });
      }
      const choices = proposals.filter(({ confidence }) => confidence !== null && confidence >= minConfidence).map(({ id, value, confidence }): Choice => ({ id, value, confidence }));
      const done = accept(deciding, heads().of(name), {
        kind: 'subjects.assignSuggested', input: { selection, for: name, minConfidence }, choices, automatic: true, dryRun,
      });
      return { ...done, choices };
    }),
    train: ({ for: name = 'class', seed = 1 }, call) => task('subjects.train', name, call, async (job) => {
      const began = performance.now();
      await heads().train(name, seed, job);
      words = undefined;
      return { ...heads().state(name), seconds: (performance.now() - began) / 1000 };
    }),
    evaluate: ({ for: name = 'class', holdout = 0.2, seed = 1, split = 'random', query = '' }, call) => task('subjects.evaluate', name, call, async (job) => {
      const labelled = heads().of(name).records.ids();
      const wanted = query === '' ? null : new Set(select({ query }));
      return evaluate(heads(), { for: name, holdout, seed, split, ids: wanted === null ? labelled : labelled.filter((id) => wanted.has(id)) }, job);
    }),
  };
  return { api, observe: (touched) => made?.observe(touched) };
}

/** A confidence as it may be shown: no figure before there is something to count by, and none for words taken from a text. */
const shown = ({ field }: FieldHead, sure: number, figures: boolean): number | null => (figures && field.name !== 'keywords' ? Math.round(sure * 1000) / 1000 : null);

/** The finest class above the first suggestion that is sure where the number itself is not. */
function sureClass({ field }: FieldHead, { offered, prediction }: Offer, figures: boolean, scheme: SchemeSight): SureClass | null {
  const [first] = offered;
  if (first === undefined || first.sure >= SURE_LEVEL || field.name !== 'class') return null;
  for (const { prefix, sure } of [...prediction.levels].reverse()) {
    if (sure < SURE_LEVEL || prefix === first.label || !first.label.startsWith(prefix)) continue;
    const { nearest, caption } = scheme.standing(prefix);
    if (nearest === null) continue;
    return { notation: nearest, caption, confidence: figures ? Math.round(sure * 1000) / 1000 : null, words: BAND_WORDS[bandOf(sure, figures)] };
  }
  return null;
}

function abstained(entry: FieldHead, { text }: SubjectRecord, found: Offer): RecordSuggestions['abstained'] {
  if ([text.title, text.kicker, text.subtitle, text.body].every((part) => part.trim() === '')) return ABSTAINED.noText;
  const [first] = found.offered;
  if (first === undefined) return ABSTAINED.nothing;
  if (entry.field.name === 'keywords' || entry.head.size === 0) return null;
  if (found.prediction.known < STRANGE && text.body !== '' && entry.trained) return ABSTAINED.strange;
  return first.sure < UNSURE && !found.prediction.levels.some(({ sure }) => sure >= SURE_LEVEL) ? ABSTAINED.unsure : null;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
