import type { FieldName } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { FileState } from '../../../contract/imports.ts';
import { FIELDS } from '../../../contract/fields.ts';
import { dayOf } from '../../../contract/day.ts';
import type { SourceRecord } from '../formats/format.ts';
import type { Store } from '../store/open.ts';
import type { Examined } from './examine.ts';
import { core, digestOf } from './known.ts';
import type { Digest, Known } from './known.ts';
import { insertRows } from './rows.ts';

export interface FileFacts {
  readonly operation: number;
  readonly root: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly modifiedAt: number;
  readonly digest: Digest | null;
  /** Where its bytes will start in the vault, when they are kept. */
  readonly vaultStart: number;
}

export interface FileOutcome {
  readonly state: FileState;
  readonly added: number;
  readonly alreadyHere: number;
  /** Whether its bytes must be kept. */
  readonly kept: boolean;
}

export interface Committer {
  /** A file whose bytes are here already. */
  alreadyHere(facts: FileFacts, same: { readonly found: number }): FileOutcome;
  /** A file that was looked into: its ledger row, its bytes, its records. */
  file(facts: FileFacts, examined: Examined): FileOutcome;
  /** The id the next record gets. */
  readonly nextRecord: number;
}

const FIELD_OF = new Map<string, FieldName>(FIELDS.map((field) => [field.code, field.field]));

/** Writes files and their records into the library; to be called inside a transaction. */
export function committer(store: Store, known: Known): Committer {
  const insert = insertRows(store);
  const next = (table: 'source' | 'record'): number =>
    (store.sqlite.prepare(`SELECT coalesce(max(id), 0) + 1 FROM "${table}"`).pluck().get() as number);
  let sourceId = next('source');
  let recordId = next('record');

  const ledger = (facts: FileFacts, row: {
    readonly state: FileState; readonly reason: LocalText | null; readonly format: string | null; readonly encoding: string | null; readonly confidence: number | null;
    readonly vaultStart: number | null; readonly found: number; readonly added: number;
  }, id: number): void => {
    insert.source({
      id, operationId: facts.operation, rootId: facts.root, path: facts.path, bytes: facts.bytes.length, modifiedAt: facts.modifiedAt,
      state: row.state, reasonZh: row.reason?.zh ?? null, reasonEn: row.reason?.en ?? null, format: row.format, encoding: row.encoding, confidence: row.confidence,
      sha256: facts.digest?.sha256 ?? null, hashKey: facts.digest?.key ?? null, vaultStart: row.vaultStart, found: row.found, added: row.added,
    });
    if (facts.digest !== null && (row.vaultStart !== null || row.state === 'imported')) known.tookFile(facts.digest.key, id);
  };

  const problems = (source: number, record: number | null, list: readonly Problem[]): void => {
    for (const { code, offset, text } of list) {
      insert.problem({ sourceId: source, recordId: record, code, severity: PROBLEM_SEVERITY[code], offset, zh: text.zh, en: text.en });
    }
  };

  const storeRecord = (source: number, parsed: SourceRecord, digest: number): void => {
    const id = recordId++;
    const { values, others } = columnsOf(parsed);
    const value = (field: FieldName): string | null => values.get(field) ?? null;
    insert.record({
      id, sourceId: source, ordinal: parsed.ordinal, start: parsed.start, end: parsed.end, digest, day: dayOf(values.get('date')),
      issue: value('issue'), date: value('date'), page: value('page'), item: value('item'), kicker: value('kicker'),
      title: value('title'), subtitle: value('subtitle'), author: value('author'), class: value('class'), column: value('column'),
      pageName: value('pageName'), keywords: value('keywords'), genre: value('genre'),
    });
    insert.text({ id, body: value('body') });
    known.tookRecord(digest, id);
    for (const other of others) insert.field({ recordId: id, ...other });
    problems(source, id, parsed.problems);
  };

  return {
    get nextRecord() { return recordId; },
    alreadyHere(facts, same) {
      const reason = { zh: '与已导入的文件逐字节相同。', en: 'Byte for byte a file that is here already.' };
      ledger(facts, { state: 'alreadyHere', reason, format: null, encoding: null, confidence: null, vaultStart: null, found: same.found, added: 0 }, sourceId++);
      return { state: 'alreadyHere', added: 0, alreadyHere: same.found, kept: false };
    },
    file(facts, examined) {
      const { records } = examined;
      const id = sourceId++;
      const fresh: { readonly parsed: SourceRecord; readonly digest: number }[] = [];
      const seen: { readonly ordinal: number; readonly record: number }[] = [];
      const within = new Map<number, number>();
      for (const parsed of records) {
        const { identity } = parsed;
        const bytes = identity === undefined ? core(facts.bytes.subarray(parsed.start, parsed.end)) : Buffer.from(identity, 'utf8');
        const { key } = digestOf(bytes);
        // The second of two equal records of one file is "here already" too; its id is the one the first is about to get.
        const before = within.get(key) ?? known.record(key, identity === undefined ? bytes : null);
        if (before !== undefined) seen.push({ ordinal: parsed.ordinal, record: before });
        else {
          within.set(key, recordId + fresh.length);
          fresh.push({ parsed, digest: key });
        }
      }
      const allHere = records.length > 0 && fresh.length === 0;
      const state = allHere ? 'alreadyHere' : examined.state;
      const reason = allHere ? { zh: '其中的记录都已在库中。', en: 'Every record in it is here already.' } : examined.reason;
      const kept = fresh.length > 0;
      ledger(facts, { ...examined, state, reason, vaultStart: kept ? facts.vaultStart : null, found: records.length, added: fresh.length }, id);
      problems(id, null, examined.problems);
      for (const { parsed, digest } of fresh) storeRecord(id, parsed, digest);
      for (const { ordinal, record } of seen) insert.seen({ sourceId: id, ordinal, recordId: record });
      return { state, added: fresh.length, alreadyHere: seen.length, kept };
    },
  };
}

/** The record's own fields by name, and what has no column: unknown codes and repeats. Tags nested in the body stay in it. */
export function columnsOf(parsed: SourceRecord): {
  readonly values: ReadonlyMap<FieldName, string>;
  readonly others: readonly { readonly code: string; readonly occurrence: number; readonly name: string; readonly value: string }[];
} {
  const values = new Map<FieldName, string>();
  const count = new Map<string, number>();
  const others: { code: string; occurrence: number; name: string; value: string }[] = [];
  for (const { code, name, value, parent } of parsed.fields) {
    if (parent !== null) continue;
    const occurrence = (count.get(code) ?? 0) + 1;
    count.set(code, occurrence);
    const field = FIELD_OF.get(code);
    if (field !== undefined && occurrence === 1) values.set(field, value);
    else others.push({ code, occurrence, name, value });
  }
  return { values, others };
}
