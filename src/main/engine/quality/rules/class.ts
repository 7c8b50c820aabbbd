import type { Rule } from './rule.ts';

export const CLASS_RULES: readonly Rule[] = [
  {
    rule: 'class-unknown', caption: { zh: '分类号不在类表中', en: 'The class number is not in the scheme' },
    check(record, { standing, numbersOf }) {
      const unknown = numbersOf(record.class ?? '').filter((number) => standing(number) === 'unknown');
      return unknown.length === 0 ? null : { zh: `类表中没有 ${unknown.join('、')}。`, en: `The scheme has no ${unknown.join(', ')}.` };
    },
  },
  {
    rule: 'class-house', caption: { zh: '自编分类号', en: 'House class number' },
    check(record, { standing, numbersOf }) {
      const house = numbersOf(record.class ?? '').filter((number) => standing(number) === 'house');
      return house.length === 0 ? null : { zh: `${house.join('、')} 是自编分类号。`, en: `${house.join(', ')}: house number.` };
    },
  },
];
