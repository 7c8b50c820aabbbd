/**
 * Reports of one kind: the same sentences around other figures, names and news. No two records of a family are the same article.
 */
import { dateline, dayAfter, elsewhere } from './copies.ts';
import type { Draft } from './copies.ts';
import type { Language } from './prose.ts';
import { COUNTRIES, sentences } from './prose.ts';
import type { Random } from './random.ts';
import { figure, renewed, rephrased } from './rewording.ts';

/** Makes the records of one family. */
export type Family = (random: Random, language: Language, base: () => Draft) => Draft[];

/** Weather, exchange rates, river levels: the same sentences every day, other numbers and a few other words. */
export const bulletin: Family = (random, language, base) => {
  const first = base();
  // Few labels and small figures recur within one report, so that two reports hold the same pieces in another order.
  const plain = random.chance(0.4);
  const entries = Array.from({ length: random.whole(3, 16) }, () => language.place() +
    (plain ? '' : language.rareWord()));
  const words = Array.from({ length: random.whole(2, 9) }, () => language.rareWord());
  const units = Array.from({ length: random.whole(1, 4) }, () => [language.rareWord(), language.word()] as const);
  const lead = language.sentence(words).slice(0, random.whole(12, 60));
  const close = language.sentence(words);
  const digits = random.pick(plain ? [5, 12, 30] : [12, 30, 400, 9000, 90_000]);
  const varied = plain ? 0 : random.pick([0, 0.25, 0.5]);
  const title = language.title(words);
  return Array.from({ length: random.whole(3, 9) }, (_, at) => {
    const day = dayAfter(first.day, at * random.pick([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 7]));
    const lines = entries.map((entry) => entry + units.map(([before, after]) =>
      (random.chance(varied) ? random.pick(words) : '') + before + figure(random, digits) + after).join('，'));
    return {
      ...first, title, day, item: String(random.chance(0.7) ? first.item : random.whole(1, 20)), author: '',
      body: `${random.chance(0.6) ? `新华社北京${(day ?? 0) % 100}日电　` : ''}${lead}：\n${lines.join('；')}。\n${close}`,
    };
  });
};

/** Receptions, cables, obituaries, appointments: fixed sentences around the names of one occasion. */
export const ceremony: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const fixed = Array.from({ length: random.whole(2, 9) }, () => language.sentence(topic));
  const free = random.pick([0, 0, 1, 2, 4]);
  const loose = random.pick([0, 0, 0.2, 0.5]);
  const head = [language.rareWord(), language.rareWord(), language.rareWord()] as const;
  const span = random.pick([1, 3, 30, 200]);
  return Array.from({ length: random.whole(2, 7) }, (_, at) => {
    const [country, person, place] = [random.pick(COUNTRIES), language.name(), language.place()];
    const month = `${random.whole(1, 12)}月${random.whole(1, 28)}日`;
    const names = [country, person, place, month, `${country}${head[2]}${person}`];
    const lines = fixed.map((sentence, line) => {
      const said = random.chance(loose) ? rephrased(sentence, 0.6, topic, random, language) : sentence;
      return woven(said, names, line, random.chance(0.1) ? random : null);
    });
    for (let more = 0; more < free; more++) lines.splice(random.whole(1, lines.length), 0,
      language.sentence(language.topic()));
    return {
      ...first, ...elsewhere(random), day: dayAfter(first.day, at * random.whole(0, span)), author: '',
      title: random.chance(0.75) ? `${head[0]}${head[1]}${random.chance(0.7) ? country : person}${head[2]}`
        : head.join(''),
      body: `${random.chance(0.5) ? dateline(random, language) : ''}${month}，${lines.join('')}`,
    };
  });
};

/** Names set into a sentence at places that are the same in every record of the family. */
function woven(sentence: string, names: readonly string[], line: number, stray: Random | null): string {
  const cut = Math.min(sentence.length - 1, 4 + ((line * 7) % 11));
  const name = names[(stray === null ? line : stray.whole(0, 9)) % names.length] ?? '';
  const other = line % 2 === 0 ? names[(line + 1) % names.length] ?? '' : '';
  return sentence.slice(0, cut) + name + sentence.slice(cut, -1) + other + sentence.slice(-1);
}

