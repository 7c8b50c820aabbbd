import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { library as synthetic } from '../../../../scripts/duplicates/synthetic.ts';
import { Random } from '../../../../scripts/duplicates/random.ts';
import type { Writer } from '../history/writer.ts';
import { jobOf } from '../job.ts';
import type { Fields, Library } from '../records/fixture/library.ts';
import { openLibrary } from '../records/fixture/library.ts';
import { findDuplicates } from './core/match.ts';
import type { DuplicateRecord } from './core/match.ts';
import { finderOf } from './find.ts';
import type { Finder } from './find.ts';
import { createDecider } from './decide.ts';
import type { Decider } from './decide.ts';
import { createMerger, mergeRecords } from './merge.ts';
import { textsOf } from './texts.ts';

let library: Library;
let finder: Finder;
const open = (loose?: number): void => {
  finder = finderOf(library.store, { loose });
  library.history.follow((touched) => { finder.mark(touched); });
};
beforeEach(() => {
  library = openLibrary({ keepSources: false });
  open();
});
afterEach(() => { library.close(); });

const fieldsOf = ({ kicker, title, subtitle, author, day, page, item, body }: DuplicateRecord): Fields =>
  ({ kicker, title, subtitle, author, page, item, body, ...(day === null ? {} : { date: String(day) }) });
const drafts = (seed: number, size: number): Fields[] => synthetic(seed, size).records.slice(0, size).map(fieldsOf);
const job = (signal: AbortSignal = new AbortController().signal) => jobOf({ signal, progress: () => undefined });
const run = (anew = false) => finder.run(job(), anew);
const all = (sql: string): unknown[] => library.store.sqlite.prepare(sql).all();

interface Found {
  readonly pairs: readonly unknown[];
  readonly groups: readonly string[];
}
/** Everything that was found, without the numbers of the groups. */
const found = (): Found => ({
  pairs: all('SELECT a, b, kind, score, reasons FROM duplicate_pair ORDER BY a, b'),
  groups: (all(`SELECT g.kind || ' ' || g.state || ' ' || g.score || ': ' || (SELECT group_concat(record_id) FROM
    (SELECT record_id FROM duplicate_member WHERE group_id = g.id ORDER BY record_id)) AS told FROM duplicate_group g`) as { told: string }[]).map(({ told }) => told).sort(),
});
const DERIVED = ['sketch', 'shelf', 'pending', 'compare', 'regroup', 'pair', 'member', 'group'];
/** What a library finds that starts from the records and the decisions alone. */
const foundAnew = async (): Promise<Found> => {
  library.store.sqlite.pragma('foreign_keys = OFF');
  for (const table of DERIVED) library.store.sqlite.exec(`DELETE FROM duplicate_${table}`);
  library.store.sqlite.exec('DELETE FROM duplicate_state');
  library.store.sqlite.pragma('foreign_keys = ON');
  library.reopen();
  open();
  await run();
  return found();
};
const texts = (): DuplicateRecord[] => textsOf(library.store).next(0, 1_000_000).flatMap(({ record }) => record ?? []);

/** Does at random what people do to a library, and looks for duplicates now and then. */
async function life(seed: number): Promise<void> {
  const random = new Random(seed);
  // Asked anew for each, since the library is closed and opened in between.
  const decider = (): Decider => createDecider(library.store.sqlite);
  const { records } = synthetic(seed, 260);
  const drafts = records.map(fieldsOf);
  const some = (): number => random.whole(1, (library.store.sqlite.prepare('SELECT max(id) FROM record').pluck().get() as number | null) ?? 1);
  const write = (work: (tx: Writer) => unknown): void => { library.history.write({ kind: 'test', input: {}, sentence: () => ({ zh: '改', en: 'Edit' }) }, work); };
  library.add(drafts.splice(0, 60));
  while (drafts.length > 0) {
    const draw = random.next();
    if (draw < 0.25) library.add(drafts.splice(0, random.whole(1, 40)));
    else if (draw < 0.45) await run();
    else if (draw < 0.5) {
      const stop = new AbortController();
      const going = finder.run(job(stop.signal));
      stop.abort();
      await going.catch(() => undefined);
    } else if (draw < 0.54) {
      library.reopen();
      open(random.pick([1, 30, 5000]));
    } else if (draw < 0.7) {
      write((tx) => tx.set('record_text', some(), 'body', records[some() - 1]?.body ?? ''));
    } else if (draw < 0.8) {
      write((tx) => {
        for (let n = 0; n < 5; n++) {
          tx.set('record', some(), 'title', random.pick(records).title);
          tx.set('record', some(), 'day', random.pick(records).day);
          tx.set('record', some(), 'page', String(random.whole(1, 4)));
        }
      });
    } else if (draw < 0.86) {
      const groups = all("SELECT group_id AS id FROM duplicate_member GROUP BY group_id HAVING count(*) > 1 ORDER BY group_id") as { id: number }[];
      if (groups.length === 0) continue;
      const members = (all(`SELECT r.id FROM duplicate_member m JOIN record r ON r.id = m.record_id WHERE r.hidden = 0 AND group_id = ${random.pick(groups).id} ORDER BY r.id`) as { id: number }[]).map(({ id }) => id);
      const [a, b] = random.shuffled(members);
      if (a === undefined || b === undefined) continue;
      if (random.chance(0.5)) write((tx) => decider().put(tx, Math.min(a, b), Math.max(a, b), random.pick(['distinct', 'continuation'])));
      else mergeRecords(library.store, library.history, createMerger(library.store.sqlite, decider()), { ids: [a, b] });
    } else {
      const past = library.history.list({ limit: 50 }).operations.filter((one) => one.undoneBy === null && !one.kind.startsWith('history.'));
      if (past.length > 1) library.history.undo({ operation: random.pick(past.slice(0, -1)).id, force: true });
    }
  }
  await run();
}

