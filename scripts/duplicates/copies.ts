/** How one article comes to be in a library twice: a copy of a record with the damage or the changes of one cause. */
import type { DuplicateRecord } from '../../src/main/engine/duplicates/core/article.ts';
import { SIMPLIFIED, TRADITIONAL } from '../../src/main/engine/duplicates/core/han-variants.ts';
import type { Language } from './prose.ts';
import { sentences } from './prose.ts';
import type { Random } from './random.ts';

/** A record before it has a number. */
export type Draft = Omit<DuplicateRecord, 'id'>;
export type Copy = (draft: Draft, random: Random, language: Language) => Draft;

const CONFUSED = '人入八大太天夫未末土士干千于已己巳日曰目自白百田由甲申王玉主住往注话活治冶洽情清请晴睛青版板叛般船股设没投技枝歧要耍晨展屋尾' +
  '因困国固团图体休伐代找我战成戒今令会合全金余茶名各备务条夏复炮泡跑抱刷制到别刻削消悄俏洒酒洲州川河何可司同回向问间闭闲简阅';
const CONFUSABLE = [...CONFUSED];
const traditional = new Map([...SIMPLIFIED].map((character, at) => [character, TRADITIONAL[at] ?? character]));

/** The date `days` later, as yyyymmdd. */
export function dayAfter(day: number | null, days: number): number | null {
  if (day === null) return null;
  const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + days));
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** Another place in the paper. */
export function elsewhere(random: Random): Pick<Draft, 'page' | 'item'> {
  return { page: String(random.whole(1, 24)), item: String(random.whole(1, 20)) };
}

/** Imported again: white space, entities, a line of the web page around it, a field lost. */
export const again: Copy = (draft, random) => ({
  ...draft,
  author: random.chance(0.2) ? '' : draft.author,
  page: random.chance(0.15) ? '' : draft.page,
  item: random.chance(0.15) ? '' : draft.item,
  body: framed(random.chance(0.4)
    ? draft.body.replace(/\n/g, '\r\n　　').replace(/ /g, '&nbsp;')
    : draft.body.replace(/\n/g, random.pick(['\n', '\n    ', '\r\n\r\n'])), random),
});

function framed(body: string, random: Random): string {
  let text = body;
  if (random.chance(0.12)) text = `${random.pick(['本网消息（新闻）：', '本报讯 ', '【本刊讯】', '**新闻网消息**：'])}${text}`;
  if (random.chance(0.1)) text += random.pick(['\n（完）', '\n责任编辑：王明', '\n更多新闻请看本网首页', '\n(摄影 李强)']);
  return text;
}

