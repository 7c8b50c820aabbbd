import { FIELDS } from '../../../../contract/fields.ts';
import { dayOf } from '../../../../contract/day.ts';

/** What other systems call the fields, Chinese and English, beside our own names. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  ZQ: ['总期号', '总期数', '期号', 'issue', 'issue number'],
  RQ: ['出版日期', '发表日期', '发布日期', '见报日期', '刊发日期', '报纸日期', '发表时间', '出版时间', 'pub date',
    'publication date', 'published', 'publish date'],
  BH: ['版次', '版面', '版面号', '版', 'page number', 'page no'],
  TH: ['篇号', 'item number', 'item no'],
  YT: ['肩题', '眉题', '肩标题', '引标题', 'eyebrow'],
  BT: ['题名', '篇名', '题目', '正标题', '主标题', '正题', '主题名', '文章标题', 'headline', 'article title', 'main title'],
  FT: ['副标题', '副题名', 'sub title', 'subheading', 'subhead'],
  ZZ: ['责任者', '记者', '著者', '作者姓名', 'authors', 'creator', 'by line'],
  FL: ['分类号', '中图分类号', '中图分类', '类号', 'class', 'clc', 'classification'],
  LM: ['栏目名称', '栏目名', '专栏', 'section'],
  BM: ['版面名称', '版面名', 'page title'],
  GJ: ['关键词', '关键字', '主题词', 'keyword', 'key words'],
  TC: ['文体', '文章体裁', '类型', 'type of article'],
  ZW: ['全文', '内容', '文章内容', '正文内容', 'full text', 'text', 'content', 'article'],
};

const plain = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replace(/[\s_\-\ufeff\u200b:：<>〈〉【】[\]]/g, '');

const CODES: ReadonlyMap<string, string> = new Map(
  FIELDS.flatMap(({ field, code, zh, en }) =>
    [field, code, zh, en, ...(ALSO[code] ?? [])].map((name) => [plain(name), code] as const)),
);

/** The code of the field a column or tag of this name is for, by default; null when none is known by it. */
export const knownName = (name: string): string | null => CODES.get(plain(name)) ?? null;

/** The name of a column or tag as it is called: on one line, without space around it. */
export const unbrokenName = (name: string): string => name.replace(/\s*[\r\n]+\s*/g, ' ').replace(/^\ufeff/, '').trim();

/** A code of the file's own. Subtle: "#" counts occurrences in the key of a field. */
export const ownCode = (name: string): string => name.trim().replace(/[#/\s〖〗]+/g, '_') || '_';

/** Which field a column or tag is: told by the mapping, else known by its name, else its own; null to leave it out. */
export function codeFor(name: string, mapping: Readonly<Record<string, string | null>> | undefined): string | null {
  const told = mapping !== undefined && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
  return told === undefined ? knownName(name) ?? ownCode(name) : told;
}

/** YYYYMMDD where the text means a real day ("2003-1-2", "2003.01.02 00:00:00", "2003/01/02/"), else as it stands. */
export function dateText(text: string): string {
  const day = dayOf(text.trim().replace(/[ T]\d{1,2}:\d{2}.*$/, '').replace(/\/+$/, ''));
  return day === null ? text : String(day);
}

/** Several names or words as one value. */
export const listText = (values: readonly string[]): string =>
  values.map((value) => value.trim()).filter((value) => value !== '').join('/');
