import { dayOf } from '../../../../contract/day.ts';
import type { Rule } from './rule.ts';

// Where a record stands: its day, issue, page and item, against each other and against its file's name.

/** Date, page and item as a file's own name tells them: 201106140401.TXT. */
const FILE_NAME = /(\d{8})(\d{2})(\d{2})\.txt$/i;
/** A folder named for a day, the last of the path. */
const DAY_FOLDER = /(?:^|\/)(\d{8})\/[^/]*$/;

const namedDay = (path: string | null): number | null =>
  dayOf(FILE_NAME.exec(path ?? '')?.[1]) ?? dayOf(DAY_FOLDER.exec(path ?? '')?.[1]);

/** Full-width digits as plain ones, and nothing else. */
const plainDigits = (text: string): string => text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
const onlyDigits = (text: string | null): string | null => {
  const runs = plainDigits(text ?? '').match(/\d+/g);
  return runs?.length === 1 ? runs[0] : null;
};
const isPage = (page: string | null, most: number, more: readonly string[]): boolean =>
  page !== null && (more.includes(page) || (/^\d{1,3}$/.test(page) && Number(page) >= 1 && Number(page) <= most));

export const PLACE_RULES: readonly Rule[] = [
  {
    rule: 'date-real', caption: { zh: '日期不是真实的日子', en: 'The date is no real day' },
    check: ({ date, day }) => (day !== null ? null : (date ?? '') === ''
      ? { zh: '没有日期。', en: 'There is no date.' }
      : { zh: `日期“${date}”不存在。`, en: `There is no day "${date}".` }),
    fix({ path }) {
      const named = namedDay(path);
      return named === null ? null : { date: String(named) };
    },
  },
  {
    rule: 'date-path', caption: { zh: '日期与文件名不符', en: 'The date differs from the file name' },
    check({ path, day }) {
      if (day === null) return null;
      const file = dayOf(FILE_NAME.exec(path ?? '')?.[1]);
      if (file !== null && file !== day) return { zh: `日期是 ${day}，文件名是 ${file}。`, en: `The date is ${day}, the file name says ${file}.` };
      const folder = dayOf(DAY_FOLDER.exec(path ?? '')?.[1]);
      return folder === null || folder === day ? null : { zh: `日期是 ${day}，文件夹是 ${folder}。`, en: `The date is ${day}, the folder says ${folder}.` };
    },
  },
  {
    rule: 'issue-number', caption: { zh: '总期不是数字', en: 'The issue is no number' },
    check: ({ issue }) => (issue !== null && /^\d{1,6}$/.test(issue) ? null : { zh: `总期是“${issue ?? ''}”。`, en: `The issue is "${issue ?? ''}".` }),
    fix({ issue }) {
      const number = onlyDigits(issue);
      return number === null || number.length > 6 ? null : { issue: number };
    },
  },
  {
    rule: 'page-range', caption: { zh: '版号不在范围内', en: 'The page is out of range' },
    check: ({ page }, { options }) => (isPage(page, options.mostPages, options.extraPages) ? null
      : { zh: `版号是“${page ?? ''}”。`, en: `The page is "${page ?? ''}".` }),
    fix({ page }, { options }) {
      const number = onlyDigits(page);
      return number !== null && number !== page && isPage(number, options.mostPages, options.extraPages) ? { page: number.padStart(2, '0') } : null;
    },
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
    fix({ item }) {
      const number = onlyDigits(item);
      return number === null || number.length > 3 || Number(number) === 0 ? null : { item: number };
    },
  },
];
