import { shallowReadonly, shallowRef, type ShallowRef } from 'vue';
import type { RecordDetail } from '../../contract/records.ts';
import { alignParagraphs } from './align.ts';
import { compareBodies, parallelRows, plainRows, sharesNothing } from './compare.ts';
import type { ComparedRow } from './compare.ts';

/** Two bodies side by side; the rows stand at once and get their marks as the comparison goes on. */
export interface Comparison {
  readonly rows: Readonly<ShallowRef<readonly ComparedRow[]>>;
  readonly done: Readonly<ShallowRef<boolean>>;
  /** The bodies have no paragraph in common and stand beside each other unmarked. */
  readonly apart: boolean;
}

/** Milliseconds of comparing in one go. The first is longer, so that usual records appear with their marks at once. */
const FIRST_SLICE = 12;
const SLICE = 6;

// By the records themselves, so that an edited record, being another object, is compared anew.
const known = new WeakMap<RecordDetail, WeakMap<RecordDetail, Comparison>>();

/** Compare two records' bodies. The same two records give the same comparison, also while it is still under way. */
export function compareRecords(left: RecordDetail, right: RecordDetail): Comparison {
  const others = known.get(left) ?? new WeakMap<RecordDetail, Comparison>();
  known.set(left, others);
  const before = others.get(right);
  if (before !== undefined) return before;
  const fresh = start(left.paragraphs, right.paragraphs);
  others.set(right, fresh);
  return fresh;
}

function start(left: readonly string[], right: readonly string[]): Comparison {
  const beads = alignParagraphs(left, right);
  if (left.length > 0 && right.length > 0 && sharesNothing(beads)) {
    return { rows: shallowRef(parallelRows(left, right)), done: shallowRef(true), apart: true };
  }
  const plain = plainRows(left, right, beads);
  const rows = shallowRef<readonly ComparedRow[]>(plain);
  const done = shallowRef(false);
  const compared: ComparedRow[] = [];
  let beadsDone = 0;
  const work = compareBodies(left, right, beads);

  const go = (milliseconds: number): void => {
    const until = performance.now() + milliseconds;
    let step;
    do {
      step = work.next();
      if (step.done !== true && step.value !== undefined) {
        compared.push(...step.value);
        beadsDone++;
      }
    } while (step.done !== true && performance.now() < until);
    done.value = step.done === true;
    rows.value = [...compared, ...plain.slice(beadsDone)];
    // Subtle: a timer and not an idle callback, which a busy window may never grant.
    if (step.done !== true) setTimeout(go, 0, SLICE);
  };
  go(FIRST_SLICE);
  return { rows: shallowReadonly(rows), done: shallowReadonly(done), apart: false };
}
