import { describe, expect, it } from 'vitest';
import type { FieldName, RecordDetail } from '../../contract/records.ts';
import { bestSurvivor, choicesOf, joinValues, mergeOf, resultOf, withTake } from './survivor.ts';
import type { Choice, Side, Take } from './survivor.ts';

function record(id: number, values: Partial<Record<FieldName, string>>): RecordDetail {
  const fields = Object.entries(values).map(([field, value]) => ({
    field: field as FieldName, code: field, label: field, value, sourceValue: value, span: null,
  }));
  return {
    id, title: values.title ?? '', kicker: '', date: values.date ?? '', day: null, page: '', item: '', class: '',
    genre: '', column: '', pageName: '', author: '', status: 'new', tags: [], problems: 0, duplicates: 0, fields,
    paragraphs: [], pictures: [], classes: [], sets: [], source: null, problemList: [], duplicateLinks: [], history: [],
    mergedInto: null,
  };
}

const left = record(1, {
  title: '友谊之桥', date: '20110614', page: '04', item: '5', class: 'X522', genre: '消息', body: '甲乙丙',
});
const right = record(2, {
  title: '友谊之桥', date: '20110615', page: '03', item: '2', class: 'X522；D822', genre: '消息', author: '周朗', body: '甲乙',
});
const line = (lines: readonly Choice[], key: FieldName) => lines.find((choice) => choice.key === key);
const take = (lines: readonly Choice[], key: FieldName, how: Take, edited?: string) =>
  lines.map((choice) => (choice.key === key ? withTake(choice, how, edited) : choice));
const merge = (lines: readonly Choice[], survivor: Side, others?: readonly RecordDetail[]) =>
  mergeOf(lines, survivor, { left, right }, others);

describe('the choice of the survivor\'s values', () => {
  it('keeps the record with more fields, then the longer body, then the lower id', () => {
    expect(bestSurvivor([left, right])).toBe(2);
    expect(bestSurvivor([record(8, { body: '短' }), record(9, { body: '较长' })])).toBe(9);
    expect(bestSurvivor([record(9, { body: '同' }), record(8, { body: '同' })])).toBe(8);
    // A scan that is longer by its slips is not the better record.
    expect(bestSurvivor([record(9, { body: '正文'.repeat(50) + '，·' }), record(8, { body: '正文'.repeat(50) })])).toBe(8);
  });

  it('shows what differs and a few lines that agree, page and item as one place', () => {
    const lines = choicesOf(left, right, 'left');
    expect(lines.map(({ key, differs }) => [key, differs])).toEqual([
      ['title', false], ['date', true], ['page', true], ['author', true], ['class', true], ['genre', false],
      ['body', true],
    ]);
    expect(line(lines, 'page')?.left).toEqual(['04', '5']);
  });

  it('proposes the value that is there, both class numbers, and else the survivor\'s', () => {
    const lines = choicesOf(left, right, 'left');
    expect(lines.map(({ key, take: how }) => [key, how])).toEqual([
      ['title', 'left'], ['date', 'left'], ['page', 'left'], ['author', 'right'], ['class', 'both'], ['genre', 'left'],
      ['body', 'left'],
    ]);
  });

  it('names in the merge only what the survivor would not have by itself', () => {
    expect(merge(choicesOf(left, right, 'left'), 'left'))
      .toEqual({ ids: [1, 2], survivor: 1, values: { author: '周朗', class: 'X522；D822' } });
    expect(merge(choicesOf(left, right, 'right'), 'right')).toEqual({ ids: [1, 2], survivor: 2 });
  });

  it('takes page and item together', () => {
    const lines = take(choicesOf(left, right, 'left'), 'page', 'right');
    expect(merge(lines, 'left').values).toMatchObject({ page: '03', item: '2' });
  });

  it('names an empty value that was chosen on purpose', () => {
    const lines = take(choicesOf(left, right, 'left'), 'author', 'left');
    expect(merge(lines, 'left').values).toMatchObject({ author: null });
  });

  it('takes what the librarian typed', () => {
    const lines = take(choicesOf(left, right, 'left'), 'author', 'edited', '周朗/李文');
    expect(merge(lines, 'left').values?.author).toBe('周朗/李文');
  });

  it('does not join what is not a list and does not edit a place or a body', () => {
    const lines = choicesOf(left, right, 'left');
    for (const [key, how] of [['date', 'both'], ['page', 'edited'], ['body', 'edited']] as const) {
      expect(line(take(lines, key, how, 'x'), key)).toEqual(line(lines, key));
    }
  });

  it('joins values once each, the survivor\'s main class first', () => {
    expect(joinValues('class', 'D822；X522', 'X522;K93')).toBe('D822；X522；K93');
    expect(joinValues('keywords', '河流/环境', '环境；合作')).toBe('河流；环境；合作');
    const lines = choicesOf(record(1, { class: 'A' }), record(2, { class: 'B' }), 'right');
    expect(resultOf(lines[0] ?? expect.fail('no line'), 'right')).toEqual(['B；A']);
  });

  it('joins in the class numbers of the rest of the group', () => {
    const third = record(3, { class: 'K93' });
    expect(merge(choicesOf(left, right, 'left'), 'left', [third]))
      .toMatchObject({ ids: [1, 2, 3], values: { class: 'X522；D822；K93' } });
  });

  it('tells a difference of width from one of words', () => {
    const lines = choicesOf(record(1, { title: '“友谊”之桥２' }), record(2, { title: '「友谊」之桥2' }), 'left');
    expect(line(lines, 'title')).toMatchObject({ differs: true, minor: true });
  });
});
