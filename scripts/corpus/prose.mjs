/** Chinese sentences, paragraphs and headlines out of words and patterns, each about a subject and of one cast. */

import { CULTURE_TOPICS } from './words/topics-culture.mjs';
import { ECONOMY_TOPICS } from './words/topics-economy.mjs';
import { STATE_TOPICS } from './words/topics-state.mjs';
import * as SHARED from './words/shared.mjs';
import * as PATTERNS from './words/patterns.mjs';

const split = (text) => text.split(/\s+/u);

/** All subjects, their words as lists. */
export const TOPICS = [...STATE_TOPICS, ...ECONOMY_TOPICS, ...CULTURE_TOPICS].map((topic) => ({
  ...topic,
  classes: Object.fromEntries(split(topic.classes).map((pair) => [pair.split(':')[0], Number(pair.split(':')[1])])),
  columns: split(topic.columns),
  nouns: split(topic.nouns),
  verbs: split(topic.verbs),
  traits: split(topic.traits),
  orgs: split(topic.orgs),
  roles: split(topic.roles),
  units: split(topic.units),
}));

const DIGITS = '〇一二三四五六七八九'.split('');

/** Everything that stays the same through one article: its words, places, people. */
export function castFor(random, topic, year) {
  const county = () => countyName(random);
  const home = random.chance(0.35) ? random.zipf(SHARED.TOWNS) : county();
  const places = [home, county(), random.chance(0.5) ? random.zipf(SHARED.TOWNS) : county()];
  const orgs = random
    .some(topic.orgs, 3)
    .map((org) => (random.chance(0.7) && !org.startsWith('某') ? random.pick(places) + org : org));
  return {
    topic,
    year,
    places,
    orgs,
    chinese: year < 1980,
    nouns: topic.prose
      ? random.some(topic.nouns, 20)
      : [...random.some(topic.nouns, 15), ...random.some(SHARED.ABSTRACTS, 3)],
    verbs: topic.prose
      ? random.some(topic.verbs, 12)
      : [...random.some(topic.verbs, 9), ...random.some(SHARED.VERBS, 6)],
    traits: random.some(topic.traits, 7),
    people: [personName(random), personName(random), personName(random)],
    roles: random.some(topic.roles, 3),
    countries: random.some(SHARED.COUNTRIES, 3),
    foreigners: [foreignName(random), foreignName(random)],
  };
}

export function personName(random) {
  const given = random.chance(0.72) ? random.pick(SHARED.GIVEN) + random.pick(SHARED.GIVEN) : random.pick(SHARED.GIVEN);
  return random.zipf(SHARED.SURNAMES) + given;
}

export function foreignName(random) {
  const part = () => Array.from({ length: random.between(2, 4) }, () => random.pick(SHARED.SYLLABLES)).join('');
  return random.chance(0.7) ? `${part()}·${part()}` : part();
}

export function countyName(random) {
  return random.pick(SHARED.COUNTY_HEADS) + random.pick(SHARED.COUNTY_TAILS) + random.pick(SHARED.COUNTY_KINDS);
}

/** One sentence of a kind: NEWS, WORLD, COMMENT, ESSAY, and for titles HEADLINES and their like. */
export function sentence(random, cast, kind = 'NEWS') {
  const pattern = random.pick(COMPILED[kind]);
  let text = '';
  for (const part of pattern) text += typeof part === 'string' ? part : part(random, cast);
  return text;
}

/** Paragraphs with about `length` characters, each a list of sentences put together. */
export function paragraphs(random, cast, kind, length) {
  const done = [];
  let total = 0;
  while (total < length) {
    let paragraph = '';
    const sentences = random.between(1, 5);
    for (let i = 0; i < sentences && total + paragraph.length < length + 20; i += 1)
      paragraph += sentence(random, cast, kind);
    if (paragraph === '') break;
    done.push(paragraph);
    total += paragraph.length;
  }
  return done;
}

