import { describe, expect, it } from 'vitest';
import { candidates } from './candidates.ts';
import { MemoryIndex } from './index.ts';
import { normalise } from './normalise.ts';
import { countUpTo, FINGERPRINT_RANGE, sketch } from './sketch.ts';

const text = (seed: number, length: number): Uint16Array => {
  let state = seed;
  return Uint16Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return 0x4e00 + ((state >>> 9) % 3000);
  });
};

describe('sketch', () => {
  it('keeps the same fingerprints of a part as of the whole', () => {
    const whole = sketch(text(1, 900));
    const part = sketch(text(1, 900).slice(200, 700));
    const limit = Math.min(whole.bound, part.bound);
    const inside = [...part.prints].filter((print) => print <= limit && whole.prints.includes(print));
    expect(inside.length).toBe(countUpTo(part.prints, limit));
  });

  it('keeps 16 to 48 fingerprints, all of a short text, none of a text below six characters', () => {
    expect(sketch(text(2, 20_000)).prints).toHaveLength(48);
    expect(sketch(text(3, 200)).prints).toHaveLength(16);
    expect(sketch(normalise('水库大坝合龙了'))).toMatchObject({ prints: { length: 2 }, bound: FINGERPRINT_RANGE });
    expect(sketch(normalise('大坝合龙')).prints).toHaveLength(0);
  });

  it('is ascending and free of repetitions', () => {
    const { prints } = sketch(normalise('重复重复重复重复重复重复重复重复重复'));
    expect([...prints]).toEqual([...new Set(prints)].sort((a, b) => a - b));
  });
});

describe('MemoryIndex', () => {
  it('finds, counts and forgets like a plain map through many additions and removals', () => {
    const index = new MemoryIndex();
    const plain = new Map<number, Set<number>>();
    let state = 9;
    const draw = (most: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state >>> 8) % most;
    };
    const held = new Map<number, number[]>();
    for (let step = 1; step < 6000; step++) {
      const gone = draw(3) === 0 ? [...held.keys()][draw(held.size || 1)] : undefined;
      if (gone !== undefined) {
        index.remove(gone, held.get(gone) ?? []);
        for (const key of held.get(gone) ?? []) plain.get(key)?.delete(gone);
        held.delete(gone);
        continue;
      }
      const keys = [...new Set(Array.from({ length: 4 }, () => 1 + draw(draw(2) === 0 ? 20 : 200_000)))];
      index.add(step, { prints: new Uint32Array(0), bound: 0 }, keys);
      held.set(step, keys);
      for (const key of keys) plain.set(key, (plain.get(key) ?? new Set()).add(step));
    }
    expect(index.size).toBe(held.size);
    for (const [key, records] of plain) {
      expect(index.df(key)).toBe(records.size);
      expect([...Array.from(index.get(key) ?? [])].sort((a, b) => a - b)).toEqual([...records].sort((a, b) => a - b));
    }
    expect(index.get(300_000)).toBeUndefined();
  });

  it('does not look at fingerprints that more than 48 records share', () => {
    const index = new MemoryIndex();
    const common = sketch(text(5, 400));
    for (let record = 1; record <= 49; record++) index.add(record, common, []);
    expect(candidates(100, common, [], index, index)).toEqual([]);
    index.remove(49, []);
    expect(candidates(100, common, [], index, index)).toHaveLength(8);
  });
});
