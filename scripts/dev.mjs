// npm run dev: the application on a development server; the window follows what is written, main and preload restart it.
import { prepare } from './setup.mjs';
import { withDisplay } from './system.mjs';
import { ELECTRON_SWITCHES, electronEnv, run, tool } from './tools.mjs';

const { node, electron, whyNoWindow } = await prepare({ display: true });
if (electron === undefined) {
  console.error(`No window can be opened: ${whyNoWindow}`);
  process.exit(1);
}
const words = tool('electron-vite', 'dev', '--watch', ...process.argv.slice(2), '--', ...ELECTRON_SWITCHES);
process.exitCode = await withDisplay((env) => run(node, words, { ...electronEnv(env), ELECTRON_EXEC_PATH: electron }));
