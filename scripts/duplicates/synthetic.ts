/**
 * A labelled library: articles, their copies, and the look-alikes that are no copies. The same seed gives the same
 * library.
 */
import type { DuplicateRecord } from '../../src/main/engine/duplicates/core/article.ts';
import type { Copy, Draft } from './copies.ts';
import { again, cutOff, dateline, dayAfter, misread, parts, reprint, width, wire } from './copies.ts';
import { FAMILIES } from './lookalikes.ts';
import { Language } from './prose.ts';
import { Random } from './random.ts';

/** Records with the article each is a copy of, and how it was made. */
export interface Library {
  readonly records: readonly DuplicateRecord[];
  /** Article number of each record id. */
  readonly articles: ReadonlyMap<number, number>;
  /** `single`, `orig`, or the name of a copy or of a family of look-alikes. */
  readonly roles: ReadonlyMap<number, string>;
}

const COPIES: readonly (readonly [string, Copy, number])[] = [
  ['again', again, 20], ['width', width, 15], ['light', misread(0.004, 0.02), 15], ['heavy', misread(0.04, 0.12), 14],
  ['reprint', reprint, 17], ['wire', wire, 14], ['cut', cutOff, 14],
];

/** Makes a library of about `size` records. */
export function library(seed: number, size: number): Library {
  const random = new Random(seed);
  const language = new Language(random);
  const made: { draft: Draft; article: number; role: string }[] = [];
  let article = 0;
  const web = random.chance(0.5);
  const base = (): Draft => story(random, language);
  const put = (drafts: readonly Draft[], role: string, own: boolean): void => {
    for (const draft of drafts) {
      if (own) article++;
      made.push({ draft: own ? linked(draft, web, random) : draft, article, role });
    }
  };
  while (made.length < size) {
    const draw = random.next();
    if (draw < 0.3) {
      put([base()], 'single', true);
    } else if (draw < 0.62) {
      put([base()], 'orig', true);
      const original = made.at(-1)?.draft ?? base();
      for (let copies = random.pick([1, 1, 1, 2, 2, 3, 5]); copies > 0; copies--) {
        const [name, copy] = weighted(COPIES, random);
        let draft = relinked(copy(original, random, language), name, web, random);
        if (random.chance(0.14)) draft = weighted(COPIES, random)[1](draft, random, language);
        put([random.chance(0.03) ? { ...draft, title: original.title, body: onlyLink(draft.body) } : draft], name, false);
      }
    } else if (draw < 0.68) {
      const whole = story(random, language);
      const pieces = parts(whole, random);
      put(pieces.slice(0, 1), pieces.length > 1 ? 'part' : 'single', true);
      put(pieces.slice(1), 'part', false);
      if (pieces.length > 1 && random.chance(0.4)) put([whole], 'whole', false);
    } else {
      const [name, family] = weighted(FAMILIES, random);
      for (const draft of family(random, language, base)) {
        put([draft], name, true);
        const own = made.at(-1)?.draft ?? draft;
        if (random.chance(0.1)) put([random.pick([again, width, misread(0.004, 0.02)])(own, random, language)],
          'again', false);
      }
    }
  }
  const records = random.shuffled(made).map((entry, at) => ({ ...entry, record: { ...entry.draft, id: at + 1 } }));
  return {
    records: records.map(({ record }) => record),
    articles: new Map(records.map((entry) => [entry.record.id, entry.article])),
    roles: new Map(records.map((entry) => [entry.record.id, entry.role])),
  };
}

function weighted<T extends readonly [...unknown[], number]>(list: readonly T[], random: Random): T {
  const total = list.reduce((sum, entry) => sum + Number(entry.at(-1)), 0);
  let draw = random.next() * total;
  for (const entry of list) {
    draw -= Number(entry.at(-1));
    if (draw < 0) return entry;
  }
  return random.pick(list);
}

/** One ordinary article. Lengths are those of newspapers: many of 200 to 900 characters, a few of several thousand. */
function story(random: Random, language: Language): Draft {
  const topic = language.topic();
  const length = Math.round(40 + 600 * Math.exp(random.between(-1.2, 1.2)) * random.between(0.2, 1));
  const body = language.body(topic, length);
  return {
    title: random.chance(0.8) ? language.headline(body) : language.title(topic), subtitle: random.chance(0.2)
      ? `——${language.title(topic)}` : '',
    kicker: random.chance(0.1) ? language.title(topic) : '', author: random.chance(0.55) ? language.name() : '',
    day: dayAfter(19_900_101, random.whole(0, 9000)), page: String(random.whole(1, 20)),
      item: String(random.whole(1, 16)),
    body: random.chance(0.5) ? `${dateline(random, language)}${body}` : body,
  };
}

/** On the web every text names the address it was taken from. */
function linked(draft: Draft, web: boolean, random: Random): Draft {
  if (!web) return draft;
  const page = `V${Math.floor(random.next() * 1e12).toString(36)}${draft.item}.shtml`;
  const address = `https://news.example.cn/${draft.day}/${page}`;
  return { ...draft, body: `${draft.body}\n[查看原文](${address})` };
}

/** Another crawl keeps the address, another paper has its own. */
function relinked(draft: Draft, copy: string, web: boolean, random: Random): Draft {
  if (!web) return draft;
  const bare = draft.body.replace(/\n\[查看原文\].*/s, '');
  if ((copy === 'reprint' || copy === 'wire') && random.chance(0.7)) return linked({ ...draft, body: bare },
    random.chance(0.2), random);
  return random.chance(0.2) ? { ...draft, body: bare } : draft;
}

function onlyLink(body: string): string {
  return body.match(/\[查看原文\].*/s)?.[0] ?? '';
}
