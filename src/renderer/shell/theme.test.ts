import { describe, expect, it } from 'vitest';
import { PALETTES } from './palettes.ts';

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const [red = 0, green = 0, blue = 0] = parts;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast as WCAG 2.2 defines it, 1 … 21. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const palette = PALETTES[theme];
  const between = (ink: keyof typeof palette, ground: keyof typeof palette): number => contrast(palette[ink], palette[ground]);

  it('keeps ink readable on every ground it stands on (AA)', () => {
    for (const ground of ['paper', 'surface', 'side', 'quiet', 'hover', 'accent-soft', 'hit', 'insert', 'delete', 'evidence'] as const) {
      expect([ground, between('ink', ground) >= 4.5]).toEqual([ground, true]);
    }
  });

  it('keeps the quieter inks readable on paper, surfaces and what is selected (AA)', () => {
    for (const ground of ['paper', 'surface', 'side', 'quiet', 'hover', 'accent-soft'] as const) {
      for (const ink of ['ink-soft', 'ink-faint'] as const) expect([ink, ground, between(ink, ground) >= 4.5]).toEqual([ink, ground, true]);
    }
  });

  it('keeps the accent readable as words and under them (AA)', () => {
    for (const ground of ['paper', 'surface', 'side', 'accent-soft'] as const) {
      expect([ground, between('accent', ground) >= 4.5]).toEqual([ground, true]);
    }
    expect(between('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
  });
});
