import { describe, expect, it } from 'vitest';
import { formatValue, readFilters, removeFilter, setFilter, toggleFilter, valuesOf, withoutField } from './filters.ts';
import { tokenise } from './tokens.ts';

describe('tokens of a query', () => {
  it('keeps words, phrases, fields and groups apart with their positions', () => {
    const query = '哈萨克 -"上接 第一版" 体裁:消息 (date:2011 OR date:2012)';
    const tokens = tokenise(query);
    expect(tokens.map((token) => [token.kind, token.negated, token.field, token.value])).toEqual([
      ['term', false, null, '哈萨克'],
      ['term', true, null, '上接 第一版'],
      ['term', false, 'genre', '消息'],
      ['group', false, null, 'date:2011 OR date:2012'],
    ]);
    expect(tokens.map((token) => query.slice(token.start, token.end))).toEqual([
      '哈萨克', '-"上接 第一版"', '体裁:消息', '(date:2011 OR date:2012)',
    ]);
  });

  it('never fails on a quotation or bracket that nobody closed', () => {
    expect(tokenise('"双方').map((token) => token.value)).toEqual(['双方']);
    expect(tokenise('(a OR b').map((token) => token.value)).toEqual(['a OR b']);
    expect(tokenise(')').length).toBe(1);
    expect(tokenise('-').map((token) => token.negated)).toEqual([false]);
    expect(tokenise('class:="D 8"').map((token) => token.value)).toEqual(['=D 8']);
    expect(tokenise('上海:北京 快讯(一)').map((token) => token.value)).toEqual(['上海:北京', '快讯(一)']);
  });
});

describe('filters of a query', () => {
  it('reads a field by its code, its Chinese name or its English name', () => {
    expect(readFilters('TC:消息 体裁:通讯 genre:散文').map((filter) => filter.field)).toEqual(['genre', 'genre', 'genre']);
  });

  it('reads a bracket of one field as one filter, and leaves a mixed bracket alone', () => {
    for (const query of ['(genre:消息 OR genre:通讯)', 'genre:(消息 OR 通讯)', '体裁:(消息 OR TC:通讯)']) {
      expect(readFilters(query).map((filter) => filter.values)).toEqual([['消息', '通讯']]);
    }
    expect(readFilters('(genre:消息 OR page:04)')).toEqual([]);
    expect(readFilters('(genre:消息 genre:通讯)')).toEqual([]);
  });

  it('adds values to a filter one by one and takes them out again', () => {
    let query = toggleFilter('哈萨克', 'genre', '消息', 'include');
    expect(query).toBe('genre:消息 哈萨克');
    query = toggleFilter(query, 'genre', '通讯', 'include');
    expect(query).toBe('genre:(消息 OR 通讯) 哈萨克');
    query = toggleFilter(query, 'genre', '消息', 'include');
    expect(query).toBe('genre:通讯 哈萨克');
    expect(toggleFilter(query, 'genre', '通讯', 'include')).toBe('哈萨克');
  });

  it('puts a new filter behind the others and before the words', () => {
    expect(toggleFilter('date:2011 哈萨克', 'page', '04', 'include')).toBe('date:2011 page:04 哈萨克');
  });

  it('turns a wanted value into an unwanted one and back', () => {
    const excluded = toggleFilter('genre:消息', 'genre', '消息', 'exclude');
    expect(excluded).toBe('-genre:消息');
    expect(toggleFilter(excluded, 'genre', '消息', 'include')).toBe('genre:消息');
    expect(valuesOf('-genre:消息 -genre:图片', 'genre').excluded).toEqual(['消息', '图片']);
  });

  it('writes a value with blanks or brackets in quotation marks and reads it back', () => {
    for (const value of ['公报？公告', '图片 照片', '快讯（一）', '(一)', '-x', '=D82', '=D 82', '“黄河”', 'a"b', 'OR']) {
      const query = setFilter('', 'genre', [value]);
      expect(readFilters(query).map((filter) => filter.values)).toEqual([[value]]);
    }
    expect(formatValue('图片 照片')).toBe('"图片 照片"');
  });

  it('writes "has no value" as -has and reads it back, alone and among values', () => {
    expect(toggleFilter('', 'class', '', 'include')).toBe('-has:class');
    expect(toggleFilter('', 'class', '', 'exclude')).toBe('has:class');
    const both = toggleFilter('-has:class', 'class', '=D8', 'include');
    expect(both).toBe('(-has:class OR class:=D8)');
    expect(readFilters(both).map((filter) => filter.values)).toEqual([['', '=D8']]);
  });

  it('brackets words joined by OR before a filter stands beside them', () => {
    expect(toggleFilter('天津 OR 北京', 'genre', '消息', 'include')).toBe('genre:消息 (天津 OR 北京)');
    expect(readFilters('genre:消息 OR 北京')).toEqual([]);
  });

  it('takes out a whole field or the one filter a chip stands for', () => {
    expect(withoutField('date:2011 哈萨克 -date:2012 page:04', 'date')).toBe('哈萨克 page:04');
    const query = 'date:2011 哈萨克 page:04';
    const [, page] = readFilters(query);
    expect(page && removeFilter(query, page)).toBe('date:2011 哈萨克');
  });
});
