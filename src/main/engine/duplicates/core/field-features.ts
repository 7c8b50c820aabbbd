/**
 * The part of the evidence that comes from title, date, place, author and continuation marks, and its interplay with
 * the text. Fields that are unknown on either side give no evidence either way.
 */
import type { Article } from './article.ts';
import { titleLikeness } from './bigrams.ts';
import type { Feature } from './feature-names.ts';
import { at } from './feature-names.ts';

/** Titles that thousands of different records carry, folded. */
const GENERIC = new Set([
  '图片新闻', '图片', '广告', '观点', '简讯', '要闻', '短讯', '快讯', '新闻简报', '国内联播快讯', '国际联播快讯', '今日要闻', '更正', '启事',
  '公告', '声明', '照片', '书法', '漫画', '简明新闻', '国内简讯', '国际简讯', '天气预报', '读者来信', '编后', '编者按', '导读', '目录',
]);

/** What the alignment of the texts left open. */
export interface Differences {
  /** Figures that were changed. */
  readonly figures: number;
  /** Share of the shorter text that is not in the other for another reason than misreading. */
  readonly unexplained: number;
}

/** Adds the field features to a vector whose text features are already there. */
export function fieldFeatures(a: Article, b: Article, { figures, unexplained }: Differences, vector: Float32Array): void {
  const get = (name: Feature): number => vector[at(name)] ?? 0;
  const set = (name: Feature, value: number): void => {
    vector[at(name)] = value < 0 ? 0 : value > 1 ? 1 : value;
  };
  const title = titleFeatures(a, b, set);
  const text = get('shorterFound');
  const apart = get('apart');
  set('titleSameOtherText', title.same * (1 - get('longerFound')));
  set('titleAlikeWithText', title.alike * text);
  set('partTitleOther', Math.max(0, (text - 0.6) / 0.4) * (1 - get('lengthRatio')) * (get('titleMissing') === 1 ? 0
    : 1 - title.alike));

  const gap = a.day === null || b.day === null ? null : Math.abs(a.day - b.day);
  const daySame = gap === 0 ? 1 : 0;
  const dayOther = gap !== null && gap > 0 ? 1 : 0;
  set('daySame', daySame);
  set('dayNear', gap !== null && gap > 0 && gap <= 3 ? 1 : 0);
  set('dayFar', gap !== null && gap > 30 ? 1 : 0);
  set('dayUnknown', gap === null ? 1 : 0);
  set('dayNearWithText', gap !== null && gap <= 3 ? text : 0);
  set('dayOtherTitleSame', dayOther * title.same * (1 - get('longerFound')));
  set('dayUnknownTitleAlike', gap === null ? title.alike : 0);
  // Without a date a reprint cannot be told from next year's report of the same kind: only an unchanged text is sure.
  set('dayUnknownUnexplained', gap === null ? unexplained : 0);
  set('maskedMoreOtherDay', get('maskedMore') * dayOther);
  set('numbersChangedTitleSame', Math.min(1, figures / 8) * title.same);

  const page = both(a.page, b.page);
  const item = both(a.item, b.item);
  const placeSame = daySame * (page === 1 && item === 1 ? 1 : 0);
  set('pageSame', page === 1 ? 1 : 0);
  set('itemSame', item === 1 ? 1 : 0);
  set('placeSame', placeSame);
  set('placeSameTitleAlike', placeSame * title.alike);

  const author = authorsAgree(a.authors, b.authors);
  set('authorSame', author === 1 ? 1 : 0);
  set('authorOther', author === 0 ? 1 : 0);

  const linked = a.links.length > 0 && b.links.length > 0;
  const linkSame = linked && a.links.some((link) => b.links.includes(link));
  set('linkSame', linkSame ? 1 : 0);
  set('linkOther', linked && !linkSame ? 1 : 0);
  // A headline of twenty characters is rarely given twice; one of six is a column's.
  set('noBodyTitleLong', get('noBody') * get('titleSame') * (a.title.length - 6) / 12);

  if (apart > 0) continuationFeatures(a, b, apart, { title, daySame, dayOther, page, author }, set);
}