/** A number as the time wrote it: 3.4万 in figures, 三万四千 before 1980. */
export function numeral(value, chinese) {
  if (!chinese) return String(value);
  if (!Number.isInteger(value))
    return `${numeral(Math.trunc(value), true)}点${[...String(value).split('.')[1]].map((d) => DIGITS[d]).join('')}`;
  if (value >= 10000)
    return `${numeral(Math.floor(value / 10000), true)}万${value % 10000 === 0 ? '' : numeral(value % 10000, true)}`;
  let text = '';
  let zero = false;
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ]) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) {
      zero = text !== '';
    } else {
      text += (zero ? '零' : '') + (digit === 1 && unit === 10 && text === '' ? '' : DIGITS[digit]) + name;
      zero = false;
    }
  }
  return text === '' ? '零' : text;
}

/** 6月12日, 六月十二日. */
export function dayText(date, chinese) {
  return `${numeral(Number(date.slice(4, 6)), chinese)}月${numeral(Number(date.slice(6, 8)), chinese)}日`;
}

const FILL = {
  n: (random, cast) => random.lean(cast.nouns),
  N: nounPhrase,
  v: (random, cast) => random.lean(cast.verbs),
  a: (random, cast) => random.lean(cast.traits),
  A: (random) => random.lean(SHARED.ADJECTIVES),
  b: (random) => random.lean(SHARED.ABSTRACTS),
  T: (random) => random.lean(SHARED.TIMES),
  D: (random) => random.lean(SHARED.ADVERBS),
  L: (random) => random.lean(SHARED.LINKS),
  M: (random) => random.lean(SHARED.MODALS),
  S: (random) => random.lean(SHARED.STATES),
  O: (random) => random.lean(SHARED.OUTCOMES),
  e: (random) => random.lean(SHARED.FADES),
  I: (random) => random.pick(SHARED.IDIOMS),
  p: (random, cast) => cast.people[0],
  x: (random, cast) => (random.chance(0.6) ? random.pick(cast.people) : personName(random)),
  r: (random, cast) => random.lean(cast.roles),
  o: (random, cast) => random.lean(cast.orgs),
  P: (random, cast) => random.lean(cast.places),
  y: (random) => random.lean(SHARED.SAY),
  q: quantity,
  c: (random, cast) => `${random.pick(['增长', '提高', '下降', '减少', '上升'])}${percent(random, cast)}`,
  k: (random, cast) => numeral(random.between(2, 60), cast.chinese || random.chance(0.4)),
  Y: (random, cast) =>
    cast.chinese
      ? [...String(cast.year - random.int(9))].map((d) => DIGITS[d]).join('')
      : String(cast.year - random.int(9)),
  F: (random, cast) => random.lean(cast.countries),
  G: (random, cast) => random.pick(cast.foreigners),
};

const COMPILED = Object.fromEntries(Object.entries(PATTERNS).map(([name, patterns]) => [name, patterns.map(compile)]));

function compile(pattern) {
  return pattern
    .split(/[{}]/u)
    .map((part, index) => (index % 2 === 0 ? part : FILL[part]))
    .filter((part) => part !== '');
}

function nounPhrase(random, cast) {
  const noun = random.lean(cast.nouns);
  const chance = random.next();
  if (chance < 0.36) return noun;
  if (chance < 0.54) return random.lean(cast.nouns) + noun;
  if (chance < 0.66) return `${random.lean(cast.traits)}${random.chance(0.5) ? '的' : ''}${noun}`;
  if (chance < 0.75) return `${random.lean(SHARED.ADJECTIVES)}的${noun}`;
  if (chance < 0.83) return quantity(random, cast) + noun;
  if (chance < 0.91) return `${random.lean(cast.places)}的${noun}`;
  return `${random.lean(cast.verbs)}${noun}的${random.lean(SHARED.ABSTRACTS)}`;
}

function quantity(random, cast) {
  const unit = random.chance(0.7) ? random.lean(cast.topic.units) : random.lean(SHARED.MEASURES);
  const size = 10 ** (random.next() * 3.6);
  const big = size > 1500 && /^(?:元|人|公斤|吨|亩|册|户)$/u.test(unit);
  const value = big ? Math.round(size) / 100 : Math.max(1, Math.round(size));
  return `${numeral(value, cast.chinese)}${big ? '万' : ''}${unit}`;
}

function percent(random, cast) {
  const value = Math.round(random.next() * (random.chance(0.7) ? 300 : 900)) / 10;
  return cast.chinese
    ? `百分之${numeral(Math.max(1, Math.round(value)), true)}`
    : `${value}${random.chance(0.5) ? '%' : '％'}`;
}
