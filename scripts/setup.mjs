// Makes a fresh clone able to run: dependencies, a fit Node, and for a window Electron and what the system needs.
// Plain Node 20 and nothing else, since it runs before anything is installed. Says what it does; is silent when all is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_WANTED, fitNode } from '../bin/fit-node.mjs';
import { prepareSystem } from './system.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const say = (line) => console.log(`· ${line}`);

/**
 * @param {{ display: boolean }} wanted `display`: a window will be opened
 * @returns {Promise<{ node: string, electron?: string, whyNoWindow?: string }>} `electron` and `whyNoWindow` only for a display: one of the two
 */
export async function prepare({ display }) {
  installDependencies();
  const node = fitNode();
  if (node === undefined) {
    console.error(NODE_WANTED);
    process.exit(1);
  }
  if (!display) return { node };
  try {
    const { electronRuntime } = await import('./electron-runtime.mjs');
    const electron = await electronRuntime({ node, say });
    const whyNoWindow = prepareSystem(say);
    return whyNoWindow === undefined ? { node, electron } : { node, whyNoWindow };
  } catch (error) {
    return { node, whyNoWindow: error.message };
  }
}

function installDependencies() {
  if (isInstalled()) return;
  say('installing dependencies (npm ci)');
  const started = Date.now();
  // Subtle: npm puts node_modules/.bin first in PATH, and npm ci begins by deleting it; npm must not run on the Node in there.
  const PATH = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(`${sep}node_modules${sep}.bin`)).join(delimiter);
  const { status, stderr } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PATH }, shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error((stderr ?? '').trim().split('\n').slice(0, 12).join('\n'));
    console.error('The dependencies could not be installed; what npm said stands above. Is the npm registry reachable?');
    process.exit(1);
  }
  say(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Whether node_modules holds what the lockfile says, by npm's own account of what it installed. */
function isInstalled() {
  const account = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(account)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = read(account);
  const wanted = Object.entries(read(join(ROOT, 'package-lock.json'))).filter(([path]) => path !== '');
  return wanted.every(([path, { version, integrity, optional }]) => {
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version && found.integrity === integrity;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { whyNoWindow } = await prepare({ display: true });
  if (whyNoWindow !== undefined) say(`no window: ${whyNoWindow}`);
}
