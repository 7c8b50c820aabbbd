import { parentPort } from 'node:worker_threads';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';

// A reading thread: questions in, bytes out. What it hands over it gives away, so that no byte is copied between threads.

export interface Question {
  readonly id: number;
  readonly method: keyof Desk;
  readonly input: unknown;
}

export type DeskAnswer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: SentError };

/** An error on its way: what Node adds to one does not travel with it. */
export interface SentError {
  readonly message: string;
  readonly code?: string | undefined;
  readonly syscall?: string | undefined;
}

const desk = openDesk();

parentPort?.on('message', ({ id, method, input }: Question) => {
  void (desk[method] as (input: unknown) => Promise<unknown>)(input).then(
    (value) => parentPort?.postMessage({ id, value } satisfies DeskAnswer, buffersOf(value)),
    (error: NodeJS.ErrnoException) => {
      const { message, code, syscall } = error;
      parentPort?.postMessage({ id, error: { message, code, syscall } } satisfies DeskAnswer);
    },
  );
});

/** The buffers in an answer, each of which is the thread's own. */
function buffersOf(value: unknown, found: ArrayBuffer[] = []): ArrayBuffer[] {
  if (value instanceof Uint8Array) {
    if (value.byteLength > 0 && value.buffer instanceof ArrayBuffer) found.push(value.buffer);
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) buffersOf(part, found);
  return found;
}
