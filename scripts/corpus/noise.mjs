/**
 * How the same article comes to look different: re-keyed, printed in other characters, read by a machine, edited, cut,
 * continued. Every function takes chance and a record and gives a new one; the old one is not touched. A record needs
 * `title` and `body` (paragraphs); `cast` is needed where new sentences are written.
 */

import { bodyKind, headline, roundup } from './article.mjs';
import { personName, sentence } from './prose.mjs';
import { FIGURES, SHAPES } from './words/shapes.mjs';
import { SIMPLIFIED, TRADITIONAL } from './words/traditional.mjs';

const TO_TRADITIONAL = new Map([...SIMPLIFIED].map((char, index) => [char, [...TRADITIONAL][index]]));
const COMMON = [
  ...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经',
];
const ASCII_PUNCTUATION = { '，': ',', '；': ';', '：': ':', '（': '(', '）': ')', '？': '?', '！': '!', '％': '%' };
const CORNERS = { '“': '「', '”': '」', '‘': '『', '’': '』' };

/** Re-keyed or re-exported: the text is not meant to differ, fields and blanks do. `exact-lossy`: a character went. */
export function reimport(random, record) {
  const copy = { ...record, body: record.body, noise: [...record.noise, 'exact'] };
  if (random.chance(0.35)) copy.author = '';
  if (random.chance(0.25)) copy.pageName = '';
  if (random.chance(0.25)) copy.class = '';
  if (random.chance(0.2)) copy.column = '';
  if (random.chance(0.2)) copy.keywords = '';
  if (random.chance(0.15)) copy.body = copy.body.map((text) => `${random.chance(0.5) ? '&nbsp;' : '　'}${text}`);
  if (random.chance(0.15))
    copy.body = random.chance(0.5) ? [copy.body.join('')] : copy.body.flatMap((text) => text.split(/(?<=。)(?=[^”])/u));
  if (random.chance(0.12)) {
    copy.body = mapChars(random, copy.body, 0.002, () => '？');
    copy.noise = [...record.noise, 'exact-lossy'];
  }
  return copy;
}

/** Full width for half, other quotes and stops, traditional characters in six of ten. */
export function width(random, record) {
  const figures = random.chance(0.5);
  const stops = random.chance(0.5);
  const corners = random.chance(0.5);
  const traditional = random.chance(0.6) || !(figures || stops || corners);
  const change = (text) => {
    let out = '';
    for (const char of text) {
      const code = char.charCodeAt(0);
      let next = char;
      if (figures && code > 0x20 && code < 0x7f && /[0-9A-Za-z.%]/u.test(char))
        next = String.fromCharCode(code + 0xfee0);
      else if (stops && char in ASCII_PUNCTUATION) next = ASCII_PUNCTUATION[char];
      else if (corners && char in CORNERS) next = CORNERS[char];
      if (traditional) next = TO_TRADITIONAL.get(next) ?? next;
      out += next;
    }
    return out;
  };
  const author = traditional ? change(record.author) : record.author;
  return {
    ...record,
    title: change(record.title),
    author,
    body: record.body.map(change),
    noise: [...record.noise, traditional ? 'traditional' : 'width'],
  };
}

/** Read by a machine with this share of characters wrong; a fifth as many lost, a third as many put in or blanked. */
export function ocr(random, record, rate) {
  const name = rate < 0.03 ? 'ocr-light' : 'ocr-heavy';
  const swap = (char) => {
    const chance = random.next();
    if (chance < 0.13) return '';
    if (chance < 0.24) return `${char} `;
    if (chance < 0.33) return char + random.pick(COMMON);
    if (char in FIGURES) return random.pick([...FIGURES[char]]);
    const shapes = SHAPES.get(char);
    return shapes !== undefined && random.chance(0.85) ? random.pick([...shapes]) : random.pick(COMMON);
  };
  return {
    ...record,
    title: mapChars(random, [record.title], rate, swap)[0],
    author: mapChars(random, [record.author], rate / 2, swap)[0],
    body: mapChars(random, record.body, rate, swap),
    noise: [...record.noise, name],
  };
}

/** Printed again after editing: `share` of the sentences dropped, put in, written anew or moved. */
export function edited(random, record, share, label = 'reprint') {
  const kind = bodyKind(record.cast.topic);
  const body = record.body
    .map((text) => {
      let sentences = sentencesOf(text).flatMap((old) => {
        if (!random.chance(share)) return [old];
        const way = random.int(4);
        if (way === 0) return [];
        if (way === 1) return [old, sentence(random, record.cast, kind)];
        return way === 2 ? [reworded(random, old, record.cast)] : [old.replace(/^[^，]{1,6}，/u, '')];
      });
      if (sentences.length > 1 && random.chance(share)) {
        const from = random.int(sentences.length);
        const [moved] = sentences.splice(from, 1);
        sentences = sentences.toSpliced(random.int(sentences.length + 1), 0, moved);
      }
      return sentences.join('');
    })
    .filter((text) => text !== '');
  if (body.length > 2 && random.chance(share)) body.push(...body.splice(random.int(body.length), 1));
  if (body.length === 0) body.push(sentence(random, record.cast, kind));
  const copy = { ...record, body, noise: [...record.noise, label] };
  return random.chance(0.65) ? retitled(random, copy) : copy;
}

