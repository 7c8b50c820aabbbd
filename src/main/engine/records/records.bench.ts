import { afterAll, it } from 'vitest';
import { articles, pieces } from './fixture/articles.ts';
import { call } from './fixture/call.ts';
import { openLibrary } from './fixture/library.ts';

/*
 * Each thing beside what it is measured against, in one run. 100,000 records; as many as JIANBAO_BENCH_RECORDS says.
 * What the answers cache is got round by asking a little differently each time.
 */

const RECORDS = Number(process.env.JIANBAO_BENCH_RECORDS ?? 100_000);
const BATCH = 5000;
const MINUTES = 30 * 60_000;

const library = openLibrary({ keepSources: false });
const samples: string[] = [];
let batch = [];
for (const article of articles(RECORDS, { length: 900 })) {
  batch.push(article);
  if (samples.length < 3000) samples.push(article.body ?? '');
  if (batch.length < BATCH) continue;
  library.add(batch);
  batch = [];
}
library.add(batch);
await library.records.indexer.run();
await library.records.warm();

const { api } = library.records;
const { sqlite } = library.store;
const queries = pieces(samples, 400, [1, 2, 3, 4, 8], /^[\u4e00-\u9fff]+$/u);
let turn = 0;
const next = (): string => queries[turn++ % queries.length] ?? '';
/** The same query, not the same text. */
const another = (): string => ' '.repeat(1 + turn++ % 50);

afterAll(() => { library.close(); });

/** As long as it takes, but not so long that a scan of everything is done a hundred times. */
const FEW = { iterations: 15, time: 0, warmupIterations: 1, warmupTime: 0 };

it('searches', async ({ bench }) => {
  const like = sqlite.prepare('SELECT count(*) FROM record_text WHERE body LIKE ?').pluck();
  await bench.compare(
    bench('LIKE scan', () => { like.get(`%${next()}%`); }),
    bench('count', async () => { await api.count({ query: `"${next()}"${another()}` }, call); }),
    bench('first 50 by date', async () => { await api.list({ query: `"${next()}"${another()}`, sort: [{ field: 'date', descending: true }], limit: 50 }, call); }),
    { ...FEW, iterations: 400 },
  );
}, MINUTES);

it('counts facets', async ({ bench }) => {
  sqlite.exec('CREATE INDEX bench_genre ON record (genre, hidden)');
  const group = sqlite.prepare('SELECT genre, count(*) FROM record WHERE hidden = 0 GROUP BY genre');
  const by = ['year', 'page', 'genre', 'class', 'pageName'] as const;
  await bench.compare(
    bench('one covering GROUP BY', () => { group.all(); }),
    bench('five facets of everything', async () => { await api.facets({ by }, call); }),
    bench('five facets of a class', async () => { await api.facets({ query: 'class:D', by }, call); }),
    bench('five facets of a new query', async () => { await api.facets({ query: `genre:消息 date:1990..2000${another()}`, by }, call); }),
    { ...FEW, iterations: 100 },
  );
}, MINUTES);

it('reads a window of 100 rows', async ({ bench }) => {
  const offset = sqlite.prepare('SELECT id FROM record ORDER BY title LIMIT 100 OFFSET ?');
  await bench.compare(
    bench('ORDER BY title with OFFSET', () => { offset.all(Math.floor(RECORDS / 2)); }),
    bench('by title, anywhere', async () => { await api.list({ sort: [{ field: 'title' }], offset: (turn += 7919) % RECORDS, limit: 100 }, call); }),
    FEW,
  );
}, MINUTES);

it('edits every record', async ({ bench }) => {
  const bare = sqlite.prepare('UPDATE record SET genre = ?');
  await bench.compare(
    bench('bare UPDATE', () => { bare.run(`甲${turn++}`); }),
    bench('records.set with history', async () => { await api.set({ selection: { query: '' }, values: { genre: `乙${turn++}` } }, call); }),
    { ...FEW, iterations: 3 },
  );
}, MINUTES);
