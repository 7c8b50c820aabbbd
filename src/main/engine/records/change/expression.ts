import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { Fault } from '../../../../contract/fault.ts';

/** Milliseconds some values may take. Ordinary expressions take a few; one that does not end is stopped here. */
const LONGEST = 3000;
/** Milliseconds after which a thread nobody asks ends; the next question starts another. */
const IDLE = 10_000;

/**
 * Subtle: written as text because the thread must come along wherever the engine is built to, and needs nothing but the
 * language itself.
 */
const THREAD = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ find, flags, replace, texts, port, done }) => {
  const pattern = new RegExp(find, flags);
  (port ?? parentPort).postMessage(texts.map((text) => text.replace(pattern, replace)));
  if (done === undefined) return;
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});`;

function tooLong(): Fault {
  return new Fault('bad-input', {
    zh: '这个正则表达式用时过长，已停止，没有改动任何内容。请写得更具体些。',
    en: 'This regular expression took too long and was stopped; nothing was changed. Make it more specific.',
  });
}

/**
 * Replacing by a regular expression, in a thread that can be stopped: some expressions take longer than the age of the
 * earth on a text of forty characters. The whole syntax of the language is there. `$1`, `$<name>` and `$&` stand for what was found.
 */
export class Expression {
  readonly #find: string;
  readonly #flags: string;
  readonly #replace: string;
  #thread: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Fault `bad-input` for an expression that cannot be read. */
  constructor(find: string, replace: string, { everywhere = true } = {}) {
    this.#find = find;
    this.#flags = everywhere ? 'gu' : 'u';
    this.#replace = replace;
    try {
      new RegExp(find, this.#flags);
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      throw new Fault('bad-input', { zh: `这个正则表达式无法理解：${why}`, en: `This regular expression cannot be read: ${why}` }, { cause: error });
    }
  }

  /** Fault `bad-input` when it takes too long; the thread is gone then. */
  replaced(texts: readonly string[]): Promise<readonly string[]> {
    // One question at a time: answers come without a name.
    const answer = this.#last.then(() => this.#ask(texts));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /**
   * The same without letting anybody in meanwhile, for work inside a write that is open. Fault `bad-input` as above.
   */
  replacedNow(texts: readonly string[]): readonly string[] {
    clearTimeout(this.#idle);
    const thread = this.#thread ??= start();
    const done = new Int32Array(new SharedArrayBuffer(4));
    const { port1, port2 } = new MessageChannel();
    try {
      thread.postMessage({ find: this.#find, flags: this.#flags, replace: this.#replace, texts, port: port2, done }, [port2]);
      if (Atomics.wait(done, 0, 0, LONGEST) === 'timed-out') {
        this.close();
        throw tooLong();
      }
      const answer = receiveMessageOnPort(port1)?.message as readonly string[] | undefined;
      if (answer === undefined) throw new Fault('internal');
      return answer;
    } finally {
      port1.close();
      this.#idle = setTimeout(() => this.close(), IDLE).unref();
    }
  }

  async #ask(texts: readonly string[]): Promise<readonly string[]> {
    clearTimeout(this.#idle);
    const thread = this.#thread ??= start();
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    const patience = setTimeout(() => {
      this.close();
      reject(tooLong());
    }, LONGEST);
    thread.once('message', resolve);
    thread.once('error', reject);
    try {
      thread.postMessage({ find: this.#find, flags: this.#flags, replace: this.#replace, texts });
      return await promise;
    } finally {
      clearTimeout(patience);
      thread.off('message', resolve);
      thread.off('error', reject);
      this.#idle = setTimeout(() => this.close(), IDLE).unref();
    }
  }

  close(): void {
    clearTimeout(this.#idle);
    void this.#thread?.terminate();
    this.#thread = null;
  }
}

function start(): Worker {
  const thread = new Worker(THREAD, { eval: true });
  // A script that is done must not wait for it.
  thread.unref();
  return thread;
}
