import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

// The tables of a library file. What a librarian made is written through history/ alone; what can be worked out again
// from it (search, fingerprints, pairs, breaches) is marked "derived" and may be dropped and rebuilt at any time.

export const library = sqliteTable('library', {
  id: integer().primaryKey(),
  uuid: text().notNull(),
  name: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

export const operation = sqliteTable('operation', {
  id: integer().primaryKey({ autoIncrement: true }),
  kind: text().notNull(),
  /** What was asked, as JSON. */
  input: text().notNull(),
  zh: text().notNull(),
  en: text().notNull(),
  at: integer().notNull(),
  actor: text().notNull(),
  state: text({ enum: ['running', 'interrupted', 'done'] }).notNull(),
  changes: integer().notNull().default(0),
  /** The operation that reversed this one as a whole. */
  undoneBy: integer('undone_by'),
  /** For an undo or redo: the operation it reverses. */
  target: integer(),
  /** Columns of the record it touched and names of the other tables, with a blank between; '' where nobody wrote them down. */
  fields: text().notNull().default(''),
});

/**
 * One changed value: `column` with before and after; a row that came or went: no column, the row as JSON in `after` or
 * `before`; a run of records that came or went together: `column` 'hidden', rows `row_id` to `row_to`.
 */
export const change = sqliteTable('change', {
  operationId: integer('operation_id').notNull().references(() => operation.id),
  seq: integer().notNull(),
  tableName: text('table_name').notNull(),
  rowId: integer('row_id').notNull(),
  rowTo: integer('row_to'),
  recordId: integer('record_id'),
  column: text(),
  before: text(),
  after: text(),
}, (t) => [
  primaryKey({ columns: [t.operationId, t.seq] }),
  index('change_record').on(t.recordId, t.operationId),
  index('change_run').on(t.rowId).where(sql`${t.rowTo} IS NOT NULL`),
]);

export const importRoot = sqliteTable('import_root', {
  id: integer().primaryKey(),
  operationId: integer('operation_id').notNull().references(() => operation.id),
  /** The folder or file as it was dropped, absolute. */
  path: text().notNull(),
});

/** The ledger: one row for every file an import met. */
export const source = sqliteTable('source', {
  id: integer().primaryKey(),
  operationId: integer('operation_id').notNull().references(() => operation.id),
  rootId: integer('root_id').notNull().references(() => importRoot.id),
  /** Below the root, with '/' between. */
  path: text().notNull(),
  bytes: integer().notNull(),
  /** Last change of the file, milliseconds since 1970. */
  modifiedAt: integer('modified_at').notNull(),
  state: text({ enum: ['imported', 'alreadyHere', 'repaired', 'needsReview', 'refused'] }).notNull(),
  reasonZh: text('reason_zh'),
  reasonEn: text('reason_en'),
  /** The reader its records came by; null when nothing could be read. */
  format: text(),
  encoding: text(),
  confidence: real(),
  sha256: blob({ mode: 'buffer' }),
  /** The first 52 bits of the SHA-256, for looking up. */
  hashKey: integer('hash_key'),
  /** Where the file's bytes start in the vault; null when they are not kept (empty, foreign, already here). */
  vaultStart: integer('vault_start'),
  /** Records found in the file, and how many of them were new. */
  found: integer().notNull().default(0),
  added: integer().notNull().default(0),
  /** Read again since: the row that stands for the file now. Null for that row itself. */
  replacedBy: integer('replaced_by'),
}, (t) => [
  uniqueIndex('source_path').on(t.rootId, t.path),
  index('source_operation').on(t.operationId, t.state),
]);

/** The byte vault: all kept files one after another, cut into compressed blocks. `start` is the block's first byte. */
export const sourceBlock = sqliteTable('source_block', {
  start: integer().primaryKey(),
  length: integer().notNull(),
  codec: text({ enum: ['zstd', 'none'] }).notNull(),
  data: blob({ mode: 'buffer' }).notNull(),
});

/** hidden: 0 there, 1 its import was taken back, 2 merged into another record. */
export const record = sqliteTable('record', {
  id: integer().primaryKey(),
  sourceId: integer('source_id').references(() => source.id),
  ordinal: integer().notNull(),
  /** Byte span in the source file. */
  start: integer().notNull(),
  end: integer().notNull(),
  /** The first 52 bits of the SHA-256 of the span without surrounding white space. */
  digest: integer().notNull(),
  hidden: integer().notNull().default(0),
  status: integer().notNull().default(0),
  mergedInto: integer('merged_into'),
  /** YYYYMMDD when the date is a real day: derived from `date`, written with it. */
  day: integer(),
  issue: text(),
  date: text(),
  page: text(),
  item: text(),
  kicker: text(),
  title: text(),
  subtitle: text(),
  author: text(),
  class: text(),
  column: text(),
  pageName: text('page_name'),
  keywords: text(),
  genre: text(),
}, (t) => [
  index('record_source').on(t.sourceId, t.ordinal),
  index('record_place').on(t.day, t.page, t.item),
]);

/** The long text apart from the rest, so that a scan of the short fields does not drag it along. */
export const recordText = sqliteTable('record_text', {
  id: integer().primaryKey().references(() => record.id),
  body: text(),
});

/** Fields whose code is not among the known ones, and repeats of known ones. */
export const recordField = sqliteTable('record_field', {
  id: integer().primaryKey(),
  recordId: integer('record_id').notNull().references(() => record.id),
  code: text().notNull(),
  /** The n-th field of that code in the record, from 1. */
  occurrence: integer().notNull(),
  name: text().notNull(),
  value: text(),
}, (t) => [index('record_field_record').on(t.recordId)]);

/** A record met again in a later file, byte for byte: where, and which record it is. */
export const recordSeen = sqliteTable('record_seen', {
  sourceId: integer('source_id').notNull().references(() => source.id),
  ordinal: integer().notNull(),
  recordId: integer('record_id').notNull().references(() => record.id),
}, (t) => [primaryKey({ columns: [t.sourceId, t.ordinal] })]);

/** What the parser met and assumed. `record_id` is null for a problem of the file as a whole. */
export const problem = sqliteTable('problem', {
  id: integer().primaryKey(),
  sourceId: integer('source_id').notNull().references(() => source.id),
  recordId: integer('record_id').references(() => record.id),
  code: text().notNull(),
  severity: text({ enum: ['note', 'repair', 'review', 'refuse'] }).notNull(),
  /** Byte offset in the source file. */
  offset: integer().notNull(),
  zh: text().notNull(),
  en: text().notNull(),
}, (t) => [index('problem_source').on(t.sourceId), index('problem_record').on(t.recordId)]);

export const tag = sqliteTable('tag', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
});

export const recordTag = sqliteTable('record_tag', {
  id: integer().primaryKey(),
  recordId: integer('record_id').notNull().references(() => record.id),
  tagId: integer('tag_id').notNull().references(() => tag.id),
}, (t) => [uniqueIndex('record_tag_pair').on(t.recordId, t.tagId), index('record_tag_tag').on(t.tagId)]);

/** Who gave a record a class number. A number in the record's class field without a row here came with the record. */
export const classAssignment = sqliteTable('class_assignment', {
  id: integer().primaryKey(),
  recordId: integer('record_id').notNull().references(() => record.id),
  notation: text().notNull(),
  origin: text({ enum: ['human', 'machine'] }).notNull(),
  confidence: real(),
}, (t) => [uniqueIndex('class_assignment_pair').on(t.recordId, t.notation)]);

/**
 * What was decided about a suggested value: `accepted` and `rejected` by a person, `automatic` taken over unseen. `confidence`
 * is what was shown with it.
 */
export const suggestionDecision = sqliteTable('suggestion_decision', {
  id: integer().primaryKey(),
  recordId: integer('record_id').notNull().references(() => record.id),
  field: text().notNull(),
  value: text().notNull(),
  decision: text({ enum: ['accepted', 'rejected', 'automatic'] }).notNull(),
  confidence: real(),
}, (t) => [uniqueIndex('suggestion_decision_value').on(t.recordId, t.field, t.value)]);

export const recordSet = sqliteTable('record_set', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  /** A live set is this query; null for a fixed set. */
  query: text(),
  note: text().notNull().default(''),
  frozenAt: integer('frozen_at'),
});

