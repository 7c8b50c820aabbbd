import module from 'node:module';
import { version } from './version.ts';

// What was compiled once is kept in the system's cache folder: the next start reads it instead of compiling again.
module.enableCompileCache();

const argv = process.argv.slice(2);

if (argv[0] === '--version') {
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import('./main.ts');
  await main(argv);
}
