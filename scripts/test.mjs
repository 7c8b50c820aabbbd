// npm test: prepares, then lint, types, unit tests, build, and the tests in the real Electron. Every step runs, whatever the
// one before said; the last line is "N passed, N failed". A step without tests of its own counts as one.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './setup.mjs';
import { withDisplay } from './system.mjs';
import { electronEnv, run, tool } from './tools.mjs';

const { node, electron, whyNoWindow } = await prepare({ display: true });
const work = mkdtempSync(join(tmpdir(), 'jianbao-test-'));
const steps = [];

async function step(name, test) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  let figures;
  try {
    figures = await test();
  } catch (error) {
    console.log(error.message);
    figures = { passed: 0, failed: 1, skipped: 0 };
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${figures.failed === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
  steps.push({ name, seconds, ...figures });
  return figures.failed === 0;
}

const check = async (...words) => (await run(node, tool(...words)) === 0
  ? { passed: 1, failed: 0, skipped: 0 }
  : { passed: 0, failed: 1, skipped: 0 });

async function vitest(project, env = process.env) {
  const file = join(work, `${project}.json`);
  const words = ['run', '--project', project, '--reporter=default', '--reporter=./scripts/count-reporter.mjs'];
  const code = await run(node, tool('vitest', ...words), { ...env, TEST_FIGURES: file });
  let figures = { passed: 0, failed: 0, skipped: 0 };
  try {
    figures = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // It ended before it could count; what follows makes that a failure.
  }
  const silent = figures.passed + figures.failed === 0;
  return figures.failed === 0 && (code !== 0 || silent) ? { ...figures, failed: 1 } : figures;
}

await step('lint', () => check('eslint', '.', '--max-warnings', '0'));
await step('types', () => check('vue-tsc', '--noEmit'));
await step('unit', () => vitest('unit'));
const built = await step('build', () => check('electron-vite', 'build', '--logLevel', 'warn'));
await step('e2e', async () => {
  if (electron === undefined) throw new Error(`not run: ${whyNoWindow}`);
  if (!built) throw new Error('not run: there is no build to test');
  return withDisplay((env) => vitest('e2e', { ...electronEnv(env), JIANBAO_ELECTRON: electron }));
});
rmSync(work, { recursive: true, force: true });

console.log('');
for (const { name, seconds, passed, failed, skipped } of steps) {
  console.log(`${name.padEnd(6)} ${seconds.padStart(6)} s   ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
const sum = (what) => steps.reduce((total, figures) => total + figures[what], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
