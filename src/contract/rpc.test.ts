import { afterEach, describe, expect, it } from 'vitest';
import { Fault } from './fault.ts';
import { overMessagePort } from './port.ts';
import type { Port } from './port.ts';
import type { Progress } from './progress.ts';
import { connect, serve } from './rpc.ts';
import type { Client, Connection, Handlers, ServeOptions } from './rpc.ts';

interface ShelfApi {
  readonly books: {
    count(input: { readonly room: string }): number;
    shelve(input: { readonly steps: number }): { readonly done: number };
    wait(input: object): string;
    fail(input: { readonly how: 'fault' | 'error' | 'abort' | 'text' | 'function' }): string;
    block(input: { readonly ms: number }): string;
  };
}

interface ShelfEvents {
  readonly moved: { readonly from: string; readonly to: string };
}

const step = (done: number): Progress => ({ step: 'shelve', done, total: null, unit: 'records', rate: 0, secondsLeft: null });
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

const handlers: Handlers<ShelfApi> = {
  books: {
    count: ({ room }) => room.length,
    async shelve({ steps }, call) {
      for (let done = 1; done <= steps; done++) {
        call.progress(step(done));
        await pause(1);
      }
      return { done: steps };
    },
    wait: (_, call) => new Promise((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(call.signal.reason as Error));
    }),
    fail({ how }) {
      switch (how) {
        case 'fault': throw new Fault('bad-query', { zh: '少一个括号', en: 'A bracket is missing' }, { position: 7, details: ['('] });
        case 'abort': throw new DOMException('stopped', 'AbortError');
        // What a careless library does.
        case 'text': throw 'a bare string';
        case 'function': return (() => 'no clone of this') as unknown as string;
        default: throw new RangeError('out of shelf');
      }
    },
    block({ ms }) {
      const until = performance.now() + ms;
      while (performance.now() < until);
      return 'done';
    },
  },
};

const opened: Port[] = [];
afterEach(() => { for (const port of opened.splice(0)) port.close(); });

function join(options?: ServeOptions): {
  readonly client: Client<ShelfApi> & Connection<ShelfEvents>;
  readonly server: ReturnType<typeof serve<ShelfApi, ShelfEvents>>;
  readonly ends: readonly [Port, Port];
} {
  const channel = new MessageChannel();
  const ends = [overMessagePort(channel.port1), overMessagePort(channel.port2)] as const;
  opened.push(...ends);
  return { server: serve<ShelfApi, ShelfEvents>(ends[1], handlers, options), client: connect<ShelfApi, ShelfEvents>(ends[0]), ends };
}

/** The raw messages that come back for raw messages sent, without a client. */
function raw(options?: ServeOptions): { readonly send: (message: unknown) => void; readonly got: unknown[] } {
  const channel = new MessageChannel();
  const mine = overMessagePort(channel.port1);
  const theirs = overMessagePort(channel.port2);
  opened.push(mine, theirs);
  const got: unknown[] = [];
  mine.listen((message) => got.push(message));
  serve<ShelfApi, ShelfEvents>(theirs, handlers, options);
  return { send: (message) => mine.post(message), got };
}

