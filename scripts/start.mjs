// npm start: opens the window. Without a display it runs the main job on the bundled sample instead, and takes a picture of
// the window with the result.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, prepare } from './setup.mjs';
import { hasDisplay } from './system.mjs';
import { ELECTRON_SWITCHES, buildIfStale, electronEnv, run } from './tools.mjs';

const { node, electron, whyNoWindow } = await prepare({ display: true });
const withWindow = hasDisplay() && electron !== undefined;
process.exitCode = withWindow ? await openWindow() : await runMainJob();

async function openWindow() {
  return await buildIfStale(node) || run(electron, [...ELECTRON_SWITCHES, ROOT, ...process.argv.slice(2)], electronEnv(process.env));
}

/** The exit code 3 of the command line: done, with problems listed. */
const DONE_WITH_PROBLEMS = 3;

async function runMainJob() {
  const reason = hasDisplay() ? whyNoWindow : undefined;
  console.log(reason === undefined
    ? '这里没有显示器，改为不开窗口完成主要工作。\nThere is no display here, so the main job runs without a window.'
    : `无法打开窗口，改为不开窗口完成主要工作。\nNo window can be opened, so the main job runs without one: ${reason}`);
  const results = join(ROOT, 'out', 'main-job');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const code = await run(node, [join(ROOT, 'bin', 'jianbao.mjs'), 'main-job', '--out', results]);
  if (code !== 0 && code !== DONE_WITH_PROBLEMS) return code;
  return await takePicture(results);
}

async function takePicture(results) {
  if (electron === undefined) {
    console.log(`没有窗口截图。No picture of the window: ${whyNoWindow}`);
    return 0;
  }
  const built = await buildIfStale(node);
  if (built !== 0) return built;
  console.log('窗口截图  A picture of the real window:');
  const library = readdirSync(results).find((name) => name.endsWith('.jianbao'));
  return run(node, [
    join(ROOT, 'scripts', 'screenshots.mjs'), '--out', join(results, 'window'), '--size', '1440x900', '--only', 'records.light.zh-CN',
    ...(library === undefined ? [] : ['--library', join(results, library)]),
  ]);
}
