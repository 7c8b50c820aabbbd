import { describe, expect, it } from 'vitest';
import { CLC_BY_NOTATION } from './outline.ts';
import { ancestors, expandRange, parseNotation, splitNumbers } from './notation.ts';

const has = (notation: string): boolean => CLC_BY_NOTATION.has(notation);
const broader = (notation: string): string | null => CLC_BY_NOTATION.get(notation)?.broader ?? null;

describe('a class number', () => {
  it('of the classification is letters, digits and a dot after the third', () => {
    for (const text of [
      'D822',
      'D64',
      'D813.2',
      'C913.3',
      'C913.7',
      'G11',
      'G812.20',
      'F426.22',
      'TP393.08',
      'I267',
      'Z',
      'DF3',
    ]) {
      expect([parseNotation(text).kind, parseNotation(text).base, parseNotation(text).problems], text).toEqual([
        'clc',
        text,
        [],
      ]);
    }
  });

  it('of the house is E and the letter of another main class, and hangs under E', () => {
    for (const text of ['EI26', 'EI275', 'EI278', 'EI279.6', 'EK258.2', 'EZ', 'EG40', 'ED6', 'EF3', 'ER8']) {
      expect([parseNotation(text).kind, parseNotation(text).base], text).toEqual(['house', text]);
      expect(ancestors(text, has), text).toEqual(['E']);
    }
  });

  it('that starts with a letter without a class, or with none, is unknown but kept', () => {
    expect(parseNotation('M12')).toMatchObject({ kind: 'unknown', base: 'M12', problems: ['no-such-letter'] });
    expect(parseNotation('QX99.9')).toMatchObject({ kind: 'unknown', base: 'QX99.9', problems: ['no-such-letter'] });
    expect(parseNotation('822')).toMatchObject({ kind: 'unknown', problems: ['not-a-number'] });
    expect(parseNotation('TEST')).toMatchObject({ kind: 'unknown', base: 'TEST', problems: ['not-a-number'] });
    expect(parseNotation('待分')).toMatchObject({ kind: 'unknown', base: '待分', problems: ['not-a-number'] });
    expect(parseNotation('  ')).toMatchObject({ kind: 'unknown', base: '', problems: ['empty'] });
  });

  it('gives up its auxiliaries one by one and keeps its base', () => {
    expect(parseNotation('D822(711)').auxiliaries).toEqual([{ sign: '()', value: '711' }]);
    expect(parseNotation('K825.6=76').auxiliaries).toEqual([{ sign: '=', value: '76' }]);
    expect(parseNotation('R-33').auxiliaries).toEqual([{ sign: '-', value: '33' }]);
    expect(parseNotation('R-33').base).toBe('R');
    expect(parseNotation('G40-011.8').base).toBe('G40');
    expect(parseNotation('F426+X3').auxiliaries).toEqual([{ sign: '+', value: 'X3' }]);
    expect(parseNotation('O156.2+1')).toMatchObject({
      base: 'O156.2',
      auxiliaries: [{ sign: '+', value: '1' }],
      problems: [],
    });
    expect(parseNotation('I207.41:B9').auxiliaries).toEqual([{ sign: ':', value: 'B9' }]);
    expect(parseNotation('D633"217"').auxiliaries).toEqual([{ sign: '"', value: '217' }]);
    expect(parseNotation('TP312JA').auxiliaries).toEqual([{ sign: '', value: 'JA' }]);
    expect(parseNotation('J292.1(2)=47').auxiliaries.map((part) => part.sign)).toEqual(['()', '=']);
  });

  it('typed in full width, small letters or with a blank is read all the same, and says so', () => {
    expect(parseNotation('Ｄ８２２')).toMatchObject({ kind: 'clc', base: 'D822', problems: ['full-width'] });
    expect(parseNotation('d822')).toMatchObject({ kind: 'clc', base: 'D822', problems: ['lower-case'] });
    expect(parseNotation('D 822')).toMatchObject({ kind: 'clc', base: 'D822', problems: ['blank'] });
    expect(parseNotation('D92228')).toMatchObject({ kind: 'clc', problems: ['dot'] });
    expect(parseNotation('D922.28.')).toMatchObject({ kind: 'clc', base: 'D922.28', problems: ['dot'] });
    expect(parseNotation('D822？')).toMatchObject({ kind: 'clc', base: 'D822', problems: ['full-width', 'leftover'] });
  });

  it('in square brackets is an alternative, in braces a discontinued one', () => {
    expect(parseNotation('[D664]')).toMatchObject({ kind: 'clc', base: 'D664', mark: 'alternative' });
    expect(parseNotation('{D518}')).toMatchObject({ kind: 'clc', base: 'D518', mark: 'discontinued' });
    expect(parseNotation('[D664').problems).toEqual(['unbalanced']);
  });

  it('may be a range', () => {
    expect(parseNotation('D73/77').range).toEqual({ from: 'D73', to: 'D77' });
    expect(parseNotation('K833/837').range).toEqual({ from: 'K833', to: 'K837' });
    expect(parseNotation('C829.3/.7').range).toEqual({ from: 'C829.3', to: 'C829.7' });
    expect(expandRange('D73/77')).toEqual(['D73', 'D74', 'D75', 'D76', 'D77']);
    expect(expandRange('C829.3/.7')).toHaveLength(5);
    expect(expandRange('E3/7')).toEqual(['E3', 'E4', 'E5', 'E6', 'E7']);
    expect(expandRange('D822')).toEqual(['D822']);
  });

  it('that nobody could have meant is read to the end and never throws', () => {
    for (const text of [
      '',
      '(',
      'D(',
      'D82"',
      '/',
      'D/',
      '---',
      'TTT3',
      '〖FL',
      '\u0000',
      'D822()',
      'E',
      'D822/X',
      '9/7',
    ]) {
      expect(() => parseNotation(text), text).not.toThrow();
      expect(() => ancestors(text, has), text).not.toThrow();
      expect(() => expandRange(text), text).not.toThrow();
    }
  });
});

