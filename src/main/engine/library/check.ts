import type Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { vaultReader } from '../store/vault.ts';

// What must hold of a library, asked of the file itself. Read only: it runs in a thread with a connection of its own,
// while the library is worked with.

/** How far a check has come. */
export interface CheckStep {
  readonly step: 'file' | 'ledger' | 'history' | 'bytes' | 'records' | 'index';
  readonly done: number;
  readonly total: number | null;
}

/** What the check is told of other folders' matters. */
export interface CheckKnowledge {
  /** The number a record's bytes are known by. */
  readonly digestOf: (bytes: Uint8Array) => number;
  /** Number of tokens in the search index for each of a record's texts, as stored. */
  readonly tokensOf: (texts: readonly (string | null)[]) => readonly number[];
  /** Names of these texts, as the search index has them for its columns. */
  readonly textNames: readonly string[];
  /** Columns of `record r` and `record_text t` whose texts are searched. */
  readonly textColumns: string;
}

/** Sentences of one kind after which the rest is only counted. */
const LISTED = 100;

/** SQLite's own check, foreign keys, and the sums of the ledger. */
export function checkFile(sqlite: Database.Database, tell: (step: CheckStep) => void): readonly string[] {
  tell({ step: 'file', done: 0, total: null });
  const answers = sqlite.pragma('integrity_check') as readonly { readonly integrity_check: string }[];
  const broken = answers.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const keys = sqlite.pragma('foreign_key_check') as readonly { readonly table: string; readonly rowid: number; readonly parent: string }[];
  tell({ step: 'ledger', done: 0, total: null });
  return [...broken, ...keys.slice(0, LISTED).map((key) => `${key.table} ${key.rowid}: no ${key.parent}`), ...ledgerSums(sqlite)];
}

/** Every kept byte, every record's place in them, every value against the history, every entry of the search index. */
export function checkContents(sqlite: Database.Database, known: CheckKnowledge, tell: (step: CheckStep) => void): readonly string[] {
  return [
    ...historyAgainstRows(sqlite, tell), ...bytesAgainstHashes(sqlite, tell), ...recordsAgainstBytes(sqlite, known, tell),
    ...indexAgainstTexts(sqlite, known, tell),
  ];
}

/** The ledger has to agree with what is there: files with their records, records with their texts. */
function ledgerSums(sqlite: Database.Database): readonly string[] {
  const problems: string[] = [];
  const sums = sqlite.prepare(
    `SELECT s.id, s.path, s.added, count(r.id) AS there FROM source s LEFT JOIN record r ON r.source_id = s.id
     GROUP BY s.id HAVING s.added <> there LIMIT ${LISTED}`).all() as { readonly path: string; readonly added: number; readonly there: number }[];
  for (const { path, added, there } of sums) problems.push(`${path}: the ledger says ${added} records, there are ${there}`);
  const textless = sqlite.prepare('SELECT count(*) FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE t.id IS NULL').pluck().get() as number;
  if (textless > 0) problems.push(`${textless} records without a text row`);
  return problems;
}

/** The last change of every value is the value that is there; a row that came last is there, one that went last is not. */
function historyAgainstRows(sqlite: Database.Database, tell: (step: CheckStep) => void): readonly string[] {
  const problems: string[] = [];
  const kinds = sqlite.prepare<[], { t: string; c: string | null }>(
    'SELECT DISTINCT table_name AS t, "column" AS c FROM change WHERE row_to IS NULL ORDER BY 1, 2').all();
  for (const [at, { t, c }] of kinds.entries()) {
    tell({ step: 'history', done: at, total: kinds.length });
    // Subtle: a row that came or went is a change of every column, so it hides the changes of values before it.
    const last = `SELECT row_id, "column" AS c, "after", row_number() OVER (PARTITION BY row_id ORDER BY operation_id DESC, seq DESC) AS nth
      FROM change WHERE table_name = @t AND row_to IS NULL`;
    const differing = (c === null
      ? sqlite.prepare(`SELECT count(*) FROM (${last} AND "column" IS NULL) x LEFT JOIN "${t}" r ON r.id = x.row_id
          WHERE x.nth = 1 AND (x."after" IS NULL) <> (r.id IS NULL)`).pluck().get({ t })
      : c === 'hidden' ? 0 : sqlite.prepare(`SELECT count(*) FROM (${last} AND ("column" = @c OR "column" IS NULL)) x JOIN "${t}" r ON r.id = x.row_id
          WHERE x.nth = 1 AND x.c IS NOT NULL AND CAST(r."${c}" AS TEXT) IS NOT x."after"`).pluck().get({ t, c })) as number;
    if (differing > 0) problems.push(`${t}${c === null ? '' : `.${c}`}: ${differing} values are not what the history says`);
  }
  return problems;
}

