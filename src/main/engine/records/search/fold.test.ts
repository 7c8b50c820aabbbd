import { describe, expect, it } from 'vitest';
import { fold, isFoldTarget } from './fold.ts';
import { phrase, tokens } from './tokens.ts';

describe('folding', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123'], ['努尔苏丹・纳扎尔巴耶夫', '努尔苏丹·纳扎尔巴耶夫'], ['——', '――'], ['，', ','], ['㈠', '(一)'], ['㎏', 'kg'],
    ['杜 杰', '杜杰'], ['杜\u3000杰', '杜杰'], ['1 月 5 日', '1月5日'], ['“双方” ）', '“双方”)'], ['WTO 总干事', 'wto总干事'], ['ﾊﾝ', 'ハン'],
    ['a\u200bb', 'ab'], ['金', '\uf90a'],
  ])('takes %s and %s for one', (one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it('keeps words of a script with spaces apart', () => {
    expect(fold('New  York')).toBe('new york');
    expect(fold('New York')).not.toBe(fold('NewYork'));
    expect(fold('a, b')).toBe('a,b');
  });

  it('keeps paragraphs apart and nothing at the ends', () => {
    expect(fold('  第一段\r\n    第二段\n')).toBe('第一段\n第二段');
  });

  it('folds long texts and characters beyond the basic plane', () => {
    const text = '𠮷野家𝐀㈱'.repeat(300);
    expect(fold(text)).toBe('𠮷野家a(株)'.repeat(300));
    expect(fold('\ud800')).toBe('\ufffd');
  });

  it('is its own fixed point', () => {
    for (let code = 0x20; code < 0x10000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const once = fold(`甲${String.fromCharCode(code)}乙`);
      if (fold(once) !== once) expect.fail(`U+${code.toString(16)}: ${once} → ${fold(once)}`);
    }
    expect(isFoldTarget('a')).toBe(true);
    expect(isFoldTarget('的')).toBe(false);
  });
});

describe('tokens', () => {
  it('are one a folded character, so that phrases are substrings', () => {
    expect(tokens('中a1𠮷').trimEnd().split(' ')).toEqual(['中', 'a', '1', '𠮷']);
    expect(phrase('a b')).toBe('"a \uee20 b"');
    expect(phrase('"')).toBe('"\uee22"');
  });
});
