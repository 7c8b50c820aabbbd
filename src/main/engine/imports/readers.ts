import { Worker } from 'node:worker_threads';
import { join } from 'node:path';
import type { ArchivePart, ArchiveRequest } from './archive/open.ts';
import { openDesk, PIECE } from './desk.ts';
import type { Desk, Piece } from './desk.ts';
import { PARCEL_FILES } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import type { Proven } from './prove.ts';
import type { FilePath } from './read.ts';
import type { DeskAnswer, Question } from './reader-thread.ts';
import type { MetFile } from './walk.ts';

/** Files that were met, and their bytes. Files that are none (links, pipes) have a place in `met` and none in `parcels`. */
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

export interface Readers {
  /** The files of a walk with their bytes, in the order of the walk. */
  deliver(files: Iterator<MetFile>): AsyncGenerator<Delivery, void, void>;
  /** One file whole, also where it is long. */
  whole(path: FilePath): Promise<Parcel | undefined>;
  prove(path: FilePath): Promise<Proven>;
  /** A long file from its beginning, some pieces ahead. */
  pieces(path: FilePath, size: number): AsyncGenerator<Piece, void, void>;
  /** An archive part by part, one part ahead. */
  archive(request: ArchiveRequest): AsyncGenerator<ArchivePart, void, void>;
  close(): void;
}

/** Files of one request to a thread: enough to be worth the message, few enough that a cancel is seen at once. */
const REQUEST = 3 * PARCEL_FILES;
/** Requests a thread has in hand, so that it never waits for the next. */
const AHEAD = 2;
/** Below so many files no thread is started: it would be ready after the work is done. */
const WORTH_THREADS = 1500;
/** Pieces of a long file that are on their way. */
const PIECES_AHEAD = 4;

/** Opens what reads for one import. Threads are started once there is enough to be worth it. */
export function openReaders(options: ReaderOptions): Readers {
  const here = openDesk();
  let threads: readonly Thread[] = [];
  let turn = 0;
  const start = (): void => {
    if (threads.length === 0) threads = Array.from({ length: options.threads }, () => openThread(options.built));
  };
  /** The next thread in turn, or this one where there is none. */
  const next = (): Desk => threads[turn++ % Math.max(1, threads.length)]?.desk ?? here;

  /** Deliver files as they come: where a reader stopped before the end, ask it for the rest. */
  async function* inParts(met: readonly MetFile[], desk: Desk, asked?: Promise<readonly Parcel[]>): AsyncGenerator<Delivery, void, void> {
    let ready = asked;
    for (let rest = met; rest.length > 0;) {
      const parcels = await (ready ?? desk.parcels({ paths: pathsOf(rest) }));
      ready = undefined;
      let came = parcels.reduce((sum, parcel) => sum + parcel.files.length, 0);
      const end = rest.findIndex((file) => file.kind === 'file' && came-- === 0);
      yield { met: end < 0 ? rest : rest.slice(0, end), parcels };
      rest = end < 0 ? [] : rest.slice(end);
    }
  }

  return {
    async* deliver(files) {
      for (let seen = 0; options.threads === 0 || seen < WORTH_THREADS;) {
        const met = take(files, PARCEL_FILES);
        if (met.length === 0) return;
        seen += met.length;
        yield* inParts(met, here);
      }
      start();
      const queue: { readonly met: readonly MetFile[]; readonly desk: Desk; readonly parcels: Promise<readonly Parcel[]> }[] = [];
      for (;;) {
        while (queue.length < threads.length * AHEAD) {
          const met = take(files, REQUEST);
          if (met.length === 0) break;
          const desk = next();
          queue.push({ met, desk, parcels: desk.parcels({ paths: pathsOf(met) }) });
        }
        const first = queue.shift();
        if (first === undefined) return;
        yield* inParts(first.met, first.desk, first.parcels);
      }
    },
    async whole(path) {
      start();
      return (await next().parcels({ paths: [path], whole: true }))[0];
    },
    async prove(path) {
      start();
      return next().prove({ path });
    },
    async* pieces(path, size) {
      start();
      const queue: Promise<Piece>[] = [];
      for (let at = 0; at < size || queue.length > 0;) {
        for (; at < size && queue.length < PIECES_AHEAD; at += PIECE) {
          const piece = next().piece({ path, at });
          // It may fail while the one before is waited for.
          piece.catch(() => undefined);
          queue.push(piece);
        }
        const first = queue.shift();
        if (first !== undefined) yield await first;
      }
    },
    async* archive(request) {
      start();
      const desk = next();
      const archive = await desk.archive(request);
      const ask = (): Promise<ArchivePart | null> => {
        const part = desk.next({ archive });
        part.catch(() => undefined);
        return part;
      };
      for (let part = await ask(); part !== null;) {
        const following = ask();
        yield part;
        part = await following;
      }
    },
    close() {
      for (const thread of threads) thread.close();
      threads = [];
    },
  };
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

/** Where a file lies: by its bytes where its name is no text. */
export const placeOf = (met: MetFile): FilePath => met.at ?? join(met.root, met.path);

const pathsOf = (met: readonly MetFile[]): readonly FilePath[] => met.filter((file) => file.kind === 'file').map(placeOf);

interface Thread {
  readonly desk: Desk;
  close(): void;
}

function openThread(built: URL | undefined): Thread {
  const worker = new Worker(built ?? new URL('./reader-thread.ts', import.meta.url));
  const waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: unknown) => void }>();
  let last = 0;
  const fail = (error: unknown): void => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on('message', (answer: DeskAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('value' in answer) one?.resolve(answer.value as never);
    else one?.reject(Object.assign(new Error(answer.error.message), answer.error));
  });
  worker.on('error', fail);
  const ask = <Method extends keyof Desk>(method: Method) => (input: Parameters<Desk[Method]>[0]): ReturnType<Desk[Method]> => {
    const id = ++last;
    const answer = new Promise<never>((resolve, reject) => { waiting.set(id, { resolve, reject }); });
    // A request nobody waits for any more (the import was cancelled) must not end the process.
    answer.catch(() => undefined);
    worker.postMessage({ id, method, input } satisfies Question);
    return answer as unknown as ReturnType<Desk[Method]>;
  };
  return {
    desk: { parcels: ask('parcels'), prove: ask('prove'), piece: ask('piece'), archive: ask('archive'), next: ask('next') },
    close() {
      void worker.terminate();
      // What is still asked for is never answered.
      fail(new Error('the reading thread was closed'));
    },
  };
}
