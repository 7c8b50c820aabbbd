// The tools of the project as commands for one Node, and running them.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './setup.mjs';

/** Each tool's own script: run with the Node that was found, not with the one a shim would find. */
const TOOLS = {
  eslint: 'eslint/bin/eslint.js',
  'vue-tsc': 'vue-tsc/bin/vue-tsc.js',
  vitest: 'vitest/vitest.mjs',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
};

/** The arguments that make a Node run a tool. */
export const tool = (name, ...words) => [join(ROOT, 'node_modules', TOOLS[name]), ...words];

/**
 * Runs a command in the project's folder, its output passed through; resolves with the exit code (128 and more for a signal).
 * Children find the same Node as `node`.
 */
export function run(command, words, env = process.env) {
  const PATH = [dirname(command), join(ROOT, 'node_modules', '.bin'), env.PATH].join(process.platform === 'win32' ? ';' : ':');
  return new Promise((done, fail) => {
    const child = spawn(command, words, { cwd: ROOT, stdio: 'inherit', env: { ...env, PATH } });
    const pass = (signal) => child.kill(signal);
    process.on('SIGTERM', pass);
    // Ctrl-C reaches the child by itself; this process only has to outlive it.
    const stay = () => {};
    process.on('SIGINT', stay);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', stay);
      done(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

const BUILT = ['out/main/index.js', 'out/main/engine.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const BUILT_FROM = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Builds the application unless it was built from what is there now; resolves with the exit code. */
export async function buildIfStale(node) {
  const built = BUILT.map((name) => join(ROOT, name));
  if (built.every((file) => existsSync(file))) {
    const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs));
    if (Math.max(...BUILT_FROM.map((name) => newest(join(ROOT, name)))) < oldest) return 0;
  }
  console.log('· building the application');
  return run(node, tool('electron-vite', 'build', '--logLevel', 'warn'));
}

/** The latest change of a file, or of anything in a folder (a removed file changes its folder). */
function newest(path) {
  const { mtimeMs } = statSync(path);
  const inside = statSync(path).isDirectory() ? readdirSync(path).filter((name) => !/\.(test|bench)\.ts$/.test(name)) : [];
  return Math.max(mtimeMs, ...inside.map((name) => newest(join(path, name))));
}

/** What every Electron started by a script gets: root has no Chromium sandbox, and the noise of the graphics stack is off. */
export const ELECTRON_SWITCHES = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--log-level=3'];

/** Subtle: in the C locale Electron delivers the paths of dropped files as '' where they are not ASCII. */
export const electronEnv = (env) => (process.platform === 'linux' && !/utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '')
  ? { ...env, LC_ALL: 'C.UTF-8' }
  : { ...env });
