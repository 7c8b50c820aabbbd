import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EditResult, Facet, FieldView } from '../contract/records.ts';
import { ask, jianbao, sampleLibrary } from './run.testing.ts';

interface Listing {
  readonly total: number;
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

interface Shown {
  readonly id: number;
  readonly ref: string;
  readonly fields: readonly FieldView[];
  readonly problems: readonly unknown[];
  readonly duplicates: readonly unknown[];
  readonly history: readonly unknown[];
  readonly tags: readonly string[];
  readonly classes: readonly { readonly notation: string; readonly kind: string }[];
}

describe('records', { timeout: 60_000 }, () => {
  it('lists with fields, order and window as asked', async () => {
    const { library } = await sampleLibrary();
    const listed = await ask<Listing>(library, [
      'records',
      'list',
      '--query',
      'class:F83',
      '--sort',
      'date:desc',
      '--fields',
      '日期,标题,keywords,ref',
    ]);
    expect(listed.code).toBe(0);
    expect(listed.value.total).toBe(4);
    expect(listed.value.records.map((record) => Object.keys(record))[0]).toEqual(['date', 'title', 'keywords', 'ref']);
    expect(listed.value.records.map(({ date }) => date)).toEqual(['20030410', '20030409', '20030408', '20030408']);
    const second = await ask<Listing>(library, [
      'records',
      'list',
      '--query',
      'class:F83',
      '--sort',
      'date:desc',
      '--limit',
      '1',
      '--offset',
      '1',
    ]);
    expect(second.value).toMatchObject({ total: 4, records: [{ date: '20030409' }] });
    const text = await jianbao(['records', 'list', '--query', 'class:F83', '--library', library]);
    expect(text.out).toContain('共 4 条');
  });

  it('counts what it lists, for one character and for two', async () => {
    const { library } = await sampleLibrary();
    for (const query of ['水', '电站', 'title:图片新闻 -has:body', '']) {
      const { count } = (await ask<{ count: number }>(library, ['records', 'count', '--query', query])).value;
      const { total, records } = (await ask<Listing>(library, ['records', 'list', '--query', query, '--limit', '2000']))
        .value;
      expect([total, records.length]).toEqual([count, count]);
      expect(count).toBeGreaterThan(0);
    }
  });

  it('refuses a query it cannot read with the position', async () => {
    const { library } = await sampleLibrary();
    const { code, out } = await jianbao(['records', 'count', '--query', '水 (电', '--library', library, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ fault: { code: 'bad-query', position: expect.any(Number) as number } });
  });

  it('counts by value, the sum of a single-valued facet being the whole', async () => {
    const { library } = await sampleLibrary();
    const { facets } = (await ask<{ facets: Facet[] }>(library, ['records', 'facets', '--by', 'year,status'])).value;
    const { count } = (await ask<{ count: number }>(library, ['records', 'count'])).value;
    expect(facets.map(({ name }) => name)).toEqual(['year', 'status']);
    expect(facets[1]?.values).toEqual([{ value: 'new', count }]);
    expect((await jianbao(['records', 'facets', '--library', library])).out).toContain('1956');
  });

  it('shows a record with the span of every field in its source', async () => {
    const { library } = await sampleLibrary();
    const { records } = (
      await ask<Listing>(library, ['records', 'list', '--query', 'title:洪水退去', '--fields', 'ref'])
    ).value;
    const ref = String(records[0]?.ref);
    const shown = (await ask<Shown>(library, ['records', 'show', ref])).value;
    expect(shown.ref).toBe(ref);
    const page = shown.fields.filter(({ field }) => field === 'page');
    expect(page).toHaveLength(1);
    expect(page[0]).toMatchObject({ code: 'BH', label: '版号', value: '01' });
    for (const { span, sourceValue } of shown.fields) {
      expect(sourceValue).not.toBeNull();
      expect((span?.end ?? 0) - (span?.start ?? 0)).toBeGreaterThan(0);
    }
    for (const list of [shown.problems, shown.duplicates, shown.history, shown.tags, shown.classes])
      expect(Array.isArray(list)).toBe(true);
    const text = await jianbao(['records', 'show', String(shown.id), '--library', library]);
    expect(text.out).toContain('BT 标题');
  });

  it('splits, joins, trims, normalises, simplifies and repairs dates, with every change in the dry run', async () => {
    const { library } = await sampleLibrary();
    await ask(library, ['records', 'set', '--query', 'class:F83', '日期=二〇一二年一月三日', '栏目= 觀察/国际 ', '副题=ＷＴＯ,综述']);
    const edit = async (...args: readonly string[]) =>
      (await ask<EditResult>(library, ['records', ...args, '--query', 'class:F83'])).value;
    const dry = await edit('simplify', '--fields', '栏目', '--dry-run');
    expect(dry).toMatchObject({ operation: null, records: 4, left: 0 });
    expect(dry.changes.map(({ after }) => after)).toEqual(Array.from({ length: 4 }, () => ' 观察/国际 '));
    const works: readonly (readonly string[])[] = [
      ['simplify', '--fields', '栏目'],
      ['trim', '--fields', 'column,副题'],
      ['width', '--fields', '副题', '--no-punctuation'],
      ['width', '--fields', '副题', '--no-letters'],
      ['dates'],
      ['split', '--field', '栏目', '--at', '/', '--into', '引题'],
      ['join', '--fields', '栏目,副题', '--into', '栏目', '--separator', '：'],
      ['clear', '--fields', '引题'],
    ];
    const records = [];
    for (const work of works) records.push((await edit(...work)).records);
    expect(records).toEqual([4, 4, 4, 4, 4, 4, 4, 4]);
    const found = await ask(library, ['records', 'count', '--query', 'date:2012-01-03 column:=观察：WTO，综述 -has:kicker -has:subtitle']);
    expect(found.value).toEqual({ count: 4 });
    const nowhere = await jianbao(['records', 'split', '--query', '', '--field', '标题', '--at', '/', '--library', library]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.err).toContain('哪个字段');
  });

  it('sets, replaces, tags and undoes, each as one operation that a dry run announces', async () => {
    const { library } = await sampleLibrary();
    const query = 'class:F83';
    const dry = await ask<EditResult>(library, ['records', 'set', '--query', query, 'TC=行情', '版名=', '--dry-run']);
    expect(dry.value).toMatchObject({ operation: null, records: 4, dryRun: true });
    expect((await ask(library, ['records', 'count', '--query', 'genre:行情'])).value).toEqual({ count: 0 });
    const set = await ask<EditResult>(library, ['records', 'set', '--query', query, 'TC=行情']);
    expect(set.value.records).toBe(4);
    const replaced = await ask<EditResult>(library, [
      'records',
      'replace',
      '--query',
      query,
      '--field',
      '体裁',
      '--find',
      '^(行)情$',
      '--replace',
      '$1市',
      '--regex',
    ]);
    expect(replaced.value.records).toBe(4);
    expect((await ask(library, ['records', 'count', '--query', 'genre:行市'])).value).toEqual({ count: 4 });
    await ask(library, ['records', 'tag', '--query', query, '--add', '金融', '汇率']);
    expect((await ask(library, ['records', 'count', '--query', 'tag:汇率'])).value).toEqual({ count: 4 });
    await ask(library, ['history', 'undo', '--operation', String(set.value.operation), '--force']);
    const undone = await ask<{ changes: number }>(library, [
      'history',
      'undo',
      '--operation',
      String(replaced.value.operation),
    ]);
    expect(undone.value.changes).toBeGreaterThanOrEqual(4);
    await ask(library, ['records', 'status', 'done', '--query', query]);
    expect((await ask(library, ['records', 'count', '--query', 'status:done'])).value).toEqual({ count: 4 });
    await ask(library, ['history', 'undo']);
    expect((await ask(library, ['records', 'count', '--query', 'status:done'])).value).toEqual({ count: 0 });
    await ask(library, ['history', 'redo']);
    expect((await ask(library, ['records', 'count', '--query', 'status:done'])).value).toEqual({ count: 4 });
    const log = await jianbao(['history', 'list', '--library', library]);
    expect(log.out.split('\n').length).toBeGreaterThan(7);
  });
});

describe('subjects and sets', { timeout: 60_000 }, () => {
  it('assigns a class, rolls it up and flags house numbers', async () => {
    const { library } = await sampleLibrary();
    const rolled = async (): Promise<number> =>
      (
        await ask<{ classes: { notation: string; records: number }[] }>(library, ['subjects', 'tree'])
      ).value.classes.find(({ notation }) => notation === 'U')?.records ?? 0;
    const before = await rolled();
    const assigned = await ask<EditResult>(library, [
      'subjects',
      'assign',
      '--query',
      '-has:class keywords:港口建设',
      '--class',
      'U65',
    ]);
    expect(assigned.value.records).toBeGreaterThan(0);
    expect(await rolled()).toBe(before + assigned.value.records);
    const { numbers } = (await ask<{ numbers: { notation: string; kind: string }[] }>(library, ['subjects', 'check']))
      .value;
    expect(
      numbers
        .filter(({ kind }) => kind === 'house')
        .map(({ notation }) => notation)
        .sort(),
    ).toEqual(['EI26', 'EI275', 'EI279.6', 'EK258.2']);
    expect((await jianbao(['subjects', 'schemes', '--library', library])).code).toBe(0);
    expect((await jianbao(['subjects', 'search', '水利', '--library', library])).code).toBe(0);
  });

  it('makes, compares, freezes and deletes sets by name', async () => {
    const { folder, library } = await sampleLibrary();
    const { records } = (await ask<Listing>(library, ['records', 'list', '--query', 'class:F83', '--fields', 'id,ref']))
      .value;
    writeFileSync(`${folder}/refs.txt`, `${String(records[0]?.ref)}\n${String(records[1]?.id)}\n\n`);
    expect((await ask(library, ['sets', 'create', '甲', '--refs', `${folder}/refs.txt`])).value).toMatchObject({
      records: 2,
    });
    expect((await ask(library, ['sets', 'create', '乙', '--query', 'class:F83', '--live'])).value).toMatchObject({
      records: 4,
    });
    expect((await ask(library, ['sets', 'compare', '甲', '乙'])).value).toMatchObject({
      both: 2,
      onlyFirst: [],
      onlySecond: records.slice(2).map(({ id }) => id),
    });
    expect((await ask(library, ['sets', 'freeze', '乙'])).code).toBe(0);
    expect((await jianbao(['sets', 'add', '乙', '--query', '水', '--library', library])).code).toBe(1);
    expect((await jianbao(['sets', 'create', '甲', '--query', '水', '--library', library])).code).toBe(1);
    expect((await jianbao(['sets', 'freeze', '丙', '--library', library])).err).toContain('丙');
    expect((await ask(library, ['sets', 'delete', '甲'])).code).toBe(0);
    expect((await ask<{ sets: unknown[] }>(library, ['sets', 'list'])).value.sets).toHaveLength(1);
  });
});
