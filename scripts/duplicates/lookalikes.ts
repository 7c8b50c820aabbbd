/**
 * Records that look like duplicates and are not: what a newspaper prints again and again with other content. Every
 * family returns drafts of which no two are the same article. They are what the weights are mostly learned from.
 */
import type { Draft } from './copies.ts';
import { dayAfter, elsewhere } from './copies.ts';
import { sentences } from './prose.ts';
import { rephrased } from './rewording.ts';
import { bulletin, caption, ceremony, genre, statement, yearly } from './templates.ts';
import type { Family } from './templates.ts';

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
