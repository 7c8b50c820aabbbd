// npm run e2e: the tests in the real Electron, built first where needed; further words go to Vitest (a file, -t name).
import { prepare } from './setup.mjs';
import { withDisplay } from './system.mjs';
import { buildIfStale, electronEnv, run, tool } from './tools.mjs';

const { node, electron, whyNoWindow } = await prepare({ display: true });
if (electron === undefined) {
  console.error(`No window can be opened: ${whyNoWindow}`);
  process.exit(1);
}
process.exitCode = await buildIfStale(node)
  || await withDisplay((env) => run(
    node, tool('vitest', 'run', '--project', 'e2e', ...process.argv.slice(2)), { ...electronEnv(env), JIANBAO_ELECTRON: electron },
  ));
