import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DuplicateRule, Resolution, ResolveInput } from '../../../contract/duplicates.ts';
import { SAMPLE, call, testLibrary } from './library.testing.ts';
import type { TestLibrary } from './library.testing.ts';

const resolve = async (library: TestLibrary, input: ResolveInput): Promise<Resolution> => library.engine.handlers.duplicates.resolve(input, call);
const open = async (library: TestLibrary): Promise<number> => (await library.engine.handlers.duplicates.counts({}, call)).open;
const RULE: DuplicateRule = { name: '', kinds: ['exact', 'near'], minScore: 0.5, action: 'merge', keep: ['latest-import'] };

/** The sample, and in `second` copies of some of its files, as a later delivery of another house. */
async function twoDeliveries(): Promise<TestLibrary> {
  const later = mkdtempSync(join(tmpdir(), 'jianbao-later-'));
  onTestFinished(() => rmSync(later, { recursive: true, force: true }));
  const library = await testLibrary();
  const { records } = library.engine.handlers;
  const { rows } = await records.list({ query: 'has:body date:2003', limit: 6, offset: 0 }, call);
  mkdirSync(join(later, '乙馆'));
  for (const { id } of rows) {
    const { text } = await records.source({ id }, call);
    // Keywords come with the second delivery.
    writeFileSync(join(later, '乙馆', `${id}.TXT`), text.replace('〖ZW/正文〗', '〖GJ/关键〗乙馆关键词〖-GJ/关键〗\r\n〖ZW/正文〗'));
  }
  await library.engine.handlers.imports.run({ paths: [later] }, call);
  await library.engine.handlers.duplicates.find({}, call);
  return library;
}

