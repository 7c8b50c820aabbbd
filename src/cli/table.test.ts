import { describe, expect, it } from 'vitest';
import { cut, manyLines, oneLine, pairs, table, widthOf } from './table.ts';

describe('a table on a terminal', () => {
  it('counts a Han character as two columns and a combining mark as none', () => {
    expect(widthOf('广告')).toBe(4);
    expect(widthOf('A広１')).toBe(5);
    expect(widthOf('镕·—')).toBe(4);
    expect(widthOf('e\u0301\u200B')).toBe(1);
    expect(widthOf('𠀀')).toBe(2);
  });

  it('cuts between characters and never wider than asked', () => {
    expect(cut('中华人民共和国', 7)).toBe('中华人…');
    expect(cut('中华', 4)).toBe('中华');
    expect(cut('/data/1998/甲.TXT', 8, 'start')).toBe('…/甲.TXT');
    expect(widthOf(cut('a中b中c中', 6))).toBeLessThanOrEqual(6);
  });

  it('lines up columns whose cells are wide and narrow', () => {
    const text = table(
      [{ title: '标题' }, { title: '数', align: 'right' }],
      [
        ['广告', '7'],
        ['abc', '1,234'],
      ],
      80,
    );
    expect(text.split('\n')).toEqual(['标题     数', '────  ─────', '广告      7', 'abc   1,234']);
  });

  it('shortens only the flexible column when the terminal is narrow', () => {
    const rows = [['12', '关于发展全面战略伙伴关系的联合声明', 'D822']];
    const text = table([{ title: 'ID' }, { title: '标题', flexible: true }, { title: '分类' }], rows, 30);
    for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(30);
    expect(text).toContain('D822');
    expect(text).toContain('…');
  });

  it('lets no escape sequence of a record reach the terminal', () => {
    expect(oneLine('题\u001B[2J\r\n目\u0007')).toBe('题 [2J 目');
    expect(manyLines('一\u001B[31m\r\n二')).toBe('一 [31m\n二');
    expect(table([{ title: 'x' }], [['a\u001Bb']], 80)).not.toContain('\u001B');
  });

  it('pads the names of pairs to one width', () => {
    expect(
      pairs([
        ['记录', '1'],
        ['ID', '2'],
      ]),
    ).toBe('记录  1\nID    2');
  });
});
