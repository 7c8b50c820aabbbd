/** Breaches of the quality rules, planted one by one so that each can be found again, and only it. */

/**
 * Rule → how a record comes to break it. Each gives the changed record, or null where this one will not do.
 * Subtle: only the last record of a page is changed. Anywhere else a wrong date or page would leave a gap too among the
 * items, and one planted breach would be found as two.
 */
const BREAK = {
  'date-real': (random, record) => ({ ...record, date: `${record.date.slice(0, 4)}0231` }),
  // The file is misnamed and the record right: a wrong date in the record would put its issue number out of order too.
  'date-path': (random, record) => ({
    ...record,
    pathDate: `${Number(record.date.slice(0, 4)) + 60}${record.date.slice(4)}`,
  }),
  'issue-number': (random, record) => ({ ...record, issue: `第${record.issue}期` }),
  'issue-order': (random, record) =>
    record.issue > 20 ? { ...record, issue: record.issue - random.between(2, 19) } : null,
  'page-range': (random, record) => ({ ...record, page: '77', item: 1 }),
  'page-path': (random, record) => ({ ...record, pathPage: '98' }),
  'item-number': (random, record) => ({ ...record, item: '甲', pathItem: record.item }),
  'item-unique': (random, record) => ({ ...record, item: record.item - 1, pathItem: record.item }),
  'title-missing': (random, record) => ({ ...record, title: '' }),
  'body-missing': (random, record) => (/图|照|广告/u.test(record.genre) ? null : { ...record, body: null }),
  'class-unknown': (random, record) => ({ ...record, class: random.pick(['M12', 'QX99.9', 'W3', 'Y208', '待分']) }),
  'class-house': (random, record) => ({ ...record, class: random.pick(['EI26', 'EI279.6', 'EK258.2', 'EZ', 'EG40']) }),
  'genre-unknown': (random, record) => ({ ...record, genre: random.pick(['特写稿', '通汛', '侧记文', '消思']) }),
  'genre-doubtful': (random, record) => ({ ...record, genre: '公报？公告' }),
  'title-repeated': (random, record) =>
    record.body === null ? null : { ...record, body: [record.title, ...record.body] },
  'author-glued': (random, record) => ({
    ...record,
    author: random.pick(['何雁华徐文良', '王建国李秀英', '欧阳明陈志强', '张大山刘小川赵铁柱']),
  }),
  characters: (random, record) =>
    record.body === null
      ? null
      : {
          ...record,
          body: [`${random.pick(['\u000b', '\u200b', '\ufffd', '\ue000'])}${record.body[0]}`, ...record.body.slice(1)],
        },
  marks: (random, record) => ({ ...record, damage: 'close-lost' }),
};
const RULES = Object.keys(BREAK);

/**
 * Plants breaches into a stream of records. Single items, pages and issues are taken away as well, from the middle,
 * where the numbers on both sides show the gap.
 * @param records the stream of `articles`
 * @param options.rate share of records to break
 * @param planted gets { rule, … } for every breach; `record` is the broken record itself until its path is known
 */
export function* withErrors(records, random, { rate }, planted) {
  let turn = 0;
  let issue = [];
  const missing = { turn: 0, issues: 0 };
  for (const record of records) {
    if (issue.length > 0 && record.issue !== issue[0].issue) {
      yield* withGaps(issue, random, rate, missing, planted, false);
      issue = [];
    }
    let out = record;
    if (record.tree === 'txt' && record.last && record.item > 2 && record.cluster === null && random.chance(rate * 8)) {
      const rule = RULES[turn % RULES.length];
      const broken = BREAK[rule](random, record);
      if (broken !== null) {
        turn += 1;
        out = { pathDate: record.date, ...broken, broken: true };
        planted.push({ rule, record: out });
      }
    }
    issue.push(out);
  }
  yield* withGaps(issue, random, rate, missing, planted, true);
}

function* withGaps(issue, random, rate, missing, planted, isLast) {
  const main = issue.filter((record) => record.tree === 'txt' && record.broken !== true);
  const first = missing.issues === 0;
  missing.issues += 1;
  const clean = main.length === issue.length && main.every((record) => record.cluster === null);
  if (clean && issue.length > 0 && random.chance(Math.min(0.3, rate * 30))) {
    const way = ['item-missing', 'page-missing', 'issue-missing'][missing.turn % 3];
    const gone = chooseGone(way, random, main, first || isLast);
    if (gone !== null) {
      missing.turn += 1;
      planted.push({ rule: way, issue: issue[0].issue, date: issue[0].date, ...gone.detail });
      yield* issue.filter((record) => !gone.is(record));
      return;
    }
  }
  yield* issue;
}

function chooseGone(way, random, main, atEdge) {
  if (way === 'issue-missing') return atEdge ? null : { detail: {}, is: () => true };
  const pages = [...new Set(main.map(({ page }) => page))];
  if (way === 'page-missing') {
    if (pages.length < 3) return null;
    const page = pages[random.between(1, pages.length - 2)];
    return { detail: { page }, is: (record) => record.page === page };
  }
  const page = random.pick(pages);
  const items = main.filter((record) => record.page === page);
  if (items.length < 3) return null;
  const { item } = items[random.between(1, items.length - 2)];
  return { detail: { page, item }, is: (record) => record.page === page && record.item === item };
}
