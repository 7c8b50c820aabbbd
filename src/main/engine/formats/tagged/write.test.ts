import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';
import { bytesOf, dirtyFile, soundRecord, textEncoding } from './arbitrary.ts';
import { fieldsByKey } from './fields.ts';
import { parseTagged } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { composeTagged, writeTagged } from './write.ts';
import type { Written } from './write.ts';

const only = (bytes: Uint8Array, encoding: EncodingName): ParsedRecord => {
  const [record] = parseTagged(decode(bytes, encoding)).records;
  if (record === undefined) throw new Error('no record');
  return record;
};
const write = (
  bytes: Uint8Array,
  encoding: EncodingName,
  values: Record<string, string | null>,
  names?: Record<string, string>,
): Written =>
  writeTagged(
    { bytes, encoding },
    only(bytes, encoding),
    new Map(Object.entries(values)),
    new Map(Object.entries(names ?? {})),
  );
const written = (
  text: string,
  values: Record<string, string | null>,
  encoding: EncodingName = 'gb18030',
  names?: Record<string, string>,
): string => {
  const result = write(bytesOf(text, encoding), encoding, values, names);
  return 'bytes' in result ? decode(result.bytes, encoding).text : JSON.stringify(result);
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const RECORD = '〖ZQ/总期〗13816〖-ZQ/总期〗\r\n〖BT/标题〗山路上的邮班〖-BT/标题〗\r\n〖ZZ/作者〗陈立〖-ZZ/作者〗\r\n〖TC/体裁〗通讯〖-TC/体裁〗\r\n'
  + '〖ZW/正文〗\r\n    清晨五点。\r\n    傍晚。\r\n〖-ZW/正文〗\r\n';

describe('writing a record with edited fields', () => {
  it('changes the bytes of the edited value and no others', () => {
    expect(written(RECORD, { BT: '雪山上的邮班' })).toBe(RECORD.replace('山路上的邮班', '雪山上的邮班'));
    expect(written(RECORD, { ZZ: '' })).toBe(RECORD.replace('陈立', ''));
    expect(written(RECORD, { BT: '山路上的邮班', ZQ: '13817' })).toBe(RECORD.replace('13816', '13817'));
  });

  it('writes the line ends of the source', () => {
    expect(written(RECORD, { ZW: '    清晨五点。\n    中午。\n    傍晚。' })).toBe(
      RECORD.replace('    傍晚', '    中午。\r\n    傍晚'),
    );
    expect(written(RECORD.replaceAll('\r\n', '\n'), { ZW: '一\n二' })).toBe(
      RECORD.replaceAll('\r\n', '\n').replace('    清晨五点。\n    傍晚。', '一\n二'),
    );
  });

  it('keeps, inside the edited value as well, what text alone cannot give back', () => {
    // A3A0 is another ideographic space, FF no character, AAA1 user-defined, and one line ends in LF alone.
    const body = '20a3a0d6d0ffaaa10ab9fa0d0ac3f1';
    const bytes = Buffer.concat([
      bytesOf('〖ZW/正文〗\r\n', 'gb18030'),
      Buffer.from(body, 'hex'),
      bytesOf('\r\n〖-ZW/正文〗', 'gb18030'),
    ]);
    const value = only(bytes, 'gb18030').fields[0]?.value ?? '';
    expect(value).toBe(' \u3000中\ufffd\ue000\n国\n民');
    const result = write(bytes, 'gb18030', { ZW: value.replace('国', '华') });
    expect('bytes' in result && hex(result.bytes)).toBe(hex(bytes).replace('b9fa', 'bbaa'));
  });

  it('takes the line ends of a text box for what they are', () => {
    expect(written(RECORD, { ZW: '    清晨五点。\r\n    中午。\r\n    傍晚。' })).toBe(
      RECORD.replace('    傍晚', '    中午。\r\n    傍晚'),
    );
  });

  it('adds a field on a line of its own, in its canonical place', () => {
    expect(written(RECORD, { FT: '副', FL: 'D8' })).toBe(
      RECORD.replace('〖ZZ/', '〖FT/副题〗副〖-FT/副题〗\r\n〖ZZ/').replace(
        '〖TC/',
        '〖FL/分类〗D8〖-FL/分类〗\r\n〖TC/',
      ),
    );
    const undated = RECORD.slice(RECORD.indexOf('〖BT'));
    expect(written(undated, { RQ: '19951108', ZQ: '1' })).toBe(
      `〖ZQ/总期〗1〖-ZQ/总期〗\r\n〖RQ/日期〗19951108〖-RQ/日期〗\r\n${undated}`,
    );
    expect(written('〖BT/标题〗甲〖-BT/标题〗', { ZZ: '乙' })).toBe(
      '〖BT/标题〗甲〖-BT/标题〗〖ZZ/作者〗乙〖-ZZ/作者〗',
    );
    expect(written('〖ZQ/总期〗1〖-ZQ/总期〗\n〖BT/标题〗甲〖-BT/标题〗', { ZZ: '乙' })).toBe(
      '〖ZQ/总期〗1〖-ZQ/总期〗\n〖BT/标题〗甲〖-BT/标题〗\n〖ZZ/作者〗乙〖-ZZ/作者〗',
    );
  });

  it('adds a body with its tags on lines of their own', () => {
    expect(written('〖BT/标题〗甲〖-BT/标题〗\r\n', { ZW: '    一\n    二' })).toBe(
      '〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n    一\r\n    二\r\n〖-ZW/正文〗\r\n',
    );
  });

  it('adds repeats and unknown fields, and nothing for an empty value', () => {
    expect(written(RECORD, { 'ZZ#2': '王川' })).toBe(RECORD.replace('〖TC/', '〖ZZ/作者〗王川〖-ZZ/作者〗\r\n〖TC/'));
    expect(written(RECORD, { XX: '注' }, 'gb18030', { XX: '备注' })).toBe(
      RECORD.replace('〖ZW/正文〗\r\n', '〖XX/备注〗注〖-XX/备注〗\r\n〖ZW/正文〗\r\n'),
    );
    expect(written(RECORD, { FT: '', FL: null })).toBe(RECORD);
  });

  it('reaches repeats and unknown fields by their keys', () => {
    const text = '〖ZZ/作者〗甲〖-ZZ/作者〗\n〖ZZ/作者〗乙〖-ZZ/作者〗\n〖XX/备注〗丙〖-XX/备注〗\n';
    expect(written(text, { 'ZZ#2': '丁', 'XX': '戊' })).toBe(text.replace('乙', '丁').replace('丙', '戊'));
    expect(written(text, { ZZ: null })).toBe(text.slice(text.indexOf('\n') + 1));
  });

  it('takes a removed field out with its line', () => {
    expect(written(RECORD, { ZZ: null })).toBe(RECORD.replace('〖ZZ/作者〗陈立〖-ZZ/作者〗\r\n', ''));
    expect(written(RECORD, { ZW: null })).toBe(RECORD.slice(0, RECORD.indexOf('〖ZW')));
    expect(written('〖BT/标题〗甲〖-BT/标题〗〖ZZ/作者〗乙〖-ZZ/作者〗', { BT: null })).toBe('〖ZZ/作者〗乙〖-ZZ/作者〗');
  });

  it('keeps tags on their lines when a body was or becomes empty', () => {
    expect(written('〖ZW/正文〗\r\n〖-ZW/正文〗\r\n', { ZW: '    文' })).toBe('〖ZW/正文〗\r\n    文\r\n〖-ZW/正文〗\r\n');
    expect(written('〖ZW/正文〗\r\n文\r\n〖-ZW/正文〗\r\n', { ZW: '' })).toBe('〖ZW/正文〗\r\n\r\n〖-ZW/正文〗\r\n');
    expect(written('〖ZW/正文〗文〖-ZW/正文〗', { ZW: '\n文\n' })).toBe('〖ZW/正文〗\n\n文\n\n〖-ZW/正文〗');
  });

  it('writes the tags of a broken field anew only when its value would not hold otherwise', () => {
    expect(written('〖BT/标题〗甲\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n', { BT: '丙' })).toBe(
      '〖BT/标题〗丙\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n',
    );
    expect(written('〖BT/标题〗甲\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n', { BT: '丙\n丁' })).toBe(
      '〖BT/标题〗丙\r\n丁〖-BT/标题〗\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n',
    );
  });

  it('lists what the encoding lacks, and writes nothing', () => {
    const gbk = write(bytesOf(RECORD, 'gbk'), 'gbk', { BT: '努尔・纳扎尔𠀀', ZZ: '乙' });
    expect(gbk).toEqual({ unmappable: [{ key: 'BT', char: '・', index: 2 }, { key: 'BT', char: '𠀀', index: 6 }] });
    expect(written(RECORD, { BT: '努尔・纳扎尔𠀀' })).toContain('努尔・纳扎尔𠀀');
  });

  it('does not pass damage off as text', () => {
    const bytes = Buffer.concat([
      bytesOf('〖BT/标题〗中', 'gb18030'),
      Buffer.from('ff', 'hex'),
      bytesOf('国〖-BT/标题〗', 'gb18030'),
    ]);
    expect(write(bytes, 'gb18030', { BT: '国\ufffd中' })).toEqual({
      unmappable: [{ key: 'BT', char: '\ufffd', index: 1 }],
    });
  });

  it('refuses a value that would not be read back', () => {
    expect(write(bytesOf(RECORD, 'gb18030'), 'gb18030', { BT: '甲〖-BT/标题〗乙\n〖ZQ/总期〗1〖-ZQ/总期〗' })).toEqual({
      conflict: ['BT'],
    });
  });

  it('writes a record of a file with many, by its own span', () => {
    const bytes = bytesOf(RECORD + RECORD.replace('13816', '13817'), 'utf-8');
    const [, second] = parseTagged(decode(bytes, 'utf-8')).records;
    if (second === undefined) throw new Error('one record only');
    const result = writeTagged(
      { bytes: bytes.subarray(second.start, second.end), encoding: 'utf-8' },
      second,
      new Map([['BT', '新题']]),
    );
    expect('bytes' in result && decode(result.bytes, 'utf-8').text).toBe(
      RECORD.replace('13816', '13817').replace('山路上的邮班', '新题'),
    );
  });

  it('edits in every encoding, behind a byte order mark too', () => {
    for (const encoding of ['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const) {
      expect(written(`\ufeff${RECORD}`, { BT: '雪山', ZW: '一\n二', FL: 'D8', ZQ: null }, encoding)).toBe(
        `\ufeff${RECORD}`
          .replace('〖ZQ/总期〗13816〖-ZQ/总期〗\r\n', '')
          .replace('山路上的邮班', '雪山')
          .replace('    清晨五点。\r\n    傍晚。', '一\r\n二')
          .replace('〖TC', '〖FL/分类〗D8〖-FL/分类〗\r\n〖TC'),
      );
    }
  });
});

describe('whatever the record', () => {
  const edit = fc
    .array(fc.constantFrom('中', 'a', '\n', '・', '　', '〖', '/', '\u{20000}', '。'), { maxLength: 8 })
    .map((parts) => parts.join(''));

  it('an edit of one field changes only bytes inside its value', () => {
    fc.assert(
      fc.property(soundRecord, textEncoding, fc.nat(), edit, (text, encoding, choice, value) => {
        // A line feed put behind a lone return would make one line end of both; then the tags are written anew.
        fc.pre(text !== '' && !/\r(?!\n)/u.test(text));
        const bytes = bytesOf(text, encoding);
        const record = only(bytes, encoding);
        const own = [...fieldsByKey(record.fields)];
        const [key, field] = own[choice % own.length] ?? [];
        if (key === undefined || field === undefined) return;
        const result = writeTagged(
          { bytes: bytes.subarray(record.start, record.end), encoding },
          record,
          new Map([[key, value]]),
        );
        if (!('bytes' in result)) {
          // Only a value that ends in half a tag can fail to come back.
          expect(value).toContain('〖');
          return;
        }
        const after = only(result.bytes, encoding);
        expect(fieldsByKey(after.fields).get(key)?.value).toBe(value);
        const head = field.start - record.start;
        const tail = record.end - field.end;
        expect(hex(result.bytes.subarray(0, head))).toBe(hex(bytes.subarray(record.start, field.start)));
        expect(hex(result.bytes.subarray(result.bytes.length - tail))).toBe(hex(bytes.subarray(field.end, record.end)));
        for (const [other, { value: before }] of own)
          if (other !== key) expect(fieldsByKey(after.fields).get(other)?.value).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it('an edit of a dirty record is read back, or refused', () => {
    fc.assert(
      fc.property(dirtyFile, fc.nat(), edit, ({ bytes, encoding }, choice, value) => {
        for (const record of parseTagged(decode(bytes, encoding)).records) {
          const own = [...fieldsByKey(record.fields)];
          const [key, field] = own[choice % own.length] ?? [];
          if (key === undefined || field === undefined) continue;
          const result = writeTagged(
            { bytes: bytes.subarray(record.start, record.end), encoding },
            record,
            new Map([[key, value]]),
          );
          if (!('bytes' in result)) continue;
          const after = only(result.bytes, encoding);
          expect([...fieldsByKey(after.fields)].map(([name, one]) => [name, one.value])).toEqual(
            own.map(([name, one]) => [name, name === key ? value : one.value]),
          );
          const tail = record.end - field.tagEnd;
          expect(hex(result.bytes.subarray(0, field.tagStart - record.start))).toBe(
            hex(bytes.subarray(record.start, field.tagStart)),
          );
          expect(hex(result.bytes.subarray(result.bytes.length - tail))).toBe(
            hex(bytes.subarray(field.tagEnd, record.end)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('removing and adding fields leaves the others their bytes', () => {
    fc.assert(
      fc.property(soundRecord, textEncoding, fc.nat(), edit, (text, encoding, choice, value) => {
        fc.pre(text !== '' && !value.includes('〖'));
        const bytes = bytesOf(text, encoding);
        const record = only(bytes, encoding);
        const own = fieldsByKey(record.fields);
        const gone = [...own.keys()][choice % own.size] ?? '';
        const added = ['FT', 'LM', 'ZW', 'YY'].find((code) => !own.has(code)) ?? 'ZZ#9';
        const result = writeTagged(
          { bytes: bytes.subarray(record.start, record.end), encoding },
          record,
          new Map([
            [gone, null],
            [added, value],
          ]),
          new Map([['YY', '他']]),
        );
        if (!('bytes' in result)) throw new Error(JSON.stringify(result));
        if (own.size === 1 && value === '') return;
        const after = only(result.bytes, encoding);
        const left = [...own].filter(([key]) => key !== gone).map(([, field]) => field);
        const kept = after.fields.filter(({ parent, code }) => parent === null && (value === '' || code !== added));
        expect(kept.map(({ tagStart, tagEnd }) => hex(result.bytes.subarray(tagStart, tagEnd))).toSorted()).toEqual(
          left.map(({ tagStart, tagEnd }) => hex(bytes.subarray(tagStart, tagEnd))).toSorted(),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('composing a record', () => {
  const FIELDS = [
    { code: 'ZW', value: '    一\n    二' },
    { code: 'BT', value: '标题' },
    { code: 'XX', name: '备注', value: '注' },
    { code: 'ZZ', value: '甲' },
    { code: 'ZZ', value: '乙' },
  ];

  it('writes the fields in canonical order', () => {
    const result = composeTagged(FIELDS, { encoding: 'gbk' });
    expect('bytes' in result && decode(result.bytes, 'gbk').text).toBe(
      '〖BT/标题〗标题〖-BT/标题〗\r\n〖ZZ/作者〗甲〖-ZZ/作者〗\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n〖XX/备注〗注〖-XX/备注〗\r\n'
      + '〖ZW/正文〗\r\n    一\r\n    二\r\n〖-ZW/正文〗\r\n',
    );
  });

  it('is read back in every encoding, in Big5 with the brackets and names Big5 has', () => {
    for (const encoding of ['gb18030', 'gbk', 'gb2312', 'utf-8', 'utf-16le', 'utf-16be', 'big5'] as const) {
      const fields = encoding === 'big5' ? [{ code: 'BT', value: '標題' }, { code: 'ZW', value: '一\n二' }] : FIELDS;
      const result = composeTagged(fields, { encoding, lineEnd: '\n' });
      if (!('bytes' in result)) throw new Error(JSON.stringify(result));
      const record = only(result.bytes, encoding);
      expect(record.problems.filter(({ code }) => code !== 'repeated-field')).toEqual([]);
      expect(record.fields.map(({ code, value }) => `${code}=${value}`).toSorted()).toEqual(
        fields.map(({ code, value }) => `${code}=${value}`).toSorted(),
      );
    }
  });

  it('lists what the encoding lacks', () => {
    expect(composeTagged([{ code: 'BT', value: '努尔・' }, { code: 'ZZ', value: '镕' }], { encoding: 'gb2312' }))
      .toEqual({ unmappable: [{ key: 'BT', char: '・', index: 2 }, { key: 'ZZ', char: '镕', index: 0 }] });
  });

  it('keeps line breaks at the edges of values', () => {
    const result = composeTagged(
      [
        { code: 'BT', value: '\n甲\n' },
        { code: 'ZW', value: '\n\n' },
      ],
      { encoding: 'utf-8' },
    );
    expect('bytes' in result && only(result.bytes, 'utf-8').fields.map(({ value }) => value)).toEqual([
      '\n甲\n',
      '\n\n',
    ]);
  });
});
