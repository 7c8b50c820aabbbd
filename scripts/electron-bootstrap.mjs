// The application inside the fallback Electron runtime: it stands in for Electron's own start-up screen and runs the folder
// named on the command line, so that one cached runtime serves every checkout: `electron [switches] [-r module] <folder>`.
// It is copied to resources/app/main.js; change FALLBACK.revision in electron-runtime.mjs when you change it.
import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** Modules to load first (Playwright hooks in with one) and the folder to run. */
function readCommandLine(words) {
  const modules = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '-r' || word === '--require') modules.push(words[++i]);
    else if (!word.startsWith('-')) return { modules, folder: resolve(word) };
  }
  return { modules, folder: undefined };
}

const { modules, folder } = readCommandLine(process.argv.slice(1));
if (folder === undefined) {
  process.stderr.write('usage: electron [switches] <folder of the application>\n');
  app.exit(2);
} else {
  Module._preloadModules(modules);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });

  const manifest = join(folder, 'package.json');
  const described = existsSync(manifest);
  if (described) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (productName ?? name) app.name = productName ?? name;
    if (version) app.setVersion(version);
  }
  const entry = Module._resolveFilename(folder, null, true);
  app.setAppPath(described ? folder : dirname(entry));
  // Subtle: awaited at the top level, so that Electron holds 'ready' back until the application has registered its schemes.
  await import(pathToFileURL(entry).href);
}