export const setMember = sqliteTable('set_member', {
  id: integer().primaryKey(),
  setId: integer('set_id').notNull().references(() => recordSet.id),
  recordId: integer('record_id').notNull().references(() => record.id),
}, (t) => [uniqueIndex('set_member_pair').on(t.setId, t.recordId), index('set_member_record').on(t.recordId)]);

/** What a person decided about a pair, a < b. Kept over every new search for duplicates. */
export const duplicateDecision = sqliteTable('duplicate_decision', {
  id: integer().primaryKey(),
  a: integer().notNull().references(() => record.id),
  b: integer().notNull().references(() => record.id),
  decision: text({ enum: ['distinct', 'duplicate', 'continuation', 'reprint'] }).notNull(),
}, (t) => [uniqueIndex('duplicate_decision_pair').on(t.a, t.b), index('duplicate_decision_b').on(t.b)]);

/** Profiles of quality rules that a library keeps, as JSON; `standard` is built in and has no row. */
export const qualityProfile = sqliteTable('quality_profile', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  content: text().notNull(),
});

/** The parts of articles that run over several records, in reading order. `article` is the record the link began with. */
export const duplicatePart = sqliteTable('duplicate_part', {
  id: integer().primaryKey(),
  article: integer().notNull(),
  recordId: integer('record_id').notNull().references(() => record.id),
  position: integer().notNull(),
}, (t) => [uniqueIndex('duplicate_part_record').on(t.recordId), index('duplicate_part_article').on(t.article, t.position)]);