describe('calls over a message channel', () => {
  it('answer with the value of the method', async () => {
    const { client } = join();
    expect(await client.books.count({ room: '书库' })).toBe(2);
  });

  it('may run side by side, each with its own answer', async () => {
    const { client } = join();
    const rooms = ['a', 'bb', 'ccc', 'dddd'];
    expect(await Promise.all(rooms.map((room) => client.books.count({ room })))).toEqual([1, 2, 3, 4]);
  });

  it('carry a Fault over whole: code, both texts, position and details', async () => {
    const { client } = join();
    const fault = await client.books.fail({ how: 'fault' }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code: 'bad-query', text: { zh: '少一个括号', en: 'A bracket is missing' }, position: 7, details: ['('] });
  });

  it.each([
    ['error', 'internal', { name: 'RangeError', message: 'out of shelf' }],
    ['abort', 'cancelled', undefined],
    ['text', 'internal', { name: 'Error', message: 'a bare string' }],
    ['function', 'internal', undefined],
  ] as const)('turn a thrown %s into the fault %s', async (how, code, details) => {
    const { client } = join();
    const fault = await client.books.fail({ how }).catch((error: unknown) => error) as Fault;
    expect(fault.code).toBe(code);
    expect(fault.details).toEqual(details);
  });

  it('reject an input that cannot be cloned, and go on working', async () => {
    const { client } = join();
    await expect(client.books.count({ room: (() => '') as unknown as string })).rejects.toMatchObject({ code: 'bad-input' });
    expect(await client.books.count({ room: 'x' })).toBe(1);
  });

  it('let nothing be reached but the methods themselves', async () => {
    const { send, got } = raw();
    const names = ['books.toString', 'books.constructor', 'books.__proto__', '__proto__.toString', 'constructor.name', 'toString', 'books',
      'books.count.call', 'books.count.', '.books.count', 'shelves.count', ''];
    names.forEach((method, id) => send({ id, method, input: { room: 'x' } }));
    await pause(50);
    expect(got).toHaveLength(names.length);
    for (const reply of got) expect(reply).toMatchObject({ ok: false, fault: { code: 'bad-input' } });
  });

  it('survive messages that are not calls', async () => {
    const { send, got } = raw();
    for (const message of [null, 7, 'books.count', [], {}, { id: 'x', method: 'books.count' }, { id: 1 }, { cancel: 99 }, { method: 'books.count' }]) send(message);
    send({ id: 5, method: 'books.count', input: { room: 'abc' } });
    await pause(50);
    expect(got).toEqual([{ id: 5, ok: true, value: 3 }]);
  });

  it('pass the input through the validation, and hand on what it refuses', async () => {
    const seen: string[] = [];
    const { client } = join({
      validate: (method, input) => {
        seen.push(method);
        if (JSON.stringify(input).includes('bad')) throw new Fault('bad-input');
        return { room: `${(input as { room: string }).room}!` };
      },
    });
    expect(await client.books.count({ room: 'abc' })).toBe(4);
    await expect(client.books.count({ room: 'bad' })).rejects.toMatchObject({ code: 'bad-input' });
    expect(seen).toEqual(['books.count', 'books.count']);
  });

  it('let the owner of the engine name the faults of its own errors', async () => {
    const { client } = join({ toFault: (thrown) => (thrown instanceof RangeError ? new Fault('disk-full') : Fault.from(thrown)) });
    await expect(client.books.fail({ how: 'error' })).rejects.toMatchObject({ code: 'disk-full' });
    await expect(client.books.fail({ how: 'text' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('are logged with their name only when they take over 50 ms or fail inside', async () => {
    const lines: { method: string; ms: number; error?: unknown }[] = [];
    const { client } = join({ log: (line) => lines.push(line) });
    await client.books.count({ room: 'quick' });
    await client.books.block({ ms: 70 });
    await client.books.fail({ how: 'error' }).catch(() => {});
    expect(lines.map(({ method }) => method)).toEqual(['books.block', 'books.fail']);
    expect(lines[0]?.ms).toBeGreaterThan(69);
    expect(lines[1]?.error).toBeInstanceOf(RangeError);
  });

  it('do not make the client look like a promise or a Vue ref', async () => {
    const { client } = join();
    expect(await client).toBe(client);
    expect(await client.books).toBe(client.books);
    expect(Reflect.get(client, '__v_isRef')).toBeUndefined();
  });
});

describe('progress', () => {
  it('comes at most ten times a second, rising, and the last one before the answer', async () => {
    const { client } = join();
    const seen: number[] = [];
    const started = performance.now();
    const { done } = await client.books.shelve({ steps: 300 }, { onProgress: (progress) => seen.push(progress.done) });
    const seconds = (performance.now() - started) / 1000;
    expect(done).toBe(300);
    expect(seen[0]).toBe(1);
    expect(seen.at(-1)).toBe(300);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThanOrEqual(seconds * 10 + 2);
  });

  it('is not held back while the method has nothing new to say', async () => {
    const { client } = join();
    const seen: number[] = [];
    await client.books.shelve({ steps: 1 }, { onProgress: (progress) => seen.push(progress.done) });
    expect(seen).toEqual([1]);
  });
});

describe('cancelling', () => {
  it('aborts the signal of that call alone, which then answers', async () => {
    const { client } = join();
    const abort = new AbortController();
    const stopped = client.books.wait({}, { signal: abort.signal });
    const other = client.books.shelve({ steps: 20 });
    abort.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await other).toEqual({ done: 20 });
  });

  it('before the call sends nothing', async () => {
    const { client } = join();
    await expect(client.books.wait({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('after the answer does nothing', async () => {
    const { client } = join();
    const abort = new AbortController();
    await client.books.count({ room: 'x' }, { signal: abort.signal });
    abort.abort();
    expect(await client.books.count({ room: 'yy' })).toBe(2);
  });
});

describe('events', () => {
  it('reach every listener until it leaves', async () => {
    const { client, server } = join();
    const first: string[] = [];
    const second: string[] = [];
    const leave = client.on('moved', ({ to }) => first.push(to));
    client.on('moved', ({ to }) => second.push(to));
    server.emit('moved', { from: 'a', to: 'b' });
    await client.books.count({ room: '' });
    leave();
    server.emit('moved', { from: 'b', to: 'c' });
    await client.books.count({ room: '' });
    expect(first).toEqual(['b']);
    expect(second).toEqual(['b', 'c']);
  });
});

describe('a closed port', () => {
  it.each([['this', 0], ['the other', 1]] as const)('rejects waiting and later calls when %s end closes', async (_whose, end) => {
    const { client, ends } = join();
    const waiting = client.books.wait({});
    const gone = expect(waiting).rejects.toMatchObject({ code: 'engine-down' });
    ends[end].close();
    await gone;
    await client.closed;
    await expect(client.books.count({ room: 'x' })).rejects.toMatchObject({ code: 'engine-down' });
  });

  it('aborts what was running at the serving end', async () => {
    const channel = new MessageChannel();
    const mine = overMessagePort(channel.port1);
    const theirs = overMessagePort(channel.port2);
    opened.push(mine, theirs);
    const aborted = new Promise<unknown>((resolve) => {
      serve<{ readonly job: { run(input: object): string } }>(theirs, {
        job: { run: (_, { signal }) => new Promise((_done, reject) => {
          signal.addEventListener('abort', () => { resolve(signal.reason); reject(signal.reason as Error); });
        }) },
      });
    });
    mine.listen(() => {});
    mine.post({ id: 1, method: 'job.run', input: {} });
    await pause(20);
    mine.close();
    expect(await aborted).toMatchObject({ code: 'cancelled' });
  });
});
