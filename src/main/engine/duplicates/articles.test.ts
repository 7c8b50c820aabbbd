import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, testLibrary } from './library.testing.ts';
import type { TestLibrary } from './library.testing.ts';

const FIRST = 'txt/2007/200706/20070615/200706150101.TXT#1';
const SECOND = 'txt/2007/200706/20070615/200706150301.TXT#1';

const partsOf = async (library: TestLibrary, id: number): Promise<readonly number[]> =>
  (await library.engine.handlers.duplicates.article({ id }, call))?.parts.map((part) => part.id) ?? [];

describe('linked continuations', () => {
  it('are read in the order their marks tell, whichever was named first, and stay linked after a new search', async () => {
    const library = await testLibrary();
    const [a, b] = [await library.id(FIRST), await library.id(SECOND)];
    const { duplicates } = library.engine.handlers;
    const group = await library.group(a, b);
    await duplicates.link({ ids: [b, a] }, call);
    expect(await partsOf(library, b)).toEqual([a, b]);
    expect((await duplicates.article({ id: a }, call))?.parts.map(({ page }) => page)).toEqual(['01', '03']);
    expect((await duplicates.get({ group }, call)).state).toBe('linked');
    await duplicates.find({}, call);
    expect((await duplicates.counts({}, call)).linked).toBe(1);
  });

  it('take further parts, are put in another order, and are taken apart; each step can be undone', async () => {
    const library = await testLibrary();
    const [a, b, c] = [await library.id(FIRST), await library.id(SECOND), await library.id('txt/2007/200706/20070615/200706150102.TXT#1')];
    const { duplicates } = library.engine.handlers;
    await duplicates.link({ ids: [a, b] }, call);
    await duplicates.link({ ids: [b, c] }, call);
    expect(await partsOf(library, c)).toEqual([a, b, c]);
    await duplicates.reorder({ ids: [a, c, b] }, call);
    library.restart();
    expect(await partsOf(library, a)).toEqual([a, c, b]);
    await expect(library.engine.handlers.duplicates.reorder({ ids: [a, c] }, call)).rejects.toMatchObject({ code: 'bad-input' });
    await library.engine.handlers.duplicates.unlink({ ids: [c] }, call);
    expect(await partsOf(library, a)).toEqual([a, b]);
    expect(await partsOf(library, c)).toEqual([]);
    await library.engine.handlers.history.undo({}, call);
    expect(await partsOf(library, a)).toEqual([a, c, b]);
    await library.engine.handlers.history.undo({}, call);
    await library.engine.handlers.history.undo({}, call);
    expect(await partsOf(library, a)).toEqual([a, b]);
    await library.engine.handlers.history.undo({}, call);
    expect(await partsOf(library, a)).toEqual([]);
  });

  it('go with a part that is merged into another copy of it, and back', async () => {
    const library = await testLibrary();
    const [a, b, copy] = [await library.id(FIRST), await library.id(SECOND), await library.id('txt/2007/200706/20070615/200706150102.TXT#1')];
    const { duplicates } = library.engine.handlers;
    await duplicates.link({ ids: [a, b] }, call);
    await duplicates.merge({ ids: [copy, b], survivor: copy }, call);
    expect(await partsOf(library, a)).toEqual([a, copy]);
    await duplicates.unmerge({ id: copy }, call);
    expect(await partsOf(library, a)).toEqual([a, b]);
  });

  it('are exported as one record when asked for, and apart otherwise', async () => {
    const library = await testLibrary();
    const [a, b] = [await library.id(FIRST), await library.id(SECOND)];
    const { duplicates, exports } = library.engine.handlers;
    await duplicates.link({ ids: [a, b] }, call);
    const lines = async (continuations: 'apart' | 'joined'): Promise<readonly Record<string, unknown>[]> => {
      const out = join(library.folder, `${continuations}.jsonl`);
      await exports.run({ selection: { ids: [b, await library.id('txt/2011/201106/20110614/201106140201.TXT#1')] }, format: 'jsonl', out, continuations }, call);
      return readFileSync(out, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    expect((await lines('apart')).map(({ id }) => id)).toContain(b);
    const joined = await lines('joined');
    expect(joined).toHaveLength(2);
    const one = joined.find(({ id }) => id === a);
    const bodies = (await Promise.all([a, b].map((id) => library.get(id)))).map(({ fields }) => fields.find(({ field }) => field === 'body')?.value);
    expect(one?.body).toBe(bodies.join('\n'));
    expect(JSON.stringify(one?.others)).toContain('200706150301.TXT#1');
  });
});

describe('decisions', () => {
  it('are found by kind and by title, with the step they were made in, and taken back one by one', async () => {
    const library = await testLibrary();
    const { duplicates } = library.engine.handlers;
    const open = (await duplicates.counts({}, call)).open;
    const [part1, part2] = [await library.id(FIRST), await library.id(SECOND)];
    const [one, two] = [await library.id('txt/1998/199809/19980911/199809110101.TXT#1'), await library.id('update/199809110101.TXT#1')];
    const [x, y] = [await library.id('txt/1985/198503/19850312/198503120101.TXT#1'), await library.id('update/198503120101.TXT#1')];
    await duplicates.link({ ids: [part1, part2] }, call);
    const { operation } = await duplicates.distinct({ ids: [one, two] }, call);
    await duplicates.merge({ ids: [x, y], survivor: x }, call);
    expect((await duplicates.counts({}, call)).today).toBe(3);
    expect(await duplicates.decisions({}, call)).toMatchObject({ total: 3, decisions: [{ decision: 'duplicate' }, { decision: 'distinct' }, { decision: 'continuation' }] });
    const { decisions: [apart] } = await duplicates.decisions({ decision: 'distinct', find: (await library.get(one)).title.slice(0, 4) }, call);
    expect(apart).toMatchObject({ operation, a: { id: Math.min(one, two) }, b: { id: Math.max(one, two) } });
    expect(apart?.group).not.toBeNull();
    library.restart();
    const again = library.engine.handlers.duplicates;
    for (const { id } of (await again.decisions({}, call)).decisions) await again.undecide({ id }, call);
    expect((await again.decisions({}, call)).total).toBe(0);
    expect((await again.counts({}, call)).open).toBe(open);
    expect((await library.get(y)).mergedInto).toBeNull();
  });

  it('about how duplicates are looked for are kept in the library and can be undone', async () => {
    const library = await testLibrary();
    const { duplicates } = library.engine.handlers;
    expect(await duplicates.settings({}, call)).toMatchObject({ sensitivity: 'balanced' });
    await duplicates.setSettings({ sensitivity: 'strict', kinds: ['exact', 'near'], review: 0.6 }, call);
    library.restart();
    expect(await library.engine.handlers.duplicates.settings({}, call)).toMatchObject({ sensitivity: 'strict', kinds: ['exact', 'near'], review: 0.6 });
    await library.engine.handlers.history.undo({}, call);
    expect(await library.engine.handlers.duplicates.settings({}, call)).toMatchObject({ sensitivity: 'balanced' });
  });
});
