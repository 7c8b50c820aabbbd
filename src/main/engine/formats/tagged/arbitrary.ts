import fc from 'fast-check';
import type { EncodingName } from '../encoding.ts';
import { encode } from '../encoding.ts';

/*
 * Tagged files as fast-check makes them for the properties: whole records, then every kind of dirt between and inside
 * them.
 */

export const bytesOf = (text: string, encoding: EncodingName): Uint8Array => {
  const encoded = encode(text, encoding);
  if ('unmappable' in encoded)
    throw new Error(`${encoding} lacks ${encoded.unmappable.map(({ char }) => char).join(' ')}`);
  return encoded.bytes;
};

const HEADERS = [
  'ZQ/总期',
  'RQ/日期',
  'BH/版号',
  'TH/条号',
  'YT/引题',
  'BT/标题',
  'FT/副题',
  'ZZ/作者',
  'FL/分类',
  'BM/版名',
  'GJ/关键',
  'TC/体裁',
  'XX/备注',
];
const WORDS = [
  '新华社北京电',
  '会见',
  '1998',
  '　　',
  ' ',
  'a',
  '・',
  '〇',
  '镕',
  '。',
  '？',
  '[x]',
  '/',
  '；',
  '\u{20000}',
  '\ue000',
  '，据报道',
];
const BREAKS = ['\r\n', '\n', '\r', '\r\n\r\n', '\n\n'];

const header = fc.constantFrom(...HEADERS);
const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((parts) => parts.join(''));
const breaks = fc.constantFrom(...BREAKS);

const lineField = fc.tuple(header, words).map(([name, value]) => `〖${name}〗${value}〖-${name}〗`);

const mark = fc.constantFrom('〖HH/换行〗', '〖JZ/加重〗', '〖-JZ/加重〗', '〖JZ；加重〗', '〖-ZI/字符〗',
  '〖TM/中图〗\r\n〖BH/版号〗04〖-BH/版号〗\r\n〖WJ/文件〗201201030410.T01〖-WJ/文件〗\r\n〖-TM/中图〗');

const body = fc
  .tuple(breaks, fc.array(fc.oneof({ arbitrary: words, weight: 4 }, mark, breaks), { maxLength: 8 }), breaks)
  .map(([first, parts, last]) => `〖ZW/正文〗${first}${parts.join('')}${last}〖-ZW/正文〗`);

/** A record as it should be, but for the choice of fields. */
export const soundRecord: fc.Arbitrary<string> = fc
  .tuple(
    fc.subarray(HEADERS),
    fc.array(words, { minLength: 13, maxLength: 13 }),
    fc.option(body),
    fc.constantFrom('\r\n', '\n'),
  )
  .map(([names, values, text, lineEnd]) =>
    [
      ...names.map((name, at) => `〖${name}〗${values[at] ?? ''}〖-${name}〗${lineEnd}`),
      ...(text === null ? [] : [`${text}${lineEnd}`]),
    ].join(''),
  );

const dirt = fc.oneof(
  header.map((name) => `〖${name}〗`),
  header.map((name) => `〖-${name}〗`),
  fc.constantFrom('〖ZW/正文〗', '〖-ZW/正文〗'),
  mark,
  words,
  breaks,
  lineField,
  body,
  fc.constantFrom(
    '〖',
    '〗',
    '〖-',
    '〖ZQ',
    '〖ZQ/总',
    '〖ZQ/总期',
    '〖-ZW/正',
    '〖ＺＷ／正文〗',
    '〖bt/标题〗',
    '〖BT/題名〗',
    '〖ZW〗',
    '〖TM/中图〗',
    '〖-TM/中图〗',
    '〖WJ/文件〗',
    '\u001a',
    '\0\0\0\0',
    '\ufeff',
    '〖图片新闻〗',
    '〖A/B〗',
  ),
);

/** Records with dirt before, between, inside and behind them. */
export const dirtyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: soundRecord, weight: 2 },
      { arbitrary: dirt, weight: 5 },
      { arbitrary: lineField, weight: 2 },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

export const textEncoding: fc.Arbitrary<EncodingName> = fc.constantFrom<EncodingName>(
  'gb18030',
  'utf-8',
  'utf-16le',
  'utf-16be',
);

const damage = (
  bytes: Uint8Array,
  [place, kind, value]: readonly [number, 'drop' | 'add' | 'change' | 'cut', number],
): Uint8Array => {
  const at = place % (bytes.length + 1);
  if (kind === 'cut') return bytes.slice(0, at);
  const rest = bytes.subarray(kind === 'add' ? at : at + 1);
  return new Uint8Array([...bytes.subarray(0, at), ...(kind === 'drop' ? [] : [value]), ...rest]);
};

/** The bytes of a dirty text, some of them lost, added or changed, or of nothing that ever was text. */
export const dirtyFile: fc.Arbitrary<{ readonly bytes: Uint8Array; readonly encoding: EncodingName }> = fc.oneof(
  {
    arbitrary: fc
      .tuple(dirtyText, textEncoding)
      .map(([text, encoding]) => ({ bytes: bytesOf(text.toWellFormed(), encoding), encoding })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(
        dirtyText,
        textEncoding,
        fc.array(
          fc.tuple(
            fc.nat(),
            fc.constantFrom<'drop' | 'add' | 'change' | 'cut'>('drop', 'add', 'change', 'cut'),
            fc.integer({ min: 0, max: 255 }),
          ),
          { maxLength: 4 },
        ),
      )
      .map(([text, encoding, wounds]) => ({
        bytes: wounds.reduce(damage, bytesOf(text.toWellFormed(), encoding)),
        encoding,
      })),
    weight: 3,
  },
  {
    arbitrary: fc
      .tuple(fc.uint8Array({ maxLength: 400 }), textEncoding)
      .map(([bytes, encoding]) => ({ bytes, encoding })),
    weight: 1,
  },
);