describe('the notations above a number', () => {
  it('are those that exist, the nearest first', () => {
    expect(ancestors('D822', has)).toEqual(['D82', 'D8', 'D']);
    expect(ancestors('D822(711)', has)).toEqual(['D822', 'D82', 'D8', 'D']);
    expect(ancestors('G812.20', has)).toEqual(['G812.2', 'G812', 'G81', 'G8', 'G']);
    expect(ancestors('B-49', has)).toEqual(['B-4', 'B']);
    expect(ancestors('D', has)).toEqual([]);
  });

  it('follow the scheme where the digits mislead', () => {
    expect(ancestors('G649.2', has)).toEqual(['G649', 'G64', 'G']);
    expect(ancestors('G649.2', has, broader)).toEqual(['G649', 'G64', 'G4', 'G']);
  });

  it('may be a range that stands for the number', () => {
    const members = new Map(expandRange('D73/77').map((member) => [member, 'D73/77']));
    expect(ancestors('D731.3', (notation) => members.get(notation) ?? has(notation))).toEqual(['D73/77', 'D']);
  });
});

describe('a field with several class numbers', () => {
  it('is cut at the usual signs, and a range is left whole', () => {
    expect(splitNumbers('D822；F752')).toEqual(['D822', 'F752']);
    expect(splitNumbers('D822;F752 , G11、EI26')).toEqual(['D822', 'F752', 'G11', 'EI26']);
    expect(splitNumbers('D822/F752')).toEqual(['D822', 'F752']);
    expect(splitNumbers('D73/77')).toEqual(['D73/77']);
    expect(splitNumbers('D822　F752')).toEqual(['D822', 'F752']);
    expect(splitNumbers(' ')).toEqual([]);
  });
});