/** Rules the librarian saved: `rule` is a DuplicateRule of the contract as JSON. */
export const duplicateRule = sqliteTable('duplicate_rule', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  rule: text().notNull(),
});

/** A way of writing a format that was made here; `map` and `constants` as JSON, see `ExportProfile`. */
export const exportProfile = sqliteTable('export_profile', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  format: text().notNull(),
  map: text().notNull(),
  constants: text().notNull(),
});

/** How the columns of tables become fields, kept under a name. `rules` is a ColumnMapping of the contract as JSON. */
export const importMapping = sqliteTable('import_mapping', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  /** The columns it was made for, a JSON array of names. */
  header: text().notNull(),
  rules: text().notNull(),
});

/** An authority list, one for each field: the form of a name or word that the library writes. */
export const authority = sqliteTable('authority', {
  id: integer().primaryKey(),
  field: text().notNull(),
  preferred: text().notNull(),
}, (t) => [uniqueIndex('authority_preferred').on(t.field, t.preferred)]);

/** Other spellings of it, as met. */
export const authorityVariant = sqliteTable('authority_variant', {
  id: integer().primaryKey(),
  authorityId: integer('authority_id').notNull().references(() => authority.id),
  value: text().notNull(),
}, (t) => [uniqueIndex('authority_variant_value').on(t.authorityId, t.value)]);

/** Two values that look alike and are not the same, one < other. */
export const authorityApart = sqliteTable('authority_apart', {
  id: integer().primaryKey(),
  field: text().notNull(),
  one: text().notNull(),
  other: text().notNull(),
}, (t) => [uniqueIndex('authority_apart_pair').on(t.field, t.one, t.other)]);

/** Steps to do again: a JSON array of `{kind, input, sentence}`. */
export const recipe = sqliteTable('recipe', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  note: text().notNull().default(''),
  steps: text().notNull(),
  createdAt: integer('created_at').notNull(),
});

/** A query to ask again, with the order of its list (a JSON array). */
export const savedSearch = sqliteTable('saved_search', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  query: text().notNull(),
  sort: text().notNull(),
});

/** How duplicates are looked for in this library; one row at most, none while nothing was chosen. */
export const duplicateSettings = sqliteTable('duplicate_settings', {
  id: integer().primaryKey(),
  sensitivity: text({ enum: ['strict', 'balanced', 'thorough'] }).notNull(),
  /** JSON array of kinds. */
  kinds: text().notNull(),
  /** Bounds of one's own in place of those of the sensitivity. */
  review: real(),
  automatic: real(),
  /** What the decisions taught, as JSON; null = nothing. */
  learned: text(),
});

// ── derived ──

/**
 * Files by hash and records by digest, for recognising what is here already. Hashes fall anywhere in an index, so an
 * index kept up row by row would write most of itself again with every small transaction of an import; these two are
 * filled in sorted runs, and `known_state` says how far.
 */
export const knownFile = sqliteTable('known_file', {
  hashKey: integer('hash_key').notNull(),
  sourceId: integer('source_id').notNull(),
}, (t) => [primaryKey({ columns: [t.hashKey, t.sourceId] })]);

export const knownRecord = sqliteTable('known_record', {
  digest: integer().notNull(),
  recordId: integer('record_id').notNull(),
}, (t) => [primaryKey({ columns: [t.digest, t.recordId] })]);

export const knownState = sqliteTable('known_state', {
  id: integer().primaryKey(),
  sourceThrough: integer('source_through').notNull(),
  recordThrough: integer('record_through').notNull(),
});

/** Records whose search entry is older than the record. Everything above `search_state.through` waits as well. */
export const searchPending = sqliteTable('search_pending', {
  recordId: integer('record_id').primaryKey(),
});

/**
 * Columns and orders over all records as bytes, so that a large library opens without every record being read. `stamp` tells
 * which changes are in it (JSON), `through` the highest record, `form` how the bytes are to be read.
 */
