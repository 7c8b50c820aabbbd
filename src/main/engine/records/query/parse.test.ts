import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../contract/fault.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';

const positionOf = (query: string): number | undefined => {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof Fault && error.code === 'bad-query') return error.position;
    throw error;
  }
  return undefined;
};

describe('the query language', () => {
  it('reads words that must all be met', () => {
    expect(parseQuery('中国 经济')).toEqual({
      kind: 'and', parts: [
        { kind: 'text', field: null, text: '中国', exact: false },
        { kind: 'text', field: null, text: '经济', exact: false },
      ],
    });
  });

  it('takes nothing, and blanks, as every record', () => {
    expect(parseQuery('')).toEqual({ kind: 'all' });
    expect(parseQuery(' \u3000 ')).toEqual({ kind: 'all' });
  });

  it('binds closeness before OR, and brackets before both', () => {
    expect(printQuery(parseQuery('甲 乙 OR 丙'))).toBe('(甲 乙) OR 丙');
    expect(printQuery(parseQuery('甲 (乙 OR 丙)'))).toBe('甲 (乙 OR 丙)');
    expect(printQuery(parseQuery('-(甲 OR 乙)'))).toBe('-(甲 OR 乙)');
    expect(printQuery(parseQuery('--甲'))).toBe('甲');
  });

  it('knows a field by its name, its code and its Chinese name, with either colon', () => {
    const wanted = { kind: 'text', field: 'title', text: '联合声明', exact: false };
    for (const query of ['title:联合声明', 'BT:联合声明', 'bt:联合声明', '标题：联合声明', 'Title:"联合声明"', 'title:“联合声明”']) {
      expect(parseQuery(query)).toEqual(wanted);
    }
    expect(parseQuery('class:=D82')).toEqual({ kind: 'value', field: 'class', value: 'D82', exact: true });
  });

  it('spreads a field over brackets', () => {
    expect(printQuery(parseQuery('genre:(消息 OR "其他 言论")'))).toBe('genre:消息 OR genre:"其他 言论"');
  });

  it('reads dates, months, years and open ranges', () => {
    const range = (query: string): unknown => parseQuery(query);
    expect(range('date:2011-06-14')).toMatchObject({ kind: 'range', from: 20110614, to: 20110614 });
    expect(range('date:2011年6月')).toMatchObject({ from: 20110600, to: 20110699 });
    expect(range('date:1998..2003')).toMatchObject({ from: 19980000, to: 20039999 });
    expect(range('date:1998..2003-05')).toMatchObject({ from: 19980000, to: 20030599 });
    expect(range('date:..2003')).toMatchObject({ from: null, to: 20039999 });
    expect(range('日期：１９９８..')).toMatchObject({ from: 19980000, to: null });
    expect(range('page:1..4')).toMatchObject({ kind: 'range', field: 'page', from: 1, to: 4 });
  });

  it('keeps brackets, hyphens and quotes inside a word as text', () => {
    expect(parseQuery('中国(上海)自贸区')).toMatchObject({ text: '中国(上海)自贸区' });
    expect(parseQuery('T-34')).toMatchObject({ text: 'T-34' });
    expect(parseQuery('建设“一带一路”')).toMatchObject({ text: '建设“一带一路”' });
    expect(parseQuery('"他说""好"""')).toMatchObject({ text: '他说"好"' });
    expect(parseQuery('10:30')).toMatchObject({ text: '10:30' });
    expect(parseQuery('专家观点：要稳')).toMatchObject({ text: '专家观点：要稳' });
  });

  it.each([
    ['甲 "乙', 2], ['甲 (乙', 2], ['甲) 乙', 1], ['()', 1], ['甲 OR', 4], ['OR 甲', 0], ['甲 - 乙', 2], ['title:', 6], ['titel:甲', 0],
    ['甲 date:昨天', 7], ['status:old', 7], ['has:什么', 4], ['duplicate:x', 10], ['import:x', 7], ['""', 0], ['id:x', 3], ['date:..', 5], ['date:2011-13', 5],
  ])('refuses %s and says where', (query, position) => {
    expect(positionOf(query)).toBe(position);
  });

  it('refuses brackets nested beyond reason instead of failing', () => {
    expect(positionOf(`${'('.repeat(5000)}甲${')'.repeat(5000)}`)).toBe(100);
  });

  it.each([
    '甲 乙 OR -丙', 'title:"a ""b"" c"', 'date:1998..2003 class:D82 -class:=D822', 'tag:"两 字" set:x source:"/a b/c" import:3', 'has:body -has:tag',
    'problem:unclosed-body duplicate:open id:3..9 status:done', 'page:04 column:a/b', '"OR"', '-(甲 (乙 OR 丙))',
  ])('prints %s so that it is read the same', (query) => {
    const read = parseQuery(query);
    expect(parseQuery(printQuery(read))).toMatchObject(JSON.parse(JSON.stringify(read, (key, value: unknown) => (key === 'at' ? undefined : value))) as object);
  });
});
