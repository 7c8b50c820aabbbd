import { fold } from '../search/fold.ts';

/*
 * Chinese order character by character: signs, digits, Han by pronunciation, then Latin, as the platform's collation for
 * Chinese has it. Comparing whole strings with the platform costs a microsecond and more each time; a table of the
 * places of single characters, made once, makes a million titles sortable in a moment.
 */

let table: Uint16Array | undefined;

/** Place of each UTF-16 unit, from 1; 0 for what does not count (blanks, controls). */
export function places(): Uint16Array {
  if (table !== undefined) return table;
  const folded: string[] = [];
  const characters = new Set<string>();
  for (let code = 0; code < 65_536; code++) {
    const han = code >= 0x3400 && code <= 0x9fff;
    const first = (code >= 0xd800 && code <= 0xdfff) || han ? String.fromCharCode(code) : fold(String.fromCharCode(code)).charAt(0);
    folded.push(first);
    // Beyond these the order of the code points does as well.
    if (first !== '' && code < 0xa000 && !(code >= 0x3400 && code < 0x4e00)) characters.add(first);
  }
  const collator = new Intl.Collator('zh-Hans-u-co-pinyin');
  const rank = new Map([...characters].sort(collator.compare).map((character, at) => [character, at + 1]));
  const result = new Uint16Array(65_536);
  for (let code = 0; code < 65_536; code++) {
    const first = folded[code] ?? '';
    if (first === '') continue;
    result[code] = rank.get(first) ?? Math.min(65_535, rank.size + 1 + (first.charCodeAt(0) >>> 1));
  }
  return table = result;
}

/** Compare two texts by the places of their units. 0 also for texts that differ only in what does not count. */
export function comparePlaces(a: string, b: string): number {
  const place = places();
  let i = 0;
  let j = 0;
  for (;;) {
    let x = 0;
    let y = 0;
    while (x === 0 && i < a.length) x = place[a.charCodeAt(i++)] ?? 0;
    while (y === 0 && j < b.length) y = place[b.charCodeAt(j++)] ?? 0;
    if (x !== y) return x - y;
    if (x === 0) return 0;
  }
}