export const recordColumn = sqliteTable('record_column', {
  name: text().notNull(),
  part: integer().notNull(),
  parts: integer().notNull(),
  stamp: text().notNull(),
  through: integer().notNull(),
  form: text().notNull(),
  data: blob({ mode: 'buffer' }).notNull(),
}, (t) => [primaryKey({ columns: [t.name, t.part] })]);

export const searchState = sqliteTable('search_state', {
  id: integer().primaryKey(),
  through: integer().notNull(),
});

/**
 * The keys of a record: fingerprints of its text, and what else it may share with a copy. `packed`: 0 its postings are in no
 * shelf yet, 1 they are, 2 those there are of an earlier state and do not count. An empty sketch is of a record that is gone.
 */
export const duplicateSketch = sqliteTable('duplicate_sketch', {
  recordId: integer('record_id').primaryKey(),
  sketch: blob({ mode: 'buffer' }).notNull(),
  packed: integer().notNull().default(0),
}, (t) => [index('duplicate_sketch_loose').on(t.packed).where(sql`${t.packed} <> 1`)]);

/** Postings (key → records), a shelf for each range of hashed keys. */
export const duplicateShelf = sqliteTable('duplicate_shelf', {
  id: integer().primaryKey(),
  postings: blob({ mode: 'buffer' }).notNull(),
});

/** How far the comparison has come. Records above `through` were never looked at; `shelf_bits` of a hashed key name its shelf. */
export const duplicateState = sqliteTable('duplicate_state', {
  id: integer().primaryKey(),
  through: integer().notNull(),
  shelfBits: integer('shelf_bits').notNull(),
  /** By what the pairs were judged and grouped, as JSON (duplicates/settings.ts). */
  judged: text().notNull(),
});

/** Records changed since their keys were taken; then those to be compared again; then those to be grouped again. */
export const duplicatePending = sqliteTable('duplicate_pending', { recordId: integer('record_id').primaryKey() });
export const duplicateCompare = sqliteTable('duplicate_compare', { recordId: integer('record_id').primaryKey() });
export const duplicateRegroup = sqliteTable('duplicate_regroup', { recordId: integer('record_id').primaryKey() });

export const duplicateGroup = sqliteTable('duplicate_group', {
  id: integer().primaryKey(),
  kind: text({ enum: ['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version'] }).notNull(),
  state: text({ enum: ['open', 'merged', 'distinct', 'linked'] }).notNull(),
  score: real().notNull(),
}, (t) => [index('duplicate_group_state').on(t.state, t.kind)]);

export const duplicateMember = sqliteTable('duplicate_member', {
  groupId: integer('group_id').notNull().references(() => duplicateGroup.id),
  recordId: integer('record_id').notNull().references(() => record.id),
}, (t) => [primaryKey({ columns: [t.groupId, t.recordId] }), index('duplicate_member_record').on(t.recordId)]);

/** A compared pair, a < b. `kind` is 'none' where it counts for nothing at the present settings. */
export const duplicatePair = sqliteTable('duplicate_pair', {
  a: integer().notNull().references(() => record.id),
  b: integer().notNull().references(() => record.id),
  kind: text({ enum: ['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version', 'none'] }).notNull(),
  score: real().notNull(),
  /** The measured evidence, packed (duplicates/evidence.ts). */
  evidence: text('reasons').notNull(),
  groupId: integer('group_id').references(() => duplicateGroup.id),
}, (t) => [primaryKey({ columns: [t.a, t.b] }), index('duplicate_pair_b').on(t.b), index('duplicate_pair_group').on(t.groupId)]);

/** Records that came to a day, page and item where another record with another text stood already. */
export const recordVersion = sqliteTable('record_version', {
  recordId: integer('record_id').primaryKey(),
  otherId: integer('other_id').notNull(),
}, (t) => [index('record_version_other').on(t.otherId)]);

export const breach = sqliteTable('breach', {
  recordId: integer('record_id').notNull().references(() => record.id),
  rule: text().notNull(),
  zh: text().notNull(),
  en: text().notNull(),
}, (t) => [primaryKey({ columns: [t.recordId, t.rule] }), index('breach_rule').on(t.rule)]);

/** What was learned from the classified records, by field; `through` is the last operation it knows. */
export const suggestionModel = sqliteTable('suggestion_model', {
  field: text().primaryKey(),
  through: integer().notNull(),
  trainedAt: integer('trained_at').notNull(),
  seed: integer().notNull(),
  head: blob({ mode: 'buffer' }).notNull(),
  neighbours: blob({ mode: 'buffer' }).notNull(),
});
