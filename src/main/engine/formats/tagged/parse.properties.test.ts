import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, proveEncoding } from '../encoding.ts';
import { dirtyFile, dirtyText } from './arbitrary.ts';
import { parseTagged } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { streamTagged } from './stream.ts';
import { writeTagged } from './write.ts';

const unbroken = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

describe('whatever the bytes', () => {
  it('parsing ends without an exception, and the spans tile the file', () => {
    fc.assert(fc.property(dirtyFile, ({ bytes, encoding }) => {
      const { records } = parseTagged(decode(bytes, encoding));
      let at = 0;
      records.forEach((record, index) => {
        expect(record.ordinal).toBe(index + 1);
        expect(record.start).toBe(at);
        expect(record.end).toBeGreaterThan(record.start);
        at = record.end;
      });
      if (records.length > 0) expect(at).toBe(bytes.length);
    }), { numRuns: 400 });
  });

  it('every value is the text of its span, and lies with its tags inside the record', () => {
    fc.assert(fc.property(dirtyFile, ({ bytes, encoding }) => {
      for (const record of parseTagged(decode(bytes, encoding)).records) {
        expect(record.fields.some(({ parent }) => parent === null)).toBe(true);
        let after = record.start;
        for (const field of record.fields) {
          const places = [record.start, field.tagStart, field.start, field.end, field.tagEnd, record.end];
          expect(places).toEqual(places.toSorted((a, b) => a - b));
          const value = decode(bytes.subarray(field.start, field.end), encoding);
          // A broken character at the end of a value may be told apart only by the byte behind it.
          if (!value.damage.some(({ cut }) => cut)) expect(unbroken(value.text)).toBe(field.value);
          if (field.parent !== null) continue;
          expect(field.tagStart).toBeGreaterThanOrEqual(after);
          after = field.tagEnd;
        }
        for (const { offset, length = 0 } of record.problems) {
          expect(offset).toBeGreaterThanOrEqual(record.start);
          expect(offset + length).toBeLessThanOrEqual(record.end);
        }
      }
    }), { numRuns: 400 });
  });

  it('a record whose fields nobody changed is written as the bytes it came in', () => {
    fc.assert(
      fc.property(dirtyFile, ({ bytes, encoding }) => {
        for (const record of parseTagged(decode(bytes, encoding)).records) {
          const source = bytes.subarray(record.start, record.end);
          const values = new Map(
            record.fields
              .filter(({ parent }) => parent === null)
              .map(({ code, value }) => [code, value])
              .toReversed() as [string, string][],
          );
          expect(writeTagged({ bytes: source, encoding }, record, values)).toEqual({ bytes: source });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a record read alone from its span is the record it was in the file', () => {
    const plain = (record: ParsedRecord | undefined): unknown =>
      record?.fields.map(({ code, name, value, parent, start, end, tagStart, tagEnd }) => [
        code,
        name,
        value,
        parent,
        start,
        end,
        tagStart,
        tagEnd,
      ]);
    fc.assert(
      fc.property(dirtyFile, ({ bytes, encoding }) => {
        for (const record of parseTagged(decode(bytes, encoding)).records) {
          const own = decode(bytes.subarray(record.start, record.end), encoding, 0, record.start);
          if (own.damage.some(({ cut }) => cut)) continue;
          const alone = parseTagged(own).records;
          expect(alone.map(plain)).toEqual([plain(record)]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('a file read in pieces gives what it gives as a whole', () => {
    fc.assert(
      fc.property(
        dirtyFile,
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 }),
        ({ bytes, encoding }, sizes) => {
          const whole = parseTagged(decode(bytes, encoding), { maxProblems: 10_000 });
          const stream = streamTagged({ encoding, maxProblems: 10_000, firstTry: 16 });
          const records: ParsedRecord[] = [];
          const pieces: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            const batch = stream.push(bytes.slice(at, at + size));
            records.push(...batch.records);
            pieces.push(batch.bytes);
            at += size;
          }
          const rest = stream.end();
          expect([...records, ...rest.records]).toEqual(whole.records);
          expect(rest.problems).toEqual(whole.problems);
          if (whole.records.length > 0) expect(Buffer.concat([...pieces, rest.bytes]).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('proving an encoding always answers', () => {
    fc.assert(fc.property(dirtyFile, ({ bytes }) => {
      const proof = proveEncoding(bytes);
      expect(proof.confidence).toBeGreaterThanOrEqual(0);
      expect(proof.confidence).toBeLessThanOrEqual(1);
      expect(proof.bom).toBeLessThanOrEqual(bytes.length);
    }), { numRuns: 300 });
  });

  it('time grows with the text, not with its square', () => {
    fc.assert(fc.property(dirtyText, (text) => {
      const long = text.repeat(Math.ceil(300_000 / Math.max(1, text.length)));
      const started = performance.now();
      parseTagged(decode(Buffer.from(long.toWellFormed(), 'utf8'), 'utf-8'));
      expect(performance.now() - started).toBeLessThan(2000);
    }), { numRuns: 15 });
  });
});
