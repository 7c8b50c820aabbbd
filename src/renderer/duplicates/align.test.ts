import { describe, expect, it } from 'vitest';
import { alignParagraphs } from './align.ts';

const shape = (left: readonly string[], right: readonly string[]) =>
  alignParagraphs(left, right).map((bead) => [bead.left[1] - bead.left[0], bead.right[1] - bead.right[0]].join(':'));

describe('paragraph alignment', () => {
  const first = '双方高度评价两国在环境保护领域开展的富有成效的合作，并就下一步工作交换了意见。';
  const second = '双方将共同建设联合引水枢纽工程，继续建设联合水利设施的实践。';
  const third = '会谈结束后，代表团参观了当地的水文观测站和农业试验田。';

  it('stands equal paragraphs beside each other', () => {
    expect(shape([first, second, third], [first, second, third])).toEqual(['1:1', '1:1', '1:1']);
  });

  it('leaves the place beside a paragraph empty that the other text lacks', () => {
    expect(shape([first, second, third], [first, third])).toEqual(['1:1', '1:0', '1:1']);
    expect(shape([first], [first, third])).toEqual(['1:1', '0:1']);
  });

  it('stands an edited paragraph beside its original, not beside another', () => {
    const edited = '双方将共同建设引水枢纽工程，完善跨界河流领域的法律基础，继续联合水利设施的实践。';
    expect(alignParagraphs([first, second], [first, third, edited])).toEqual([
      { left: [0, 1], right: [0, 1] }, { left: [1, 1], right: [1, 2] }, { left: [1, 2], right: [2, 3] },
    ]);
  });

  it('does not stand two paragraphs beside each other that share nothing', () => {
    expect(shape([second], [third]).toSorted()).toEqual(['0:1', '1:0']);
  });

  it('stands a paragraph beside the two it was broken into', () => {
    expect(shape([first + second, third], [first, second, third])).toEqual(['1:2', '1:1']);
    expect(shape([first, second, third], [first, second + third])).toEqual(['1:1', '2:1']);
  });

  it('sees through width and punctuation', () => {
    expect(shape(['一、２０１１年，双方签字。', third], ['一､2011年,双方签字.', third])).toEqual(['1:1', '1:1']);
  });

  it('stands each paragraph of a template beside its own, not two beside one', () => {
    const days = (word: string) => [1, 2, 3, 4].map((n) =>
      `第${n}批代表于${n + 1}月${n + 3}日${word}会场，就边境地区的第${n * 3}号合作项目交换了意见。`.repeat(3));
    expect(shape(days('抵达'), days('到达'))).toEqual(['1:1', '1:1', '1:1', '1:1']);
  });

  it('keeps one-character headings in their place', () => {
    expect(shape(['一', first, '二', second], ['一', first, second])).toEqual(['1:1', '1:1', '1:0', '1:1']);
  });

  it('covers every paragraph of either side once and in order, also of long texts that share nothing', () => {
    const left = Array.from({ length: 300 }, (_, i) => `${'甲乙丙丁戊己庚辛'[i % 8]}${i}左`.repeat(3));
    const right = Array.from({ length: 280 }, (_, i) => `${'子丑寅卯辰巳午未'[i % 8]}${i}右`.repeat(3));
    const beads = alignParagraphs(left, right);
    let [l, r] = [0, 0];
    for (const bead of beads) {
      expect([bead.left[0], bead.right[0]]).toEqual([l, r]);
      [l, r] = [bead.left[1], bead.right[1]];
    }
    expect([l, r]).toEqual([300, 280]);
  });
});
