import type { DuplicateKind, DuplicateSettings } from '../../../contract/duplicates.ts';
import type { Store } from '../store/open.ts';
import type { Model } from './core/compare.ts';
import { MODEL } from './core/compare.ts';
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

/** The settings of a library; `balanced` and all kinds while nothing was chosen. */
export function settingsOf({ sqlite }: Store): DuplicateSettings & { readonly learned: Learned | null } {
  const row = sqlite.prepare<[], Row>('SELECT sensitivity, kinds, review, automatic, learned FROM duplicate_settings WHERE id = 1').get();
  const sensitivity = row?.sensitivity ?? 'balanced';
  const bounds = BOUNDS[sensitivity];
  return {
    sensitivity,
    kinds: row === undefined ? KINDS : JSON.parse(row.kinds) as DuplicateKind[],
    review: row?.review ?? bounds.review,
    automatic: row?.automatic ?? bounds.automatic,
    learned: row?.learned == null ? null : JSON.parse(row.learned) as Learned,
  };
}

export function judgingOf(store: Store): Judging {
  const { review, automatic, kinds, learned } = settingsOf(store);
  return { review, automatic, kinds: new Set(kinds), model: modelWith(learned), modelName: nameOf(modelWith(learned)) };
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

export const PLAIN: Model = MODEL;
