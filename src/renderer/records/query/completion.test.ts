import { describe, expect, it } from 'vitest';
import { complete, fieldsLike, typingAt } from './completion.ts';

describe('completion in the search box', () => {
  it('knows whether a name or a value is being typed, at the caret only', () => {
    expect(typingAt('哈萨克 gen', 7)).toEqual({ field: null, text: 'gen', start: 4 });
    expect(typingAt('-体裁:消', 5)).toEqual({ field: 'genre', text: '消', start: 4 });
    expect(typingAt('(class:=D8', 10)).toEqual({ field: 'class', text: 'D8', start: 7 });
    expect(typingAt('genre:消息 ', 9)).toBeNull();
    expect(typingAt('genre:消息', 3)).toBeNull();
    expect(typingAt('"上接 第', 5)).toBeNull();
    expect(typingAt('http://x', 8)).toBeNull();
  });

  it('offers fields by any of their names', () => {
    expect(fieldsLike('体')).toEqual(['genre']);
    expect(fieldsLike('pa')).toEqual(['page', 'pageName']);
    expect(fieldsLike('ZW')).toEqual(['body']);
    expect(fieldsLike('p')).toEqual([]);
  });

  it('puts in what was chosen and leaves the rest of the query', () => {
    const name = typingAt('ge', 2);
    expect(name && complete('ge 合作', 2, name, { field: 'genre' })).toEqual({ text: 'genre:合作', caret: 6 });
    const value = typingAt('genre:图 合作', 7);
    expect(value && complete('genre:图 合作', 7, value, { value: '图片 照片' })).toEqual({ text: 'genre:"图片 照片" 合作', caret: 14 });
  });
});
