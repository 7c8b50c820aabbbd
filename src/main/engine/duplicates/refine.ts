import { Fault } from '../../../contract/fault.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';
import { prepare } from './core/article.ts';
import { Judge } from './core/judge.ts';
import { learn } from './learned.ts';
import type { Decided } from './learned.ts';
import { keepLearned } from './settings.ts';
import { textsOf } from './texts.ts';

export interface Refined {
  readonly decisions: number;
  readonly learned: boolean;
  readonly operation: number | null;
}

/** Decisions looked at, the latest: enough for seventeen numbers, and measured in a second or two. */
const MOST = 5000;
const BATCH = 25;

/** Adjusts the weights of a library to its decisions, or takes them back. The texts are those of now. */
export async function refine(store: Store, history: History, { reset = false }: { readonly reset?: boolean }, job: Job): Promise<Refined> {
  if (reset) return { decisions: 0, learned: false, operation: keepLearned(store, history, null) };
  const decisions = store.sqlite.prepare<[number], { a: number; b: number; decision: string }>(
    'SELECT a, b, decision FROM (SELECT * FROM duplicate_decision ORDER BY id DESC LIMIT ?) ORDER BY id').all(MOST);
  const texts = textsOf(store);
  // By the weights that came with the program: what was learned before does not count twice.
  const judge = new Judge();
  const progress = meter(job, 'compare', 'pairs');
  const rows: Decided[] = [];
  for (const [at, { a, b, decision }] of decisions.entries()) {
    const one = texts.one(a);
    const two = texts.one(b);
    if (one !== undefined && two !== undefined) rows.push({ features: judge.measure(prepare(one), prepare(two)), same: decision !== 'distinct' });
    if ((at + 1) % BATCH !== 0) continue;
    progress.at(at + 1, decisions.length);
    await job.rest();
    if (job.signal.aborted) throw new Fault('cancelled');
  }
  const learned = learn(rows);
  return { decisions: rows.length, learned: learned !== null, operation: keepLearned(store, history, learned) };
}
