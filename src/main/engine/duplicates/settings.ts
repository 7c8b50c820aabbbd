import type { DuplicateKind, DuplicateSettings, DuplicateSettingsInput } from '../../../contract/duplicates.ts';
import type { Store } from '../store/open.ts';
import { Fault } from '../../../contract/fault.ts';
import type { History } from '../history/history.ts';
import type { Model } from './core/compare.ts';
import { AUTOMATIC, FLOOR, REVIEW } from './core/judge.ts';
import { KINDS } from './core/kind.ts';
import type { Learned } from './learned.ts';
import { modelWith } from './learned.ts';

/** From which score a pair is shown, and from which it may be settled without a look. */
const BOUNDS = {
  strict: { review: 0.7, automatic: 0.98 },
  balanced: { review: REVIEW, automatic: AUTOMATIC },
  thorough: { review: FLOOR, automatic: AUTOMATIC },
} as const satisfies Record<DuplicateSettings['sensitivity'], { readonly review: number; readonly automatic: number }>;

interface Row {
  readonly sensitivity: DuplicateSettings['sensitivity']; readonly kinds: string; readonly review: number | null; readonly automatic: number | null;
  readonly learned: string | null;
}

/** How pairs are judged and grouped now: what the librarian chose, worked out. */
export interface Judging {
  readonly model: Model;
  readonly review: number;
  readonly automatic: number;
  readonly kinds: ReadonlySet<DuplicateKind>;
  /** Equal for equal weights. */
  readonly modelName: string;
}

const read = ({ sqlite }: Store): Row | undefined =>
  sqlite.prepare<[], Row>('SELECT sensitivity, kinds, review, automatic, learned FROM duplicate_settings WHERE id = 1').get();

/** The settings of a library; `balanced` and all kinds while nothing was chosen. */
export function settingsOf(store: Store): DuplicateSettings {
  const row = read(store);
  const sensitivity = row?.sensitivity ?? 'balanced';
  const bounds = BOUNDS[sensitivity];
  const review = row?.review ?? bounds.review;
  return {
    sensitivity,
    kinds: row === undefined ? KINDS : JSON.parse(row.kinds) as DuplicateKind[],
    review,
    automatic: row?.automatic ?? Math.max(review, bounds.automatic),
    learnedFrom: learnedOf(store)?.decisions ?? 0,
  };
}

export function learnedOf(store: Store): Learned | null {
  const learned = read(store)?.learned ?? null;
  return learned === null ? null : JSON.parse(learned) as Learned;
}

const NAMES = { strict: { zh: '从严', en: 'strict' }, balanced: { zh: '适中', en: 'balanced' }, thorough: { zh: '从宽', en: 'thorough' } } as const;

/** Keep what is chosen and leave the rest; one operation, or none when it was so already. */
export function chooseSettings(store: Store, history: History, input: DuplicateSettingsInput): number | null {
  const now = settingsOf(store);
  const row = read(store);
  const sensitivity = input.sensitivity ?? now.sensitivity;
  const review = input.review === undefined ? row?.review ?? null : input.review;
  const automatic = input.automatic === undefined ? row?.automatic ?? null : input.automatic;
  if (automatic !== null && automatic < (review ?? BOUNDS[sensitivity].review)) {
    throw new Fault('bad-input', {
      zh: '可自动处理的分数不能低于需要查看的分数。', en: 'The score from which pairs may be settled must not be below the one from which they are shown.',
    });
  }
  const kinds = JSON.stringify(input.kinds === undefined ? now.kinds : KINDS.filter((kind) => input.kinds?.includes(kind)));
  return keep(store, history, 'duplicates.settings', { sensitivity, kinds, review, automatic, learned: row?.learned ?? null },
    { zh: `查重设置：${NAMES[sensitivity].zh}`, en: `Duplicate settings: ${NAMES[sensitivity].en}` });
}

/** Keep what was learned, or forget it. */
export function keepLearned(store: Store, history: History, learned: Learned | null): number | null {
  const row = read(store) ?? { sensitivity: 'balanced', kinds: JSON.stringify(KINDS), review: null, automatic: null };
  const n = learned?.decisions ?? 0;
  return keep(store, history, 'duplicates.refine', { ...row, learned: learned === null ? null : JSON.stringify(learned) }, learned === null
    ? { zh: '查重恢复原有权重', en: 'Weights of duplicates as they came' }
    : { zh: `查重按 ${n} 个判定调整权重`, en: `Weights of duplicates adjusted by ${n} decisions` });
}

function keep(store: Store, history: History, kind: string, row: Row, sentence: { readonly zh: string; readonly en: string }): number | null {
  return history.write({ kind, input: row, sentence: () => sentence }, (tx) => {
    if (read(store) === undefined) tx.insert('duplicate_settings', { id: 1, ...row });
    else for (const [column, value] of Object.entries(row)) tx.set('duplicate_settings', 1, column, value as string | number | null);
  }).operation;
}

export function judgingOf(store: Store): Judging {
  const { review, automatic, kinds } = settingsOf(store);
  const model = modelWith(learnedOf(store));
  return { review, automatic, kinds: new Set(kinds), model, modelName: nameOf(model) };
}

function nameOf({ bias, weights }: Model): string {
  let hash = 0;
  for (const value of [bias, ...weights]) hash = (Math.imul(hash, 31) + Math.round(value * 1000)) | 0;
  return `${weights.length}:${(hash >>> 0).toString(36)}`;
}

/** Judging as it is kept with the pairs, to know later whether they still follow it. */
export function judgedBy({ modelName, review, kinds }: Judging): string {
  return JSON.stringify({ model: modelName, review, kinds: KINDS.filter((kind) => kinds.has(kind)) });
}

export function readJudged(judged: string): { readonly model: string; readonly review: number; readonly kinds: readonly DuplicateKind[] } {
  return JSON.parse(judged) as { readonly model: string; readonly review: number; readonly kinds: readonly DuplicateKind[] };
}
