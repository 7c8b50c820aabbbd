// What the operating system must have before a window can open: on Linux some libraries, a display and a Chinese font.
// Debian as root: installed here. Elsewhere: the command to run is said.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Libraries Electron loads, with the Debian package that brings each (and most of the others with it). */
const LIBRARIES = {
  'libgtk-3.so.0': 'libgtk-3-0', 'libnss3.so': 'libnss3', 'libasound.so.2': 'libasound2', 'libgbm.so.1': 'libgbm1',
  'libcups.so.2': 'libcups2', 'libxkbcommon.so.0': 'libxkbcommon0', 'libatspi.so.0': 'libatspi2.0-0',
};
const FONT = 'fonts-noto-cjk';

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Makes sure that a window can open, as far as the system is concerned.
 * @param {(line: string) => void} say
 * @returns {string | undefined} why no window can open, or undefined when one can
 */
export function prepareSystem(say) {
  if (process.platform !== 'linux') return undefined;
  const lacking = missing();
  if (lacking.all.length === 0) return undefined;
  if (!existsSync('/etc/debian_version')) {
    return lacking.vital.length === 0 ? undefined : `this system lacks ${lacking.names.join(', ')}`;
  }
  if (process.getuid() !== 0) {
    const command = `sudo apt-get install -y --no-install-recommends ${lacking.all.join(' ')}`;
    if (lacking.vital.length === 0) say(`Chinese text has no font here; run: ${command}`);
    return lacking.vital.length === 0 ? undefined : `system packages are missing; run: ${command}`;
  }
  say(`installing system packages: ${lacking.all.join(' ')}`);
  const trouble = install(lacking.all);
  const left = missing();
  if (left.vital.length > 0) return `system packages could not be installed (${left.vital.join(' ')}): ${trouble}`;
  if (left.all.length > 0) say(`no Chinese font could be installed: ${trouble}`);
  return undefined;
}

/** Debian's names of what is not there; `vital` is what a window cannot do without, `names` the same as files. */
function missing() {
  const cache = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  const libraries = cache === '' ? [] : Object.entries(LIBRARIES).filter(([file]) => !cache.includes(`\t${file} `));
  const xvfb = hasDisplay() || onPath('Xvfb') ? [] : [['Xvfb', 'xvfb']];
  const vital = [...libraries, ...xvfb];
  const fonts = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' }).stdout ?? '';
  const font = fonts === '' ? [FONT] : [];
  return { names: vital.map(([file]) => file), vital: vital.map(([, name]) => name), all: [...vital.map(([, name]) => name), ...font] };
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Returns the last line of what went wrong, '' when nothing did. The package lists are fetched only when they are too old to serve. */
function install(packages) {
  const apt = (...words) => spawnSync('apt-get', [
    '-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=30', '-o', 'Dpkg::Use-Pty=0', ...words,
  ], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const attempt = () => apt('install', '-y', '--no-install-recommends', ...inThisRelease(packages));
  let result = attempt();
  if (result.status !== 0) {
    apt('update');
    result = attempt();
  }
  return result.status === 0 ? '' : (result.stderr ?? String(result.error)).trim().split('\n').at(-1);
}

/** Debian 13 gave some libraries the ending t64. */
function inThisRelease(packages) {
  const release = Number.parseInt(readFileSync('/etc/debian_version', 'utf8'), 10);
  if (Number.isNaN(release) || release < 13) return packages;
  return packages.map((name) => (['libgtk-3-0', 'libasound2', 'libcups2', 'libatspi2.0-0'].includes(name) ? `${name}t64` : name));
}

/**
 * Runs `work` with the environment of a display: the one there is, or a virtual one that ends with the work.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work(process.env);
  // Subtle: the server chooses a free display number itself and writes it to descriptor 3, so runs side by side do not collide.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const end = () => server.kill();
  process.once('exit', end);
  try {
    const number = await new Promise((done, fail) => {
      let text = '';
      server.stdio[3].on('data', (chunk) => {
        text += chunk;
        if (text.endsWith('\n')) done(text.trim());
      });
      server.once('error', fail);
      server.once('exit', (code) => fail(new Error(`Xvfb ended with code ${code}`)));
    });
    return await work({ ...process.env, DISPLAY: `:${number}` });
  } finally {
    process.off('exit', end);
    end();
  }
}