describe('a rule', () => {
  it('lists all it would do and writes nothing, then does just that in one operation', async () => {
    const library = await testLibrary();
    const before = await open(library);
    const steps = (await library.engine.handlers.history.list({}, call)).total;
    const dry = await resolve(library, { rule: 'exact-more-fields', dryRun: true });
    expect(dry.operation).toBeNull();
    expect(dry.groups).toBeGreaterThan(3);
    expect(dry.lines).toHaveLength(dry.total);
    expect(dry.absorbed).toBe(dry.lines.reduce((sum, { others }) => sum + others.length, 0));
    expect(await open(library)).toBe(before);
    expect((await library.engine.handlers.history.list({}, call)).total).toBe(steps);

    const done = await resolve(library, { rule: 'exact-more-fields' });
    expect(done.lines).toEqual(dry.lines.map((line) => ({
      ...line, others: line.others.map((other) => ({ ...other, mergedInto: line.survivor.id })),
    })));
    expect((await library.engine.handlers.history.list({}, call)).total).toBe(steps + 1);
    expect(await open(library)).toBe(before - done.settled);
    for (const { survivor, others, values } of done.lines) {
      for (const { id } of others) expect((await library.get(id)).mergedInto).toBe(survivor.id);
      const now = await library.get(survivor.id);
      for (const { field, value } of values) expect(now.fields.find((one) => one.field === field)?.value).toBe(value);
    }
    expect((await resolve(library, { rule: 'exact-more-fields' })).operation).toBeNull();

    await library.engine.handlers.history.undo({ operation: done.operation ?? 0 }, call);
    expect(await open(library)).toBe(before);
    expect(await library.changedFiles(SAMPLE)).toEqual([]);
  });

  it('is paged and filtered, and leaves out what a person takes out of the list', async () => {
    const library = await testLibrary();
    const all = await resolve(library, { rule: RULE, dryRun: true });
    const paged = await Promise.all(all.lines.map(async (_, offset) => (await resolve(library, { rule: RULE, dryRun: true, offset, limit: 1 })).lines));
    expect(paged.flat()).toEqual(all.lines);
    const [line] = all.lines;
    const title = line?.survivor.title ?? '';
    const found = await resolve(library, { rule: RULE, dryRun: true, find: title.slice(2, 8) });
    expect(found.lines.every(({ survivor, others }) => [survivor, ...others].some((one) => one.title.includes(title.slice(2, 8))))).toBe(true);
    expect(found.total).toBeLessThan(all.total);
    const rest = await resolve(library, { rule: RULE, except: [line?.group ?? 0] });
    expect(rest.groups).toBe(all.groups - 1);
    expect((await library.engine.handlers.duplicates.get({ group: line?.group ?? 0 }, call)).state).toBe('open');
  });

  it('keeps the record of the import or source that is preferred, and puts class numbers and empty fields together', async () => {
    const library = await twoDeliveries();
    const late = await resolve(library, { rule: 'exact-latest', dryRun: true });
    const early = await resolve(library, { rule: 'exact-earliest', dryRun: true });
    const house = await resolve(library, { rule: 'prefer-source', source: '乙馆', dryRun: true });
    const path = async (id: number): Promise<string> => (await library.get(id)).source?.path ?? '';
    expect(house.lines.length).toBeGreaterThan(3);
    for (const { survivor } of house.lines) expect(await path(survivor.id)).toContain('乙馆');
    for (const { survivor } of early.lines) expect(await path(survivor.id)).not.toContain('乙馆');
    const houses = new Set(house.lines.map(({ group }) => group));
    const taken = early.lines.filter(({ group }) => houses.has(group)).flatMap(({ values }) => values);
    expect(taken).toContainEqual({ field: 'keywords', value: '乙馆关键词', from: expect.any(Number) as number });
    const ofHouse = await Promise.all(late.lines.map(({ survivor }) => path(survivor.id)));
    expect(ofHouse.filter((one) => one.includes('乙馆')).length).toBe(house.lines.length);
    expect(house.passed.map(({ reason }) => reason.en)).toContain('no record of the chosen source');
    await expect(resolve(library, { rule: 'prefer-source', dryRun: true })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('takes the longest body when it says so, and gives it back when a group is taken apart', async () => {
    const library = await testLibrary();
    const cut = await library.id('update/199809110101.TXT#1');
    const full = await library.id('txt/1998/199809/19980911/199809110101.TXT#1');
    const before = [await library.whole(cut), await library.whole(full)];
    const rule: DuplicateRule = { name: '', kinds: ['contained'], minScore: 0.3, action: 'merge', keep: ['latest-import'], body: 'longest' };
    const { lines, operation } = await resolve(library, { rule });
    const line = lines.find(({ survivor }) => survivor.id === cut);
    expect(line?.values.map(({ field, from }) => [field, from])).toContainEqual(['body', full]);
    expect((await library.get(cut)).paragraphs).toEqual((await library.get(full)).paragraphs);
    expect(operation).not.toBeNull();
    library.restart();
    await library.engine.handlers.duplicates.unmerge({ id: cut }, call);
    expect([await library.whole(cut), await library.whole(full)]).toEqual(before);
  });

  it('settles what its pairs hold together, and leaves the rest of the group open', async () => {
    const library = await testLibrary();
    const ids = await Promise.all(['txt/2003/200304/20030408/200304080101.TXT#1', 'update/200304080101-width.TXT#1', 'update/200304080101-trad.TXT#1'].map((ref) => library.id(ref)));
    const [a = 0, b = 0, c = 0] = ids;
    await library.engine.handlers.duplicates.distinct({ ids: [a, b] }, call);
    const rule: DuplicateRule = { ...RULE, minScore: 0 };
    const first = await resolve(library, { rule, dryRun: true });
    // All three hang together, two of them were told apart: a rule does not choose for the librarian.
    expect(first.lines.some(({ survivor, others }) => [survivor, ...others].some(({ id }) => ids.includes(id)))).toBe(false);
    expect(first.passed.map(({ reason }) => reason.en)).toContain('a person decided that they are not one record');
    await library.engine.handlers.duplicates.distinct({ ids: [b, c] }, call);
    const { lines } = await resolve(library, { rule });
    expect(lines.map(({ survivor, others }) => [survivor.id, ...others.map(({ id }) => id)].sort())).toContainEqual([a, c].sort());
    expect((await library.engine.handlers.duplicates.get({ group: await library.group(a, b, c) }, call)).state).toBe('merged');
  });

  it('links reprints without merging, or leaves them and asks no more', async () => {
    const library = await testLibrary();
    const link: DuplicateRule = { name: '', kinds: ['reprint'], minScore: 0, action: 'link' };
    const { operation, lines } = await resolve(library, { rule: link });
    const group = lines[0]?.group ?? 0;
    expect(await library.engine.handlers.duplicates.get({ group }, call)).toMatchObject({ state: 'linked', pairs: [{ decision: 'reprint' }] });
    await library.engine.handlers.duplicates.find({}, call);
    expect((await library.engine.handlers.duplicates.list({ kind: 'reprint', state: 'open' }, call)).total).toBe(0);
    await library.engine.handlers.history.undo({ operation: operation ?? 0 }, call);
    const left = await resolve(library, { rule: { ...link, action: 'distinct' } });
    expect(left.groups).toBe(1);
    expect((await library.engine.handlers.duplicates.counts({}, call)).byKind.reprint).toBe(0);
  });

  it('of one\'s own is saved, changed, taken away, and comes back by undo, over a restart', async () => {
    const library = await testLibrary();
    const own: DuplicateRule = { ...RULE, name: '留后到的', conditions: { samePlace: true, maxRecords: 3 } };
    await library.engine.handlers.duplicates.saveRule(own, call);
    library.restart();
    const { duplicates, history } = library.engine.handlers;
    expect((await duplicates.rules({}, call)).at(-1)).toMatchObject({ ...own, builtIn: false });
    expect((await resolve(library, { rule: '留后到的', dryRun: true })).groups).toBeGreaterThan(0);
    await duplicates.deleteRule({ name: '留后到的' }, call);
    await expect(resolve(library, { rule: '留后到的', dryRun: true })).rejects.toMatchObject({ code: 'not-found' });
    await history.undo({}, call);
    expect((await duplicates.rules({}, call)).at(-1)).toMatchObject({ name: '留后到的' });
    await expect(duplicates.saveRule({ ...own, name: 'exact-latest' }, call)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const library = await testLibrary();
    const before = await open(library);
    const abort = new AbortController();
    const stopping = { signal: abort.signal, progress: ({ step }: { readonly step: string }) => { if (step === 'settle') abort.abort(); } };
    await expect(library.engine.handlers.duplicates.resolve({ rule: RULE }, stopping)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await open(library)).toBe(before);
    expect(await library.changedFiles(SAMPLE)).toEqual([]);
  });
});
