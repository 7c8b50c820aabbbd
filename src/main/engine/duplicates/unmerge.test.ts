import { describe, expect, it } from 'vitest';
import type { MergeEdit } from '../../../contract/duplicates.ts';
import { SAMPLE, call, testLibrary } from './library.testing.ts';
import type { TestLibrary } from './library.testing.ts';

const PLAIN = 'txt/2003/200304/20030408/200304080101.TXT#1';
const WIDTH = 'update/200304080101-width.TXT#1';
const TRADITIONAL = 'update/200304080101-trad.TXT#1';

/** Three copies of one report, each with a tag, a set, a class number and a genre of its own. */
async function threeCopies(): Promise<{ readonly library: TestLibrary; readonly ids: readonly [number, number, number]; readonly before: readonly unknown[]; readonly all: () => Promise<readonly unknown[]> }> {
  const library = await testLibrary();
  const { records, sets, subjects } = library.engine.handlers;
  const ids = [await library.id(PLAIN), await library.id(WIDTH), await library.id(TRADITIONAL)] as const;
  for (const [at, id] of ids.entries()) {
    const selection = { ids: [id] };
    await records.tag({ selection, add: [`标签${at}`, '共有'] }, call);
    await sets.create({ name: `集合${at}`, selection }, call);
    await subjects.assign({ selection, notation: `S27${at}` }, call);
    await records.set({ selection, values: { column: at === 1 ? '要闻' : null } }, call);
  }
  const all = () => Promise.all(ids.map((id) => library.whole(id)));
  return { library, ids, before: await all(), all };
}

describe('a chain of merges', () => {
  it('comes apart link by link, each record as it was before its own merge', async () => {
    const { library, ids: [a, b, c], before, all } = await threeCopies();
    await library.engine.handlers.duplicates.merge({ ids: [a, b], survivor: a }, call);
    const between = await library.whole(a);
    await library.engine.handlers.duplicates.merge({ ids: [c, a], survivor: c }, call);
    const joined = await library.get(c);
    expect(joined.tags).toEqual(['标签2', '共有', '标签0', '标签1']);
    expect(joined.sets.map(({ name }) => name)).toEqual(['集合0', '集合1', '集合2']);
    expect(joined.column).toBe('要闻');
    expect(joined.classes.map(({ notation, origin }) => [notation, origin])).toContainEqual(['S271', 'human']);

    library.restart();
    await library.engine.handlers.duplicates.unmerge({ id: c }, call);
    expect(await library.whole(a)).toEqual(between);
    expect(await library.whole(c)).toEqual(before[2]);
    await library.engine.handlers.duplicates.unmerge({ id: a }, call);
    expect(await all()).toEqual(before);
  });

  it('gives back the first record alone, and the rest is as if it had never been merged', async () => {
    const { library, ids: [a, b, c], before, all } = await threeCopies();
    const { merge, unmerge } = library.engine.handlers.duplicates;
    await merge({ ids: [c, a], survivor: c }, call);
    const without = await library.whole(c);
    await unmerge({ id: c }, call);

    await merge({ ids: [a, b], survivor: a }, call);
    await merge({ ids: [c, a], survivor: c }, call);
    const { records } = await unmerge({ id: b }, call);
    expect(records).toEqual([b]);
    expect(await library.whole(b)).toEqual(before[1]);
    expect(await library.whole(c)).toEqual(without);
    expect((await library.get(a)).mergedInto).toBe(c);

    library.restart();
    await library.engine.handlers.duplicates.unmerge({ id: c }, call);
    expect(await all()).toEqual(before);
    expect((await library.engine.handlers.history.next({}, call)).undo?.sentence.zh).toContain('拆开合并');
  });

  it('gives back one of three, keeps the other in, and gives that back as well', async () => {
    const { library, ids: [a, b, c], before, all } = await threeCopies();
    const { merge, merged, unmerge } = library.engine.handlers.duplicates;
    await merge({ ids: [a, c], survivor: a, values: { genre: '特写' } }, call);
    const without = await library.whole(a);
    await unmerge({ id: a }, call);
    await merge({ ids: [a, b, c], survivor: a, values: { genre: '特写' } }, call);
    expect((await merged({ id: a }, call)).parts.map(({ id, ref }) => [id, ref?.split('/').at(-1)])).toEqual([
      [b, '200304080101-width.TXT#1'], [c, '200304080101-trad.TXT#1'],
    ]);
    await unmerge({ id: b, only: true }, call);
    expect(await library.whole(a)).toEqual(without);
    await unmerge({ id: c }, call);
    expect(await all()).toEqual(before);
  });

  it('is one step each that can be undone and redone', async () => {
    const { library, ids: [a, b, c], before, all } = await threeCopies();
    const { merge, unmerge } = library.engine.handlers.duplicates;
    await merge({ ids: [a, b], survivor: a }, call);
    await merge({ ids: [c, a], survivor: c }, call);
    const chained = await all();
    const { operation } = await unmerge({ id: b }, call);
    const parted = await all();
    await library.engine.handlers.history.undo({ operation }, call);
    expect(await all()).toEqual(chained);
    await library.engine.handlers.history.redo({}, call);
    expect(await all()).toEqual(parted);
    await unmerge({ id: c }, call);
    expect(await all()).toEqual(before);
  });

  it('exports every file byte for byte when it is apart again', async () => {
    const library = await testLibrary();
    const ids = [await library.id(PLAIN), await library.id(WIDTH), await library.id(TRADITIONAL)] as const;
    const [a, b, c] = ids;
    const { merge, unmerge } = library.engine.handlers.duplicates;
    expect(await library.changedFiles(SAMPLE)).toEqual([]);
    await merge({ ids: [a, b], survivor: a, values: { body: '换过的正文', title: '换过的题名' } }, call);
    await merge({ ids: [c, a], survivor: c, values: { genre: '通讯' } }, call);
    expect(await library.changedFiles(SAMPLE)).not.toEqual([]);
    await unmerge({ id: b }, call);
    await unmerge({ id: c }, call);
    expect(await library.changedFiles(SAMPLE)).toEqual([]);
    for (const id of ids) expect((await library.get(id)).source?.untouched).toBe(true);
  });
});

