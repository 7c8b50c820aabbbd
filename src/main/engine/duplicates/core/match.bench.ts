import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, it } from 'vitest';
import { library } from '../../../../../scripts/duplicates/synthetic.ts';
import { candidates } from './candidates.ts';
import { MemoryIndex } from './index.ts';
import type { DuplicateRecord } from './match.ts';
import { findDuplicates } from './match.ts';
import { keysOf, prepareForMatching } from './prepared.ts';

// The whole way from a file of texts to groups, against datasketch (MinHash with LSH, Python) on the same file in the same run:
//
//     npx vitest bench --run src/main/engine/duplicates/core/match.bench.ts
//     DUPLICATES_JSONL=texts.jsonl npx vitest bench --run …      # {"id", "title", "body", "day", "page", "item"} a line
//     PYTHON=/path/to/python …

const MINUTES = 3_600_000;
const ONCE = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };
const folder = mkdtempSync(join(tmpdir(), 'jianbao-bench-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const file = process.env['DUPLICATES_JSONL'] ?? join(folder, 'texts.jsonl');
if (process.env['DUPLICATES_JSONL'] === undefined) {
  writeFileSync(file, library(1, Number(process.env['RECORDS'] ?? 2000)).records.map((record) => JSON.stringify(record)).join('\n'));
}
const peer = resolve('scripts/duplicates/duplicates.bench.py');
const python = process.env['PYTHON'] ?? 'python3';

function read(): DuplicateRecord[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
    const { id, title, subtitle, kicker, author, day, page, item, body } = JSON.parse(line) as Partial<Record<keyof DuplicateRecord, string | number | null>>;
    const text = (value: string | number | null | undefined): string => String(value ?? '');
    return {
      id: Number(id), title: text(title), subtitle: text(subtitle), kicker: text(kicker), author: text(author),
      day: typeof day === 'number' ? day : null, page: text(page), item: text(item), body: text(body),
    };
  });
}

/** CPU seconds of this process, its helper threads with it. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function whole(): { readonly pairs: number; readonly groups: number; readonly records: number } {
  const records = read();
  const steps = findDuplicates(records);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { pairs: step.value.pairs.length, groups: step.value.groups.length, records: records.length };
  }
}

it('the whole way, against datasketch', async ({ bench }) => {
  const told: string[] = [];
  let ours = 0;
  let theirs: { readonly seconds: number } | null = null;
  const run = bench('read, fold, sketch, look up, compare, group', () => {
    let found = { pairs: 0, groups: 0, records: 1 };
    ours = seconds(() => { found = whole(); });
    told.push(`${JSON.stringify(found)}, ${((ours / found.records) * 1e5).toFixed(1)} CPU s per 100,000`);
  });
  const there = spawnSync(python, ['-c', 'import datasketch']).status === 0;
  if (there) {
    await bench.compare(run, bench('datasketch', () => {
      const { stderr } = spawnSync(python, [peer, file], { encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } });
      theirs = JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') as { readonly seconds: number };
      told.push(`datasketch: ${JSON.stringify(theirs)}`);
    }), ONCE);
    told.push(`CPU of datasketch ÷ ours: ${((theirs as { readonly seconds: number } | null)?.seconds ?? 0) / ours}`);
  } else {
    await run.run(ONCE);
    told.push(`datasketch is not at hand (${python} -c "import datasketch" fails), so there is nothing to compare with`);
  }
  console.log(told.join('\n'));
}, MINUTES);

it('finding candidates costs about the same a record however many there are', () => {
  const { records } = library(2, 4000);
  const prepared = records.map(prepareForMatching);
  const most = Number(process.env['GROWTH'] ?? 200_000);
  const index = new MemoryIndex();
  let id = 0;
  let spent = 0;
  // The same four thousand over and over with other fingerprints: as many distinct keys as so many texts would have.
  const shift = (prints: Uint32Array, by: number): Uint32Array => prints.map((print) => (Math.imul(print + by, 0x9e37_79b1) >>> 0) % 89_000_000).sort();
  for (let next = most / 10; id < most;) {
    for (const one of prepared) {
      const sketch = { prints: shift(one.sketch.prints, id - (id % 4000)), bound: one.sketch.bound };
      const started = performance.now();
      index.add(++id, sketch, keysOf(one).map((key) => (((key ^ Math.imul(id, 0x85eb_ca6b)) >>> 2) | 0x8000_0000) >>> 0));
      candidates(id, sketch, [], index, index);
      spent += performance.now() - started;
    }
    if (id < next) continue;
    console.log(`${id.toLocaleString('en')} records: ${((spent / (most / 10)) * 1000).toFixed(1)} µs a record, ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
    spent = 0;
    next += most / 10;
  }
}, MINUTES);
