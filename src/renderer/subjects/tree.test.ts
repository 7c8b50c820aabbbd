import { describe, expect, it } from 'vitest';
import type { ClassNode } from '../../contract/subjects.ts';
import { flatten, moveBy } from './tree.ts';

const node = (notation: string, records: number, hasNarrower = false): ClassNode =>
  ({ notation, caption: { zh: '', en: '' }, broader: null, hasNarrower, records });
const branches = new Map([
  ['', [node('D', 5, true), node('E', 0, true)]], ['D', [node('D8', 5, true), node('D9', 0)]], ['D8', [node('D82', 5)]],
]);
const rows = (open: readonly string[], usedOnly = false) => flatten(branches, new Set(open), usedOnly);
const notations = (open: readonly string[], usedOnly = false) =>
  rows(open, usedOnly).map((row) => `${row.level}${row.node.notation}`);

describe('the class tree', () => {
  it('shows what is open, in order, level by level', () => {
    expect(notations([])).toEqual(['1D', '1E']);
    expect(notations(['D', 'D8'])).toEqual(['1D', '2D8', '3D82', '2D9', '1E']);
  });

  it('keeps what is open below a closed class for later', () => {
    expect(notations(['D8'])).toEqual(['1D', '1E']);
  });

  it('can leave out classes without records, and counts the others anew', () => {
    expect(notations(['D', 'D8'], true)).toEqual(['1D', '2D8', '3D82']);
    expect(rows(['D'], true).map(({ place, siblings }) => [place, siblings])).toEqual([[1, 1], [1, 1]]);
  });

  it('opens by right, then goes to the first narrower class', () => {
    expect(moveBy('ArrowRight', rows([]), 0)).toEqual({ toggle: 'D' });
    expect(moveBy('ArrowRight', rows(['D']), 0)).toEqual({ go: 1 });
    expect(moveBy('ArrowRight', rows(['D', 'D8']), 2)).toBeNull();
    expect(moveBy('ArrowRight', rows(['E']), 1)).toBeNull();
  });

  it('closes by left, then goes to the broader class', () => {
    expect(moveBy('ArrowLeft', rows(['D', 'D8']), 1)).toEqual({ toggle: 'D8' });
    expect(moveBy('ArrowLeft', rows(['D', 'D8']), 3)).toEqual({ go: 0 });
    expect(moveBy('ArrowLeft', rows([]), 0)).toBeNull();
  });

  it('stays at its ends', () => {
    expect([moveBy('ArrowUp', rows([]), 0), moveBy('ArrowDown', rows([]), 1), moveBy('End', rows([]), 0)])
      .toEqual([null, null, { go: 1 }]);
  });
});
