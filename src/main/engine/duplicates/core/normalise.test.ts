import { describe, expect, it } from 'vitest';
import { cutContinuation, pageNumber } from './continuation.ts';
import { normalise, normalised, stripMarks, textHash } from './normalise.ts';

describe('normalise', () => {
  it('folds width, case, traditional forms and Han numerals', () => {
    expect(normalised('２００３年Ａ股滬深兩市')).toBe('2003年a股沪深两市');
    expect(normalised('二〇〇三年')).toBe('2003年');
    expect(normalised('第○一版')).toBe('第01版');
  });

  it('folds the two dots and the two dashes of GB decodings away', () => {
    expect(normalised('列夫·托尔斯泰——作家')).toBe(normalised('列夫・托尔斯泰――作家'));
  });

  it('drops spaces that break a name, zero-width and control characters', () => {
    expect(normalised('杜 杰\u200B报\u0001道')).toBe('杜杰报道');
  });

  it('gives equal texts equal hashes and others different ones', () => {
    expect(textHash(normalise('中国　人民'))).toBe(textHash(normalise('中國人民。')));
    expect(textHash(normalise('中国人民'))).not.toBe(textHash(normalise('中国人氏')));
    expect(Number.isSafeInteger(textHash(normalise('报')))).toBe(true);
  });
});

describe('stripMarks', () => {
  it('removes a picture block with the page number inside it', () => {
    const body = '甲〖TM/中图〗〖BH/版号〗04〖-BH/版号〗〖WJ/文件〗201201030411.T01〖-WJ/文件〗〖-TM/中图〗乙';
    expect(normalised(stripMarks(body))).toBe('甲乙');
  });

  it('removes lone, broken and cut-off tag marks', () => {
    expect(normalised(stripMarks('甲〖HH/换行〗乙〖JZ；加重〗丙〖-ZI/字符〗丁〖ZQ/总期'))).toBe('甲乙丙丁');
  });

  it('removes entities, image marks and web addresses', () => {
    expect(normalised(stripMarks('甲&nbsp;乙<img=a.jpg>丙[查看原文](https://example.cn/a1.shtml)'))).toBe('甲乙丙');
    expect(normalised(stripMarks('&#20013;&#x56fd;'))).toBe('中国');
  });
});

describe('cutContinuation', () => {
  const text = '正文'.repeat(80);

  it.each([
    ['（下转第十五版）', '15'], ['(下转15版)', '15'], ['【下转第2版】', '2'], ['（下轉第 ３ 版）', '3'], ['（紧转第四版）', '4'],
  ])('cuts %s from the end and keeps its page', (mark, page) => {
    expect(cutContinuation(text + mark)).toEqual({ text: `${text} `, from: null, to: page });
  });

  it.each([['（上接第一版）', '1'], ['(上接 08版)', '8'], ['（上接第十　版）', '10'], ['上接第3版', '3']])('cuts %s from the beginning',
    (mark, page) => {
    const found = cutContinuation(mark + text);
    expect(found.from).toBe(page);
    expect(found.text.trim()).toBe(text);
  });

  it('leaves the same words in the middle of an article alone', () => {
    const middle = `${text}读者来信说“下转第三版”找不到${text}`;
    expect(cutContinuation(middle)).toEqual({ text: middle, from: null, to: null });
  });

  it('reads page numbers in every form', () => {
    expect(['03', '３', '三', '十二', '二十一', 'A02', ''].map(pageNumber)).toEqual(['3', '3', '3', '12', '21', 'a02', '']);
  });
});
