/** One article with all its fields, as a newspaper of its year would have keyed it. */

import { castFor, countyName, dayText, paragraphs, personName, sentence, TOPICS } from './prose.mjs';
import { TOWNS } from './words/shared.mjs';

/** Page names by section; a section's subjects are those that name it, the front page takes from all. */
export const SECTIONS = {
  front: ['要闻', '头版'],
  economy: ['经济新闻', '经济生活'],
  society: ['社会新闻', '综合新闻'],
  world: ['国际新闻'],
  culture: ['科教新闻', '文化教育'],
  army: ['部队新闻', '军营纪事'],
  sports: ['体育新闻'],
  theory: ['理论', '学习与研究'],
  letters: ['副刊'],
};

const BY_SECTION = Object.fromEntries(
  Object.keys(SECTIONS).map((section) => [section, TOPICS.filter((topic) => topic.section === section)]),
);
const FRONT = TOPICS.filter((topic) => !['letters', 'theory', 'sports'].includes(topic.section));
const TITLES_WITHOUT_CONTENT = {
  picture: ['图片新闻', '图片', '图片报道'],
  roundup: ['简讯', '简明新闻', '要闻集纳', '快讯', '国内简讯'],
};

/**
 * An article for a place in the paper.
 * @param random a `Random`
 * @param place { date: 'YYYYMMDD', section, pageName, year, kind? }; kind is report, picture, advertisement or roundup
 */
export function article(random, place) {
  const kind = place.kind ?? random.weighted({ report: 88, picture: 8, roundup: 3, advertisement: 1 });
  const topic = topicFor(random, place);
  const cast = castFor(random, topic, place.year);
  const base = { ...blank(place), topic: topic.key, cast };
  if (kind === 'picture') return picture(random, place, base);
  if (kind === 'advertisement') return advertisement(random, place, base);
  if (kind === 'roundup') return roundup(random, place, base, []);
  return report(random, place, base);
}

/** A record with nothing in it but its place in the paper. */
export function blank(place) {
  return {
    date: place.date,
    kicker: '',
    title: '',
    subtitle: '',
    author: '',
    class: '',
    column: '',
    pageName: place.pageName ?? '',
    keywords: '',
    genre: '消息',
    body: [],
    topic: '',
    family: '',
    role: 'single',
    noise: [],
  };
}

/** A round-up: `taken` are articles it takes in whole, the rest is written for it. */
export function roundup(random, place, base, taken) {
  const items = taken.map(({ title, body, author }) => ({ title, body, author }));
  while (items.length < 3 || (items.length < 6 && random.chance(0.4))) {
    const cast = castFor(random, topicFor(random, place), place.year);
    items.push({
      title: headline(random, cast),
      body: paragraphs(random, cast, bodyKind(cast.topic), random.between(60, 200)),
      author: random.chance(0.6) ? personName(random) : '',
    });
  }
  const order = random.some(items, items.length);
  const body = order.flatMap(({ title, body: text, author }) => [
    title,
    ...text,
    ...(author === '' ? [] : [`（${author.split('/')[0]}）`]),
  ]);
  return {
    ...base,
    body,
    class: '',
    genre: '消息',
    title: random.pick(TITLES_WITHOUT_CONTENT.roundup),
    subtitle: random.chance(0.3) ? `${order[0].title}等${'二三四五六'.charAt(order.length - 2)}则` : '',
    column: random.chance(0.5) ? random.lean(base.cast.topic.columns) : '',
    family: 'roundup',
  };
}

/** A headline for a cast. */
export function headline(random, cast) {
  const kind = cast.topic.prose ? 'ESSAY_HEADLINES' : cast.topic.section === 'world' ? 'WORLD_HEADLINES' : 'HEADLINES';
  let title = sentence(random, cast, kind);
  for (let tries = 0; title.length < 4 && tries < 3; tries += 1) title += sentence(random, cast, kind);
  return title.length > 30 ? title.slice(0, 30) : title;
}

/** Which patterns a subject's body is made of. */
export function bodyKind(topic) {
  return topic.prose ? 'ESSAY' : topic.section === 'world' ? 'WORLD' : topic.section === 'theory' ? 'COMMENT' : 'NEWS';
}

/** A class number of the subject, from 1999 on as the paper has it. */
export function classFor(random, topic, year) {
  return year >= 1999 && random.chance(0.93) ? random.weighted(topic.classes) : '';
}

function topicFor(random, { section, year }) {
  const list = section === 'front' ? FRONT : (BY_SECTION[section] ?? FRONT);
  const topic = random.pick(list);
  return topic.from === undefined || topic.from <= year
    ? topic
    : random.pick(list.filter((other) => other.from === undefined));
}