describe('what is found', () => {
  it.each([11, 12, 13, 14])('is the same after a life of imports, edits, merges, decisions and undoing as when all is compared anew (%i)', async (seed) => {
    await life(seed);
    const lived = found();
    expect(lived.groups.length).toBeGreaterThan(20);
    await run(true);
    expect(found()).toEqual(lived);
    expect(await foundAnew()).toEqual(lived);
  });

  it('is what comparing the same records in memory finds, however they arrived', async () => {
    const drafts = synthetic(21, 500).records.map(fieldsOf);
    for (const size of [1, 200, 7, 150, 142]) {
      library.add(drafts.splice(0, size));
      await run();
    }
    const steps = findDuplicates(texts());
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const { pairs, related, groups } = step.value;
    expect(all("SELECT a, b, score, kind FROM duplicate_pair WHERE kind <> 'none' ORDER BY a, b"))
      .toEqual([...pairs, ...related].sort((x, y) => x.a - y.a || x.b - y.b).map(({ a, b, score, kind }) => ({ a, b, score, kind })));
    const grouped = new Set(found().groups.map((told) => told.split(': ')[1]));
    for (const { members } of groups) expect(grouped).toContain(members.join());
  });

  it('is right when most of the many records that shared a text are changed, packed or not', async () => {
    const { records } = synthetic(23, 160);
    const frame = records[0]?.body ?? '';
    const template = (at: number): string => `${frame.slice(0, 300)}${records[at]?.body.slice(0, 60)}${frame.slice(300, 600)}`;
    for (const loose of [1, 5000]) {
      open(loose);
      library.add(records.slice(0, 130).map((one, at) => ({ ...fieldsOf(one), body: template(at) })));
      await run();
      const [{ first } = { first: 0 }] = all('SELECT max(id) - 129 AS first FROM record') as { first: number }[];
      library.history.write({ kind: 'test', input: {}, sentence: () => ({ zh: '改', en: 'Edit' }) }, (tx) => {
        for (let at = 2; at < 70; at++) tx.set('record_text', first + at, 'body', records[at]?.body ?? '');
      });
      library.add(records.slice(130, 150).map((one, at) => ({ ...fieldsOf(one), body: template(at + 130) })));
      await run();
      const lived = found();
      expect(await foundAnew()).toEqual(lived);
    }
  });

  it('stays when the postings are packed, and is found by what is packed', async () => {
    const drafts = synthetic(22, 400).records.map(fieldsOf);
    open(1);
    for (const size of [150, 150, 100]) {
      library.add(drafts.splice(0, size));
      await run();
      expect(all('SELECT count(*) AS n FROM duplicate_sketch WHERE packed <> 1')).toEqual([{ n: 0 }]);
    }
    const packed = found();
    expect(packed.groups.length).toBeGreaterThan(20);
    expect(await foundAnew()).toEqual(packed);
  });
});

describe('a search', () => {
  it('compares only what came since the last one', async () => {
    library.add(drafts(31, 120));
    expect((await run()).records).toBe(120);
    expect((await run()).records).toBe(0);
    library.add(drafts(32, 30));
    expect(finder.pending()).toBe(30);
    expect((await run()).records).toBe(30);
    expect(finder.pending()).toBe(0);
  });

  it('goes on where it was cancelled, also in a new session', async () => {
    library.add(drafts(33, 300));
    const stop = new AbortController();
    const going = finder.run({ signal: stop.signal, progress: () => stop.abort(), rest: () => Promise.resolve() });
    await expect(going).rejects.toMatchObject({ code: 'cancelled' });
    const [{ through } = { through: 0 }] = all('SELECT through FROM duplicate_state') as { through: number }[];
    expect(through).toBeGreaterThan(0);
    expect(through).toBeLessThan(300);
    library.reopen();
    open();
    await run();
    expect(finder.pending()).toBe(0);
    const whole = found();
    expect(await foundAnew()).toEqual(whole);
  });

  it('gives a group that grows or shrinks the number it had', async () => {
    const article = synthetic(34, 1).records.map(fieldsOf)[0] ?? {};
    library.add([article, article]);
    await run();
    const [{ id } = { id: 0 }] = all('SELECT id FROM duplicate_group') as { id: number }[];
    library.add([article]);
    await run();
    expect(all('SELECT group_id AS id, count(*) AS n FROM duplicate_member GROUP BY 1')).toEqual([{ id, n: 3 }]);
    library.history.write({ kind: 'test', input: {}, sentence: () => ({ zh: '改', en: 'Edit' }) }, (tx) => {
      tx.set('record_text', 1, 'body', '一篇别的文章，讲的是别的事情，写在别的日子，登在别的版面。');
      tx.set('record', 1, 'title', '别的事情');
      tx.set('record', 1, 'page', '99');
    });
    await run();
    expect(all('SELECT group_id AS id, record_id AS r FROM duplicate_member ORDER BY r')).toEqual([{ id, r: 2 }, { id, r: 3 }]);
  });

  it('tells how far it is', async () => {
    library.add(drafts(35, 150));
    const told: number[] = [];
    await finder.run({ signal: new AbortController().signal, progress: ({ done }) => told.push(done), rest: () => Promise.resolve() });
    expect(told.at(-1)).toBe(150);
    expect(told.length).toBeGreaterThan(1);
  });
});
