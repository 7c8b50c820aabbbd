import { withoutGlue } from './names.ts';
import type { Rule } from './rule.ts';

// What a record says: title, authors, body, genre and the characters they are written in.

const GENRES_WITHOUT_BODY = /图|照片|广告|书法|漫画|摄影/;
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2060\ufeff]/g;
/** Places of the character set that mean something only to the program that put them there, and the mark for what was lost. */
const PRIVATE = /[\ue000-\uf8ff\ufffd\u{f0000}-\u{10ffff}]/gu;
const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});/g;
const IMAGE = /<img\b/i;

const codeOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Strange things in a text, each once, in their order. */
function strangers(text: string): readonly string[] {
  const found = [...text.matchAll(INVISIBLE), ...text.matchAll(PRIVATE)].map(([character]) => codeOf(character));
  const entities = text.includes('&') ? [...text.matchAll(ENTITY)].map(([entity]) => entity) : [];
  return [...new Set([...found, ...entities, ...(IMAGE.test(text) ? ['<img>'] : [])])];
}

/** Genres of a field with several between separators. */
const genresOf = (field: string): readonly string[] => field.split(/[；;/／、，,]/).map((genre) => genre.trim()).filter((genre) => genre !== '');

export const TEXT_RULES: readonly Rule[] = [
  {
    rule: 'title-missing', caption: { zh: '没有标题', en: 'There is no title' },
    check: ({ title }) => ((title ?? '').trim() !== '' ? null : { zh: '没有标题。', en: 'There is no title.' }),
  },
  {
    rule: 'title-repeated', caption: { zh: '正文首行重复标题', en: 'The body begins with the title again' },
    check({ title, body }, { paragraphsOf, fold }) {
      const first = body === null ? undefined : paragraphsOf(body.slice(0, 2000))[0];
      const wanted = fold(title ?? '');
      return wanted === '' || first === undefined || fold(first) !== wanted ? null
        : { zh: '正文第一行就是标题。', en: 'The first line of the body is the title.' };
    },
    fix({ body }, { paragraphsOf }) {
      const lines = (body ?? '').split('\n');
      const at = lines.findIndex((line) => paragraphsOf(line).length > 0);
      const rest = [...lines.slice(0, at), ...lines.slice(at + 1)];
      return rest.every((line) => line.trim() === '') ? null : { body: rest.join('\n') };
    },
  },
  {
    rule: 'author-glued', caption: { zh: '作者姓名之间没有分隔', en: 'Names of authors run together' },
    check({ author }, { authorsOf }) {
      const glued = authorsOf(author ?? '').find((name) => withoutGlue(name) !== null);
      return glued === undefined ? null
        : { zh: `“${glued}”像是 ${withoutGlue(glued)?.join('、') ?? ''}。`, en: `"${glued}" looks like ${withoutGlue(glued)?.join(', ') ?? ''}.` };
    },
    fix({ author }, { authorsOf }) {
      let mended = author ?? '';
      for (const name of authorsOf(mended)) {
        const parts = withoutGlue(name);
        if (parts !== null) mended = mended.replace(name, parts.join('/'));
      }
      return mended === author ? null : { author: mended };
    },
  },
  {
    rule: 'body-missing', caption: { zh: '没有正文', en: 'There is no body' },
    check: ({ body, genre }) => ((body ?? '').trim() !== '' || GENRES_WITHOUT_BODY.test(genre ?? '') ? null
      : { zh: '没有正文，体裁也不是图片或广告。', en: 'No body, and the genre is neither picture nor advertisement.' }),
  },
  {
    rule: 'picture-missing', caption: { zh: '缺图片文件', en: 'A picture file is missing' },
    check({ path, rootId, body }, { picturesOf, hasFile }) {
      if (path === null || rootId === null || body === null || !/[〖<]/.test(body)) return null;
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      // What an <img> names lay on a web page and never came with a delivery.
      const gone = picturesOf(body.replace(/<img\b[^>\n]{0,400}>/gi, '')).filter((file) => file !== '' && !hasFile(rootId, folder + file));
      return gone.length === 0 ? null : { zh: `没有随文件夹来的图片：${gone.join('、')}。`, en: `Pictures that did not come with the folder: ${gone.join(', ')}.` };
    },
  },
  {
    rule: 'characters', caption: { zh: '可疑字符', en: 'Doubtful characters' },
    check({ title, author, body }) {
      const found = [...new Set([title, author, body].flatMap((text) => strangers(text ?? '')))];
      return found.length === 0 ? null : { zh: `有 ${found.slice(0, 8).join('、')}。`, en: `There is ${found.slice(0, 8).join(', ')}.` };
    },
    fix({ title, author, body }, { decodeEntities }) {
      const mend = (text: string | null): string | null => (text === null ? null : decodeEntities(text).replace(INVISIBLE, ''));
      const mended = { title: mend(title), author: mend(author), body: mend(body) };
      return mended.title === title && mended.author === author && mended.body === body ? null : mended;
    },
  },
  {
    rule: 'genre-unknown', caption: { zh: '体裁不在表中', en: 'The genre is not on the list' },
    check({ genre }, { options }) {
      if (options.genres.includes(genre ?? '') || /[？?]/.test(genre ?? '')) return null;
      const unknown = genresOf(genre ?? '').filter((one) => !options.genres.includes(one));
      return unknown.length === 0 ? null : { zh: `体裁表中没有“${unknown.join('、')}”。`, en: `The list of genres has no "${unknown.join(', ')}".` };
    },
  },
  {
    rule: 'genre-doubtful', caption: { zh: '体裁含有“？”', en: 'The genre has a "？" in it' },
    check: ({ genre }) => (/[？?]/.test(genre ?? '') ? { zh: `体裁“${genre ?? ''}”中的“？”是丢失的分隔符。`, en: `The "？" in "${genre ?? ''}" stands for a lost separator.` } : null),
    fix: ({ genre }) => (genre === null ? null : { genre: genre.replace(/[？?]+/g, '；').replace(/^；|；$/g, '') }),
  },
];