function report(random, place, base) {
  const { cast } = base;
  const { topic } = cast;
  const comment = topic.section === 'theory' || (!topic.prose && random.chance(0.05));
  const kind = comment ? 'COMMENT' : bodyKind(topic);
  // Log-normal: a median of 810 characters, a tenth below 370, a tenth above 1,790; short pieces pull the whole down.
  const length = Math.min(6000, Math.max(90, 810 * Math.exp(0.62 * random.normal())));
  const authors = authorsOf(random, cast);
  const genre = comment
    ? commentGenre(random, place.year)
    : topic.prose
      ? '散文'
      : length > 1000 && random.chance(0.6)
        ? '通讯'
        : '消息';
  const body = paragraphs(random, cast, kind, length);
  if (kind === 'NEWS' && genre !== '通讯') body[0] = lead(random, place, cast, authors) + body[0];
  else if (kind === 'WORLD' && random.chance(0.8)) body[0] = dateline(random, place, cast, authors) + body[0];
  return {
    ...base,
    body,
    title: headline(random, cast),
    kicker: !topic.prose && random.chance(0.12) ? headline(random, cast) : '',
    subtitle: !topic.prose && random.chance(0.12) ? sentence(random, cast, 'SUBTITLES').slice(0, 40) : '',
    author: authorField(random, place, cast, authors),
    class: classFor(random, topic, place.year),
    column: random.chance(0.28)
      ? random.lean(topic.columns) + (random.chance(0.15) ? `/${random.lean(topic.columns)}` : '')
      : '',
    keywords: place.year < 1999 && random.chance(0.7) ? keywords(random, cast) : '',
    genre: genre === '消息' && place.year < 1998 && random.chance(0.15) ? '新华社通讯' : genre,
  };
}

function picture(random, place, base) {
  const { cast } = base;
  const photographer = personName(random);
  const caption = [sentence(random, cast, bodyKind(cast.topic)), `本报记者${photographer}摄`];
  return {
    ...base,
    family: 'picture',
    title: random.chance(0.6) ? random.lean(TITLES_WITHOUT_CONTENT.picture) : headline(random, cast),
    genre: place.year < 1975 ? '照片；图片；图片新闻' : random.pick(['图片', '图片照片']),
    author: photographer,
    class: classFor(random, cast.topic, place.year),
    body: random.chance(0.3) ? null : caption,
  };
}

function advertisement(random, place, base) {
  const { cast } = base;
  const lines = [cast.orgs[0], random.pick(['启事', '招生启事', '展销通告', '新书目录', '敬告读者'])];
  for (let i = random.between(3, 9); i > 0; i -= 1)
    lines.push(`《${headline(random, cast).slice(0, 10)}》${random.between(2, 98)}元`);
  lines.push(`地址：${countyName(random)}${random.between(1, 300)}号`, `电话：${random.between(2000000, 8999999)}`);
  return { ...base, family: 'advertisement', title: '广告', genre: '广告', body: lines, class: '' };
}

function lead(random, place, cast, authors) {
  if (random.chance(0.25)) return dateline(random, place, cast, authors);
  if (authors.length === 0 || random.chance(0.2)) return '本报讯 ';
  return `本报讯 ${authors.length > 1 ? `${authors[0]}、记者${authors[1]}` : `记者${authors[0]}`}报道：`;
}

function dateline(random, place, cast, authors) {
  const town = random.chance(0.7) ? random.lean(TOWNS) : cast.places[0];
  const by = authors.length > 0 && random.chance(0.6) ? `（记者${authors.join('、')}）` : ' ';
  const day = dayText(place.dayBefore ?? place.date, cast.chinese);
  return random.chance(0.5) ? `据新华社${town}${day}电${by}` : `本报${town}${day}${cast.chinese ? '讯' : '电'}${by}`;
}

function authorsOf(random, cast) {
  const count = Number(random.weighted({ 0: 22, 1: 44, 2: 26, 3: 8 }));
  return (cast.authors ??= Array.from({ length: count }, () => personName(random)));
}

function authorField(random, place, cast, authors) {
  if (authors.length === 0) return '';
  const unit =
    place.year < 2000 && random.chance(0.05) ? `〖HH/换行〗DW：${random.chance(0.5) ? cast.orgs[0] : ''}` : '';
  return authors.join('/') + unit;
}

function keywords(random, cast) {
  const words = random.some(cast.nouns, random.between(1, 3)).join(random.chance(0.85) ? '/' : '；');
  if (!random.chance(0.12)) return words;
  const who = `${cast.people[0]}/${cast.roles[0]}/${cast.verbs[0]}${cast.nouns[0]}`;
  return `${words}RW：${random.chance(0.5) ? who : ''}`;
}

function commentGenre(random, year) {
  return random.weighted(
    year < 1990 ? { 本报社论: 3, 其它言论: 5, 其他言论: 1 } : { 其他言论: 6, 其它言论: 2, 本报社论: 1 },
  );
}
