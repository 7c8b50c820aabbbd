import { describe, expect, it } from 'vitest';
import { foreignKind } from './foreign.ts';
import { formatOf, formats } from './registry.ts';
import { bytesOf } from './tagged/arbitrary.ts';

const RECORD = '〖ZQ/总期〗1〖-ZQ/总期〗\r\n〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n文\r\n〖-ZW/正文〗\r\n';

describe('the formats', () => {
  it('have names of their own and a label in both languages', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
    for (const { label } of formats) expect(label.zh !== '' && label.en !== '').toBe(true);
  });

  it.each(['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const)(
    'are told by content: tagged records in %s',
    (encoding) => {
      expect(formatOf(bytesOf(RECORD, encoding), '1.dat')?.name).toBe('tagged');
      expect(formatOf(bytesOf(`前言\r\n${RECORD}`, encoding), '1.dat')?.name).toBe('tagged');
    },
  );

  it('are not guessed for other text', () => {
    expect(formatOf(bytesOf('〖本报讯〗一段文字。', 'gb18030'), '1.TXT')).toBeNull();
    expect(formatOf(new Uint8Array(), '1.TXT')).toBeNull();
  });

  it('read a file with its proof, its records and what is wrong with it', async () => {
    const [tagged] = formats;
    const reading = await tagged?.read({
      bytes: Buffer.concat([Buffer.from('efbbbf', 'hex'), bytesOf(RECORD, 'gb18030')]),
      path: '1.TXT',
      encoding: null,
      maxProblems: 10,
    });
    expect(reading).toMatchObject({ encoding: 'gb18030', proof: { bom: 3 }, problems: [{ code: 'bom-contradicted' }] });
    expect(reading?.records[0]).toMatchObject({ ordinal: 1, start: 0 });
  });
});

describe('a file that holds no record', () => {
  it('is told to be another kind of file when it is', async () => {
    const read = (bytes: Uint8Array): unknown =>
      formats[0]?.read({ bytes, path: 'x', encoding: null, maxProblems: 10 });
    expect(await read(Buffer.from('ffd8ffe000104a464946', 'hex'))).toMatchObject({
      records: [],
      problems: [{ code: 'foreign-file' }],
    });
    expect(await read(bytesOf('一段文字，没有标记。', 'gb18030'))).toMatchObject({
      records: [],
      problems: [{ code: 'no-record' }],
    });
    expect(await read(new Uint8Array())).toMatchObject({ records: [], problems: [{ code: 'empty-file' }] });
  });
});

describe('files that are no text', () => {
  it.each([
    ['ffd8ffe0', 'JPEG'],
    ['255044462d312e34', 'PDF'],
    ['504b0304', 'ZIP'],
    ['d0cf11e0a1b11ae1', 'Office'],
    ['0102030405060708090b0c0e0f10ff81fe01', 'binary'],
  ])('are named: %s', (bytes, word) => {
    expect(foreignKind(Buffer.from(bytes, 'hex'))?.en).toContain(word);
  });

  it('are not confused with text, not even text full of zero bytes', () => {
    for (const encoding of ['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const)
      expect(foreignKind(bytesOf(RECORD, encoding))).toBeNull();
    expect(foreignKind(Buffer.concat([bytesOf(RECORD, 'gb18030'), Buffer.alloc(4000)]))).toBeNull();
    expect(foreignKind(new Uint8Array())).toBeNull();
  });
});
