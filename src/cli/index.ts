import { quickStart } from './quick-start.ts';
import { version } from './version.ts';

const argv = process.argv.slice(2);

if (argv[0] === '--version') {
  process.stdout.write(`${version()}\n`);
} else {
  quickStart();
  const { main } = await import('./main.ts');
  await main(argv);
}