/** One kind of report: the same matter-of-course sentences in much the same order, around what is new each time. */
export const genre: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const pool = Array.from({ length: random.whole(3, 22) }, () => language.sentence(topic));
  const use = random.between(0.2, 1);
  const keep = random.between(0.2, 0.85);
  const head = [language.rareWord(), language.word() + language.rareWord(), language.rareWord() +
    language.rareWord()] as const;
  const titles = random.next();
  const span = random.pick([1, 3, 30, 200, 365, 365]);
  return Array.from({ length: random.whole(3, 8) }, (_, at) => {
    const own = [...topic.slice(0, 3), ...language.topic()];
    const [person, place] = [language.name(), language.place()];
    const lines = pool.flatMap((sentence) => [
      ...(random.chance(1 - use) ? [language.sentence(own)] : []),
      ...(random.chance(use) ? [renewed(rephrased(sentence, keep, own, random, language), random, language)] : []),
    ]);
    const heading = titles < 0.3 ? head.join('') : titles < 0.7 ? head[0] +
      random.pick([person, place, random.pick(own)]) + head[2] :
      language.headline(lines.join('') || pool.join(''));
    return {
      ...first, ...(random.chance(0.7) ? elsewhere(random) : {}), title: heading,
        day: dayAfter(first.day, at * random.whole(0, span)),
      author: random.chance(0.3) ? first.author : '',
      body: (random.chance(0.3) ? dateline(random, language) : '') + lines.join('') +
        (lines.length > 1 ? '' : pool.join('')),
    };
  });
};

/** Joint statements: whole paragraphs in common, others of its own, the names changed throughout. */
export const statement: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const pool = Array.from({ length: random.whole(8, 26) }, () =>
    `甲方${language.sentence(topic)}${language.sentence(topic)}`);
  const keep = random.between(0.35, 0.85);
  return Array.from({ length: random.whole(2, 5) }, () => {
    const country = random.pick(COUNTRIES);
    const kept = pool.map((paragraph) => {
      if (!random.chance(keep)) return random.chance(0.7) ? language.sentence(topic) +
        language.sentence(language.topic()) : '';
      return paragraph.replace('甲方', country + random.pick(['方', '']));
    });
    return {
      ...first, ...elsewhere(random), day: dayAfter(first.day, random.whole(0, 900)), author: '',
      title: `中华人民共和国和${country}${random.pick(['联合声明', '联合公报', '关于合作的联合声明'])}`,
      body: kept.filter((paragraph) => paragraph !== '').join('\n'),
    };
  });
};

/** One short line about another place or picture each time: most of the text is the column's own. */
export const caption: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const frame = [language.sentence(topic), language.sentence(topic), language.sentence(topic)] as const;
  const title = random.chance(0.6) ? language.title(topic).slice(0, random.whole(5, 10)) : '';
  return Array.from({ length: random.whole(3, 8) }, (_, at) => {
    const slot = (): string => language.rareWord() + (random.chance(0.5) ? language.place() : language.rareWord());
    const day = dayAfter(first.day, at * random.pick([1, 1, 7, 365]));
    return {
      ...first, day, item: String(random.whole(1, 20)), author: '', title: title === '' ? slot() +
        frame[0].slice(0, 4) : title,
      body: `${slot()}，${frame[0].slice(0, random.whole(6, 24))}${slot()}${frame[1].slice(0, -1)}${slot()}，` +
        `${random.chance(0.5) ? frame[2] : language.sentence(topic)}`,
    };
  });
};

/** The same meeting a year later: title and frame as before, the numbers, the names and some sentences new. */
export const yearly: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const frame = sentences(first.body).slice(0, random.whole(3, 18));
  const keep = random.between(0.2, 0.9);
  const numbered = random.chance(0.4);
  const loose = random.chance(0.5) ? random.between(0.2, 1) : 0;
  return Array.from({ length: random.whole(2, 4) }, (_, at) => {
    const lines = frame.map((sentence) => {
      if (!random.chance(keep)) return language.sentence(topic);
      return renewed(random.chance(loose) ? rephrased(sentence, 0.6, topic, random, language) : sentence, random,
        language);
    });
    return {
      ...first, ...(random.chance(0.5) ? elsewhere(random) : {}),
        day: dayAfter(first.day, at * random.pick([30, 180, 364, 365, 365])),
      title: numbered ? `${first.title}${2010 + at}年` : first.title, author: random.chance(0.3) ? first.author : '',
      body: `${random.chance(0.5) ? dateline(random, language) : ''}${lines.join('')}`,
    };
  });
};
