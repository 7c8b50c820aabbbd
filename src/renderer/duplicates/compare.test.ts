import { describe, expect, it } from 'vitest';
import { alignParagraphs } from './align.ts';
import { compareBodies, parallelRows, plainRows, sharesNothing } from './compare.ts';
import type { ComparedRow } from './compare.ts';

const rowsOf = (left: readonly string[], right: readonly string[]): ComparedRow[] =>
  [...compareBodies(left, right)].filter((row) => row !== undefined);
const textsOf = (rows: readonly ComparedRow[], side: 'left' | 'right') =>
  rows.flatMap((row) => row[side].map((line) => line.map(({ text }) => text).join('')));

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
    const [row] = rowsOf([second + third], [second, third]);
    expect(row).toMatchObject({ stops: 0 });
    expect([row?.left.length, row?.right.length]).toEqual([1, 2]);
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
