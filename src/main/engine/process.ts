import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { EngineApi, EngineEvents } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { Port } from '../../contract/port.ts';
import type { FromEngine, ToEngine } from '../../contract/process.ts';
import { serve } from '../../contract/rpc.ts';
import type { Server } from '../../contract/rpc.ts';
import { createEngine, restoreLibrary } from './engine.ts';
import type { Engine } from './engine.ts';
import { faultOf } from './store/fault.ts';

/*
 * The engine as a process: `[--create] --library FILE --migrations DIR [--restore BACKUP]`. It runs in Electron's utility process or in a plain
 * Node with an ipc channel, and must therefore never import electron; what it needs of the two is written out here.
 */

interface ElectronPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

interface Parent {
  send(message: FromEngine): void;
  listen(onMessage: (message: ToEngine, port: ElectronPort | undefined) => void): void;
}

interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void): void;
}

function findParent(): Parent {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ElectronParentPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (onMessage) => parentPort.on('message', ({ data, ports }) => onMessage(data as ToEngine, ports[0])),
    };
  }
  if (process.send === undefined) throw new Error('The engine process is started by the application. For scripts there is bin/jianbao.mjs.');
  return {
    send: (message) => { if (process.connected) process.send?.(message); },
    listen: (onMessage) => process.on('message', (message) => onMessage(message as ToEngine, undefined)),
  };
}

const parent = findParent();

/** A channel whose messages main passes on, as a Port. */
interface PassedPort extends Port {
  receive(message: unknown): void;
}

function passedPort(channel: number): PassedPort {
  let onMessage: (message: unknown) => void = () => {};
  let onClose: (() => void) | undefined;
  let open = true;
  return {
    post: (message) => { if (open) parent.send({ from: channel, message }); },
    listen(hear, hearClose) {
      onMessage = hear;
      onClose = hearClose;
    },
    receive: (message) => onMessage(message),
    close() {
      if (!open) return;
      open = false;
      onClose?.();
    },
  };
}

function electronPort(port: ElectronPort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on('message', ({ data }) => onMessage(data));
      port.on('close', () => onClose?.());
      port.start();
    },
    close: () => port.close(),
  };
}

function openEngine(): Engine {
  const { values } = parseArgs({
    options: {
      library: { type: 'string' }, create: { type: 'boolean', default: false }, migrations: { type: 'string' }, restore: { type: 'string' },
    },
  });
  if (values.library === undefined || values.migrations === undefined) throw new Fault('bad-input');
  if (values.restore !== undefined) restoreLibrary(values.library, values.restore);
  return createEngine({
    file: values.library, migrations: values.migrations, mode: values.create ? 'create' : 'open',
    threads: new URL('./', import.meta.url),
  });
}

function run(engine: Engine): void {
  const ports = new Map<number, Port>();
  const servers = new Map<number, Server<EngineEvents>>();
  const log = ({ method, ms, error }: { readonly method: string; readonly ms: number; readonly error?: unknown }): void => {
    console.error(`engine: ${method} ${ms.toFixed(0)} ms`, ...(error === undefined ? [] : [error]));
  };
  const disconnect = (channel: number): void => {
    servers.delete(channel);
    ports.get(channel)?.close();
    ports.delete(channel);
  };
  const leave = (): void => {
    try {
      for (const channel of [...ports.keys()]) disconnect(channel);
      engine.close();
    } catch (error) {
      console.error('engine: the library was not closed in order;', error);
    }
    process.exit(0);
  };
  engine.onEvent((event, data) => {
    for (const server of servers.values()) server.emit(event, data);
  });
  // Ctrl-C at a terminal reaches every process of the application; main decides when this one ends.
  process.on('SIGINT', () => {});
  // The parent died, however it died: an engine on its own would hold the library for nobody.
  process.once('disconnect', leave);
  parent.listen((message, handed) => {
    if ('connect' in message) {
      // There is one window: a new channel makes the ones before worthless.
      for (const channel of [...ports.keys()]) disconnect(channel);
      const port = handed === undefined ? passedPort(message.connect) : electronPort(handed);
      ports.set(message.connect, port);
      servers.set(message.connect, serve<EngineApi, EngineEvents>(port, engine.handlers, { log }));
    } else if ('disconnect' in message) {
      disconnect(message.disconnect);
    } else if ('to' in message) {
      const port = ports.get(message.to);
      if (port !== undefined && 'receive' in port) (port as PassedPort).receive(message.message);
    } else {
      leave();
    }
  });
  parent.send({ opened: true });
}

let engine: Engine | undefined;
try {
  engine = openEngine();
} catch (thrown) {
  const fault = faultOf(thrown);
  if (fault.code === 'internal') console.error(fault.cause ?? fault);
  parent.send({ opened: false, fault: fault.toData() });
}
if (engine !== undefined) run(engine);
else {
  // The answer has to be out before the process is gone; main ends it otherwise.
  await pause(100);
  process.exit(0);
}
