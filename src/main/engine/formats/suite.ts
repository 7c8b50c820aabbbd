import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import { decode } from './encoding.ts';
import type { FormatReader, FormatReading } from './format.ts';
import { unbroken } from './text/drafts.ts';

export interface SuiteSample {
  /** A sound file of the format. */
  readonly bytes: Uint8Array;
  readonly path: string;
  /** How many records it holds. */
  readonly records: number;
  /** Values of its first record by code, those of the file's own among them. */
  readonly first: Readonly<Record<string, string>>;
}

const MOST = 20;

/**
 * What every format promises: it knows its own files and no others, never fails, tiles the file with the records'
 * spans, and gives a span to those values only that stand there byte for byte.
 */
export function readerSuite(format: FormatReader, samples: readonly SuiteSample[]): void {
  const read = async (bytes: Uint8Array, path = 'a.dat'): Promise<FormatReading> =>
    format.read({ bytes, path, encoding: null, maxProblems: MOST });

  describe(`the format ${format.name}`, () => {
    it('reads its samples', async () => {
      for (const { bytes, path, records, first } of samples) {
        const reading = await read(bytes, path);
        sound(reading, bytes);
        expect(reading.records).toHaveLength(records);
        const values = Object.fromEntries(reading.records[0]?.fields.map(({ code, value }) => [code, value]) ?? []);
        expect(values).toMatchObject(first);
      }
    });

    it('knows its samples by their content', () => {
      for (const { bytes } of samples) {
        const likely = format.sniff(bytes, 'a.dat');
        expect(likely).toBeGreaterThan(0);
        expect(likely).toBeLessThanOrEqual(1);
      }
      expect(format.sniff(new Uint8Array(), 'a.dat')).toBe(0);
      expect(format.sniff(Buffer.from('ffd8ffe000104a4649460001', 'hex'), 'a.dat')).toBe(0);
    });

    it('refuses an empty file and a picture with a reason, not with an exception', async () => {
      for (const hex of ['', '20', '0d0a0d0a', 'ffd8ffe000104a464946']) {
        const { records, problems } = await read(Buffer.from(hex, 'hex'));
        expect(records).toHaveLength(0);
        expect(problems.some(({ code }) => PROBLEM_SEVERITY[code] === 'refuse')).toBe(true);
      }
    });

    it('reads whatever the bytes', async () => {
      const whole = fc.uint8Array({ maxLength: 300 });
      await fc.assert(fc.asyncProperty(whole, async (bytes) => { sound(await read(bytes), bytes); }), { numRuns: 200 });
    });

    it('reads its samples cut off anywhere, with bytes changed, taken out and put in', async () => {
      const edit = fc.record({ at: fc.nat(), cut: fc.nat(12), put: fc.uint8Array({ maxLength: 6 }) });
      const changed = fc.record({
        sample: fc.nat(), edits: fc.array(edit, { maxLength: 4 }), length: fc.option(fc.nat()),
      });
      await fc.assert(fc.asyncProperty(changed, async ({ sample, edits, length }) => {
        let bytes = Buffer.from(samples[sample % samples.length]?.bytes ?? []);
        for (const { at, cut, put } of edits) {
          const place = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
        }
        if (length !== null) bytes = bytes.subarray(0, length % (bytes.length + 1));
        sound(await read(bytes), bytes);
        expect(format.sniff(bytes, 'a.dat')).toBeLessThanOrEqual(1);
      }), { numRuns: 300 });
    });
  });
}

/** What is true of every reading. */
export function sound({ records, problems, encoding, proof }: FormatReading, bytes: Uint8Array): void {
  let at = 0;
  for (const [index, record] of records.entries()) {
    expect(record.ordinal).toBe(index + 1);
    // In a packed file the spans cannot tile it: each is the whole, and something else says which record it is.
    if (record.identity !== undefined) at = 0;
    expect(record.start).toBe(at);
    expect(record.end).toBeGreaterThan(record.start);
    expect(record.fields.length).toBeGreaterThan(0);
    at = record.end;
    for (const { code, name, value, start, end } of record.fields) {
      expect(code).toMatch(/^[^#\s]+$/);
      expect(name).not.toBe('');
      expect(value).not.toContain('\r');
      expect((start === null) === (end === null)).toBe(true);
      if (start === null || end === null) continue;
      expect(start).toBeGreaterThanOrEqual(record.start);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(record.end);
      if (encoding === null) continue;
      const there = decode(bytes.subarray(start, end), encoding);
      // Subtle: where a broken character ends may be decided by the byte behind the value.
      if (there.damage.length === 0) expect(unbroken(there.text)).toBe(value);
    }
    for (const { offset, length = 0, text } of record.problems) {
      expect(offset).toBeGreaterThanOrEqual(record.start);
      expect(offset + length).toBeLessThanOrEqual(record.end);
      expect(text.zh !== '' && text.en !== '').toBe(true);
    }
  }
  if (records.length > 0) expect(at).toBe(bytes.length);
  else expect(problems.some(({ code }) => PROBLEM_SEVERITY[code] === 'refuse')).toBe(true);
  const told = [...problems, ...records.flatMap((record) => record.problems)];
  expect(told.length).toBeLessThanOrEqual(MOST + 4);
  expect(encoding === null || proof === null || proof.confidence <= 1).toBe(true);
}
