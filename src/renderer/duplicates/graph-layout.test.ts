import { describe, expect, it } from 'vitest';
import { fitInto, placeByLikeness } from './graph-layout.ts';
import type { Spot } from './graph-layout.ts';

const far = (spots: readonly Spot[], a: number, b: number): number =>
  Math.hypot((spots[a]?.x ?? 0) - (spots[b]?.x ?? 0), (spots[a]?.y ?? 0) - (spots[b]?.y ?? 0));

describe('the drawing of a group', () => {
  it('puts the more alike closer together, in the measure they are', () => {
    const spots = placeByLikeness(3, [{ from: 0, to: 1, score: 0.99 }, { from: 1, to: 2, score: 0.6 }, { from: 0, to: 2, score: 0.55 }]);
    expect(far(spots, 0, 1)).toBeCloseTo(0.35 + 1.3 * 0.01, 1);
    expect(far(spots, 1, 2)).toBeCloseTo(0.35 + 1.3 * 0.4, 1);
    expect(far(spots, 0, 2)).toBeGreaterThan(far(spots, 0, 1));
  });

  it('keeps two that only a third holds together farther apart than either from it', () => {
    const spots = placeByLikeness(3, [{ from: 0, to: 1, score: 0.9 }, { from: 1, to: 2, score: 0.9 }]);
    expect(far(spots, 0, 2)).toBeGreaterThan(far(spots, 0, 1) * 1.4);
  });

  it('is the same each time, inside its box, and undistorted', () => {
    const edges = Array.from({ length: 8 }, (_, at) => ({ from: at, to: (at + 3) % 8, score: 0.5 + at / 20 }));
    const spots = placeByLikeness(8, edges);
    expect(placeByLikeness(8, edges)).toEqual(spots);
    const boxed = fitInto(spots, 200, 100, 12);
    for (const { x, y } of boxed) expect(x >= 11.99 && x <= 188.01 && y >= 11.99 && y <= 88.01).toBe(true);
    expect(far(boxed, 0, 1) / far(boxed, 2, 5)).toBeCloseTo(far(spots, 0, 1) / far(spots, 2, 5), 6);
  });
});
