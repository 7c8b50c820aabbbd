import { describe, expect, it } from 'vitest';
import { decode } from '../encoding.ts';
import { bytesOf } from './arbitrary.ts';
import { parseTagged } from './parse.ts';
import type { Parsed, ParsedRecord } from './parse.ts';

const parse = (text: string): Parsed => parseTagged(decode(bytesOf(text, 'gb18030'), 'gb18030'));
const values = (record: ParsedRecord | undefined): string[] =>
  (record?.fields ?? []).map(({ code, value, parent }) => `${parent === null ? '' : `${parent}>`}${code}=${value}`);
const fields = (text: string): string[][] => parse(text).records.map(values);
const problems = (text: string): string[] => {
  const { records, problems: own } = parse(text);
  return [...own, ...records.flatMap((record) => record.problems)].map(({ code }) => code);
};
/** The text each problem points at. */
const places = (text: string): string[] => {
  const bytes = bytesOf(text, 'gb18030');
  return parse(text)
    .records.flatMap((record) => record.problems)
    .map(
      ({ code, offset, length = 0 }) => `${code}: ${decode(bytes.subarray(offset, offset + length), 'gb18030').text}`,
    );
};

const RECORD = [
  '〖ZQ/总期〗13816〖-ZQ/总期〗', '〖RQ/日期〗19951108〖-RQ/日期〗', '〖BH/版号〗03〖-BH/版号〗', '〖TH/条号〗5〖-TH/条号〗',
  '〖BT/标题〗山路上的邮班〖-BT/标题〗', '〖ZZ/作者〗陈立/王小川〖-ZZ/作者〗', '〖TC/体裁〗通讯〖-TC/体裁〗',
  '〖ZW/正文〗', '    清晨五点，邮车出发。', '    傍晚回到县城。', '〖-ZW/正文〗', '',
];
const SOUND = RECORD.join('\r\n');

describe('a sound record', () => {
  it('gives its fields in their order, verbatim, and no problem', () => {
    const { records, problems: own } = parse(SOUND);
    expect(own).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ ordinal: 1, start: 0, end: bytesOf(SOUND, 'gb18030').length, problems: [] });
    expect(values(records[0])).toEqual([
      'ZQ=13816', 'RQ=19951108', 'BH=03', 'TH=5', 'BT=山路上的邮班', 'ZZ=陈立/王小川', 'TC=通讯',
      'ZW=    清晨五点，邮车出发。\n    傍晚回到县城。',
    ]);
  });

  it.each(['gb18030', 'utf-8', 'utf-16le', 'utf-16be'] as const)(
    'has spans that lead to its bytes in %s',
    (encoding) => {
      const bytes = bytesOf(`\ufeff${SOUND}`, encoding);
      const [record] = parseTagged(decode(bytes, encoding)).records;
      expect(values(record)).toHaveLength(8);
      for (const { code, name, value, start, end, tagStart, tagEnd } of record?.fields ?? []) {
        expect(decode(bytes.subarray(start, end), encoding).text.replaceAll('\r\n', '\n')).toBe(value);
        const whole = decode(bytes.subarray(tagStart, tagEnd), encoding).text;
        expect(whole.startsWith(`〖${code}/${name}〗`) && whole.endsWith(`〖-${code}/${name}〗`)).toBe(true);
      }
    },
  );

  it.each(['\n', '\r', '\r\n'])('reads the same with the line end %j, and with the lines mixed', (lineEnd) => {
    expect(fields(RECORD.join(lineEnd))).toEqual(fields(SOUND));
    expect(fields(RECORD.map((line, at) => line + (at % 2 === 0 ? lineEnd : '\r\n')).join('')))
      .toEqual(fields(SOUND));
  });

  it('may lack its body, and then everything else is as it was', () => {
    expect(problems(RECORD.slice(0, 7).join('\r\n'))).toEqual([]);
    expect(fields(RECORD.slice(0, 7).join('\r\n'))[0]).toHaveLength(7);
  });

  it('keeps an unknown code under the name its own tag gives', () => {
    const [record] = parse(
      '〖BT/标题〗甲〖-BT/标题〗\r\n〖XX/备注〗乙〖-XX/备注〗\r\n〖AB12/来源说明〗丙〖-AB12/来源说明〗',
    ).records;
    expect(record?.fields.map(({ code, name, value }) => [code, name, value])).toEqual([
      ['BT', '标题', '甲'],
      ['XX', '备注', '乙'],
      ['AB12', '来源说明', '丙'],
    ]);
    expect(record?.problems).toEqual([]);
  });

  it('keeps the marks of a body in its value, and lists the tags nested in it as its own', () => {
    const body =
      '〖TM/中图〗\r\n〖BH/版号〗04〖-BH/版号〗\r\n〖WJ/文件〗201201030410.T01〖-WJ/文件〗\r\n〖-TM/中图〗\r\n    〖JZ/加重〗要闻〖-JZ/加重〗〖HH/换行〗续';
    const text = `〖BH/版号〗03〖-BH/版号〗\r\n〖ZW/正文〗\r\n${body}\r\n〖-ZW/正文〗\r\n`;
    expect(fields(text)).toEqual([[
      'BH=03', `ZW=${body.replaceAll('\r\n', '\n')}`,
      'ZW>TM=〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗201201030410.T01〖-WJ/文件〗', 'ZW>BH=04', 'ZW>WJ=201201030410.T01',
    ]]);
    expect(problems(text)).toEqual([]);
  });

  it('keeps a lone line break in the author field as it is', () => {
    expect(fields('〖ZZ/作者〗张平〖HH/换行〗DW：〖-ZZ/作者〗')).toEqual([['ZZ=张平〖HH/换行〗DW：']]);
    expect(problems('〖ZZ/作者〗张平〖HH/换行〗DW：〖-ZZ/作者〗')).toEqual([]);
  });

  it('may have its body on one line, or the value of another field on several', () => {
    expect(fields('〖ZW/正文〗一段〖-ZW/正文〗')).toEqual([['ZW=一段']]);
    expect(fields('〖BT/标题〗上一行\r\n下一行〖-BT/标题〗\r\n〖ZZ/作者〗某〖-ZZ/作者〗')).toEqual([['BT=上一行\n下一行', 'ZZ=某']]);
  });

  it('leaves empty values empty', () => {
    expect(fields('〖ZZ/作者〗〖-ZZ/作者〗\r\n〖ZW/正文〗\r\n〖-ZW/正文〗')).toEqual([['ZZ=', 'ZW=']]);
    expect(fields('〖ZW/正文〗\r\n\r\n〖-ZW/正文〗')).toEqual([['ZW=']]);
    expect(fields('〖ZW/正文〗\r\n\r\n\r\n〖-ZW/正文〗')).toEqual([['ZW=\n']]);
  });
});

