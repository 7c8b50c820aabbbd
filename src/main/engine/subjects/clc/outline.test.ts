import { describe, expect, it } from 'vitest';
import { CLC_BY_NOTATION, CLC_OUTLINE } from './outline.ts';
import { parseNotation } from './notation.ts';

const MAIN = 'ABCDEFGHIJKNOPQRSTUVXZ'.split('');

describe('the outline of the Chinese Library Classification', () => {
  it('has the 22 main classes at the top and nothing else', () => {
    expect(CLC_OUTLINE.filter((entry) => entry.broader === null).map((entry) => entry.notation)).toEqual(MAIN);
  });

  it('names every class once, in the order of the notations', () => {
    const notations = CLC_OUTLINE.map((entry) => entry.notation);
    expect(new Set(notations).size).toBe(notations.length);
    expect(notations).toEqual([...notations].sort());
  });

  it('hangs every class under one that is in the outline, and under its own letter', () => {
    for (const entry of CLC_OUTLINE) {
      if (entry.broader === null) continue;
      expect(CLC_BY_NOTATION.has(entry.broader), entry.notation).toBe(true);
      expect(entry.broader.charAt(0), entry.notation).toBe(entry.notation.charAt(0));
    }
  });

  it('leads from every class to its main class without a circle', () => {
    for (const entry of CLC_OUTLINE) {
      let steps = 0;
      let at = entry;
      while (at.broader !== null && steps < 9) {
        at = CLC_BY_NOTATION.get(at.broader) ?? at;
        steps += 1;
      }
      expect(at.notation, entry.notation).toBe(entry.notation.charAt(0));
    }
  });

  it('puts D822 under D82 under D8 under D', () => {
    expect(CLC_BY_NOTATION.get('D822')?.broader).toBe('D82');
    expect(CLC_BY_NOTATION.get('D82')?.broader).toBe('D8');
    expect(CLC_BY_NOTATION.get('D8')?.broader).toBe('D');
  });

  it('knows the classes whose place their digits do not tell', () => {
    expect(CLC_BY_NOTATION.get('F49')?.broader).toBe('F');
    expect(CLC_BY_NOTATION.get('O21')?.broader).toBe('O1');
    expect(CLC_BY_NOTATION.get('G64')?.broader).toBe('G4');
    expect(CLC_BY_NOTATION.get('TP3')?.broader).toBe('TP');
    expect(CLC_BY_NOTATION.get('TP')?.broader).toBe('T');
  });

  it('captions main classes and first subdivisions in English too', () => {
    for (const entry of CLC_OUTLINE) {
      expect(entry.zh.length, entry.notation).toBeGreaterThan(0);
      const first = entry.broader !== null && entry.broader.length === 1;
      if (entry.broader === null || first) expect(entry.en, entry.notation).not.toBeNull();
    }
  });

  it('holds only notations that its own parser reads without a complaint', () => {
    for (const entry of CLC_OUTLINE) {
      const parsed = parseNotation(entry.notation);
      expect([parsed.kind, parsed.problems], entry.notation).toEqual(['clc', []]);
    }
  });
});
