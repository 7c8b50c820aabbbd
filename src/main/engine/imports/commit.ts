import type { FieldName } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { FileState } from '../../../contract/imports.ts';
import { FIELDS } from '../../../contract/fields.ts';
import { dayOf } from '../../../contract/day.ts';
import type { SourceRecord, StreamBatch } from '../formats/format.ts';
import type { Store } from '../store/open.ts';
import type { Examined } from './examine.ts';
import { core, digestFrom, digestOf } from './known.ts';
import type { Digest, Known } from './known.ts';
import { UNFINISHED } from './refusals.ts';
import type { UnfinishedRow } from './roots.ts';
import { insertRows } from './rows.ts';
import type { LongOutcome } from './sink.ts';
import type { TaggedRecord } from './tags.ts';

export interface FileFacts {
  readonly operation: number;
  readonly root: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** When its bytes are not here. */
  readonly size?: number;
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

/** A long file that begins, or is gone on with. */
export interface LongFacts {
  readonly operation: number;
  readonly root: number;
  readonly path: string;
  readonly modifiedAt: number;
  readonly sha256: Buffer;
  readonly encoding: string;
  readonly vaultStart: number;
}

export interface LongCommit {
  /** Records of the next bytes; those that were committed before are passed over. `end`: bytes stored so far. */
  records(batch: StreamBatch, end: number): void;
  /** Returns whether anything of it is kept. */
  end(outcome: LongOutcome, bytes: number): boolean;
}

export interface Committer {
  /** A file whose bytes are here already. */
  alreadyHere(facts: FileFacts, same: { readonly found: number }): FileOutcome;
  /** A file that was looked into: its ledger row, its bytes, its records. */
  file(facts: FileFacts, examined: Examined): FileOutcome;
  /** A file that comes piece by piece: its ledger row stands from the beginning and says how far it came. */
  long(facts: LongFacts, before: UnfinishedRow | undefined): LongCommit;
  /** The id the next record gets. */
  readonly nextRecord: number;
  /** Records with tags that were written since this was asked last. */
  takeTagged(): readonly TaggedRecord[];
}

const FIELD_OF = new Map<string, FieldName>(FIELDS.map((field) => [field.code, field.field]));

const ALL_HERE = { zh: '其中的记录都已在库中。', en: 'Every record in it is here already.' };

/** Writes files and their records into the library; to be called inside a transaction. */
export function committer(store: Store, known: Known): Committer {
  const insert = insertRows(store);
  const next = (table: 'source' | 'record'): number =>
    (store.sqlite.prepare(`SELECT coalesce(max(id), 0) + 1 FROM "${table}"`).pluck().get() as number);
  const progress = store.sqlite.prepare('UPDATE source SET bytes = ?, found = ?, added = ? WHERE id = ?');
  const finish = store.sqlite.prepare(
    'UPDATE source SET bytes = ?, state = ?, reason_zh = ?, reason_en = ?, confidence = ?, sha256 = ?, hash_key = ?, vault_start = ? WHERE id = ?');
  let sourceId = next('source');
  let recordId = next('record');
  let tagged: TaggedRecord[] = [];

  const ledger = (facts: FileFacts, row: {
    readonly state: FileState; readonly reason: LocalText | null; readonly format: string | null; readonly encoding: string | null; readonly confidence: number | null;
    readonly vaultStart: number | null; readonly found: number; readonly added: number;
  }, id: number): void => {
    insert.source({
      id, operationId: facts.operation, rootId: facts.root, path: facts.path, bytes: facts.size ?? facts.bytes.length, modifiedAt: facts.modifiedAt,
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
    if (parsed.tags !== undefined) tagged.push({ record: id, tags: parsed.tags });
    for (const other of others) insert.field({ recordId: id, ...other });
    problems(source, id, parsed.problems);
  };

  return {
    get nextRecord() { return recordId; },
    takeTagged() {
      const taken = tagged;
      tagged = [];
      return taken;
    },
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
      const reason = allHere ? ALL_HERE : examined.reason;
      const kept = fresh.length > 0;
      ledger(facts, { ...examined, state, reason, vaultStart: kept ? facts.vaultStart : null, found: records.length, added: fresh.length }, id);
      problems(id, null, examined.problems);
      for (const { parsed, digest } of fresh) storeRecord(id, parsed, digest);
      for (const { ordinal, record } of seen) insert.seen({ sourceId: id, ordinal, recordId: record });
      return { state, added: fresh.length, alreadyHere: seen.length, kept };
    },
    long(facts, before) {
      const id = before?.id ?? sourceId++;
      let found = before?.found ?? 0;
      let added = before?.added ?? 0;
      if (before === undefined) {
        insert.source({
          id, operationId: facts.operation, rootId: facts.root, path: facts.path, bytes: 0, modifiedAt: facts.modifiedAt, state: 'needsReview',
          reasonZh: UNFINISHED.zh, reasonEn: UNFINISHED.en, format: 'tagged', encoding: facts.encoding, confidence: null,
          // The hash says which bytes may be gone on with; that no key is beside it says that it is not done.
          sha256: facts.sha256, hashKey: null, vaultStart: facts.vaultStart, found: 0, added: 0,
        });
      }
      return {
        records({ records, bytes }, end) {
          const base = records[0]?.start ?? 0;
          for (const parsed of records) {
            if (parsed.ordinal <= found) continue;
            const own = core(bytes.subarray(parsed.start - base, parsed.end - base));
            const { key } = digestOf(own);
            const same = known.record(key, own);
            if (same === undefined) {
              storeRecord(id, parsed, key);
              added++;
            } else insert.seen({ sourceId: id, ordinal: parsed.ordinal, recordId: same });
            found = parsed.ordinal;
          }
          progress.run(end, found, added, id);
        },
        end(outcome, bytes) {
          const { key } = digestFrom(Buffer.from(outcome.sha256));
          const allHere = found > 0 && added === 0;
          const kept = added > 0;
          const reason = allHere ? ALL_HERE : outcome.reason;
          finish.run(
            bytes, allHere ? 'alreadyHere' : outcome.state, reason?.zh ?? null, reason?.en ?? null, outcome.confidence, Buffer.from(outcome.sha256), key,
            kept ? facts.vaultStart : null, id);
          problems(id, null, outcome.problems);
          if (kept) known.tookFile(key, id);
          return kept;
        },
      };
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
