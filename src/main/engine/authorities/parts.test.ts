import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAuthors, readKeywords } from '../formats/tagged/display.ts';
import { partsOf, rewritten } from './parts.ts';

const valuesOf = (...[field, text]: Parameters<typeof partsOf>): readonly string[] => partsOf(field, text).map(({ value }) => value);
const text = fc.array(fc.constantFrom('张三', '李 四', '/', '／', '；', '、', '〖HH/换行〗', 'DW：', 'RW：', '新华社', ' ', '\n', '，'), { maxLength: 12 }).map((bits) => bits.join(''));

describe('the values of a field', () => {
  it('are those the reader of records finds', () => {
    fc.assert(fc.property(text, (value) => {
      expect(valuesOf('author', value)).toEqual(readAuthors(value).names);
      expect(valuesOf('keywords', value)).toEqual(readKeywords(value).keywords);
    }));
  });

  it('stand where they say they stand', () => {
    fc.assert(fc.property(text, fc.constantFrom('author' as const, 'genre' as const, 'keywords' as const, 'column' as const), (value, field) => {
      for (const part of partsOf(field, value)) expect(value.slice(part.start, part.end)).toBe(part.value);
    }));
  });

  it('are several in a genre, also where the separator was lost, and one in a column', () => {
    expect(valuesOf('genre', '照片；图片；图片新闻')).toEqual(['照片', '图片', '图片新闻']);
    expect(valuesOf('genre', '公报？公告')).toEqual(['公报', '公告']);
    expect(valuesOf('column', '观察/国际')).toEqual(['观察/国际']);
  });
});

describe('writing one value another way', () => {
  const forms = new Map([['其它言论', '其他言论'], ['张 三', '张三']]);

  it('leaves the rest of the field as it stands', () => {
    expect(rewritten('genre', '消息；其它言论', forms)).toBe('消息；其他言论');
    expect(rewritten('author', ' 李四/张 三〖HH/换行〗DW：新华社', forms)).toBe(' 李四/张三〖HH/换行〗DW：新华社');
    expect(rewritten('author', '李四/张三丰', forms)).toBeNull();
  });

  it('does not write a value twice, and keeps repeats that were there', () => {
    expect(rewritten('genre', '其他言论；其它言论；消息', forms)).toBe('其他言论；消息');
    expect(rewritten('genre', '其它言论；消息；其他言论', forms)).toBe('其他言论；消息');
    expect(rewritten('author', '李四/李四/张 三', forms)).toBe('李四/李四/张三');
  });
});
