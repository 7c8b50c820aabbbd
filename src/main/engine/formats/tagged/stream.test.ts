import { describe, expect, it } from 'vitest';
import { decode } from '../encoding.ts';
import { bytesOf } from './arbitrary.ts';
import { parseTagged } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { streamTagged } from './stream.ts';

const record = (number: number): string => [
  `〖ZQ/总期〗${number}〖-ZQ/总期〗`, `〖BT/标题〗第${number}条・\u{20000}〖-BT/标题〗`, '〖ZW/正文〗',
  ...Array.from({ length: number % 40 }, () => '    一段文字，说的是这一条。'), '〖-ZW/正文〗', '',
].join('\r\n');

const FILE = Array.from({ length: 2000 }, (_, number) => record(number)).join('');

describe('a long file read in pieces', () => {
  it.each(['gb18030', 'utf-8', 'utf-16le'] as const)(
    'gives the records of the whole, with their bytes: %s',
    (encoding) => {
      const bytes = bytesOf(`\ufeff${FILE}`, encoding);
      const bom = encoding === 'gb18030' ? 4 : encoding === 'utf-8' ? 3 : 2;
      const whole = parseTagged(decode(bytes, encoding, bom)).records;
      const stream = streamTagged({ encoding, bom });
      const records: ParsedRecord[] = [];
      const kept: Uint8Array[] = [];
      let mostHeld = 0;
      for (let at = 0, given = 0; at < bytes.length; at += 65_537) {
        const batch = stream.push(bytes.subarray(at, at + 65_537));
        given = batch.records.at(-1)?.end ?? given;
        mostHeld = Math.max(mostHeld, at - given);
        records.push(...batch.records);
        kept.push(batch.bytes);
      }
      const rest = stream.end();
      expect([...records, ...rest.records]).toEqual(whole);
      expect(rest.problems).toEqual([]);
      expect(Buffer.concat([...kept, rest.bytes]).equals(bytes)).toBe(true);
      expect(mostHeld).toBeLessThan(700_000);
    },
  );

  it('breaks off a record that grows beyond all bounds, and says so', () => {
    const stream = streamTagged({ encoding: 'utf-8', maxRecordBytes: 100_000, firstTry: 10_000 });
    const endless = Buffer.from(`〖ZW/正文〗${'没完没了'.repeat(100_000)}`);
    const records: ParsedRecord[] = [];
    for (let at = 0; at < endless.length; at += 9999)
      records.push(...stream.push(endless.subarray(at, at + 9999)).records);
    expect(records[0]?.problems.map(({ code }) => code)).toContain('record-too-long');
    expect(records[0]?.end).toBeLessThan(400_000);
  });

  it('gives up a file without a tag, and keeps nothing of it', () => {
    const stream = streamTagged({ encoding: 'utf-8', maxRecordBytes: 50_000, firstTry: 10_000 });
    for (let turn = 0; turn < 30; turn++) expect(stream.push(Buffer.from('没有标记'.repeat(1000))).records).toEqual([]);
    const rest = stream.end();
    expect(rest.records).toEqual([]);
    expect(rest.problems.map(({ code }) => code)).toEqual(['no-record']);
  });

  it('counts the problems that are left out over all pieces', () => {
    const bytes = Buffer.from('〖ZQ/总期〗1〖-ZQ/总期〗\n〖BT/标题〗甲\n〖ZW/正文〗\n文\n〖-ZW/正文〗\n'.repeat(300));
    const stream = streamTagged({ encoding: 'utf-8', maxProblems: 10, firstTry: 1000 });
    const records: ParsedRecord[] = [];
    for (let at = 0; at < bytes.length; at += 500) records.push(...stream.push(bytes.subarray(at, at + 500)).records);
    const rest = stream.end();
    records.push(...rest.records);
    expect(records).toHaveLength(300);
    expect(records.flatMap(({ problems }) => problems)).toHaveLength(10);
    expect(rest.problems[0]?.text.zh).toContain('290');
  });

  it('tells an empty file', () => {
    expect(streamTagged({ encoding: 'utf-8' }).end()).toMatchObject({
      records: [],
      problems: [{ code: 'empty-file' }],
    });
  });
});