interface Fields {
  readonly title: { readonly same: number; readonly alike: number };
  readonly daySame: number;
  readonly dayOther: number;
  readonly page: number | null;
  readonly author: number | null;
}

/** Parts of one article share no text: title, day, author and the marks must tell. */
function continuationFeatures(
  a: Article, b: Article, apart: number, fields: Fields, set: (name: Feature, value: number) => void,
): void {
  const turn = Math.max(turns(a, b), turns(b, a));
  const one = a.from !== null || a.to !== null || b.from !== null || b.to !== null;
  const pages = Math.max(pageTurns(a, b), pageTurns(b, a));
  const { title, daySame, dayOther, page, author } = fields;
  const known = fields.daySame + fields.dayOther > 0;
  set('apartTitle', apart * title.alike);
  set('apartTitleDayPage', apart * title.same * daySame * (page === 0 ? 1 : 0));
  set('apartTitleDayUnknown', apart * title.alike * (known ? 0 : 1));
  set('apartTurnBoth', apart * turn);
  set('apartTurnOne', apart * (one && turn === 0 ? 1 : 0) * title.alike * (1 - dayOther));
  set('apartTurnPage', apart * (pages > 0 ? 1 : 0) * (1 - dayOther));
  set('apartTurnPages', apart * (pages > 1 ? 1 : 0) * (1 - dayOther));
  set('apartTurnTitle', apart * turn * title.alike * (1 - dayOther));
  set('apartAuthor', apart * (author === 1 ? 1 : 0) * (1 - dayOther));
  set('apartAuthorOther', apart * (author === 0 ? 1 : 0));
}

/** 1 when `a` goes on elsewhere and `b` comes from elsewhere. */
function turns(a: Article, b: Article): number {
  return a.to !== null && b.from !== null ? 1 : 0;
}

/** How many of the two page numbers named by the marks are borne out: 0, 1 or 2. */
function pageTurns(a: Article, b: Article): number {
  const forth = a.to !== null && a.to !== '' && a.to === b.page ? 1 : 0;
  const back = b.from !== null && b.from !== '' && b.from === a.page ? 1 : 0;
  return forth + back;
}

function titleFeatures(
  a: Article, b: Article, set: (name: Feature, value: number) => void,
): { readonly same: number; readonly alike: number } {
  if (a.title === '' || b.title === '') {
    set('titleMissing', 1);
    return { same: 0, alike: 0 };
  }
  const short = titleLikeness(a.title, b.title);
  const full = a.headline === a.title && b.headline === b.title ? short : titleLikeness(a.headline, b.headline);
  const numbered = a.title !== b.title && unnumbered(a.title) === unnumbered(b.title) ? 1 : 0;
  const same = a.title === b.title ? 1 : 0;
  const generic = GENERIC.has(a.title) || GENERIC.has(b.title) || Math.min(a.title.length, b.title.length) < 5;
  const alike = Math.max(short, full);
  set('titleSame', generic ? 0 : same);
  set('titleAlike', generic ? 0 : alike);
  set('titleNumbered', numbered);
  set('titleGeneric', generic && same === 1 ? 1 : 0);
  return { same, alike: generic ? same * 0.5 : numbered === 1 ? alike * 0.5 : alike };
}

/** A title without its numbers and the 上中下 of a series: 之一 and 之二, 1997 and 1999 become alike. */
function unnumbered(title: string): string {
  return title.replace(/[0-9十]+/g, '#').replace(/[上中下]$/, '#');
}

function both(a: string, b: string): number | null {
  return a === '' || b === '' ? null : a === b ? 1 : 0;
}

/** 1 = a name in common (one misread character allowed in three), 0 = none, null = unknown on one side. */
function authorsAgree(a: readonly string[], b: readonly string[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((name) => b.some((other) => sameName(name, other))) ? 1 : 0;
}

function sameName(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length !== b.length || a.length < 3) return false;
  let differ = 0;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) differ++;
  return differ === 1;
}