/** The story as another paper or another day took it from the wire: other dateline, tail cut, a few edits. */
export function wire(random, record) {
  const cut = edited(random, { ...record, noise: [] }, 0.1 * random.next(), 'wire');
  const kept = Math.max(1, Math.round(cut.body.length * (1 - 0.35 * random.next())));
  const body = cut.body.slice(0, kept);
  const start =
    /^(?:本报讯 .{0,16}报道：|据新华社.{2,12}电(?:（记者.{2,12}）| )|本报.{2,10}[讯电](?:（记者.{2,12}）| )|本报讯 )/u;
  const town = record.cast.places[0];
  body[0] = `${random.pick(['据新华社', '据', '本报'])}${town}电 ${body[0].replace(start, '')}`;
  return {
    ...cut,
    body,
    author: random.chance(0.5) ? '' : personName(random),
    kicker: '',
    subtitle: '',
    noise: [...record.noise, 'wire'],
  };
}

/** A part of it: the first 25–75 %, or the middle in a fifth of the cases. */
export function truncated(random, record) {
  const text = record.body.join('\n');
  const length = Math.max(40, Math.round(text.length * (0.25 + 0.5 * random.next())));
  const from = random.chance(0.2) ? random.int(Math.max(1, text.length - length)) : 0;
  return {
    ...record,
    body: text
      .slice(from, from + length)
      .split('\n')
      .filter((part) => part !== ''),
    noise: [...record.noise, 'truncated'],
  };
}

/** The article in two or three parts; nine of ten cuts carry 下转 and 上接. `pages` are the pages of the parts. */
export function continued(random, record, pages) {
  const sentences = record.body.flatMap((text) => [...sentencesOf(text), '\n']);
  const size = Math.ceil(sentences.length / pages.length);
  return pages.map((page, index) => {
    const body = sentences
      .slice(index * size, (index + 1) * size)
      .join('')
      .split('\n')
      .filter((text) => text !== '');
    if (body.length === 0) body.push(sentence(random, record.cast, bodyKind(record.cast.topic)));
    if (index > 0 && random.chance(0.9)) body[0] = `（上接第${pageName(pages[index - 1])}版）${body[0]}`;
    if (index < pages.length - 1 && random.chance(0.9)) body.push(`（下转第${pageName(pages[index + 1])}版）`);
    const title = index === 0 || random.chance(0.75) ? record.title : `（上接第${pageName(pages[0])}版）`;
    return {
      ...record,
      body,
      title,
      author: index === 0 ? record.author : '',
      noise: [...record.noise, `part${index + 1}`],
    };
  });
}

/** A round-up that takes the record in whole. */
export function contained(random, place, record) {
  const base = { ...record, date: place.date, pageName: place.pageName, author: '', kicker: '', subtitle: '' };
  return { ...roundup(random, place, base, [record]), noise: ['roundup'], role: 'variant' };
}

function retitled(random, record) {
  const way = random.int(4);
  const title =
    way === 0
      ? headline(random, record.cast)
      : way === 1
        ? record.title.slice(Math.min(4, record.title.length >> 1))
        : way === 2
          ? `${record.cast.places[0]}：${record.title}`
          : `${record.title}${random.pick(record.cast.nouns)}`;
  return { ...record, title: title.slice(0, 32), subtitle: way === 3 ? record.title.slice(0, 20) : record.subtitle };
}

function reworded(random, text, cast) {
  let out = text;
  for (let i = random.between(1, 3); i > 0; i -= 1) {
    const word = random.pick(random.chance(0.5) ? cast.nouns : cast.verbs);
    if (out.includes(word)) out = out.replace(word, random.pick(cast.nouns));
    else out = out.replace(/^([^，]{2,8})，/u, `$1，${word}`);
  }
  return out;
}

function sentencesOf(text) {
  return text.match(/[^。！？]+(?:[。！？]+”?|$)/gu) ?? [];
}

/** Jumps from one changed character to the next instead of asking for each. */
function mapChars(random, texts, rate, swap) {
  if (rate <= 0) return [...texts];
  const step = () => Math.floor(Math.log(1 - random.next()) / Math.log(1 - rate));
  return texts.map((text) => {
    const chars = [...text];
    for (let at = step(); at < chars.length; at += 1 + step()) chars[at] = swap(chars[at]);
    return chars.join('');
  });
}

function pageName(page) {
  const value = Number(page);
  return value <= 10 ? '一二三四五六七八九十'.charAt(value - 1) : `十${'一二三四五六七八九'.charAt(value - 11)}`;
}
