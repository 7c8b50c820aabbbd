import { Fault } from '../../../contract/fault.ts';
import type { Progress } from '../../../contract/progress.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';

/** Work between two looks at what else is asked. */
const SLICE_MS = 12;

/** How long work goes on beside other calls: `if (pace.due()) await pace.rest(done)`. */
export interface Pace {
  due(): boolean;
  /** Tells how far it is and lets others in. Throws `cancelled`: whoever writes cleans up in its `finally`. */
  rest(done: number): Promise<void>;
}

export function paceOf(job: Job, step: string, unit: Progress['unit'], total: number | null): Pace {
  const progress = meter(job, step, unit);
  let until = performance.now() + SLICE_MS;
  return {
    due: () => performance.now() >= until,
    async rest(done) {
      progress.at(done, total);
      await job.rest();
      if (job.signal.aborted) throw new Fault('cancelled');
      until = performance.now() + SLICE_MS;
    },
  };
}
