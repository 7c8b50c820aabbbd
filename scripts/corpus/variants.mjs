/** Which copies an article gets: the plan of a cluster, and what a pair of its members is to each other. */

import { contained, continued, edited, ocr, reimport, truncated, width, wire } from './noise.mjs';
import { addDays } from './layout.mjs';

/** How often each kind of copy is made. The first five are the same print sent again, the others are printed again. */
const COPIES = { reimport: 22, width: 18, light: 19, heavy: 11, truncated: 10, reprint: 11, wire: 9 };
const HOW_MANY = { 1: 60, 2: 22, 3: 10, 4: 5, 5: 3 };
/** Mean of HOW_MANY: how many copies a cluster has. */
export const COPIES_A_CLUSTER = 1.69;

/**
 * Copies of a record. `resent` come with another delivery and the same date, page and item; `later` ones are new print:
 * each has a `date` not before which, and `make(random, place)`.
 */
export function planCopies(random, record, { onlyResent = false } = {}) {
  const resent = [];
  const later = [];
  for (let count = Number(random.weighted(HOW_MANY)); count > 0; count -= 1) {
    const kind = random.weighted(COPIES);
    const again = kind === 'reprint' ? random.chance(0.5) : kind === 'wire';
    if (onlyResent && (kind === 'reprint' || kind === 'wire')) resent.push(twice(random, reimport(random, record)));
    else if (!again) resent.push(twice(random, copyOf(random, record, kind)));
    else {
      const days = kind === 'wire' ? random.between(1, 3) : random.between(1, 200);
      later.push({
        date: addDays(record.date, days),
        make: (chance, place) => printed(twice(chance, copyOf(chance, record, kind)), place),
      });
    }
  }
  return { resent: resent.map((copy) => ({ ...copy, role: 'variant' })), later };
}

/** The parts of an article that runs over several pages of one issue, the first in its own place. */
export function planParts(random, record, pages) {
  const [first, ...rest] = continued(random, record, pages);
  return {
    first: { ...first, role: 'variant' },
    later: rest.map((part, index) => ({
      date: record.date,
      page: pages[index + 1],
      make: (_, place) => printed({ ...part, role: 'variant' }, place),
    })),
  };
}

/** A round-up some days later that takes the record in. */
export function planRoundup(random, record) {
  return {
    date: addDays(record.date, random.between(0, 3)),
    make: (chance, place) => printed(contained(chance, place, record), place),
  };
}

/**
 * What two members of a cluster are to each other. `exact`: the same text after folding width and characters, the same
 * date; `near`: with slips or edits; `reprint`: another date; `contained`: one in the other; `continuation`: two parts.
 */
export function pairKind(a, b) {
  const part = (record) => record.noise.some((name) => name.startsWith('part'));
  if (part(a) && part(b)) return 'continuation';
  if (part(a) || part(b)) return 'contained';
  const cut = (record) => record.noise.includes('truncated') || record.noise.includes('roundup');
  if (cut(a) || cut(b)) return 'contained';
  if (a.date !== b.date) return 'reprint';
  const whole = (record) =>
    record.noise.every((name) => name === 'exact' || name === 'width' || name === 'traditional');
  return whole(a) && whole(b) ? 'exact' : 'near';
}

function copyOf(random, record, kind) {
  if (kind === 'reimport') return reimport(random, record);
  if (kind === 'width') return width(random, record);
  if (kind === 'light') return ocr(random, record, random.pick([0.005, 0.01, 0.02]));
  if (kind === 'heavy') return ocr(random, record, random.pick([0.04, 0.08, 0.12]));
  if (kind === 'truncated') return truncated(random, record);
  return kind === 'wire' ? wire(random, record) : edited(random, record, 0.05 + 0.35 * random.next());
}

/** One copy in five has gone through two hands. */
function twice(random, record) {
  if (!random.chance(0.2)) return record;
  const way = random.int(3);
  return way === 0 ? reimport(random, record) : way === 1 ? width(random, record) : ocr(random, record, 0.01);
}

function printed(record, place) {
  return { ...record, date: place.date, pageName: place.pageName, role: 'variant' };
}
