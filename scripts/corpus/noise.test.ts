import * as OpenCC from 'opencc-js';
import { describe, expect, it } from 'vitest';
import { articles } from './articles.mjs';
import { continued, edited, ocr, reimport, truncated, width, wire } from './noise.mjs';
import { Random } from './random.mjs';
import { SIMPLIFIED, TRADITIONAL } from './words/traditional.mjs';

const long = [...articles({ records: 400, seed: 3, hard: 0 })].flatMap((record) =>
  record.body !== null && record.family === '' && record.body.join('').length > 500
    ? [{ ...record, body: record.body }]
    : [],
);
const plain = (texts: readonly string[]): string => texts.join('').replace(/&nbsp;|[\s　]/gu, '');
const fold = (text: string): string =>
  [...text.normalize('NFKC')]
    .map((char) => SIMPLIFIED.charAt(TRADITIONAL.indexOf(char)) || char)
    .join('')
    .replace(/[\p{P}\s]/gu, '');

/** Share of the characters of `a` that do not stand in `b`, counted with their number. */
function lost(a: string, b: string): number {
  const counts = new Map<string, number>();
  for (const char of b) counts.set(char, (counts.get(char) ?? 0) + 1);
  let missing = 0;
  for (const char of a) {
    const left = counts.get(char) ?? 0;
    if (left === 0) missing += 1;
    else counts.set(char, left - 1);
  }
  return missing / a.length;
}

describe('noise', () => {
  it('changes nothing of the text when a record is only re-keyed, unless it says so', () => {
    long.slice(0, 60).forEach((record, seed) => {
      const copy = reimport(new Random(seed), record);
      if (copy.noise.includes('exact')) expect(plain(copy.body)).toBe(plain(record.body));
      else expect(plain(copy.body)).toContain('？');
    });
  });

  it('of width and characters folds away', () => {
    let changed = 0;
    long.slice(0, 60).forEach((record, seed) => {
      const copy = width(new Random(seed), record);
      if (plain(copy.body) !== plain(record.body)) changed += 1;
      expect(fold(plain(copy.body))).toBe(fold(plain(record.body)));
    });
    // A text without figures has nothing to widen.
    expect(changed).toBeGreaterThan(45);
  });

  it('of a reading machine changes about the share of characters it was told to', () => {
    for (const rate of [0.01, 0.04, 0.12]) {
      const shares = long
        .slice(0, 80)
        .map((record, seed) => lost(plain(record.body), plain(ocr(new Random(seed), record, rate).body)));
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      expect(mean).toBeGreaterThan(rate * 0.4);
      expect(mean).toBeLessThan(rate);
    }
  });

  it('that cuts leaves a part of what was there', () => {
    long.slice(0, 60).forEach((record, seed) => {
      const copy = truncated(new Random(seed), record);
      expect(record.body.join('\n')).toContain(copy.body.join('\n'));
      expect(plain(copy.body).length / plain(record.body).length).toBeLessThan(0.8);
    });
  });

  it('that continues an article loses nothing of it, and marks most cuts', () => {
    let marks = 0;
    long.slice(0, 40).forEach((record, seed) => {
      const parts = continued(new Random(seed), record, ['01', '03']);
      const text = plain(parts.flatMap((part) => part.body));
      if (text.includes('（下转第三版）') && text.includes('（上接第一版）')) marks += 1;
      expect(text.replace(/（上接第.版）|（下转第.版）/gu, '')).toBe(plain(record.body));
    });
    expect(marks).toBeGreaterThan(25);
  });

  it('of an editor or the wire keeps most of the text and not all of it', () => {
    const overlap = long.slice(0, 60).map((record, seed) => {
      const random = new Random(seed);
      return {
        print: lost(plain(edited(random, record, 0.2).body), plain(record.body)),
        wired: lost(plain(wire(random, record).body), plain(record.body)),
      };
    });
    for (const { print, wired } of overlap) {
      expect(print).toBeLessThan(0.5);
      expect(wired).toBeLessThan(0.3);
    }
    expect(overlap.filter(({ print }) => print > 0).length).toBeGreaterThan(50);
  });
});

describe('the table of traditional characters', () => {
  it('says what OpenCC says', () => {
    const convert = OpenCC.Converter({ from: 'cn', to: 't' });
    expect([...TRADITIONAL]).toHaveLength([...SIMPLIFIED].length);
    expect([...SIMPLIFIED].map((char) => convert(char)).join('')).toBe(TRADITIONAL);
  });
});

describe('articles', () => {
  it('keeps clusters complete: the last member of each counts down to nothing', () => {
    const left = new Map<number, number>();
    const roles = new Map<number, string[]>();
    for (const record of articles({ records: 5000, seed: 4, duplicates: 0.2 })) {
      if (record.cluster === null) continue;
      left.set(record.cluster.id, record.cluster.left);
      roles.set(record.cluster.id, [...(roles.get(record.cluster.id) ?? []), record.role]);
    }
    const open = [...left.values()].filter((count) => count > 0).length;
    // What was to be printed after the last day never comes.
    expect(open / left.size).toBeLessThan(0.15);
    for (const members of roles.values()) expect(members.filter((role) => role === 'original').length).toBeLessThan(2);
  });

  it('makes about the share of copies it was asked for', () => {
    for (const duplicates of [0.05, 0.2]) {
      const copies = [...articles({ records: 8000, seed: 2, duplicates })].filter(
        (record) => record.role === 'variant',
      ).length;
      expect(copies / 8000).toBeGreaterThan(duplicates * 0.75);
      expect(copies / 8000).toBeLessThan(duplicates * 1.25);
    }
  });
});
