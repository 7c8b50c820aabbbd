import { describe, expect, it } from 'vitest';
import { alignParagraphs } from './align.ts';
import { compareBodies, parallelRows, plainRows, sharesNothing } from './compare.ts';
import type { ComparedRow } from './compare.ts';

const rowsOf = (left: readonly string[], right: readonly string[]): ComparedRow[] =>
  [...compareBodies(left, right)].filter((rows) => rows !== undefined).flat();
/** The paragraphs of one side, put together again where a row goes on with the one above. */
const textsOf = (rows: readonly ComparedRow[], side: 'left' | 'right') =>
  rows.flatMap((row) => row[side].map((line, at) => ({ text: line.map(({ text }) => text).join(''), on: at === 0 && row.goesOn?.[side] === true })))
    .reduce<string[]>((all, { text, on }) => (on ? [...all.slice(0, -1), `${all.at(-1) ?? ''}${text}`] : [...all, text]), []);

const first = '双方高度评价两国在环境保护领域开展的富有成效的合作，并就下一步工作交换了意见。';
const second = '双方将共同建设联合引水枢纽工程，继续建设联合水利设施的实践。';
const third = '会谈结束后，代表团参观了当地的水文观测站和农业试验田。';

describe('two bodies', () => {
  it('are counted through all their differences, paragraph after paragraph', () => {
    const other = [first.replace('富有', '卓有'), second, third.replace('水文', '气象').replace('农业', '林业')];
    const rows = rowsOf([first, second, third], other);
    expect(rows.map(({ stops, firstStop }) => [firstStop, stops])).toEqual([[0, 1], [1, 0], [1, 2]]);
  });

  it('count a paragraph that the other lacks as one difference', () => {
    expect(rowsOf([first, second], [first]).map(({ stops, right }) => [stops, right.length])).toEqual([[0, 1], [1, 0]]);
  });

  it('show a paragraph broken in two beside the whole one, without a difference', () => {
    const rows = rowsOf([second + third], [second, third]);
    expect(rows.map(({ stops, goesOn }) => [stops, goesOn])).toEqual([
      [0, { left: false, right: false }], [0, { left: true, right: false }],
    ]);
    // Cut where the other side breaks it, so that the same words stand beside each other.
    expect(rows.map(({ left }) => left.flat().map(({ text }) => text).join(''))).toEqual([second, third]);
  });

  it('are seen to be the same when one of them has lost all its line breaks, misread here and there', () => {
    const many = Array.from({ length: 16 }, (_, at) => `${at}${first.slice(at)}${second.slice(0, 20 + at)}${third.slice(at % 9)}`);
    const misread = many.map((text, at) => (at % 3 === 0 ? text.replaceAll('的', '旳').replaceAll('作', '件') : text));
    const rows = rowsOf([many.join('')], misread);
    expect(rows).toHaveLength(16);
    const changed = rows.flatMap(({ left }) => left.flat()).filter(({ mark }) => mark === 'changed').map(({ text }) => text);
    expect(new Set(changed)).toEqual(new Set(['的', '作']));
    expect([textsOf(rows, 'left'), textsOf(rows, 'right')]).toEqual([[many.join('')], misread]);
  });

  it('come out whole on either side, also when nothing was compared yet', () => {
    const [left, right] = [[first, second, third], [second.slice(0, 14), second.slice(14), '新增一段。', first]];
    expect([textsOf(rowsOf(left, right), 'left'), textsOf(rowsOf(left, right), 'right')]).toEqual([left, right]);
    const plain = plainRows(left, right, alignParagraphs(left, right));
    expect([textsOf(plain, 'left'), textsOf(plain, 'right')]).toEqual([left, right]);
  });

  it('that share nothing stand beside each other as they are', () => {
    expect(sharesNothing(alignParagraphs([first], [third, second]))).toBe(true);
    expect(sharesNothing(alignParagraphs([first, second], [third, second]))).toBe(false);
    const rows = parallelRows([first], [third, second]);
    expect([textsOf(rows, 'left'), textsOf(rows, 'right')]).toEqual([[first], [third, second]]);
  });
});