/** Full width, other quotation marks, traditional characters. */
export const width: Copy = (draft, random) => {
  const han = random.chance(0.6);
  const convert = (text: string): string => {
    let result = text.replace(/[0-9A-Za-z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    if (random.chance(0.5)) result = result.replace(/“/g, '「').replace(/”/g, '」').replace(/，/g, ',');
    return han ? [...result].map((character) => traditional.get(character) ?? character).join('') : result;
  };
  return { ...draft, title: convert(draft.title), body: convert(draft.body) };
};

/** Read by a machine: a share of characters misread, lost or doubled, and some of the title too. */
export function misread(least: number, most: number): Copy {
  return (draft, random, language) => {
    const rate = random.between(least, most);
    const spoil = (text: string, share: number): string => {
      let result = '';
      for (const character of text) {
        if (character === '\n' || random.next() >= share) {
          result += character;
          continue;
        }
        const draw = random.next();
        if (draw < 0.15) continue;
        if (draw < 0.35) result += character + random.pick([' ', '·', '.', random.pick(CONFUSABLE)]);
        else if (/[0-9]/.test(character)) result += random.pick([...'0123456789lIO']);
        else result += draw < 0.8 ? random.pick(CONFUSABLE) : language.rareWord().slice(0, 1);
      }
      return result;
    };
    return { ...draft, title: spoil(draft.title, rate * 0.6), author: spoil(draft.author, rate * 0.5),
      body: spoil(draft.body, rate) };
  };
}

/** Printed again: sentences dropped, added, rewritten, moved; often under another title, on another day. */
export const reprint: Copy = (draft, random, language) => {
  const topic = [...new Set(draft.title.match(/.{2,3}/gu) ?? [language.word()])];
  const share = random.between(0.05, 0.4);
  const kept: string[] = [];
  const all = sentences(draft.body);
  for (const sentence of all) {
    const draw = random.next();
    if (draw >= share) kept.push(sentence);
    else if (draw < share * 0.3) continue;
    else if (draw < share * 0.6) kept.push(sentence, language.sentence(topic));
    else if (draw < share * 0.8) kept.push(reworded(sentence, random, language));
    else kept.splice(random.whole(0, kept.length), 0, sentence);
  }
  return {
    ...draft, ...elsewhere(random),
    title: random.chance(0.6) ? retitled(draft, random, language) : draft.title,
    day: random.chance(0.5) ? dayAfter(draft.day, random.chance(0.02) ? random.whole(30, 400) : random.whole(-20, 30))
      : draft.day,
    body: kept.join(''),
  };
};

function reworded(sentence: string, random: Random, language: Language): string {
  const clauses = sentence.split('，');
  return clauses.map((clause) => (random.chance(0.5) ? clause : language.word() +
    clause.slice(0, Math.ceil(clause.length / 2)))).join('，');
}

/** Another headline for the same text: words of the old one or of the text itself. */
function retitled(draft: Draft, random: Random, language: Language): string {
  if (random.chance(0.7)) return language.headline(draft.body);
  const words = draft.title.match(/.{2,4}/gu) ?? [];
  return random.shuffled(words).slice(0, 3).join('') + language.word();
}

/** A wire story in another paper: a few days off, another dateline, the tail cut. */
export const wire: Copy = (draft, random, language) => {
  const all = sentences(draft.body);
  const kept = all.slice(0, Math.max(2, Math.ceil(all.length * random.between(0.65, 1))));
  const edited = kept.map((sentence) => (random.chance(0.06) ? reworded(sentence, random, language)
    : sentence)).join('');
  const body = edited.replace(/^(?:新华社|本报)[^）报\n]{2,24}(?:）|报道：|电　?)/, '');
  return {
    ...draft, ...elsewhere(random),
    title: random.chance(0.4) ? retitled(draft, random, language) : draft.title,
    author: random.chance(0.4) ? '' : draft.author,
    day: dayAfter(draft.day, random.whole(-3, 3)),
    body: random.chance(0.6) ? dateline(random, language) + body : body,
  };
};

/** 新华社北京5月2日电（记者某某）, and its relatives. */
export function dateline(random: Random, language: Language): string {
  const when = `${language.place()}${random.whole(1, 12)}月${random.whole(1, 28)}日电`;
  return random.chance(0.6) ? `新华社${when}（记者${language.name()}）` : `本报${when}　记者${language.name()}报道：`;
}

/** Cut off: the first part, now and then a part from the middle. */
export const cutOff: Copy = (draft, random) => {
  const share = random.between(0.22, 0.75);
  const size = Math.max(40, Math.floor(draft.body.length * share));
  const start = random.chance(0.2) ? random.whole(0, Math.max(0, draft.body.length - size)) : 0;
  return { ...draft, body: draft.body.slice(start, start + size), ...(random.chance(0.15) ? elsewhere(random) : {}) };
};

/** Two or three parts on pages of their own, mostly with marks. */
export function parts(draft: Draft, random: Random): Draft[] {
  const all = sentences(draft.body);
  const count = all.length > 8 && random.chance(0.25) ? 3 : 2;
  if (all.length < count * 2) return [draft];
  const cuts = Array.from({ length: count - 1 }, (_, at) =>
    Math.round(((at + random.between(0.7, 1.3)) * all.length) / count));
  const pages = [random.whole(1, 12)];
  while (pages.length < count) pages.push((pages.at(-1) ?? 1) + random.whole(1, 5));
  const marked = random.chance(0.85);
  const note = (words: string, page: number | undefined): string => {
    if (!marked || page === undefined || random.chance(0.12)) return '';
    return turn(words, random.chance(0.85) ? page : page + random.whole(1, 3), random);
  };
  return pages.map((page, at) => {
    const text = all.slice(at === 0 ? 0 : cuts[at - 1], at === count - 1 ? undefined : cuts[at]).join('');
    return {
      ...draft, page: String(page), item: String(random.whole(1, 16)), author: random.chance(0.15) ? '' : draft.author,
      body: `${note('上接', at === 0 ? undefined : pages[at - 1])}${text.trimEnd()}${note('下转', pages[at + 1])}`,
    };
  });
}

const HAN = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function turn(words: string, page: number, random: Random): string {
  const shown = page <= 10 && random.chance(0.5) ? HAN[Math.max(1, page)] ?? String(page) : String(page);
  return random.pick([`（${words}第${shown}版）`, `(${words}${shown}版)`, `【${words}第${shown}版】`, `（${words}第 ${shown} 版）`]);
}
