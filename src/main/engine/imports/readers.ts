import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PARCEL_FILES, parcelReader } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import type { MetFile } from './walk.ts';

/** Files that were met, and their bytes. Files that are none (links, pipes) have a place in `met` and none in `parcel`. */
export interface Delivery {
  readonly met: readonly MetFile[];
  readonly parcels: readonly Parcel[];
}

export interface ReaderOptions {
  /** Reading threads; 0 reads in this one. Three hide most of a disk's latency; warm files gain little. */
  readonly threads: number;
  /** Where the built thread lies; absent when the sources run as they are. */
  readonly built?: URL | undefined;
}

/** Files of one request to a thread: enough to be worth the message, few enough that a cancel is seen at once. */
const REQUEST = 3 * PARCEL_FILES;
/** Requests a thread has in hand, so that it never waits for the next. */
const AHEAD = 2;
/** Below so many files no thread is started: it would be ready after the work is done. */
const WORTH_THREADS = 1500;

/**
 * The files of a walk with their bytes, in the order of the walk. Reading runs ahead by a bounded number of requests, in
 * threads once there are enough files to be worth it.
 */
export async function* deliver(files: Iterator<MetFile>, options: ReaderOptions): AsyncGenerator<Delivery, void, void> {
  const read = parcelReader();
  let seen = 0;
  while (options.threads === 0 || seen < WORTH_THREADS) {
    const met = take(files, PARCEL_FILES);
    if (met.length === 0) return;
    seen += met.length;
    yield* inParts(met, (paths) => read(paths));
  }
  const threads = Array.from({ length: options.threads }, () => openThread(options.built));
  try {
    const queue: { readonly met: readonly MetFile[]; readonly thread: Thread; readonly parcels: Promise<readonly Parcel[]> }[] = [];
    let next = 0;
    for (;;) {
      while (queue.length < threads.length * AHEAD) {
        const met = take(files, REQUEST);
        if (met.length === 0) break;
        const thread = threads[next++ % threads.length];
        if (thread === undefined) break;
        queue.push({ met, thread, parcels: thread.read(pathsOf(met)) });
      }
      const first = queue.shift();
      if (first === undefined) return;
      let ready: Promise<readonly Parcel[]> | undefined = first.parcels;
      yield* inParts(first.met, (paths) => {
        const parcels = ready ?? first.thread.read(paths);
        ready = undefined;
        return parcels;
      });
    }
  } finally {
    for (const thread of threads) thread.close();
  }
}

/** Deliver files as they come: where a reader stopped before the end, ask it for the rest. */
async function* inParts(
  met: readonly MetFile[], read: (paths: readonly string[]) => readonly Parcel[] | Promise<readonly Parcel[]>,
): AsyncGenerator<Delivery, void, void> {
  for (let rest = met; rest.length > 0;) {
    const parcels = await read(pathsOf(rest));
    let came = parcels.reduce((sum, parcel) => sum + parcel.files.length, 0);
    const end = rest.findIndex((file) => file.kind === 'file' && came-- === 0);
    yield { met: end < 0 ? rest : rest.slice(0, end), parcels };
    rest = end < 0 ? [] : rest.slice(end);
  }
}

function take(files: Iterator<MetFile>, most: number): readonly MetFile[] {
  const met: MetFile[] = [];
  while (met.length < most) {
    const next = files.next();
    if (next.done === true) break;
    met.push(next.value);
  }
  return met;
}

const pathsOf = (met: readonly MetFile[]): readonly string[] =>
  met.filter((file) => file.kind === 'file').map((file) => join(file.root, file.path));

interface Thread {
  read(paths: readonly string[]): Promise<readonly Parcel[]>;
  close(): void;
}

function openThread(built: URL | undefined): Thread {
  const worker = new Worker(built ?? new URL('./reader-thread.ts', import.meta.url));
  const waiting: { readonly resolve: (parcels: readonly Parcel[]) => void; readonly reject: (error: unknown) => void }[] = [];
  worker.on('message', (parcels: readonly Parcel[]) => waiting.shift()?.resolve(parcels));
  worker.on('error', (error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  });
  return {
    read(paths) {
      const answer = new Promise<readonly Parcel[]>((resolve, reject) => { waiting.push({ resolve, reject }); });
      // A request nobody waits for any more (the import was cancelled) must not end the process.
      answer.catch(() => undefined);
      worker.postMessage(paths);
      return answer;
    },
    close: () => void worker.terminate(),
  };
}
