/**
 * Makes fixtures/sample and fixtures/traps, byte for byte the same everywhere, from the readable texts in `sample/`.
 *
 *   node scripts/corpus/sample.mjs [--out DIR]      DIR is `fixtures` unless told
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compoundFile, dikePicture } from './sample-binary.mjs';
import { buildFiles } from './sample-source.mjs';

const SOURCE = fileURLToPath(new URL('sample/', import.meta.url));
const TRAPS = 'traps.txt';

/**
 * Path under `fixtures/` → bytes.
 * @returns {Map<string, Buffer>}
 */
export function sampleFiles() {
  const read = (name) => readFileSync(join(SOURCE, name), 'utf8');
  const parts = readdirSync(SOURCE)
    .filter((name) => /^\d{4}.*\.txt$/u.test(name))
    .sort();
  const files = new Map();
  for (const [path, bytes] of buildFiles(parts.map(read), read)) files.set(`sample/${path}`, bytes);
  files.set('sample/txt/1998/199809/19980911/199809110103.T01', dikePicture());
  files.set('sample/txt/2003/200304/20030408/Thumbs.db', compoundFile('Catalog'));
  files.set('sample/txt/2011/201106/20110615/NOTE.DOC', compoundFile('WordDocument'));
  for (const [path, bytes] of buildFiles([read(TRAPS)], read)) files.set(`traps/${path}`, bytes);
  return files;
}

/** Write the fixtures afresh under `out`; what else lies in the two folders is taken away. */
export function writeSample(out) {
  const files = sampleFiles();
  for (const folder of ['sample', 'traps']) rmSync(join(out, folder), { recursive: true, force: true });
  for (const [path, bytes] of files) {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  return files.size;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const out = values.out ?? fileURLToPath(new URL('../../fixtures', import.meta.url));
  console.log(`${writeSample(out)} files written under ${out}`);
}
