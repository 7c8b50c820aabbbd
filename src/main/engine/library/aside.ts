import { Worker } from 'node:worker_threads';
import type { LibraryCheck } from '../../../contract/library.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Job } from '../job.ts';
import { meter } from '../meter.ts';
import type { CheckStep } from './check.ts';

/** What the checking thread is asked: a file, and how thoroughly. */
export interface CheckRequest {
  readonly file: string;
  /** `pages`: SQLite's quick check alone, as for a copy just written. */
  readonly depth: 'pages' | 'file' | 'deep';
}

export type CheckAnswer = { readonly step: CheckStep } | { readonly report: LibraryCheck };

export interface Checker {
  /** Look at a library file in a thread of its own. Cancelling ends the thread. Fault `cancelled`. */
  check(request: CheckRequest, job: Job): Promise<LibraryCheck>;
}

export function createChecker(thread: URL): Checker {
  return {
    check: (request, job) => new Promise((resolve, reject) => {
      if (job.signal.aborted) {
        reject(new Fault('cancelled'));
        return;
      }
      const worker = new Worker(thread, { workerData: request });
      const progress = meter(job, 'file', 'records');
      const leave = (): void => void worker.terminate();
      job.signal.addEventListener('abort', leave, { once: true });
      worker.on('message', (answer: CheckAnswer) => {
        if ('report' in answer) resolve(answer.report);
        else progress.at(answer.step.done, answer.step.total, answer.step.step);
      });
      worker.on('error', reject);
      worker.on('exit', () => {
        job.signal.removeEventListener('abort', leave);
        // Nothing happens when an answer came before.
        reject(job.signal.aborted ? new Fault('cancelled') : new Fault('internal'));
      });
    }),
  };
}