describe('edits made after a merge', () => {
  async function editedMerge() {
    const made = await threeCopies();
    const { library, ids: [a, b] } = made;
    const { duplicates, records } = library.engine.handlers;
    await duplicates.merge({ ids: [a, b], survivor: a }, call);
    const selection = { ids: [a] };
    await records.set({ selection, values: { column: '综合', author: '后来的作者' } }, call);
    await records.set({ selection, values: { subtitle: '一时的副题' } }, call);
    await records.set({ selection, values: { subtitle: null } }, call);
    await records.tag({ selection, add: ['后加'], remove: ['标签1'] }, call);
    await records.status({ selection, status: 'done' }, call);
    return made;
  }
  const short = (edits: readonly MergeEdit[]) => edits.map(({ field, before, after }) => [field, before, after]).sort();

  it('are listed net, with what was there without them', async () => {
    const { library, ids: [a] } = await editedMerge();
    const author = (await library.get(a)).fields.find(({ field }) => field === 'author')?.sourceValue ?? null;
    const { edits, back, survivor } = await library.engine.handlers.duplicates.merged({ id: a }, call);
    expect(survivor).toBe(a);
    expect(back).toHaveLength(1);
    expect(short(edits)).toEqual([
      ['author', author, '后来的作者'], ['column', '要闻', '综合'], ['status', 'new', 'done'], ['tag', null, '后加'], ['tag', '标签1', null],
    ]);
    await expect(library.engine.handlers.duplicates.unmerge({ id: a }, call)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stay with the survivor by default, and the rest is as before', async () => {
    const { library, ids: [a, b], before } = await editedMerge();
    await library.engine.handlers.duplicates.unmerge({ id: a, force: true }, call);
    expect(await library.whole(b)).toEqual(before[1]);
    const now = await library.get(a);
    expect([now.column, now.author, now.status, now.tags]).toEqual(['综合', '后来的作者', 'done', ['标签0', '共有', '后加']]);
  });

  it('go where a person says: to the record they belong to, or to both', async () => {
    const { library, ids: [a, b], before } = await editedMerge();
    const { edits } = await library.engine.handlers.duplicates.merged({ id: a }, call);
    const key = (field: string, after: string | null): string => edits.find((edit) => edit.field === field && edit.after === after)?.key ?? '';
    await library.engine.handlers.duplicates.unmerge({
      id: a,
      assign: [
        { edit: key('author', '后来的作者'), to: 'part', part: b }, { edit: key('column', '综合'), to: 'part', part: b },
        { edit: key('tag', '后加'), to: 'both', part: b }, { edit: key('tag', null), to: 'part', part: b }, { edit: key('status', 'done'), to: 'part', part: b },
      ],
    }, call);
    const [one, two] = [await library.get(a), await library.get(b)];
    expect([two.column, two.author, two.status, two.tags]).toEqual(['综合', '后来的作者', 'done', ['共有', '后加']]);
    expect(one.tags).toEqual(['标签0', '共有', '后加']);
    await library.engine.handlers.records.tag({ selection: { ids: [a] }, remove: ['后加'] }, call);
    expect(await library.whole(a)).toEqual(before[0]);
  });

  it('stay with the last survivor of a chain when a record below leaves it', async () => {
    const { library, ids: [a, b, c] } = await threeCopies();
    const { duplicates, records } = library.engine.handlers;
    await duplicates.merge({ ids: [a, b], survivor: a }, call);
    await duplicates.merge({ ids: [c, a], survivor: c }, call);
    await records.set({ selection: { ids: [c] }, values: { column: null, class: 'G21' } }, call);
    await duplicates.unmerge({ id: b, force: true }, call);
    const now = await library.get(c);
    expect([now.column, now.class]).toEqual(['', 'G21']);
    expect(now.tags).toEqual(['标签2', '共有', '标签0']);
  });

  it('are refused for a record that does not come back, and for an edit that is none', async () => {
    const { library, ids: [a, , c] } = await editedMerge();
    const { edits } = await library.engine.handlers.duplicates.merged({ id: a }, call);
    const assign = (edit: string) => library.engine.handlers.duplicates.unmerge({ id: a, assign: [{ edit, to: 'part', part: c }] }, call);
    await expect(assign(edits[0]?.key ?? '')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(assign('subtitle@1')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(library.engine.handlers.duplicates.unmerge({ id: c }, call)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what was decided about an absorbed record', () => {
  it('holds for the survivor, and goes with it when it comes back', async () => {
    const { library, ids: [a, b, c] } = await threeCopies();
    const { distinct, merge, unmerge, get } = library.engine.handlers.duplicates;
    await distinct({ ids: [b, c] }, call);
    await merge({ ids: [a, b], survivor: a }, call);
    const group = await library.group(a, b, c);
    expect(await get({ group }, call)).toMatchObject({ state: 'merged' });
    await unmerge({ id: a }, call);
    expect((await get({ group }, call)).decisions).toMatchObject([{ a: Math.min(b, c), b: Math.max(b, c), decision: 'distinct' }]);
    expect((await get({ group }, call)).state).toBe('open');
  });
});
