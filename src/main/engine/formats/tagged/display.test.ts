import { describe, expect, it } from 'vitest';
import { decodeEntities, displayParagraphs, readAuthors, readKeywords } from './display.ts';
import { picturesIn } from './pictures.ts';

const BLOCK = '〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗201201030410.T01〖-WJ/文件〗\n〖-TM/中图〗';

describe('a body for reading', () => {
  it('has a paragraph a line, without indent and empty lines', () => {
    expect(displayParagraphs('    一\n　　二 三\n\n    \n四')).toEqual(['一', '二 三', '四']);
    expect(displayParagraphs('')).toEqual([]);
  });

  it('is without picture blocks, with line breaks as such, and without inline marks, broken or not', () => {
    expect(displayParagraphs(`${BLOCK}\n    上〖HH/换行〗下〖JZ/加重〗重〖-JZ/加重〗〖JZ；加重〗点〖-ZI/字符〗`)).toEqual(['上', '下重点']);
  });

  it('keeps text after a picture block that is never closed', () => {
    expect(displayParagraphs('〖TM/中图〗\n〖BH/版号〗04〖-BH/版号〗\n〖WJ/文件〗a.T01〖-WJ/文件〗\n    正文还在。')).toEqual(['正文还在。']);
  });

  it('keeps words in 〖〗 that are no marks', () => {
    expect(displayParagraphs('〖图片新闻〗〖AB/测试〗文')).toEqual(['〖图片新闻〗〖AB/测试〗文']);
  });

  it('has entities as characters, once', () => {
    expect(displayParagraphs('&nbsp;&nbsp;A&amp;B &lt;甲&gt; &#20013;&#x56fd; &amp;lt; &unknown; R&D')).toEqual([
      'A&B <甲> 中国 &lt; &unknown; R&D',
    ]);
    expect(decodeEntities('&toString; &valueOf;')).toBe('&toString; &valueOf;');
    expect(decodeEntities('&#0;&#xd800;&#9999999;')).toBe('&#0;&#xd800;&#9999999;');
  });

  it('is without control characters, padding and characters without width', () => {
    expect(displayParagraphs('甲\u200b乙\u0000\u0000\ufeff丙\u0007')).toEqual(['甲乙丙']);
  });

  it('is without pictures given as <img>', () => {
    expect(displayParagraphs('上<img=a.jpg>下<IMG src="b.gif" width=3>完')).toEqual(['上下完']);
  });
});

describe('the pictures of a body', () => {
  it('are those of its blocks, with their page', () => {
    expect(picturesIn(`    文\n${BLOCK}\n${BLOCK.replace('T01', 'T02')}`))
      .toEqual([{ page: '04', file: '201201030410.T01' }, { page: '04', file: '201201030410.T02' }]);
    expect(picturesIn('文 < 2')).toEqual([]);
  });

  it('are found in broken blocks, outside of blocks and in <img>', () => {
    expect(picturesIn('〖TM/中图〗\n〖BH/版号〗01〖WJ/文件〗a.T01\n文')).toEqual([{ page: '01', file: 'a.T01' }]);
    expect(picturesIn('〖WJ/文件〗b.T01〖-WJ/文件〗<img=c.jpg><img src=\'d.png\'>')).toEqual([
      { page: '', file: 'b.T01' }, { page: '', file: 'c.jpg' }, { page: '', file: 'd.png' },
    ]);
  });
});

describe('authors', () => {
  it.each([
    ['祝寿清/阎金久', ['祝寿清', '阎金久'], null], ['何雁华徐文良', ['何雁华徐文良'], null], ['张荣典〖HH/换行〗DW：', ['张荣典'], null],
    ['张荣典〖HH/换行〗DW：某部政治部', ['张荣典'], '某部政治部'], ['甲；乙、丙', ['甲', '乙', '丙'], null], ['杜 杰', ['杜 杰'], null], ['', [], null],
    ['DW:新华社', [], '新华社'], ['甲〖HH/换行〗乙〖HH/换行〗DW：丙', ['甲', '乙'], '丙'],
  ])('are read from %j', (value, names, unit) => {
    expect(readAuthors(value)).toEqual({ names, unit });
  });
});

describe('keywords', () => {
  it('stand between slashes or semicolons, persons behind RW', () => {
    expect(readKeywords('中国巴西关系/经贸关系RW：李先念/接见外宾')).toEqual({
      keywords: ['中国巴西关系', '经贸关系'], persons: [{ name: '李先念', duty: '', matter: '接见外宾' }],
    });
    expect(readKeywords('RW：')).toEqual({ keywords: [], persons: [] });
    expect(readKeywords('台湾；南沙群岛')).toEqual({ keywords: ['台湾', '南沙群岛'], persons: [] });
    expect(readKeywords('RW:甲/总理/访问RW：乙；丙/部长/会谈').persons).toEqual([
      { name: '甲', duty: '总理', matter: '访问' },
      { name: '乙', duty: '', matter: '' },
      { name: '丙', duty: '部长', matter: '会谈' },
    ]);
  });
});
