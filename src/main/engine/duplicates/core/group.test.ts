import { describe, expect, it } from 'vitest';
import type { Edge } from './group.ts';
import { group } from './group.ts';
import type { Kind } from './kind.ts';

const edge = (a: number, b: number, score: number, kind: Kind = 'near'): Edge => ({ a, b, score, kind });
const members = (edges: readonly Edge[],
  distinct: readonly (readonly [number, number])[] = []): (readonly number[])[] =>
  group(edges, { accept: 0.3, distinct, compare: () => null }).groups.map((found) => found.members);

describe('group', () => {
  it('a record that resembles two groups welds nothing', () => {
    const edges = [edge(1, 2, 0.99), edge(1, 3, 0.98), edge(2, 3, 0.98), edge(7, 8, 0.99), edge(7, 9, 0.97),
      edge(8, 9, 0.97), edge(3, 7, 0.6)];
    const result = group(edges, { accept: 0.3, compare: () => null });
    expect(result.groups.map((found) => found.members)).toEqual([[1, 2, 3], [7, 8, 9]]);
    expect(result.bridges).toEqual([edge(3, 7, 0.6)]);
  });

  it('two groups that many pairs bear out are one', () => {
    expect(members([edge(1, 2, 0.99), edge(3, 4, 0.99), edge(1, 3, 0.8), edge(2, 3, 0.8),
      edge(2, 4, 0.7)])).toEqual([[1, 2, 3, 4]]);
  });

  it('cut-off copies of one article belong to it although they share nothing with each other', () => {
    expect(members([edge(1, 2, 0.9, 'contained'), edge(1, 3, 0.9, 'contained')])).toEqual([[1, 2, 3]]);
  });

  it('a record that seems to continue a part is no part of an article that has the whole and knows nothing of it', () => {
    const edges = [edge(1, 2, 0.99, 'continuation'), edge(1, 3, 0.98, 'contained'), edge(2, 3, 0.98, 'contained'), edge(2, 4, 0.8, 'continuation')];
    const result = group(edges, { accept: 0.3, compare: () => null });
    expect(result.groups.map((found) => found.members)).toEqual([[1, 2, 3]]);
    expect(result.bridges).toEqual([edge(2, 4, 0.8, 'continuation')]);
    expect(members([...edges, edge(3, 4, 0.7, 'contained')])).toEqual([[1, 2, 3, 4]]);
  });

  it('what a person decided joins whatever its score, and welds no more than it says', () => {
    const sure = { ...edge(1, 2, 0.05), sure: true };
    expect(group([sure, edge(2, 3, 0.9)], { accept: 0.3, compare: () => null }).groups.map((found) => found.members)).toEqual([[1, 2]]);
    expect(group([sure], { accept: 0.3 }).groups.map((found) => found.members)).toEqual([[1, 2]]);
  });

  it('a round-up that takes in two articles with copies of their own joins neither to the other', () => {
    const edges = [edge(1, 2, 0.99), edge(3, 4, 0.99), edge(1, 9, 0.9, 'contained'), edge(3, 9, 0.8, 'contained'), edge(2, 9, 0.85, 'contained'),
      edge(4, 9, 0.75, 'contained')];
    for (const { members: found } of group(edges, { accept: 0.3, compare: () => null }).groups) {
      expect(found.some((id) => id < 3) && found.some((id) => id === 3 || id === 4)).toBe(false);
    }
  });

  it('what a person declared distinct is in no group together, on any path', () => {
    for (const found of members([edge(1, 2, 0.99), edge(2, 3, 0.98), edge(1, 3, 0.5)], [[1, 3]])) {
      expect(found).toEqual([1, 2]);
    }
  });

  it('names the weakest edge of the tree and depends on no order', () => {
    const edges = [edge(1, 2, 0.9), edge(2, 3, 0.7), edge(1, 3, 0.6)];
    for (const order of [edges, [...edges].reverse()]) {
      expect(group(order, { accept: 0.3 }).groups).toMatchObject([{ members: [1, 2, 3], weakest: edge(2, 3, 0.7) }]);
    }
  });

  it('leaves out edges below the threshold', () => {
    expect(members([edge(1, 2, 0.29)])).toEqual([]);
  });
});
