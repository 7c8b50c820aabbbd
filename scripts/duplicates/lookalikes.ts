/**
 * Records that look like duplicates and are not: what a newspaper prints again and again with other content. Every
 * family returns drafts of which no two are the same article. They are what the weights are mostly learned from.
 */
import type { Draft } from './copies.ts';
import { dateline, dayAfter, elsewhere } from './copies.ts';
import type { Language } from './prose.ts';
import { COUNTRIES, sentences } from './prose.ts';
import type { Random } from './random.ts';

export type Family = (random: Random, language: Language, base: () => Draft) => Draft[];

/** Weather, exchange rates, river levels: the same sentences every day, other numbers and a few other words. */
const bulletin: Family = (random, language, base) => {
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

function figure(random: Random, most: number): string {
  return random.chance(0.4) ? (random.next() * most).toFixed(random.whole(1, 4)) : String(random.whole(0, most));
}

/** Receptions, cables, obituaries, appointments: fixed sentences around the names of one occasion. */
const ceremony: Family = (random, language, base) => {
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

/** A sentence said again in part: clauses kept whole or by half, the others new. */
function rephrased(sentence: string, keep: number, topic: readonly string[], random: Random,
  language: Language): string {
  const swaps = random.pick([0, 0.1, 0.4]);
  return sentence.replace(/[^，、；。！？：\n]+/g, (clause) => {
    if (random.chance(keep)) return random.chance(swaps) ? touched(clause, random, language) : clause;
    const fresh = language.sentence(topic).slice(0, random.whole(2, 24)).replace(/[，、；。！？]/g, '');
    if (random.chance(0.4)) return fresh;
    const cut = random.whole(1, clause.length);
    return random.chance(0.5) ? clause.slice(0, cut) + fresh : fresh + clause.slice(cut);
  });
}

/** A clause in which one word is another, gone or new: as small a difference as misreading makes. */
function touched(clause: string, random: Random, language: Language): string {
  const at = random.whole(0, clause.length - 1);
  return clause.slice(0, at) + (random.chance(0.7) ? language.word() : '') + clause.slice(at + random.whole(0, 2));
}

/** One kind of report: the same matter-of-course sentences in much the same order, around what is new each time. */
const genre: Family = (random, language, base) => {
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
const statement: Family = (random, language, base) => {
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

/** A column: one title, another article every time; in some the first or last sentence never changes. */
const column: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const title = random.chance(0.3) ? random.pick(['国内联播快讯', '图片新闻', '简讯', '今日要闻', '读者来信'])
    : language.title(topic).slice(0, random.whole(4, 12));
  const opening = random.chance(0.5) ? language.sentence(topic) : '';
  const closing = random.chance(0.3) ? language.sentence(topic) : '';
  const size = random.pick([30, 60, 150, 600]);
  const gap = random.pick([1, 1, 7, 30]);
  return Array.from({ length: random.whole(3, 9) }, (_, at) => ({
    ...first, title, day: dayAfter(first.day, at * gap), item: String(random.whole(1, 20)),
    author: random.chance(0.5) ? first.author : language.name(),
    body: `${opening}${language.body(language.topic(), random.whole(size / 2, size * 2))}${closing}`,
  }));
};

/** One short line about another place or picture each time: most of the text is the column's own. */
const caption: Family = (random, language, base) => {
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

/** （上）（中）（下）, 之一 之二: one title and author, consecutive days, nothing of the text in common. */
const series: Family = (random, language, base) => {
  const first = base();
  const topic = language.topic();
  const marks = random.pick([['（上）', '（中）', '（下）'], ['之一', '之二', '之三', '之四'], ['（一）', '（二）', '（三）'],
    ['①', '②', '③', '④']]);
  // Now and then all parts stand in one issue, and a careless hand gave them one place.
  const issue = random.chance(0.25);
  return marks.map((mark, at) => ({
    ...first, title: `${first.title}${mark}`, day: dayAfter(first.day, issue ? 0 : at), page: first.page,
    body: language.body(topic, random.whole(200, 1600)),
  }));
};

/** Different stories that quote the same sentences of a speech. */
const quotation: Family = (random, language, base) => {
  const quoted = Array.from({ length: random.whole(2, 9) }, () => language.sentence(language.topic())).join('');
  const day = base().day;
  return Array.from({ length: random.whole(2, 5) }, () => {
    const draft = base();
    const own = sentences(draft.body).slice(0, random.whole(3, 16));
    own.splice(random.whole(0, own.length), 0, quoted.slice(0, Math.ceil(quoted.length * random.between(0.5, 1))));
    return { ...draft, title: random.chance(0.4) ? language.headline(quoted) : draft.title,
      day: dayAfter(day, random.whole(0, 3)), body: own.join('') };
  });
};

/** The next story about the same matter: news first, then much of what was printed before. */
const followUp: Family = (random, language, base) => {
  const first = base();
  const topic = first.title.match(/.{2,3}/gu) ?? [language.word()];
  const old = sentences(first.body).slice(0, random.whole(3, 20));
  const stories: Draft[] = [{ ...first, body: old.join('') }];
  for (let at = random.whole(1, 3); at > 0; at--) {
    const share = random.between(0.25, 0.9);
    const loose = random.pick([0, 0.3, 0.8]);
    const kept = old.filter(() => random.chance(share))
      .map((sentence) => (random.chance(loose) ? rephrased(sentence, 0.6, topic, random, language) : sentence));
    const fresh = Math.max(2, Math.round(kept.length * random.between(0.5, 2)));
    const lead = Array.from({ length: fresh }, () => language.sentence(topic));
    const cut = random.whole(1, lead.length);
    const body = [...lead.slice(0, cut), ...kept, ...lead.slice(cut)].join('');
    stories.push({
      ...first, ...elsewhere(random), day: dayAfter(first.day, random.whole(0, 10)),
      title: random.chance(0.15) ? first.title : language.headline(random.chance(0.5) ? body : lead.join('')),
      author: random.chance(0.4) ? first.author : '', body,
    });
  }
  return stories;
};

/** A short notice that a later, longer report takes over whole. */
const takenOver: Family = (random, language, base) => {
  const first = base();
  const topic = first.title.match(/.{2,3}/gu) ?? [language.word()];
  const notice = sentences(first.body).slice(0, random.whole(2, 7)).join('');
  const more = language.body(topic, notice.length * random.between(0.8, 3));
  const person = first.title.slice(0, random.whole(3, 9));
  return [
    { ...first, body: notice, title: `${person}${language.rareWord()}` },
    {
      ...first, ...elsewhere(random), day: dayAfter(first.day, random.whole(1, 8)),
      title: `${person}${language.rareWord()}${language.word()}${language.word()}`, body: random.chance(0.75)
        ? notice + more : more + notice,
    },
  ];
};

/** The same meeting a year later: title and frame as before, the numbers, the names and some sentences new. */
const yearly: Family = (random, language, base) => {
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

/** A sentence with other numbers, and now and then another name or word. */
function renewed(sentence: string, random: Random, language: Language): string {
  const numbers = sentence.replace(/[0-9]+(?:\.[0-9]+)?/g, (number) =>
    (random.chance(0.8) ? figure(random, 10 ** number.length) : number));
  if (!random.chance(0.5) || numbers.length < 12) return numbers;
  const at = random.whole(2, numbers.length - 6);
  return numbers.slice(0, at) + (random.chance(0.5) ? language.name() : language.rareWord()) +
    numbers.slice(at + random.whole(2, 4));
}

/** Briefs, each a record, and the round-up that prints them together. */
const roundUp: Family = (random, language, base) => {
  const first = base();
  const briefs = Array.from({ length: random.whole(3, 6) }, () => {
    const body = language.body(language.topic(), random.whole(50, 240));
    return { ...first, ...elsewhere(random), title: language.headline(body), body, author: '' };
  });
  const title = random.chance(0.5) ? random.pick(['国内联播快讯', '国际联播快讯', '简讯', '要闻']) : language.title(language.topic());
  const together = { ...first, title, body: briefs.map((brief) => `${brief.title}\n${brief.body}`).join('\n'),
    author: '' };
  return [...briefs, together];
};

/** Two reports of one day on one matter, in the same words here and there. */
const sideBySide: Family = (random, language, base) => {
  const first = base();
  const topic = first.title.match(/.{2,3}/gu) ?? [language.word()];
  const shared = sentences(first.body).slice(0, random.whole(2, 5));
  return Array.from({ length: random.whole(2, 3) }, () => {
    const own = language.body(topic, random.whole(200, 900));
    return {
      ...first, ...elsewhere(random), title: language.headline(random.chance(0.5) ? own : shared.join('')),
        author: random.chance(0.5) ? first.author : language.name(),
      body: random.shuffled([...shared, ...sentences(own)]).join(''),
    };
  });
};

/** Pictures and advertisements: a title that says nothing, a line of text or none. */
const picture: Family = (random, language, base) => {
  const first = base();
  const title = random.chance(0.7) ? random.pick(['图片新闻', '广告', '照片', '观点', '简讯', '漫画'])
    : language.title(language.topic()).slice(0, 8);
  return Array.from({ length: random.whole(3, 7) }, (_, at) => ({
    ...first, title, day: dayAfter(first.day, at * random.whole(0, 3)), item: String(random.whole(1, 20)),
    page: random.chance(0.5) ? first.page : String(random.whole(1, 20)), author: random.chance(0.6) ? ''
      : language.name(),
    body: random.chance(0.6) ? '' : language.sentence(language.topic()).slice(0, random.whole(4, 40)),
  }));
};

/** All families with how often each is drawn. */
export const FAMILIES: readonly (readonly [string, Family, number])[] = [
  ['bulletin', bulletin, 18], ['ceremony', ceremony, 14], ['statement', statement, 5], ['column', column, 7],
  ['caption', caption, 6], ['series', series, 6], ['quotation', quotation, 8], ['follow-up', followUp, 10],
  ['genre', genre, 22], ['taken over', takenOver, 2], ['yearly', yearly, 12], ['round-up', roundUp, 2],
    ['picture', picture, 5], ['side by side', sideBySide, 5],
];
