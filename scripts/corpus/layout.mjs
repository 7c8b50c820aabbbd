/** Where records lie: days, issue numbers, pages, items, and the path of each file. */

import { SECTIONS } from './article.mjs';

const DAY = 86400000;
const RECORDS_AN_ISSUE = 60;
const MOST_PAGES = 16;

/** YYYYMMDD of a day `days` after another. */
export function addDays(date, days) {
  return dateText(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) + days * DAY,
  );
}

/**
 * Issues from `from` to `to`: every day has one when there are records enough, otherwise they are spread evenly. Issue
 * numbers rise by one an issue. `remaining()` tells how many records are still wanted, so that the end is on time.
 */
export function* issues(random, { from, to, records, remaining }) {
  const first = dayNumber(from);
  const days = dayNumber(to) - first + 1;
  const count = Math.max(1, Math.min(days, Math.round(records / RECORDS_AN_ISSUE)));
  let weightLeft = 0;
  for (let k = 0; k < count; k += 1) weightLeft += weightOf(k, count);
  for (let k = 0; k < count && remaining() > 0; k += 1) {
    const weight = weightOf(k, count);
    const fair = (remaining() * weight) / weightLeft;
    weightLeft -= weight;
    const quota = k === count - 1 ? remaining() : Math.max(4, Math.round(fair * (0.75 + 0.5 * random.next())));
    const date = dateText((first + Math.floor((k * days) / count)) * DAY);
    yield {
      date,
      year: Number(date.slice(0, 4)),
      issue: k + 1,
      pages: pagesFor(random, quota, Number(date.slice(0, 4))),
    };
  }
}

/** `txt/2003/200304/20030408/200304080101.TXT` of a record; `tree` is the delivery it came with. */
export function pathOf(tree, { date, page, item }) {
  return `${folderOf(tree, date)}/${date}${page}${String(item).padStart(2, '0')}.TXT`;
}

/** The folder a day's files lie in. */
export function folderOf(tree, date) {
  return `${tree}/${date.slice(0, 4)}/${date.slice(0, 6)}/${date}`;
}

/** Papers grew: an issue of the last year has about three times the records of the first. */
function weightOf(k, count) {
  return 0.5 + k / count;
}

function pagesFor(random, quota, year) {
  const count = Math.max(1, Math.min(MOST_PAGES, Math.round(quota / 8.5)));
  const sections = ['front', ...random.some(Object.keys(SECTIONS).slice(1), count - 1)];
  while (sections.length < count) sections.push(random.pick(Object.keys(SECTIONS).slice(1)));
  const named = year >= 1999 || random.chance(0.4);
  let left = quota;
  return sections
    .map((section, index) => {
      const rest = count - index;
      const fair = left / rest;
      const items = rest === 1 ? left : Math.max(1, Math.round(fair + (random.next() - 0.5) * Math.min(6, fair)));
      left -= items;
      return {
        page: String(index + 1).padStart(2, '0'),
        section,
        items,
        pageName: named ? SECTIONS[section][year < 1990 ? SECTIONS[section].length - 1 : 0] : '',
      };
    })
    .filter(({ items }) => items > 0);
}

function dayNumber(date) {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) / DAY;
}

function dateText(time) {
  return new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
}
