/**
 * The corpus as a stream of records, in memory: `generate.mjs` writes it into files, and whoever wants to learn from it
 * reads it here. Bounded memory, the same options give the same records.
 */

import { article, blank } from './article.mjs';
import { issues } from './layout.mjs';
import { Random } from './random.mjs';
import { FAMILIES, followUp, quotation, sameQuote, seriesPart } from './lookalikes.mjs';
import { COPIES_A_CLUSTER, planCopies, planParts, planRoundup } from './variants.mjs';

/** How often each family of look-alikes comes, and since when. */
const LOOKALIKES = {
  weather: 12,
  exchange: 9,
  stock: 8,
  hydrology: 7,
  cable: 9,
  obituary: 7,
  notice: 3,
  communique: 6,
  column: 12,
  series: 7,
  quote: 8,
  followup: 12,
};
const SINCE = { stock: 1991, exchange: 1980 };
const LEAST_TO_COPY = 120;
const LEAST_TO_CONTINUE = 450;
const MOST_TO_TAKE_IN = 600;

/**
 * Records one after another.
 * @param options.records how many
 * @param options.seed a whole number; default 1
 * @param options.from, options.to first and last day, YYYYMMDD; default 19560101 and 20120104
 * @param options.duplicates share of records that are copies of another; default 0
 * @param options.hard share of records that look alike and are none; default 0.03 and half of `duplicates`
 * @param options.house share of class numbers from a house scheme (EI26); default 0
 *
 * A record: { tree, date, issue, page, item, kicker, title, subtitle, author, class, column, pageName, keywords, genre,
 * body (paragraphs, or null), topic, family, role ('single', 'original', 'variant'), noise (what was done to it),
 * cluster: null or { id, left }, last (last of its page, in the main delivery) }. `left` counts down to 0 with the last
 * member of the cluster.
 */
export function* articles(options) {
  const { records, seed = 1, from = '19560101', to = '20120104', duplicates = 0, house = 0 } = options;
  const hard = options.hard ?? 0.03 + duplicates / 2;
  const stream = { seed, serial: 0, clusters: 0, pending: [], hard, duplicates, house };
  // So many of the articles get copies that the copies make up the share asked for; a third is lost to short ones.
  stream.copied = Math.min(0.9, (duplicates * 1.15) / ((1 - duplicates) * COPIES_A_CLUSTER));
  let produced = 0;
  const layout = new Random(seed, 0);
  for (const issue of issues(layout, { from, to, records, remaining: () => records - produced })) {
    const due = takeDue(stream, issue);
    for (const record of issueRecords(stream, issue, due)) {
      yield record;
      produced += 1;
      if (produced >= records) return;
    }
    stream.pending.push(...due.filter(({ page }) => page === undefined));
  }
}

function takeDue(stream, issue) {
  const due = stream.pending.filter(({ date }) => date <= issue.date);
  if (due.length > 0) stream.pending = stream.pending.filter(({ date }) => date > issue.date);
  return due;
}

function* issueRecords(stream, issue, due) {
  for (const page of issue.pages) {
    for (let item = 1; item <= page.items; item += 1) {
      const place = { ...page, date: issue.date, year: issue.year, issue: issue.issue, item, pages: issue.pages };
      const random = new Random(stream.seed, (stream.serial += 1));
      const at = due.findIndex(({ page: wanted }) =>
        wanted === undefined ? random.chance(0.15) : wanted === page.page,
      );
      const waiting = at < 0 ? null : due.splice(at, 1)[0];
      const { record, resent, later } =
        waiting === null
          ? fresh(stream, random, place)
          : { record: waiting.make(random, place), resent: [], later: [] };
      if (waiting?.cluster !== undefined) record.cluster = waiting.cluster;
      for (const plan of later) (plan.page === undefined ? stream.pending : due).push(plan);
      yield placed(stream, random, record, place, 'txt', item === page.items);
      for (const [index, copy] of resent.entries())
        yield placed(stream, random, copy, place, index === 0 ? 'update' : `update${index + 1}`, false);
    }
  }
}

/** A new record, the copies that follow it at once, and what is to be printed later. */
function fresh(stream, random, place) {
  if (random.chance(stream.hard)) return lookalike(stream, random, place);
  const record = article(random, place);
  if (!random.chance(stream.copied) || !copyable(record)) return { record, resent: [], later: [] };
  return clustered(stream, random, record, place);
}

function clustered(stream, random, record, place) {
  const length = record.body.join('').length;
  const way = random.next();
  const pages = place.pages.map(({ page }) => page).filter((page) => page > place.page);
  if (way < 0.09 && length >= LEAST_TO_CONTINUE && pages.length > 0 && record.family === '') {
    const parts = planParts(random, record, [place.page, ...random.some(pages, random.chance(0.8) ? 1 : 2).sort()]);
    const whole = random.chance(0.2) ? [{ ...record, role: 'variant' }] : [];
    return join(stream, parts.first, whole, parts.later);
  }
  if (way > 0.93 && length <= MOST_TO_TAKE_IN && record.cast !== undefined) {
    return join(stream, { ...record, role: 'original' }, [], [planRoundup(random, record)]);
  }
  const { resent, later } = planCopies(random, record, {
    onlyResent: record.cast === undefined || record.family === 'roundup',
  });
  return join(stream, { ...record, role: 'original' }, resent, later);
}

function join(stream, record, resent, later) {
  const cluster = { id: (stream.clusters += 1), left: 1 + resent.length + later.length };
  const member = (copy) => ({ ...copy, cluster });
  return { record: member(record), resent: resent.map(member), later: later.map(member) };
}

function lookalike(stream, random, place) {
  const family = random.weighted(LOOKALIKES);
  if (place.year < (SINCE[family] ?? 0)) return { record: article(random, place), resent: [], later: [] };
  if (family in FAMILIES) {
    const written = FAMILIES[family](random, place);
    const record = { ...blank(place), ...written, family, class: place.year >= 1999 ? written.class : '' };
    if (stream.duplicates > 0 && random.chance(0.08)) return clustered(stream, random, record, place);
    return { record, resent: [], later: [] };
  }
  const record = { ...article(random, { ...place, kind: 'report' }), family };
  return { record: begin(family, random, record), resent: [], later: sequel(family, random, record) };
}

/** The first record of a family that goes on: a series has its number in the title, a quoted story its quotation. */
function begin(family, random, record) {
  if (family === 'series') record.title = `${record.title.slice(0, 24)}（上）`;
  if (family === 'quote') {
    record.quote = quotation(random, record.cast);
    record.body.splice(random.int(record.body.length + 1), 0, record.quote);
  }
  return record;
}

function sequel(family, random, record) {
  const date = record.date;
  if (family === 'series')
    return ['中', '下'].map((part) => ({ date, make: (chance, place) => seriesPart(chance, place, record, part) }));
  if (family === 'quote')
    return Array.from({ length: random.between(1, 2) }, () => ({
      date,
      make: (chance, place) => sameQuote(chance, place, record),
    }));
  return [{ date, make: (chance, place) => followUp(chance, place, record) }];
}

function copyable(record) {
  return (
    record.body !== null &&
    record.family !== 'picture' &&
    record.family !== 'advertisement' &&
    record.body.join('').length >= LEAST_TO_COPY
  );
}

function placed(stream, random, record, place, tree, last) {
  const number =
    record.class !== '' && stream.house > 0 && random.chance(stream.house) ? `E${record.class}` : record.class;
  const { cluster = null } = record;
  if (cluster !== null) cluster.left -= 1;
  return { ...record, cluster, class: number, tree, last, issue: place.issue, page: place.page, item: place.item };
}
