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
  it('finds and forgets like a plain map through many additions, changes and removals', () => {
    const index = new MemoryIndex();
    const plain = new Map<number, Set<number>>();
    let state = 9;
    const draw = (most: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return (state >>> 8) % most;
    };
    const held = new Map<number, readonly number[]>();
    const drop = (record: number): void => {
      for (const key of held.get(record) ?? []) plain.get(key)?.delete(record);
      held.delete(record);
    };
    for (let step = 1; step < 8000; step++) {
      const some = [...held.keys()][draw(held.size || 1)];
      if (some !== undefined && draw(3) === 0) {
        index.remove(some);
        drop(some);
        continue;
      }
      // Mostly a new record of the highest id, now and then an earlier one with other keys.
      const record = some !== undefined && draw(5) === 0 ? some : step;
      // Few keys of very many records, many of few; two of them open.
      const keys = [...new Set(Array.from({ length: 4 }, () => draw(2) === 0 ? 1 + draw(8) : 9 + draw(20_000)).map((key) => (key < 3 ? 0xc000_0000 + key : key)))];
      index.add(record, { prints: Uint32Array.from(keys.filter((key) => key < 0x8000_0000)), bound: 0 }, keys.filter((key) => key >= 0x8000_0000));
      drop(record);
      held.set(record, keys);
      for (const key of keys) plain.set(key, (plain.get(key) ?? new Set()).add(record));
    }
    expect(index.size).toBe(held.size);
    for (const [key, records] of plain) {
      const sorted = [...records].sort((a, b) => b - a);
      for (const below of [sorted[0] ?? 1, 4000, 8001]) {
        const most = key >= 0xc000_0000 ? 200 : 49;
        const expected = sorted.filter((record) => record < below);
        const found = [...Array.from(index.before(key, below, most))];
        // Of a key of very many records it counts only that there are so many.
        if (key < 0xc000_0000 && expected.length >= 49) expect(found).toHaveLength(49);
        else expect(found).toEqual(expected.slice(0, most));
      }
    }
    expect(index.before(300_000, 9000, 9)).toHaveLength(0);
  });

  it('does not look at fingerprints that more than 48 earlier records share', () => {
    const index = new MemoryIndex();
    const common = sketch(text(5, 400));
    for (let record = 1; record <= 49; record++) index.add(record, common, []);
    expect(candidates(100, common, [], index, index)).toEqual([]);
    expect(candidates(49, common, [], index, index)).toHaveLength(5);
    index.remove(49);
    expect(candidates(100, common, [], index, index)).toHaveLength(5);
  });
});
