import type { Progress } from '../../contract/progress.ts';
import type { Call } from '../../contract/rpc.ts';

export interface Meter {
  at(done: number, total: number | null, step?: string): void;
}

/** Progress with a rate over the last few seconds (a mean over all of it would never forget a slow start) and the time left. */
export function meter(call: Pick<Call, 'progress'>, step: string, unit: Progress['unit']): Meter {
  const WINDOW = 5000;
  let marks: { readonly at: number; readonly done: number }[] = [{ at: performance.now(), done: 0 }];
  let current = step;
  return {
    at(done, total, now = current) {
      const at = performance.now();
      if (now !== current) {
        current = now;
        marks = [{ at, done: 0 }];
      }
      const last = marks.at(-1);
      if (last === undefined || at - last.at >= 100) marks.push({ at, done });
      while (marks.length > 2 && at - (marks[0]?.at ?? at) > WINDOW) marks.shift();
      const first = marks[0] ?? { at, done };
      const seconds = (at - first.at) / 1000;
      const rate = seconds > 0 ? (done - first.done) / seconds : 0;
      call.progress({
        step: current, done, total, unit, rate,
        secondsLeft: total === null || rate <= 0 ? null : Math.max(0, total - done) / rate,
      });
    },
  };
}
