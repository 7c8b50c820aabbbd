import { describe, expect, it } from 'vitest';
import { markHits, termsOf } from './hits.ts';

const hits = (text: string, query: string, field?: string): string[] =>
  markHits(text, termsOf(query), field).filter((piece) => piece.hit).map((piece) => piece.text);

describe('hits marked in a text', () => {
  it('marks every place of a word and gives the whole text back', () => {
    const pieces = markHits('中哈联合反恐演习，中哈友好', termsOf('哈'));
    expect(pieces.map((piece) => piece.text).join('')).toBe('中哈联合反恐演习，中哈友好');
    expect(pieces.filter((piece) => piece.hit).length).toBe(2);
  });

  it('does not mind width, case, the two dots and blanks inside Chinese text', () => {
    expect(hits('２０１１年', '2011')).toEqual(['２０１１']);
    expect(hits('努尔苏丹・纳扎尔巴耶夫', '努尔苏丹·纳扎')).toEqual(['努尔苏丹・纳扎']);
    expect(hits('记者杜 杰报道', '杜杰')).toEqual(['杜 杰']);
    expect(hits('APEC会议', 'apec')).toEqual(['APEC']);
    expect(hits('a b', 'ab')).toEqual([]);
    expect(hits('the  New\u3000York Times', '"new york"')).toEqual(['New\u3000York']);
    expect(hits('𠮷野家 𠮷田', '𠮷')).toEqual(['𠮷', '𠮷']);
    expect(hits('解\u200b放军', '解放')).toEqual(['解\u200b放']);
  });

  it('joins hits that overlap', () => {
    expect(hits('哈萨克斯坦', '哈萨克 萨克斯')).toEqual(['哈萨克斯']);
  });

  it('marks a word asked for in one field only there, and no excluded word', () => {
    expect(hits('新闻', 'title:新闻', 'title')).toEqual(['新闻']);
    expect(hits('新闻', 'title:新闻', 'body')).toEqual([]);
    expect(hits('新闻', '-新闻')).toEqual([]);
    expect(hits('2011-06-14', 'date:2011-06', 'date')).toEqual([]);
    expect(hits('天津与北京', '(天津 OR 北京)')).toEqual(['天津', '北京']);
  });
});