describe('several records in a file', () => {
  const one = (issue: number, ...more: string[]): string =>
    [`〖ZQ/总期〗${issue}〖-ZQ/总期〗`, '〖RQ/日期〗19951108〖-RQ/日期〗', ...more, ''].join('\r\n');
  const title = (text: string): string => `〖BT/标题〗${text}〖-BT/标题〗`;
  const body = (text: string): string => `〖ZW/正文〗\r\n${text}\r\n〖-ZW/正文〗`;
  const titles = (text: string): (string | undefined)[] =>
    parse(text).records.map((record) => record.fields.find(({ code }) => code === 'BT')?.value);

  it('are told apart, with or without empty lines between, and tile the file', () => {
    const parts = [one(1, title('甲'), body('一')), one(2, title('乙')), one(2, title('丙'), body('三'))];
    for (const between of ['', '\r\n', '\r\n\r\n\r\n']) {
      const { records, problems: own } = parse(parts.join(between));
      expect(records.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3]);
      expect(titles(parts.join(between))).toEqual(['甲', '乙', '丙']);
      expect(own).toEqual([]);
      expect(records.flatMap((record) => record.problems)).toEqual([]);
      expect(records.map(({ start }) => start).slice(1)).toEqual(records.map(({ end }) => end).slice(0, -1));
    }
  });

  it('are told apart when each leaves other fields out', () => {
    expect(
      titles(
        [
          title('甲'),
          body('一'),
          one(2, title('乙'), body('二')),
          '〖RQ/日期〗19951109〖-RQ/日期〗',
          title('丙'),
          body('三'),
        ].join('\r\n'),
      ),
    ).toEqual(['甲', '乙', '丙']);
    const without = ['〖RQ/日期〗1〖-RQ/日期〗', title('甲'), one(2, title('乙'))].join('\r\n');
    expect(titles(without)).toEqual(['甲', '乙']);
    expect(problems(without)).toEqual(['record-boundary-assumed']);
  });

  it('are told apart on one line', () => {
    expect(
      titles([one(1, title('甲'), body('一')), one(2, title('乙'), body('二'))].join('').replaceAll('\r\n', '')),
    ).toEqual(['甲', '乙']);
  });

  it('are told apart when the body before was never closed', () => {
    const text = [one(1, title('甲'), '〖ZW/正文〗', '    一'), one(2, title('乙'), body('二'))].join('\r\n');
    expect(fields(text)[0]?.at(-1)).toBe('ZW=    一');
    expect(titles(text)).toEqual(['甲', '乙']);
    expect(problems(text)).toEqual(['unclosed-body']);
  });

  it('are told apart by whatever the first one begins with', () => {
    const made = (number: number): string =>
      [`〖XH/序号〗${number}〖-XH/序号〗`, title(`第${number}条`), body('文'), ''].join('\r\n');
    expect(titles(made(1) + made(2) + made(3))).toEqual(['第1条', '第2条', '第3条']);
  });

  it('are not made of repeated fields: two authors, two class numbers, two titles in a row', () => {
    const text = one(
      1,
      title('甲'),
      title('又题'),
      '〖ZZ/作者〗甲〖-ZZ/作者〗',
      '〖FL/分类〗D8〖-FL/分类〗',
      '〖ZZ/作者〗乙〖-ZZ/作者〗',
      '〖FL/分类〗E2〖-FL/分类〗',
      body('文'),
    );
    expect(fields(text)).toHaveLength(1);
    expect(problems(text)).toEqual(['repeated-field', 'repeated-field', 'repeated-field']);
  });

  it('are not made of a field that stands behind its body', () => {
    const text = one(1, title('甲'), body('文'), '〖TC/体裁〗消息〖-TC/体裁〗', '〖BZ/备注〗注〖-BZ/备注〗') + one(2, title('乙'), body('文'));
    expect(fields(text).map((record) => record.length)).toEqual([6, 4]);
    expect(problems(text)).toEqual(['field-after-body', 'field-after-body']);
  });

  it('are not made of a shuffled order', () => {
    expect(fields('〖BT/标题〗甲〖-BT/标题〗\n〖RQ/日期〗1〖-RQ/日期〗\n〖ZQ/总期〗2〖-ZQ/总期〗\n〖ZW/正文〗\n文\n〖-ZW/正文〗\n')).toHaveLength(1);
  });
});

