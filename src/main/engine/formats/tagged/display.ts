import { withoutPictures } from './pictures.ts';

/*
 * Values made ready for reading. Nothing of this is ever written back: the stored value stays as the source has it.
 */

const LINE_BREAK = /〖-?HH[^〖〗\n]{0,12}〗/g;
const MARK = /〖[-－]?(?:JZ|ZI)[^〖〗\n]{0,12}〗/g;
/** Zero bytes of padding, other control characters, and characters without width. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]/g;

/** A body as paragraphs: one a line, without the indent; picture blocks taken out, marks and entities resolved. */
export function displayParagraphs(body: string): string[] {
  const marked = body.includes('〖') || body.includes('<img') || body.includes('<IMG');
  const plain = marked ? withoutPictures(body).replace(LINE_BREAK, '\n').replace(MARK, '') : body;
  const paragraphs: string[] = [];
  for (const line of plain.split('\n')) {
    const text = decodeEntities(line).replace(INVISIBLE, '').trim();
    if (text !== '') paragraphs.push(text);
  }
  return paragraphs;
}

/** Name and character, written together. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  'amp&', 'lt<', 'gt>', 'quot"', "apos'", 'nbsp ', 'ensp ', 'emsp　', 'thinsp ', 'middot·', 'bull•', 'hellip…',
  'mdash—', 'ndash–', 'ldquo“', 'rdquo”', 'lsquo‘', 'rsquo’', 'laquo«', 'raquo»', 'times×', 'divide÷', 'plusmn±',
  'deg°', 'permil‰', 'yen¥', 'pound£', 'euro€', 'cent¢', 'copy©', 'reg®', 'trade™', 'sect§', 'microµ', 'para¶',
  'frac12½', 'frac14¼', 'frac34¾', 'sup2²', 'sup3³', 'eacuteé', 'egraveè', 'uumlü', 'oumlö', 'aumlä', 'ccedilç',
  'alphaα', 'betaβ', 'gammaγ', 'deltaδ', 'omegaω', 'piπ', 'rarr→', 'larr←', 'uarr↑', 'darr↓', 'le≤', 'ge≥', 'ne≠',
].map((entity) => [entity.slice(0, -1), entity.slice(-1)]));

/** Named and numbered HTML entities to their characters; what is none stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
        ? String.fromCodePoint(point)
        : whole;
    },
  );
}

export interface Authors {
  /** Names in their order. Names written one after another without a sign between cannot be told apart and stay one. */
  readonly names: readonly string[];
  /** Where they work, from `DW：`; null when the record does not say. */
  readonly unit: string | null;
}

/** The author field: names between "/", then perhaps a line break and `DW：` with their unit, which may be empty. */
export function readAuthors(value: string): Authors {
  const [named = '', ...tail] = value.split(LINE_BREAK);
  const rest = tail.join('\n');
  const withUnit = /^([\s\S]*?)DW[：:]([\s\S]*)$/.exec(`${named}\n${rest}`);
  const names = (withUnit?.[1] ?? `${named}\n${rest}`)
    .split(/[/／；;、，,\n]/)
    .map((name) => decodeEntities(name).trim())
    .filter((name) => name !== '');
  const unit = withUnit?.[2]?.trim() ?? '';
  return { names, unit: unit === '' ? null : unit };
}

export interface Person {
  readonly name: string;
  /** '' where the source leaves it out. */
  readonly duty: string;
  readonly matter: string;
}

export interface Keywords {
  readonly keywords: readonly string[];
  readonly persons: readonly Person[];
}

/**
 * The keyword field: words between "/" or "；", then perhaps `RW：` with a person's name, duty and matter between "/",
 * which may be empty or occur again for the next person. Of two parts the second is the matter, as records have it.
 */
export function readKeywords(value: string): Keywords {
  const [words = '', ...people] = value.replace(LINE_BREAK, '；').split(/RW[：:]/);
  const persons = people
    .flatMap((part) => part.split(/[；;\n]/))
    .flatMap((part) => {
      const [name = '', second = '', third, ...more] = part.split(/[/／]/).map((piece) => piece.trim());
      if (name === '' && second === '') return [];
      return [
        third === undefined
          ? { name, duty: '', matter: second }
          : { name, duty: second, matter: [third, ...more].join('/') },
      ];
    });
  return {
    keywords: words
      .split(/[/／；;\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    persons,
  };
}
