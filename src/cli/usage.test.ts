import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { UsageError } from './exit.ts';
import { chooseLang, langOption } from './language.ts';
import { nounOf } from './program.ts';
import { parseColumns, recordView } from './record-columns.ts';
import { assignment, fieldNamed, oneOf, parserSentence, severalOf, wholeNumber } from './usage.ts';

describe('the words of a command line', () => {
  it('knows a field by its name, its code and its Chinese name', () => {
    expect([
      fieldNamed('title'),
      fieldNamed('BT'),
      fieldNamed('bt'),
      fieldNamed('标题'),
      fieldNamed('PAGENAME'),
    ]).toEqual(['title', 'title', 'title', 'title', 'pageName']);
    expect(() => fieldNamed('名')).toThrow(UsageError);
  });

  it('reads FIELD=VALUE with equal signs in the value, and an empty value as no field', () => {
    expect(assignment('标题=a=b')).toEqual(['title', 'a=b']);
    expect(assignment('FL=')).toEqual(['class', null]);
    expect(() => assignment('标题')).toThrow(UsageError);
    expect(() => assignment('=x')).toThrow(UsageError);
  });

  it('refuses numbers and choices it does not know, with what it takes', () => {
    expect(wholeNumber('--limit')('20')).toBe(20);
    for (const bad of ['-1', '1.5', '1e3', '', 'x', '99999999999999999999'])
      expect(() => wholeNumber('--limit')(bad)).toThrow(/--limit/);
    expect(() => wholeNumber('--top', 1)('0')).toThrow(/at least 1/);
    expect(() => oneOf('--state', ['open', 'merged'])('Open')).toThrow(/open, merged/);
    expect(severalOf('--by', ['year', 'page'])('page, year')).toEqual(['page', 'year']);
  });

  it('finds the noun behind the common options', () => {
    expect(nounOf(['--library', 'import', '--json', 'records', 'count'])).toBe('records');
    expect(nounOf(['--library=a.jianbao', 'export'])).toBe('export');
    expect(nounOf(['--help'])).toBeUndefined();
  });

  it('answers in Chinese unless the locale or --lang says English', () => {
    expect(chooseLang([], {})).toBe('zh');
    expect(chooseLang([], { LANG: 'C.UTF-8' })).toBe('zh');
    expect(chooseLang([], { LANG: 'en_GB.UTF-8' })).toBe('en');
    expect(chooseLang([], { LANG: 'en_GB.UTF-8', LC_ALL: 'zh_CN.GB18030' })).toBe('zh');
    expect(chooseLang(['--lang', 'zh'], { LC_ALL: 'en_US' })).toBe('zh');
    expect(chooseLang(['--lang=en'], {})).toBe('en');
    expect(langOption(['records', 'count'])).toBeNull();
  });

  it('says what the parser found wrong in both languages', () => {
    const unknown = new CommanderError(
      1,
      'commander.unknownOption',
      "error: unknown option '--foo'\n(Did you mean --for?)",
    );
    expect(parserSentence(unknown)).toEqual({
      zh: '没有选项 --foo（是不是 --for？）。',
      en: "unknown option '--foo' (Did you mean --for?)",
    });
    const missing = new CommanderError(
      1,
      'commander.missingMandatoryOptionValue',
      "error: required option '--out <path>' not specified",
    );
    expect(parserSentence(missing).zh).toBe('必须给出选项 --out <path>。');
  });

  it('chooses columns by any of their names and gives them under one', () => {
    expect(parseColumns('id, 标题,RQ')).toEqual(['id', 'title', 'date']);
    expect(() => parseColumns('colour')).toThrow(UsageError);
    const row = {
      id: 7,
      title: '题',
      kicker: '',
      date: '20110614',
      day: 20110614,
      page: '04',
      item: '1',
      class: 'D822',
      genre: '',
      column: '',
      pageName: '',
      author: '',
      status: 'new',
      tags: ['甲'],
      problems: 0,
      duplicates: 0,
    } as const;
    expect(recordView(row, ['title', 'tags', 'subtitle'])).toEqual({ title: '题', tags: ['甲'], subtitle: '' });
  });
});
