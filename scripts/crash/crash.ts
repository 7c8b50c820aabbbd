/**
 * Kills the engine at random moments of its work, opens the library again, and looks whether anything was lost.
 *
 *   npm run crash -- [--kills N] [--seed S] [--kind NAME]… [--records N]
 *
 * A kill counts as lost when something that was committed is not there or not right, when the library does not open by
 * itself, or when the finished work differs from that of an uninterrupted run. Ends with one line of figures; the exit
 * code is 0 only when nothing was lost.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from '../corpus/write.mjs';
import { Random } from '../duplicates/random.ts';
import { openLibrary } from './engine.ts';
import { differences, imageOf } from './image.ts';
import type { Image } from './image.ts';
import { KINDS, placeOf } from './kinds.ts';
import type { Kind, Place } from './kinds.ts';
import { unsound } from './soundness.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '45' }, seed: { type: 'string', default: '1' }, records: { type: 'string', default: '1500' },
    kind: { type: 'string', multiple: true, default: KINDS.map((kind) => kind.name) },
  },
});
const kinds = KINDS.filter((kind) => values.kind.includes(kind.name));
if (kinds.length === 0 || !(Number(values.kills) >= 1)) {
  console.error(`--kills is a number from 1, --kind one or more of: ${KINDS.map((kind) => kind.name).join(', ')}`);
  process.exit(2);
}

interface Whole {
  /** Milliseconds of the uninterrupted work. */
  readonly ms: number;
  readonly image: Image;
}

interface Tally { kills: number; late: number; readonly lost: string[] }

/** Run the work in a process of its own; killed `afterMs` from its beginning, or left alone. */
function run(kind: Kind, place: Place, afterMs: number | null): Promise<{ readonly steps: number; readonly ended: boolean; readonly ms: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'work.ts'), kind.name, place.folder, place.delivery], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    let complaint = '';
    let began = 0;
    let ms = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (text.includes('B')) {
        began = performance.now();
        if (afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);
      }
      if (text.includes('E')) ms = performance.now() - began;
      told += text;
    });
    child.stderr.on('data', (chunk: Buffer) => { complaint += chunk.toString('utf8'); });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) reject(new Error(`${kind.name}: the work failed by itself\n${complaint}`));
      else resolve({ steps: told.split('.').length - 1, ended: told.includes('E'), ms });
    });
  });
}

/** Open the library after a kill, look at it, and bring the work to its end. */
async function recover(kind: Kind, place: Place, steps: number, whole: Whole | null, random: Random): Promise<readonly string[]> {
  const lost: string[] = [];
  try {
    const engine = openLibrary(place.library, kind.creates === true && !started(place) ? 'create' : 'open');
    try {
      lost.push(...await unsound(engine, place.library, () => random.next()));
      lost.push(...await kind.after(engine, place, steps));
      lost.push(...await unsound(engine, place.library, () => random.next()));
    } finally {
      engine.close();
    }
    if (kind.same && whole !== null) lost.push(...differences(imageOf(place.library), whole.image));
  } catch (error) {
    lost.push(error instanceof Error ? error.message : String(error));
  }
  return lost;
}

const root = mkdtempSync(join(tmpdir(), 'jianbao-crash-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
const delivery = join(root, 'delivery');
writeCorpus({
  out: delivery, records: Number(values.records), seed: Number(values.seed), encoding: 'mixed', concat: 1, from: '19980101', to: '20031231',
  duplicates: 0.3, house: 0.1, dirt: 0.05,
});
const random = new Random(Number(values.seed));
const tallies = new Map<Kind, Tally>();
const wholes = new Map<Kind, { readonly whole: Whole; readonly prepared: Place }>();

for (let n = 0; n < Number(values.kills); n++) {
  const kind = kinds[n % kinds.length];
  if (kind === undefined) break;
  const { whole, prepared } = await uninterrupted(kind);
  const place = copyOf(prepared, `run-${n}`);
  const { steps, ended } = await run(kind, place, random.next() * whole.ms);
  const tally = tallies.get(kind) ?? { kills: 0, late: 0, lost: [] };
  tallies.set(kind, tally);
  tally.kills++;
  if (ended) tally.late++;
  for (const sentence of await recover(kind, place, steps, whole, random)) {
    tally.lost.push(sentence);
    console.error(`${kind.name}, kill ${n}: ${sentence}`);
  }
  rmSync(place.folder, { recursive: true, force: true });
}

for (const [kind, { kills, late, lost }] of tallies) {
  console.log(`${kind.name.padEnd(16)} ${String(kills).padStart(4)} kills, ${late} after the end, ${Math.round(wholes.get(kind)?.whole.ms ?? 0)} ms uninterrupted, ${lost.length} lost`);
}
const all = [...tallies.values()];
const lost = all.reduce((sum, tally) => sum + tally.lost.length, 0);
console.log(`${all.reduce((sum, tally) => sum + tally.kills, 0)} kills over ${all.length} kinds of work, ${lost} lost`);
process.exitCode = lost === 0 ? 0 : 1;

/** The library the runs of a kind start from, and what it is when nothing disturbs the work; made once. */
async function uninterrupted(kind: Kind): Promise<{ readonly whole: Whole; readonly prepared: Place }> {
  const known = wholes.get(kind);
  if (known !== undefined) return known;
  const prepared = placeOf(join(root, `${kind.name.replaceAll(' ', '-')}-before`), delivery);
  mkdirSync(prepared.folder);
  await kind.prepare(prepared);
  const place = copyOf(prepared, `${kind.name.replaceAll(' ', '-')}-whole`);
  const { ms, steps } = await run(kind, place, null);
  const lost = await recover(kind, place, steps, null, random);
  if (lost.length > 0) throw new Error(`${kind.name} is not in order without a kill: ${lost.join('; ')}`);
  const made = { whole: { ms, image: imageOf(place.library) }, prepared };
  wholes.set(kind, made);
  return made;
}

function started({ library }: Place): boolean {
  return existsSync(library) && statSync(library).size > 0;
}

function copyOf(prepared: Place, name: string): Place {
  const folder = join(root, name);
  cpSync(prepared.folder, folder, { recursive: true });
  return placeOf(folder, delivery);
}
