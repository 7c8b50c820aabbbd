import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { Engine } from '../../src/main/engine/engine.ts';
import { fold } from '../../src/main/engine/records/search/fold.ts';
import { searchTexts, TEXT_COLUMNS } from '../../src/main/engine/records/search/text.ts';
import { vaultReader } from '../../src/main/engine/store/vault.ts';
import { call } from './kinds.ts';

/** Everything that must hold of an open library, whatever happened to the process before. In sentences; empty when all is well. */
export async function unsound(engine: Engine, file: string, random: () => number): Promise<readonly string[]> {
  const sqlite = new Database(file, { readonly: true });
  try {
    const { problems } = await engine.handlers.library.check({}, call);
    return [...problems, ...unsettled(sqlite), ...historyAgainstRows(sqlite), ...bytesAgainstHashes(sqlite), ...await searchAgainstScan(engine, sqlite, random)];
  } finally {
    sqlite.close();
  }
}

function unsettled(sqlite: Database.Database): readonly string[] {
  const running = sqlite.prepare("SELECT kind FROM operation WHERE state = 'running'").pluck().all();
  return running.map((kind) => `${String(kind)} is still marked as running`);
}

/** The last change of every value has to be the value that is there; a row that came last is there, one that went last is not. */
function historyAgainstRows(sqlite: Database.Database): readonly string[] {
  const wrong: string[] = [];
  const values = sqlite.prepare<[], { t: string; c: string }>('SELECT DISTINCT table_name AS t, "column" AS c FROM change WHERE "column" IS NOT NULL AND row_to IS NULL').all();
  for (const { t, c } of values) {
    const differing = sqlite.prepare(`SELECT count(*) FROM (
        SELECT row_id, "after", row_number() OVER (PARTITION BY row_id ORDER BY operation_id DESC, seq DESC) AS nth FROM change
        WHERE table_name = ? AND ("column" = ? OR "column" IS NULL) AND row_to IS NULL
      ) x JOIN "${t}" r ON r.id = x.row_id WHERE x.nth = 1 AND json_valid(coalesce(x."after", '')) IS NOT 1 AND CAST(r."${c}" AS TEXT) IS NOT x."after"`).pluck().get(t, c);
    if (differing !== 0 && c !== 'hidden') wrong.push(`${String(differing)} values of ${t}.${c} are not what the history says`);
  }
  const rows = sqlite.prepare<[], { t: string }>('SELECT DISTINCT table_name AS t FROM change WHERE "column" IS NULL').all();
  for (const { t } of rows) {
    const differing = sqlite.prepare(`SELECT count(*) FROM (
        SELECT row_id, "after", row_number() OVER (PARTITION BY row_id ORDER BY operation_id DESC, seq DESC) AS nth FROM change WHERE table_name = ? AND "column" IS NULL
      ) x LEFT JOIN "${t}" r ON r.id = x.row_id WHERE x.nth = 1 AND (x."after" IS NULL) <> (r.id IS NULL)`).pluck().get(t);
    if (differing !== 0) wrong.push(`${String(differing)} rows of ${t} are not there, or are, against what the history says`);
  }
  return wrong;
}

function bytesAgainstHashes(sqlite: Database.Database): readonly string[] {
  const read = vaultReader(sqlite);
  let wrong = 0;
  for (const row of sqlite.prepare<[], { start: number; bytes: number; sha: Buffer }>(
    'SELECT vault_start AS start, bytes, sha256 AS sha FROM source WHERE vault_start IS NOT NULL').iterate()) {
    if (!createHash('sha256').update(read(row.start, row.bytes)).digest().equals(row.sha)) wrong++;
  }
  return wrong === 0 ? [] : [`the kept bytes of ${wrong} files are not those of the files`];
}

const QUERIES = 12;

/** Pieces of one to four characters, found where a scan finds them, indexed or not. */
async function searchAgainstScan({ handlers }: Engine, sqlite: Database.Database, random: () => number): Promise<readonly string[]> {
  const texts = sqlite.prepare<[], (string | null)[]>(`SELECT ${TEXT_COLUMNS} FROM record r JOIN record_text t ON t.id = r.id WHERE r.hidden = 0`).raw().all()
    .map((stored) => searchTexts(stored));
  const wrong: string[] = [];
  for (let n = 0; n < QUERIES && texts.length > 0; n++) {
    const text = (texts[Math.floor(random() * texts.length)] ?? []).join('\n');
    const from = Math.floor(random() * text.length);
    const piece = /^\p{Script=Han}{1,4}/u.exec(text.slice(from, from + 1 + Math.floor(random() * 4)))?.[0];
    if (piece === undefined) continue;
    const folded = fold(piece);
    const there = texts.filter((fields) => fields.some((field) => field.includes(folded))).length;
    const { count } = await handlers.records.count({ query: `"${piece}"` }, call);
    if (count !== there) wrong.push(`"${piece}" is in ${there} records and found in ${count}`);
  }
  return wrong;
}
