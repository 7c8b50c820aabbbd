import { dayOf } from '../../../contract/day.ts';
import type { LocalText } from '../../../contract/text.ts';

/** What the rules look at. */
export interface Checked {
  readonly id: number;
  readonly path: string | null;
  readonly issue: string | null;
  readonly date: string | null;
  readonly day: number | null;
  readonly page: string | null;
  readonly item: string | null;
  readonly title: string | null;
  readonly class: string | null;
  readonly genre: string | null;
  readonly hasBody: boolean;
}

export interface Surroundings {
  readonly standing: (notation: string) => 'known' | 'house' | 'unknown';
  readonly numbersOf: (field: string) => readonly string[];
}

export interface Rule {
  readonly rule: string;
  readonly caption: LocalText;
  /** What is wrong with the record, or null. */
  check(record: Checked, around: Surroundings): LocalText | null;
}

const GENRES_WITHOUT_BODY = /图|照片|广告|书法|漫画|摄影/;
/** Date, page and item as a file's own name tells them: 201106140401.TXT. */
const FILE_NAME = /(\d{8})(\d{2})(\d{2})\.txt$/i;

/** Rules that look at one record alone. */
export const RULES: readonly Rule[] = [
  {
    rule: 'date-real', caption: { zh: '日期不是真实的日子', en: 'The date is no real day' },
    check: ({ date, day }) => (day !== null ? null : (date ?? '') === ''
      ? { zh: '没有日期。', en: 'There is no date.' }
      : { zh: `日期“${date}”不存在。`, en: `There is no day "${date}".` }),
  },
  {
    rule: 'date-path', caption: { zh: '日期与文件名不符', en: 'The date differs from the file name' },
    check({ path, day }) {
      const named = dayOf(FILE_NAME.exec(path ?? '')?.[1]);
      return named === null || day === null || named === day ? null
        : { zh: `日期是 ${day}，文件名是 ${named}。`, en: `The date is ${day}, the file name says ${named}.` };
    },
  },
  {
    rule: 'issue-number', caption: { zh: '总期不是数字', en: 'The issue is no number' },
    check: ({ issue }) => (issue !== null && /^\d{1,6}$/.test(issue) ? null : { zh: `总期是“${issue ?? ''}”。`, en: `The issue is "${issue ?? ''}".` }),
  },
  {
    rule: 'page-range', caption: { zh: '版号不在范围内', en: 'The page is out of range' },
    check: ({ page }) => (page !== null && /^\d{1,2}$/.test(page) && (Number(page) >= 1 && Number(page) <= 48 || page === '99') ? null
      : { zh: `版号是“${page ?? ''}”。`, en: `The page is "${page ?? ''}".` }),
  },
  {
    rule: 'page-path', caption: { zh: '版号与文件名不符', en: 'The page differs from the file name' },
    check({ path, page }) {
      const named = FILE_NAME.exec(path ?? '')?.[2];
      return named === undefined || page === null || !/^\d+$/.test(page) || Number(named) === Number(page) ? null
        : { zh: `版号是 ${page}，文件名是 ${named}。`, en: `The page is ${page}, the file name says ${named}.` };
    },
  },
  {
    rule: 'item-number', caption: { zh: '条号不是数字', en: 'The item is no number' },
    check: ({ item }) => (item !== null && /^\d{1,3}$/.test(item) && Number(item) > 0 ? null : { zh: `条号是“${item ?? ''}”。`, en: `The item is "${item ?? ''}".` }),
  },
  {
    rule: 'title-missing', caption: { zh: '没有标题', en: 'There is no title' },
    check: ({ title }) => ((title ?? '').trim() !== '' ? null : { zh: '没有标题。', en: 'There is no title.' }),
  },
  {
    rule: 'body-missing', caption: { zh: '没有正文', en: 'There is no body' },
    check: ({ hasBody, genre }) => (hasBody || GENRES_WITHOUT_BODY.test(genre ?? '') ? null
      : { zh: '没有正文，体裁也不是图片或广告。', en: 'No body, and the genre is neither picture nor advertisement.' }),
  },
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
  {
    rule: 'genre-doubtful', caption: { zh: '体裁含有“？”', en: 'The genre has a "？" in it' },
    check: ({ genre }) => (/[？?]/.test(genre ?? '') ? { zh: `体裁“${genre}”中的“？”是丢失的分隔符。`, en: `The "？" in "${genre}" stands for a lost separator.` } : null),
  },
];

/** Rules that look at a record beside others; how they are found is in `check.ts`. */
export const NEIGHBOUR_RULES = [
  { rule: 'item-unique', caption: { zh: '同日同版条号重复', en: 'The item occurs twice on its page' } },
  { rule: 'issue-order', caption: { zh: '总期与日期的先后不符', en: 'The issue number does not rise with the date' } },
  { rule: 'marks', caption: { zh: '标记有缺损', en: 'Damaged marks' } },
] as const satisfies readonly Pick<Rule, 'rule' | 'caption'>[];
