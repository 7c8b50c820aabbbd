/** A picture that a body names. */
export interface PictureBlock {
  /** Page it stands on, as written; '' when the block does not say. */
  readonly page: string;
  /** File name, to be looked for beside the record's own file; '' when the block names none. */
  readonly file: string;
}

const OPEN = '〖TM(?:[/／；;]?中[图圖])?〗';
const CLOSE = '〖-TM(?:[/／；;]?中[图圖])?〗';
const PART = '\\s*〖(BH|WJ)[^〖〗\\n]{0,12}〗[^〖\\n]*(?:〖-\\1[^〖〗\\n]{0,12}〗)?';
/** Subtle: a block that is never closed is its page and file alone, or it would swallow the text that follows. */
const BLOCK = new RegExp(`${OPEN}(?:(?!${OPEN})[\\s\\S]){0,4000}?${CLOSE}|${OPEN}(?:${PART})*`, 'g');
const PAGE = /〖BH[^〖〗\n]*〗([^〖\n]*)/;
const FILE = /〖WJ[^〖〗\n]*〗([^〖\n]*)/g;
const LONE_FILE = /〖WJ[^〖〗\n]*〗[^〖\n]*(?:〖-WJ[^〖〗\n]*〗)?/g;
const IMAGE = /<img\s*=\s*([^>\n]{1,200})>|<img\b[^>\n]{0,400}?\bsrc\s*=\s*["']?([^"'>\s]{1,200})[^>\n]{0,400}>/gi;

/**
 * The pictures of a body value in their order: `TM` blocks (one a file named), file names outside of any, and
 * `<img=…>`.
 */
export function picturesIn(body: string): PictureBlock[] {
  const found: PictureBlock[] = [];
  if (!body.includes('〖') && !body.includes('<')) return found;
  const rest = body.replace(BLOCK, (block) => {
    const page = PAGE.exec(block)?.[1]?.trim() ?? '';
    const files = [...block.matchAll(FILE)].map(([, file = '']) => file.trim());
    for (const file of files.length === 0 ? [''] : files) found.push({ page, file });
    return '';
  });
  for (const [, file = ''] of rest.matchAll(FILE)) found.push({ page: '', file: file.trim() });
  for (const [, plain, quoted] of rest.matchAll(IMAGE)) found.push({ page: '', file: (plain ?? quoted ?? '').trim() });
  return found.filter(({ page, file }) => page !== '' || file !== '');
}

/** The body without them. */
export const withoutPictures = (body: string): string =>
  body.replace(BLOCK, '').replace(LONE_FILE, '').replace(IMAGE, '');
