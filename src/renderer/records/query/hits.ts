import { tokenise, type Token } from './tokens.ts';

/** A piece of a text, marked when the query found it. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Words to mark, folded: those of any field, and those asked for in one field. */
export interface Terms {
  readonly anywhere: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** Fields in which a term is part of a text; in the others it is a whole value, which says nothing when marked. */
const TEXT: readonly string[] = ['kicker', 'title', 'subtitle', 'author', 'keywords', 'body'];

/** What a query looks for in the text; excluded words and filters by number or date are not marked. */
export function termsOf(query: string): Terms {
  const anywhere = new Set<string>();
  const fields = new Map<string, Set<string>>();
  const gather = (tokens: readonly Token[], outer: string | null): void => {
    for (const token of tokens) {
      if (token.negated || token.kind === 'or') continue;
      const field = token.field ?? outer;
      if (token.kind === 'group') {
        gather(tokenise(token.value), field);
        continue;
      }
      const term = fold(token.value.replace(/^=/, '')).text;
      if (term === '') continue;
      if (field === null) anywhere.add(term);
      else if (TEXT.includes(field)) fields.set(field, (fields.get(field) ?? new Set()).add(term));
    }
  };
  gather(tokenise(query), null);
  return { anywhere: [...anywhere], fields: Object.fromEntries([...fields].map(([field, set]) => [field, [...set]])) };
}

/** Characters that compatibility normalisation leaves apart, target first: the two decodings of dot and dash, and look-alikes. */
const ALIKE = ['··・•‧∙⋅', '——―─–‒', '~~〜∼'];
const SAME = new Map(ALIKE.flatMap(([target = '', ...others]) => others.map((other) => [other, target] as const)));
const known = new Map<string, string>();

function foldPoint(point: string): string {
  let folded = known.get(point);
  if (folded === undefined) {
    const plain = /[\p{Cc}\p{Cf}\ufe00-\ufe0f]/u.test(point) ? '' : point.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
    folded = [...plain].map((part) => SAME.get(part) ?? part).join('');
    known.set(point, folded);
  }
  return folded;
}

/** A letter or digit of a script that puts spaces between its words. */
const isSpaced = (char: string): boolean => /[\p{L}\p{N}]/u.test(char) && char < '\u2000';

interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of the folded text, its place in the original. */
  readonly places: readonly number[];
}

/** The text as search compares it: width, case, dots and dashes alike, blanks kept only between words of a spaced script. */
export function fold(text: string): Folded {
  let folded = '';
  let gap = '';
  const places: number[] = [];
  let at = 0;
  for (const point of text) {
    if (/\s/u.test(point)) {
      gap = gap === '\n' || /[\n\r\v\f\u2028\u2029]/u.test(point) ? '\n' : ' ';
    } else {
      const parts = foldPoint(point);
      if (parts !== '') {
        if (folded !== '' && (gap === '\n' || (gap === ' ' && isSpaced(folded.slice(-1)) && isSpaced(parts)))) {
          folded += gap;
          places.push(at - 1);
        }
        gap = '';
        folded += parts;
        for (let unit = 0; unit < parts.length; unit += 1) places.push(at);
      }
    }
    at += point.length;
  }
  return { text: folded, places };
}

/** Cut a text into marked and unmarked pieces; together they are the text. */
export function markHits(text: string, terms: Terms, field?: string): Piece[] {
  const wanted = field === undefined ? terms.anywhere : [...terms.anywhere, ...(terms.fields[field] ?? [])];
  if (wanted.length === 0 || text === '') return [{ text, hit: false }];
  const { text: folded, places } = fold(text);
  const marks = new Uint8Array(text.length);
  for (const term of wanted) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + 1)) {
      const start = places[at] ?? 0;
      const last = places[at + term.length - 1] ?? text.length - 1;
      const end = last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
      marks.fill(1, start, end);
    }
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && marks[at] === marks[start]) continue;
    pieces.push({ text: text.slice(start, at), hit: marks[start] === 1 });
    start = at;
  }
  return pieces;
}
