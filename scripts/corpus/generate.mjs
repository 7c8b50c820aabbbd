/**
 * Writes a corpus of any size in the folder layout of a real delivery.
 *
 *   npm run corpus -- --out DIR --records N [--seed S]
 *     --encoding gb18030|utf-8|mixed   default gb18030; mixed: mostly GB18030, some UTF-8 with and without mark
 *     --concat K                       K records a file, one day at most; above 150, one year at most
 *     --from, --to YYYYMMDD            default 19560101 and 20120104
 *     --duplicates 0.05                share of records that are copies; look-alikes come with them
 *     --hard 0.05                      share of look-alikes that are no copies
 *     --house 0.1                      share of class numbers from a house scheme
 *     --dirt 0.01                      share of records with dirt
 *     --plant-errors FILE.json         breaches of the quality rules, listed in FILE; --error-rate 0.002
 *     --truth FILE.csv                 pairs of copies: a,b,kind,how with PATH#N below DIR
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeCorpus } from './write.mjs';

const OPTIONS = {
  out: { type: 'string' },
  records: { type: 'string' },
  seed: { type: 'string', default: '1' },
  encoding: { type: 'string', default: 'gb18030' },
  concat: { type: 'string', default: '1' },
  from: { type: 'string', default: '19560101' },
  to: { type: 'string', default: '20120104' },
  duplicates: { type: 'string', default: '0' },
  hard: { type: 'string' },
  house: { type: 'string', default: '0' },
  dirt: { type: 'string', default: '0' },
  'error-rate': { type: 'string', default: '0.002' },
  'plant-errors': { type: 'string' },
  truth: { type: 'string' },
};

function main() {
  const { values } = parseArgs({ options: OPTIONS });
  const number = (name, low, high) => {
    if (values[name] === undefined) return undefined;
    const value = Number(values[name]);
    if (!(value >= low && value <= high))
      throw new Error(`--${name} must be a number from ${low} to ${high}, not ${values[name]}`);
    return value;
  };
  if (values.out === undefined || values.records === undefined) throw new Error('--out DIR and --records N are needed');
  if (!['gb18030', 'utf-8', 'mixed'].includes(values.encoding))
    throw new Error(`--encoding is gb18030, utf-8 or mixed, not ${values.encoding}`);
  for (const name of ['from', 'to']) if (!/^\d{8}$/u.test(values[name])) throw new Error(`--${name} must be YYYYMMDD`);
  return writeCorpus({
    out: values.out,
    records: number('records', 1, 1e8),
    seed: number('seed', 0, 2 ** 31),
    encoding: values.encoding,
    concat: number('concat', 1, 1e7),
    from: values.from,
    to: values.to,
    duplicates: number('duplicates', 0, 0.6),
    hard: number('hard', 0, 1),
    house: number('house', 0, 1),
    dirt: number('dirt', 0, 1),
    errors: values['plant-errors'],
    errorRate: number('error-rate', 0, 0.1),
    truth: values.truth,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const done = main();
    console.log(
      `${done.records} records in ${done.files} files, ${(done.bytes / 1e6).toFixed(1)} MB, ${done.pairs} pairs, ` +
        `${done.breaches} breaches; ${done.seconds.toFixed(1)} s, ${Math.round(done.records / done.seconds)} records/s`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
