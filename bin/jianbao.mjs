#!/usr/bin/env node
// Starts the command line with a Node that can run it, whatever Node this file was started with.
import { spawn } from 'node:child_process';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_WANTED, fitNode } from './fit-node.mjs';

const node = fitNode();
if (node === undefined) {
  process.stderr.write(`${NODE_WANTED}\n`);
  process.exit(1);
}

const cli = fileURLToPath(new URL('../src/cli/index.ts', import.meta.url));
// What Node compiled once it need not compile at the next start: a third of the time of a short command.
const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...process.env };
const child = spawn(node, ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)], { stdio: 'inherit', env });

// Subtle: Ctrl-C reaches the child by itself (same terminal). Taking the signal here only keeps this process alive until
// the child has ended in its own time; a signal sent to this process alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => { if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal); });
}
child.on('error', (error) => {
  process.stderr.write(`${node}: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15);
});