describe('dirt', () => {
  it('before the first tag, between the fields and after the last stays in no field', () => {
    const text = `扫描件一\r\n〖BT/标题〗甲〖-BT/标题〗\r\n页边字\r\n〖ZW/正文〗\r\n文\r\n〖-ZW/正文〗\r\n完\r\n`;
    expect(fields(text)).toEqual([['BT=甲', 'ZW=文']]);
    expect(places(text)).toEqual(['text-before-first-tag: 扫描件一', 'text-between-fields: 页边字', 'text-after-record: 完']);
  });

  it('leaves a field that is not closed its line', () => {
    expect(fields('〖BT/标题〗甲\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n〖TC/体裁〗消息')).toEqual([['BT=甲', 'ZZ=乙', 'TC=消息']]);
    expect(fields('〖BT/标题〗甲〖ZZ/作者〗乙〖-ZZ/作者〗')).toEqual([['BT=甲', 'ZZ=乙']]);
    expect(problems('〖BT/标题〗甲\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n〖TC/体裁〗消息')).toEqual(['unclosed-field', 'unclosed-field']);
  });

  it('leaves a body that is not closed everything up to the end', () => {
    expect(fields('〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n    一\r\n    二\r\n')).toEqual([['BT=甲', 'ZW=    一\n    二']]);
    expect(problems('〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n    一\r\n    二\r\n')).toEqual(['unclosed-body']);
  });

  it('takes the text before a closing tag that nothing opened for its value', () => {
    expect(fields('〖BT/标题〗甲〖-BT/标题〗\r\n    一\r\n    二\r\n〖-ZW/正文〗')).toEqual([['BT=甲', 'ZW=    一\n    二']]);
    expect(problems('〖BT/标题〗甲〖-BT/标题〗\r\n    一\r\n〖-ZW/正文〗')).toEqual(['open-tag-missing']);
    expect(fields('甲〖-BT/标题〗\r\n〖ZZ/作者〗乙〖-ZZ/作者〗')).toEqual([['BT=甲', 'ZZ=乙']]);
  });

  it('passes over a closing tag with nothing before it', () => {
    expect(fields('〖BT/标题〗甲〖-BT/标题〗\r\n〖-ZZ/作者〗\r\n〖TC/体裁〗消息〖-TC/体裁〗')).toEqual([['BT=甲', 'TC=消息']]);
    expect(problems('〖BT/标题〗甲〖-BT/标题〗\r\n〖-ZZ/作者〗\r\n〖TC/体裁〗消息〖-TC/体裁〗')).toEqual(['close-without-open']);
  });

  it('takes another closing tag on the line for a slip', () => {
    expect(fields('〖BT/标题〗甲〖-FT/副题〗\r\n〖ZZ/作者〗乙〖-ZZ/作者〗')).toEqual([['BT=甲', 'ZZ=乙']]);
    expect(problems('〖BT/标题〗甲〖-FT/副题〗\r\n〖ZZ/作者〗乙〖-ZZ/作者〗')).toEqual(['wrong-close-tag']);
  });

  it('takes crossed tags apart', () => {
    expect(fields('〖BT/标题〗甲〖FT/副题〗乙〖-BT/标题〗〖-FT/副题〗\r\n〖ZZ/作者〗丙〖-ZZ/作者〗')).toEqual([['BT=甲', 'FT=乙', 'ZZ=丙']]);
    expect(problems('〖BT/标题〗甲〖FT/副题〗乙〖-BT/标题〗〖-FT/副题〗')).toEqual(['crossed-tags']);
    const lines = '〖BT/标题〗甲\r\n〖ZZ/作者〗乙〖-ZZ/作者〗\r\n〖-BT/标题〗\r\n';
    expect(fields(lines)).toEqual([['BT=甲', 'ZZ=乙']]);
  });

  it('takes a field nested in another for one of the record', () => {
    expect(fields('〖BT/标题〗甲〖ZZ/作者〗乙〖-ZZ/作者〗〖-BT/标题〗\r\n〖TC/体裁〗消息〖-TC/体裁〗')).toEqual([['BT=甲', 'ZZ=乙', 'TC=消息']]);
    expect(problems('〖BT/标题〗甲〖ZZ/作者〗乙〖-ZZ/作者〗〖-BT/标题〗')).toEqual(['nested-field']);
  });

  it('leaves tags that a value quotes in the value', () => {
    expect(fields('〖BT/标题〗谈〖ZZ/作者〗的写法〖-BT/标题〗')).toEqual([['BT=谈〖ZZ/作者〗的写法']]);
    expect(fields('〖BT/标题〗谈〖-ZZ/作者〗的写法〖-BT/标题〗')).toEqual([['BT=谈〖-ZZ/作者〗的写法']]);
    expect(fields('〖BT/标题〗谈〖ZZ/作者〗某〖-ZZ/作者〗的写法〖-BT/标题〗')).toEqual([['BT=谈〖ZZ/作者〗某〖-ZZ/作者〗的写法']]);
  });

  it('leaves tags that a body quotes in the body', () => {
    const body = '    本报资料用〖ZQ/总期〗19513〖-ZQ/总期〗标明期号，\r\n〖BT/标题〗示例〖-BT/标题〗\r\n    正文以〖-ZW/正文〗结束，以〖ZW/正文〗开始。';
    const text = `〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n${body}\r\n〖-ZW/正文〗\r\n`;
    const [record] = fields(text);
    expect(fields(text)).toHaveLength(1);
    expect(record?.[1]).toBe(`ZW=${body.replaceAll('\r\n', '\n')}`);
    expect(record?.slice(2)).toEqual(['ZW>ZQ=19513', 'ZW>BT=示例']);
    expect(new Set(problems(text))).toEqual(new Set(['tag-in-text']));
  });

  it('leaves other text in 〖〗 alone', () => {
    const text = '〖BT/标题〗〖图片新闻〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n〖本报讯〗文〖TCP〗\r\n〖-ZW/正文〗';
    expect(fields(text)).toEqual([['BT=〖图片新闻〗甲', 'ZW=〖本报讯〗文〖TCP〗']]);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['〖BT／标题〗甲〖－BT／标题〗'], ['〖ＢＴ/标题〗甲〖-ＢＴ/标题〗'], ['〖bt/标题〗甲〖-bt/标题〗'], ['〖BT；标题〗甲〖-BT；标题〗'], ['〖BT〗甲〖-BT〗'],
    ['〖 BT/标题 〗甲〖- BT/标题〗'], ['〖BT标题〗甲〖-BT标题〗'],
  ])('understands the spelling %s', (text) => {
    expect(fields(text)).toEqual([['BT=甲']]);
    expect(problems(text)).toEqual(['tag-variant']);
  });

  it('goes by the code when the name is another', () => {
    expect(fields('〖BT/题目〗甲〖-BT/标题〗')).toEqual([['BT=甲']]);
    expect(parse('〖BT/题目〗甲〖-BT/标题〗').records[0]?.fields[0]?.name).toBe('题目');
    expect(problems('〖BT/题目〗甲〖-BT/标题〗')).toEqual(['tag-name-differs']);
    expect(problems('〖BT/標題〗甲〖-BT/標題〗')).toEqual([]);
  });

  it('mends a tag that lacks its closing bracket', () => {
    expect(fields('〖BT/标题甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n文\r\n〖-ZW/正文\r\n')).toEqual([['BT=甲', 'ZW=文']]);
    expect(problems('〖BT/标题甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n文\r\n〖-ZW/正文\r\n')).toEqual(['unfinished-tag', 'truncated-tag']);
  });

  it.each(['〖', '〖-', '〖Z', '〖ZQ', '〖ZQ/', '〖ZQ/总', '〖ZQ/总期', '〖ZQ/总期\r\n'])(
    'leaves a tag cut off at the end out of every value: %j',
    (cut) => {
      const text = `〖BT/标题〗甲〖-BT/标题〗\r\n〖ZW/正文〗\r\n文\r\n〖-ZW/正文〗\r\n${cut}`;
      expect(fields(text)).toEqual([['BT=甲', 'ZW=文']]);
      expect(problems(text)).toEqual(['truncated-tag']);
      expect(fields(`〖ZW/正文〗\r\n文${cut}`)).toEqual([['ZW=文']]);
    },
  );

  it.each(['〖-', '〖-Z', '〖-ZW', '〖-ZW/', '〖-ZW/正', '〖-ZW/正文'])(
    'ends a body at its own closing tag cut off: %s',
    (cut) => {
      expect(fields(`〖ZW/正文〗\r\n文\r\n${cut}`)).toEqual([['ZW=文']]);
      expect(problems(`〖ZW/正文〗\r\n文\r\n${cut}`)).toContain('truncated-tag');
    },
  );

  it('tells of broken inline marks, and keeps them', () => {
    const text = '〖ZW/正文〗\r\n〖JZ；加重〗甲〖-JZ/加重〗乙〖-ZI/字符〗丙〖JZ/加重〗\r\n〖-ZW/正文〗';
    expect(fields(text)[0]?.[0]).toBe('ZW=〖JZ；加重〗甲〖-JZ/加重〗乙〖-ZI/字符〗丙〖JZ/加重〗');
    expect(problems(text)).toEqual(['mark-variant', 'mark-unbalanced', 'mark-unbalanced']);
  });

  it('notes a file name or a picture block in the body that is not closed', () => {
    const codes = (inside: string) => parse(`〖ZW/正文〗\n${inside}\n〖-ZW/正文〗`).records[0]?.problems.map(({ code }) => code);
    expect(codes('〖TM/中图〗\n〖WJ/文件〗1.T01\n〖-TM/中图〗')).toEqual(['picture-not-closed']);
    expect(codes('〖TM/中图〗\n〖WJ/文件〗1.T01〖-WJ/文件〗')).toEqual(['picture-not-closed']);
    expect(codes('〖TM/中图〗\n〖WJ/文件〗1.T01〖-WJ/文件〗\n〖-TM/中图〗')).toEqual([]);
  });

  it('does not let a page number in a picture block become the record\'s own, even in a broken block', () => {
    for (const block of ['〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗a.T01〖-WJ/文件〗\n', '〖BH/版号〗04〖-BH/版号〗\n〖-TM/中图〗\n']) {
      const [record] = parse(`〖BH/版号〗03〖-BH/版号〗\n〖ZW/正文〗\n${block}〖-ZW/正文〗\n`).records;
      expect(
        record?.fields.filter(({ code, parent }) => code === 'BH' && parent === null).map(({ value }) => value),
      ).toEqual(['03']);
    }
    expect(fields('〖BH/版号〗03〖-BH/版号〗\n〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖-TM/中图〗\n')[0]).toEqual([
      'BH=03',
      'TM=〖BH/版号〗04〖-BH/版号〗',
      'TM>BH=04',
    ]);
  });

  it('reads 【】 where there is no 〖〗 at all, as in Big5', () => {
    const text = '【BT/標題】甲【-BT/標題】\r\n【ZW/正文】\r\n【本報訊】文\r\n【-ZW/正文】\r\n';
    const [record] = parseTagged(decode(bytesOf(text, 'big5'), 'big5')).records;
    expect(values(record)).toEqual(['BT=甲', 'ZW=【本報訊】文']);
    expect(fields('〖BT/标题〗谈【ZZ/作者】〖-BT/标题〗')).toEqual([['BT=谈【ZZ/作者】']]);
  });

  it('is told with the bytes it concerns', () => {
    const sound = bytesOf(SOUND, 'gb18030');
    const at = sound.length - 40;
    const broken = new Uint8Array([...sound.subarray(0, at), 0xff, 0xff, ...sound.subarray(at)]);
    const found = parseTagged(decode(broken, 'gb18030')).records[0]?.problems ?? [];
    expect(found.map(({ code, offset, length }) => [code, offset, length])).toContainEqual([
      'undecodable-bytes',
      at,
      2,
    ]);
    const cut =
      parseTagged(decode(bytesOf('〖BT/标题〗标题', 'gb18030').subarray(0, -1), 'gb18030')).records[0]?.problems ?? [];
    expect(cut.map(({ code }) => code)).toEqual(['unclosed-field', 'cut-in-character']);
    expect(problems('〖BT/标题〗\ue000\ue001〖-BT/标题〗')).toEqual(['private-characters']);
  });
});

