import { describe, expect, it } from 'vitest';
import { compareLine, compareText } from './difference.ts';
import type { Piece } from './difference.ts';

const textOf = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('');
const marked = (pieces: readonly Piece[], mark: string) => pieces.filter((p) => p.mark === mark).map((p) => p.text);

describe('character differences', () => {
  it('finds nothing between equal texts', () => {
    expect(compareLine('两国元首共同会见记者', '两国元首共同会见记者'))
      .toEqual({ left: [{ text: '两国元首共同会见记者', mark: 'same', stop: null }],
        right: [{ text: '两国元首共同会见记者', mark: 'same', stop: null }], stops: 0 });
  });

  it('marks what was left out and leaves its place on the other side', () => {
    const found = compareLine('跨界河流取得重要成果', '跨界河流合作取得重要成果');
    expect(marked(found.right, 'changed')).toEqual(['合作']);
    expect(found.left.filter((piece) => piece.stop === 0)).toEqual([{ text: '', mark: 'changed', stop: 0 }]);
    expect(found.stops).toBe(1);
  });

  it('dims width, punctuation, blanks and the two middle dots, and does not count them', () => {
    const found = compareLine('努尔苏丹・纳扎尔 “友谊”２０１１年（签字）', '努尔苏丹·纳扎尔「友谊」2011年(签字)');
    expect(found.stops).toBe(0);
    expect(marked(found.left, 'changed')).toEqual([]);
    expect(marked(found.left, 'minor').join('')).toBe('・ “”２０１１（）');
    expect(marked(found.right, 'minor').join('')).toBe('·「」2011()');
  });

  it('dims the traditional form of a character', () => {
    const found = compareLine('龙关县后面的河滩', '龍關縣後面的沙灘');
    expect(marked(found.left, 'minor')).toEqual(['龙关县后', '滩']);
    expect([marked(found.left, 'changed'), marked(found.right, 'changed')]).toEqual([['河'], ['沙']]);
  });

  it('keeps a change of a digit apart from a change of its width', () => {
    const found = compareLine('贸易额400亿', '贸易额４５０亿');
    expect(marked(found.left, 'minor')).toEqual(['4', '0']);
    expect(marked(found.left, 'changed')).toEqual(['0']);
    expect(marked(found.right, 'changed')).toEqual(['５']);
  });

  it('closes short islands between two larger differences', () => {
    const found = compareLine('签订的《中华人民共和国政府和哈萨克斯坦共和国政府跨界河流协定》', '签订的《中哈跨界河流协定》');
    expect(marked(found.left, 'changed')).toHaveLength(1);
    expect(found.stops).toBe(1);
  });

  it('counts a character outside the basic plane as one', () => {
    const found = compareLine('𠮷林', '𠮶林');
    expect(marked(found.left, 'changed')).toEqual(['𠮷']);
    expect(marked(found.right, 'changed')).toEqual(['𠮶']);
  });

  it('gives back both texts whole, whatever they hold', () => {
    const alphabet = Array.from('中哈双方，。“” 12１２合作𠮷');
    let seed = 7;
    const random = () => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
    const letter = () => alphabet[Math.floor(random() * alphabet.length)];
    const text = (length: number) => Array.from({ length }, letter).join('');
    for (let round = 0; round < 60; round++) {
      const [left, right] = [text(round * 23), text(round * 19)];
      const found = compareLine(left, right);
      expect([textOf(found.left), textOf(found.right)]).toEqual([left, right]);
    }
  });

  it('compares 20,000 characters in many short steps, so that frames can pass between them', () => {
    const sentence = (n: number) => `第${n}批次的会谈于${n % 12 + 1}月${n % 28 + 1}日举行，双方就第${n * 7}号议题交换了意见。`;
    const left = Array.from({ length: 800 }, (_, n) => sentence(n)).join('');
    // One character in twelve misread, as a poor scan gives.
    const right = Array.from(left, (char, n) => (n % 12 === 5 ? '口' : char)).join('');
    expect(left.length).toBeGreaterThan(20_000);
    const work = compareText(left, right);
    let steps = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) steps++;
    expect(textOf(step.value.right)).toBe(right);
    expect(steps).toBeGreaterThan(500);
    expect(step.value.stops).toBeGreaterThan(1000);
  });
});
