/**
 * Block keys: exact coincidences that make two records worth comparing although their texts share nothing (parts of one
 * article on two pages, two versions of one item) or too little for a sketch (a body of a few words).
 */
import type { Article } from './article.ts';
import { mix32, textHash } from './normalise.ts';

/** What coincides. The order is part of the stored keys. */
export const BLOCKS = ['text', 'day and title', 'title', 'place', 'turn', 'link'] as const;
export type Block = (typeof BLOCKS)[number];

/** A block shared by more records than this says nothing (图片新闻, 广告) and is not looked at. */
export const BLOCK_CAP: Readonly<Record<Block, number>> = {
  text: Infinity, 'day and title': 24, title: 24, place: 12, turn: 12, link: 24,
};

/** One block key: 30 hash bits in the upper half of the 32-bit range, open keys in its upper half. */
export interface BlockKey {
  readonly block: Block;
  readonly key: number;
}

const PREFIX = 6;
/** Titles shorter than this name no article by themselves. */
const TITLE_LENGTH = 5;

/** The keys of a record, at most a dozen. Keys whose field is unknown are absent. */
export function blockKeys(article: Article): BlockKey[] {
  const keys: BlockKey[] = [];
  const add = (block: Block, ...parts: readonly (string | number)[]): void => {
    const key = keyOf(block, parts.join('\u0000'));
    if (!keys.some((one) => one.key === key)) keys.push({ block, key });
  };
  const { title, day, page, item } = article;
  if (article.codes.length > 0) add('text', article.hash);
  if (day !== null && title !== '') add('day and title', day, title.slice(0, PREFIX));
  if (title.length >= TITLE_LENGTH) add('title', title);
  if (day !== null && page !== '' && item !== '') add('place', day, page, item);
  // A part that goes on and a part that comes from meet at (day, page left, page reached), or without a day by the
  // title.
  const when = day ?? title;
  if (when !== '' && page !== '') {
    if (article.to !== null && article.to !== '') add('turn', when, page, article.to);
    if (article.from !== null && article.from !== '') add('turn', when, article.from, page);
  }
  for (const link of article.links) add('link', link);
  return keys;
}

const order = new Map<Block, number>(BLOCKS.map((block, at) => [block, at]));

function keyOf(block: Block, text: string): number {
  const hash = textHash(rawCodes(text));
  const bits = mix32((hash % 0x1_0000_0000) + (order.get(block) ?? 0) * 0x9e37_79b9) & 0x3fff_ffff;
  return (bits | (block === 'text' ? OPEN : CAPPED)) >>> 0;
}

const CAPPED = 0x8000_0000;
const OPEN = 0xc000_0000;

/** Whether all holders of a key count, however many: copies of one text are never too many to look at the latest. */
export function isOpenKey(key: number): boolean {
  return key >= OPEN;
}

function rawCodes(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
  return codes;
}
