/**
 * Records that look alike and are not the same: daily tables, set notices, columns under one title, and stories that go
 * on. They are what a search for duplicates has to keep apart.
 */

import { blank, bodyKind, headline } from './article.mjs';
import { exchange, hydrology, stock, weather } from './daily-tables.mjs';
import { castFor, paragraphs, personName, sentence, TOPICS } from './prose.mjs';
import { cable, communique, notice, obituary } from './state-notices.mjs';
import { IDIOMS } from './words/shared.mjs';

const COLUMNS = ['国内快讯', '国际快讯', '一句话新闻', '本周话题', '读者来信', '市场行情', '体坛短波'];

/** Family → what one record of it says: each takes chance and a place in the paper. */
export const FAMILIES = { weather, exchange, stock, hydrology, cable, obituary, notice, communique, column };

/** A column of short items: the same title every time, other items. */
function column(random, place) {
  const topic = topicBefore(random, place.year);
  const item = () => paragraphs(random, castFor(random, topic, place.year), 'NEWS', random.between(30, 110)).join('');
  const body = Array.from({ length: random.between(3, 7) }, item);
  return { title: random.pick(COLUMNS), class: '', column: random.pick(['快讯', '短波', '要闻速览']), body };
}

/** The second and later parts of a series: the same headline but for its number, another text. */
export function seriesPart(random, place, first, part) {
  const title = first.title.replace(/（.）$/u, `（${part}）`);
  const body = paragraphs(random, first.cast, bodyKind(first.cast.topic), random.between(300, 1200));
  return { ...first, ...onItsOwn(place), title, body };
}

/** What happened next: the same people and things some days later, with a paragraph of background taken over. */
export function followUp(random, place, earlier) {
  const fresh = paragraphs(random, earlier.cast, bodyKind(earlier.cast.topic), random.between(250, 900));
  const background = earlier.body.filter((text) => text.length < 200).slice(-1);
  const tail = random.pick(['续闻', '又有新进展', '引起反响', '追踪']);
  const title = random.chance(0.4) ? `${earlier.title.slice(0, 8)}${tail}` : headline(random, earlier.cast);
  const body = [...fresh, ...(random.chance(0.7) ? background : [])];
  return { ...earlier, ...onItsOwn(place), family: 'followup', kicker: '', subtitle: '', title, body };
}

/** Another story that quotes the same words of the same speaker. */
export function sameQuote(random, place, earlier) {
  const cast = castFor(random, topicBefore(random, place.year), place.year);
  const body = paragraphs(random, cast, 'NEWS', random.between(300, 900));
  body.splice(random.int(body.length + 1), 0, earlier.quote);
  const title = headline(random, cast);
  return { ...blank(place), cast, topic: cast.topic.key, family: 'quote', title, body, quote: earlier.quote };
}

/** Three sentences a leader said, to be quoted by several. */
export function quotation(random, cast) {
  const said = [1, 2, 3].map(() => sentence(random, cast, 'COMMENT')).join('');
  return `${cast.orgs[0]}负责人${personName(random)}指出：“${said}${random.pick(IDIOMS)}，我们一定要做到。”`;
}

function topicBefore(random, year) {
  return random.pick(TOPICS.filter((topic) => !topic.prose && (topic.from ?? 0) <= year));
}

function onItsOwn({ date, pageName }) {
  return { date, pageName, role: 'single', noise: [], cluster: null };
}