describe('a file without records', () => {
  it.each([
    ['', 'empty-file'],
    ['\r\n  \r\n', 'empty-file'],
    ['没有标记的文字', 'no-record'],
    ['〖HH/换行〗', 'no-record'],
    ['〖-BT/标题〗', 'no-record'],
  ])('is refused: %j', (text, code) => {
    expect(parse(text).records).toEqual([]);
    expect(problems(text)).toEqual([code]);
  });
});

describe('limits', () => {
  it('report so many problems, and count the rest', () => {
    const text = Array.from({ length: 500 }, () => '〖ZZ/作者〗甲〖-ZZ/作者〗').join('\n');
    const { records, problems: own } = parseTagged(decode(bytesOf(text, 'gb18030'), 'gb18030'), { maxProblems: 10 });
    expect(records.flatMap((record) => record.problems)).toHaveLength(10);
    expect(own).toMatchObject([{ code: 'problems-left-out' }]);
    expect(own[0]?.text.zh).toContain('489');
  });

  it.each([
    ['a hundred thousand fields', '〖XX/备注〗甲〖-XX/备注〗\n'.repeat(100_000)],
    ['as many never closed, on one line', '〖BT/标题〗甲'.repeat(100_000)],
    ['as many never opened', '〖-BT/标题〗甲'.repeat(100_000)],
    ['as many bodies never closed', '〖ZW/正文〗甲'.repeat(100_000)],
    ['as many marks that do not match', '〖ZW/正文〗'.concat('〖JZ/加重〗'.repeat(50_000), '〖-ZI/字符〗'.repeat(50_000))],
    ['as many brackets', '〖'.repeat(300_000)],
    ['crossings without end', '〖BT/标题〗〖ZZ/作者〗〖-BT/标题〗'.repeat(50_000)],
    ['picture blocks without end', `〖ZW/正文〗${'〖TM/中图〗〖BH/版号〗'.repeat(50_000)}`],
    ['one line of many megabytes', `〖ZW/正文〗${'人民日报'.repeat(2_000_000)}〖-ZW/正文〗`],
    ['blanks without end', `〖BT/标题〗${' '.repeat(2_000_000)}〖ZZ/作者〗${'\n'.repeat(2_000_000)}`],
    ['quoted tags without end', `〖ZW/正文〗\n${'〖ZQ/总期〗1〖-ZQ/总期〗\n'.repeat(50_000)}〖-ZW/正文〗`],
  ])('are not needed for %s', (_, text) => {
    const bytes = Buffer.from(text, 'utf8');
    const started = performance.now();
    const { records } = parseTagged(decode(bytes, 'utf-8'));
    expect(performance.now() - started).toBeLessThan(4000);
    expect(records.length === 0 || records.at(-1)?.end === bytes.length).toBe(true);
  });
});