/** The vault has no hole, and every kept file's bytes have its SHA-256. */
function bytesAgainstHashes(sqlite: Database.Database, tell: (step: CheckStep) => void): readonly string[] {
  const problems: string[] = [];
  let end = 0;
  for (const { start, length } of sqlite.prepare<[], { start: number; length: number }>('SELECT start, length FROM source_block ORDER BY start').iterate()) {
    if (start !== end) problems.push(`the byte vault has ${start > end ? 'a hole' : 'an overlap'} at ${end}`);
    end = start + length;
  }
  const read = vaultReader(sqlite);
  const total = sqlite.prepare('SELECT count(*) FROM source WHERE vault_start IS NOT NULL').pluck().get() as number;
  const list = listing(problems, 'files');
  let done = 0;
  for (const file of sqlite.prepare<[], { path: string; start: number; bytes: number; sha: Buffer | null }>(
    'SELECT path, vault_start AS start, bytes, sha256 AS sha FROM source WHERE vault_start IS NOT NULL ORDER BY vault_start').iterate()) {
    if (done++ % 256 === 0) tell({ step: 'bytes', done, total });
    try {
      if (file.sha === null || !hash('sha256', read(file.start, file.bytes), 'buffer').equals(file.sha)) list.add(`${file.path}: the kept bytes are not those that came`);
    } catch (error) {
      list.add(`${file.path}: the kept bytes cannot be read (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  list.end();
  return problems;
}

/** Every record lies where it says, with the bytes it had when it came. */
function recordsAgainstBytes(sqlite: Database.Database, known: CheckKnowledge, tell: (step: CheckStep) => void): readonly string[] {
  const problems: string[] = [];
  const read = vaultReader(sqlite);
  const total = sqlite.prepare('SELECT count(*) FROM record').pluck().get() as number;
  const list = listing(problems, 'records');
  let done = 0;
  for (const record of sqlite.prepare<[], { path: string; ordinal: number; start: number; end: number; digest: number; vault: number; bytes: number }>(
    `SELECT s.path, r.ordinal, r.start, r.end, r.digest, s.vault_start AS vault, s.bytes FROM record r JOIN source s ON s.id = r.source_id
     WHERE s.vault_start IS NOT NULL ORDER BY r.id`).iterate()) {
    if (done++ % 256 === 0) tell({ step: 'records', done, total });
    const ref = `${record.path}#${record.ordinal}`;
    if (record.start < 0 || record.end < record.start || record.end > record.bytes) {
      list.add(`${ref}: bytes ${record.start} to ${record.end} are not in a file of ${record.bytes}`);
      continue;
    }
    try {
      if (known.digestOf(read(record.vault + record.start, record.end - record.start)) !== record.digest) list.add(`${ref}: the bytes are not those that came`);
    } catch {
      list.add(`${ref}: the bytes cannot be read`);
    }
  }
  list.end();
  return problems;
}

/** Every record that is marked as indexed has an entry of the right length in every column, and FTS5 finds its own pages in order. */
function indexAgainstTexts(sqlite: Database.Database, known: CheckKnowledge, tell: (step: CheckStep) => void): readonly string[] {
  const problems: string[] = [];
  const total = sqlite.prepare('SELECT count(*) FROM record').pluck().get() as number;
  const size = sqlite.prepare<[number], Buffer>('SELECT sz FROM search_docsize WHERE id = ?').pluck();
  const columns = sqlite.prepare<[], string>("SELECT name FROM pragma_table_info('search')").pluck().all();
  const places = known.textNames.map((name) => columns.indexOf(name));
  const list = listing(problems, 'index entries');
  let done = 0;
  for (const [id, ...texts] of sqlite.prepare<[], [number, ...(string | null)[]]>(
    `SELECT r.id, ${known.textColumns} FROM record r LEFT JOIN record_text t ON t.id = r.id
     WHERE r.id <= (SELECT through FROM search_state) AND NOT EXISTS (SELECT 1 FROM search_pending p WHERE p.record_id = r.id) ORDER BY r.id`).raw().iterate()) {
    if (done++ % 256 === 0) tell({ step: 'index', done, total });
    const entry = size.get(id);
    if (entry === undefined) list.add(`record ${id} is missing in the search index`);
    else if (!sameLengths(known.tokensOf(texts), numbersOf(entry), places)) list.add(`record ${id} has another text in the search index`);
  }
  list.end();
  return problems;
}

const sameLengths = (texts: readonly number[], entry: readonly number[], places: readonly number[]): boolean =>
  texts.every((length, at) => length === entry[places[at] ?? -1]);

/** The variable-length numbers FTS5 keeps for the lengths of a row's columns. */
function numbersOf(entry: Uint8Array): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of entry) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  return numbers;
}

function listing(problems: string[], what: string): { add(sentence: string): void; end(): void } {
  let more = 0;
  return {
    add(sentence) {
      if (more === 0 && problems.length < LISTED) problems.push(sentence);
      else more++;
    },
    end() { if (more > 0) problems.push(`${more} more ${what} like these`); },
  };
}
