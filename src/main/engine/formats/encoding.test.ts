import { describe, expect, it } from 'vitest';
import { ENCODINGS, decode, encode, encodingProblems, isEncodingName, proveEncoding } from './encoding.ts';
import type { EncodingName } from './encoding.ts';

const SIMPLIFIED = '本报北京6月14日电 记者从有关部门获悉，今年以来全国农业生产形势良好，夏粮有望再获丰收。会议要求各地继续加强领导，'
  + '认真解决群众生产生活中的困难。\r\n    据介绍，东部地区的收割工作已经结束，西部地区正在进行。';
const TRADITIONAL = '本報臺北六月十四日電 記者從有關部門獲悉，今年以來農業生產形勢良好。會議要求各地繼續加強領導，認真解決問題。\r\n'
  + '    據介紹，東部地區的工作已經結束，西部地區正在進行。';
const RECORD = `〖ZQ/总期〗19513〖-ZQ/总期〗\r\n〖BT/标题〗夏粮丰收在望〖-BT/标题〗\r\n〖ZW/正文〗\r\n    ${SIMPLIFIED}\r\n〖-ZW/正文〗\r\n`;

const bytesOf = (text: string, encoding: EncodingName): Buffer => {
  const encoded = encode(text, encoding);
  if ('unmappable' in encoded)
    throw new Error(`${encoding} lacks ${encoded.unmappable.map(({ char }) => char).join(' ')}`);
  return Buffer.from(encoded.bytes);
};
const codes = (bytes: Uint8Array): string[] => proveEncoding(bytes).evidence.map(({ code }) => code);

describe('proving the encoding', () => {
  it.each([
    ['gb18030', SIMPLIFIED],
    ['gb18030', TRADITIONAL],
    ['gb18030', RECORD],
    ['utf-8', SIMPLIFIED],
    ['utf-8', RECORD],
    ['utf-16le', SIMPLIFIED],
    ['utf-16le', RECORD],
    ['utf-16be', SIMPLIFIED],
    ['utf-16be', RECORD],
    ['big5', TRADITIONAL],
  ] as const)('finds %s without a byte order mark: %#', (encoding, text) => {
    const proof = proveEncoding(bytesOf(text, encoding));
    expect(proof).toMatchObject({ encoding, bom: 0 });
    expect(proof.confidence).toBeGreaterThan(0.95);
    expect(proof.evidence.length).toBeGreaterThan(0);
  });

  it.each([
    ['utf-8', 3],
    ['utf-16le', 2],
    ['utf-16be', 2],
    ['gb18030', 4],
  ] as const)('trusts a byte order mark: %s', (encoding, bom) => {
    const bytes = bytesOf(`\ufeff${RECORD}`, encoding);
    const proof = proveEncoding(bytes);
    expect(proof).toMatchObject({ encoding, bom, confidence: 1 });
    expect(decode(bytes, encoding, proof.bom).text).toBe(RECORD);
  });

  it('does not believe a UTF-8 mark in front of GB text, and skips it', () => {
    const bytes = Buffer.concat([Buffer.from('efbbbf', 'hex'), bytesOf(RECORD, 'gb18030')]);
    const proof = proveEncoding(bytes);
    expect(proof).toMatchObject({ encoding: 'gb18030', bom: 3 });
    expect(decode(bytes, proof.encoding, proof.bom).text).toBe(RECORD);
    expect(encodingProblems(proof, 'gb18030').map(({ code }) => code)).toEqual(['bom-contradicted']);
  });

  it.each(['gb18030', 'utf-8'] as const)('stays with %s wherever the file is cut off', (encoding) => {
    for (const text of [SIMPLIFIED, RECORD]) {
      const bytes = bytesOf(text, encoding);
      for (let length = 24; length < bytes.length; length++)
        expect(proveEncoding(bytes.subarray(0, length)).encoding).toBe(encoding);
    }
  });

  it.each(['gb18030', 'utf-8'] as const)('stays with %s when a few bytes are broken', (encoding) => {
    const bytes = bytesOf(SIMPLIFIED, encoding);
    for (let at = 5; at < bytes.length; at += 60) bytes[at] = 0xff;
    expect(proveEncoding(bytes).encoding).toBe(encoding);
  });

  it('reads through thousands of zero bytes that pad a file', () => {
    const padded = (text: string, encoding: EncodingName): Buffer =>
      Buffer.concat([bytesOf(text, encoding), Buffer.alloc(5000)]);
    for (const encoding of ['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const) {
      expect(proveEncoding(padded(SIMPLIFIED, encoding)).encoding).toBe(encoding);
    }
  });

  it.each(['标题', '目  录', '(图', '联通', '中'])(
    'takes a few GB characters for GB even where they are valid UTF-8: %s',
    (text) => {
      expect(proveEncoding(bytesOf(text, 'gb2312')).encoding).toBe('gb18030');
    },
  );

  it.each(['Café crème à la carte', '20°C », £5', 'Москва и область', 'naïve', 'Ελλάδα σήμερα'])(
    'leaves UTF-8 of other scripts alone: %s',
    (text) => {
      expect(proveEncoding(Buffer.from(text)).encoding).toBe('utf-8');
    },
  );

  it('calls pure ASCII UTF-8, which is right whatever it was', () => {
    expect(proveEncoding(Buffer.from('mms://example.org/a.wmv\r\n'))).toMatchObject({
      encoding: 'utf-8',
      bom: 0,
      confidence: 1,
    });
    expect(codes(Buffer.from('plain'))).toEqual(['ascii-only']);
  });

  it('is not sure of an empty file, of noise, and of other files', () => {
    expect(proveEncoding(new Uint8Array()).confidence).toBe(0);
    const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919 + (at * at) % 251) & 0xff);
    const proof = proveEncoding(noise);
    expect(proof.confidence).toBeLessThan(0.6);
    expect(encodingProblems(proof, proof.encoding).map(({ code }) => code)).toContain('encoding-uncertain');
  });

  it('tells what speaks for it', () => {
    expect(codes(bytesOf(RECORD, 'gb18030'))).toEqual(['tags']);
    expect(codes(bytesOf(SIMPLIFIED, 'gb18030'))).toEqual(['common-characters']);
    expect(codes(bytesOf(SIMPLIFIED, 'utf-8'))).toEqual(['utf-8-strict']);
    expect(codes(bytesOf(SIMPLIFIED, 'utf-8').subarray(0, 101))).toEqual(['utf-8-strict', 'cut-at-end']);
  });

  it('says that a file was read otherwise than it looks, when told to', () => {
    const proof = proveEncoding(bytesOf(RECORD, 'gb18030'));
    expect(encodingProblems(proof, 'gbk')).toEqual([]);
    expect(encodingProblems(proof, 'big5').map(({ code }) => code)).toEqual(['encoding-overridden']);
  });
});

describe('the names of encodings', () => {
  it('are a closed set', () => {
    expect(ENCODINGS.every(isEncodingName)).toBe(true);
    expect(isEncodingName('latin1')).toBe(false);
    expect(isEncodingName('toString')).toBe(false);
  });
});
