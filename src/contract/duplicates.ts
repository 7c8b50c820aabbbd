import type { LocalText } from './text.ts';
import type { FieldName, RecordDetail } from './records.ts';
import type { Window } from './selection.ts';

export type DuplicateKind = 'exact' | 'near' | 'reprint' | 'continuation' | 'contained' | 'headline' | 'version';
/** `distinct`: decided so, or nothing but the headline is the same. `merged`: all settled, and at least one was merged. */
export type GroupState = 'open' | 'merged' | 'distinct' | 'linked';
/** What a person decided about a pair. `reprint`: one article printed twice; both records stay and point at each other. */
export type PairDecision = 'distinct' | 'duplicate' | 'continuation' | 'reprint';
/** How sure a group is, by its weakest link: `sure` from 0.95, `likely` from 0.8, `possible` below. */
export type Confidence = 'sure' | 'likely' | 'possible';

export interface DuplicateGroup {
  readonly id: number;
  readonly kind: DuplicateKind;
  readonly state: GroupState;
  /** 0 … 1: the weakest link that holds the group together. */
  readonly score: number;
  readonly records: readonly number[];
  readonly title: string;
  readonly days: readonly (number | null)[];
}

export interface DuplicatePair {
  readonly a: number;
  readonly b: number;
  readonly kind: DuplicateKind;
  readonly score: number;
  /** Why, in words, the strongest first; `weight` is signed, positive speaks for a duplicate. */
  readonly reasons: readonly { readonly text: LocalText; readonly weight: number }[];
  /** What was decided about the two; null while it is open. */
  readonly decision: PairDecision | null;
}

export interface GroupDetail extends DuplicateGroup {
  readonly members: readonly RecordDetail[];
  readonly pairs: readonly DuplicatePair[];
  /** Decisions about two members, also of pairs that were never compared; a < b. */
  readonly decisions: readonly { readonly id: number; readonly a: number; readonly b: number; readonly decision: PairDecision }[];
}

export interface DuplicateCounts {
  readonly open: number;
  readonly byKind: Readonly<Record<DuplicateKind, number>>;
  /** Open groups by kind and, within the kind, by confidence; exact. */
  readonly byConfidence: Readonly<Record<DuplicateKind, Readonly<Record<Confidence, number>>>>;
  readonly merged: number;
  readonly distinct: number;
  readonly linked: number;
  /** Groups settled since midnight, machine's own time, by hand and by rules; what was undone does not count. */
  readonly today: number;
}

export interface MergeInput {
  /** Two or more records. */
  readonly ids: readonly number[];
  /** The record that stays; by default the one with more fields, then the longer body (by a twentieth at least), then the lower id. */
  readonly survivor?: number;
  /** Values the survivor takes, by field; fields not named keep the survivor's, or another's where the survivor has none. */
  readonly values?: Partial<Record<FieldName, string | null>>;
}

/** One decision that stands, and how it came about. */
export interface Decision {
  readonly id: number;
  readonly decision: PairDecision;
  readonly a: DecidedRecord;
  readonly b: DecidedRecord;
  /** The step that decided it; null for one whose step is not in the history (any more). */
  readonly operation: number | null;
  /** Milliseconds since 1970; null like `operation`. */
  readonly at: number | null;
  /** A group that holds both; null when the last search put them apart. */
  readonly group: number | null;
}

export interface DecidedRecord {
  readonly id: number;
  readonly title: string;
  readonly day: number | null;
  readonly page: string;
  readonly item: string;
  /** The record it was merged into, when it was. */
  readonly mergedInto: number | null;
}

// ── rules ──

/** Which record stays, in the order asked; the next one decides between equals, at last more fields, longer body, lower id. */
export type SurvivorPreference =
  | 'more-fields' | 'longer-body' | 'earliest-import' | 'latest-import' | 'earliest-date' | 'latest-date' | 'source';

export interface RuleConditions {
  /** Both have a real date, and it is the same. */
  readonly sameDay?: boolean;
  /** Same date, page and item, and none of them missing. */
  readonly samePlace?: boolean;
  /** The titles are equal, character by character. */
  readonly sameTitle?: boolean;
  /** No more than so many records at once. */
  readonly maxRecords?: number;
}

/**
 * What to do with pairs of some kinds. Within an open group the rule takes the pairs that meet it and settles the
 * records these pairs hold together; what they do not reach stays open. Pairs decided by a person are never touched.
 */
export interface DuplicateRule {
  readonly name: string;
  readonly kinds: readonly DuplicateKind[];
  /** 0 … 1: pairs below are left alone. */
  readonly minScore: number;
  readonly conditions?: RuleConditions;
  /** `link`: continuations as parts of one article, any other kind as reprints. `distinct`: both stay, apart. */
  readonly action: 'merge' | 'link' | 'distinct';
  readonly keep?: readonly SurvivorPreference[];
  /** For `source` among `keep`: a part of the path records were imported from. Groups without such a record are left alone. */
  readonly source?: string;
  /** Which body the survivor has after a merge; its own by default. */
  readonly body?: 'survivor' | 'longest';
}

export interface NamedRule extends DuplicateRule {
  readonly builtIn: boolean;
  /** A built-in rule in words; the name of a saved one. */
  readonly title: LocalText;
}

/** What a rule would do, or did, with some records of one group. */
export interface ResolutionLine {
  readonly group: number;
  readonly kind: DuplicateKind;
  /** The weakest of the pairs the rule goes by. */
  readonly score: number;
  readonly action: DuplicateRule['action'];
  /** The record that stays; for `link` and `distinct` the first. */
  readonly survivor: DecidedRecord;
  /** The records absorbed; for `link` and `distinct` the others. */
  readonly others: readonly DecidedRecord[];
  /** Values the survivor takes from others, cut to 200 characters. */
  readonly values: readonly { readonly field: FieldName; readonly value: string; readonly from: number }[];
}

export interface ResolveInput extends Partial<Window> {
  /** The name of a built-in or saved rule, or a rule as it stands. */
  readonly rule: string | DuplicateRule;
  /** In place of the rule's own `source`. */
  readonly source?: string;
  /** List what would be done and write nothing. */
  readonly dryRun?: boolean;
  /** Groups left alone, because a person took them out of the list. */
  readonly except?: readonly number[];
  /** Lines whose records have this in a title, or this number; for the list only. */
  readonly find?: string;
}

export interface Resolution {
  /** Null for a dry run, and when there was nothing to do. */
  readonly operation: number | null;
  readonly groups: number;
  /** Groups of which nothing is left open. */
  readonly settled: number;
  readonly records: number;
  readonly absorbed: number;
  /** Number of lines after `find`, and the window of them asked for (by default all). */
  readonly total: number;
  readonly lines: readonly ResolutionLine[];
  /** Open groups with pairs of the rule's kinds that the rule leaves alone, by reason. */
  readonly passed: readonly { readonly reason: LocalText; readonly groups: number }[];
  readonly seconds: number;
}

// ── taking a merge apart ──

export interface MergedPart extends DecidedRecord {
  /** `PATH#N`; null when the source file is not known. */
  readonly ref: string | null;
  readonly operation: number;
  readonly at: number;
  /** What this record had absorbed itself. */
  readonly parts: readonly MergedPart[];
}

/** A value of a survivor that was edited after the merge. */
export interface MergeEdit {
  /** Names the edit in `unmerge`: `title@12`, `tag:水利@12`. */
  readonly key: string;
  readonly record: number;
  readonly field: FieldName | 'status' | 'tag' | 'set' | 'other';
  /** Without the edit, and as it is now; null: not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly at: number;
}

export interface Merge {
  /** The record that holds the others. */
  readonly survivor: number;
  readonly parts: readonly MergedPart[];
  /** Records that `unmerge` would bring back. */
  readonly back: readonly number[];
  /** What was edited since, to be assigned. */
  readonly edits: readonly MergeEdit[];
}

export interface UnmergeInput {
  /** The survivor: everything it absorbed comes back. An absorbed record: the merge it went in by is taken apart. */
  readonly id: number;
  /** With an absorbed record: only this one comes back; the others of the same merge stay. */
  readonly only?: boolean;
  /** Where edits made since belong. `part`: to the record named instead of the survivor; `both`: to it as well. */
  readonly assign?: readonly {
    readonly edit: string; readonly to: 'survivor' | 'part' | 'both'; readonly part?: number;
  }[];
  /** Edits that are not assigned stay with the survivor. */
  readonly force?: boolean;
}

// ── continuations ──

export interface ArticlePart {
  readonly id: number;
  readonly title: string;
  readonly day: number | null;
  readonly page: string;
  readonly item: string;
  readonly paragraphs: readonly string[];
}

/** Records linked as parts of one article, in reading order. */
export interface Article {
  readonly parts: readonly ArticlePart[];
}

// ── settings ──

/** How duplicates are looked for, in a librarian's words. */
export interface DuplicateSettings {
  /** `strict` shows only what is all but sure, `thorough` also what is rather not. */
  readonly sensitivity: 'strict' | 'balanced' | 'thorough';
  /** The kinds looked for. */
  readonly kinds: readonly DuplicateKind[];
  /** Advanced: least score of a pair that is shown, 0.1 … 0.99. By default 0.7, 0.3 and 0.1 in the order of the sensitivities. */
  readonly review: number;
  /** Advanced: least score of a pair that rules may settle without a look, 0.5 … 1. By default 0.98 (strict) or 0.95, and never below `review`. */
  readonly automatic: number;
  /** Decisions of this library by which the weights were adjusted (`refine`); 0 = the weights are as they came. */
  readonly learnedFrom: number;
}

/** What is not named stays; null goes back to the bound of the sensitivity. */
export interface DuplicateSettingsInput {
  readonly sensitivity?: DuplicateSettings['sensitivity'];
  readonly kinds?: readonly DuplicateKind[];
  readonly review?: number | null;
  readonly automatic?: number | null;
}

export interface FindInput {
  /** Kept in the library before it is searched, as an operation of its own; later searches use them too. */
  readonly settings?: DuplicateSettingsInput;
  /** Counts what is found among these records only; every record that waits is compared all the same. */
  readonly query?: string;
  /** Take all keys and compare all records anew. Gives the same, unless a part of the library was damaged. */
  readonly again?: boolean;
}

export interface FindResult {
  /** Groups to be settled. */
  readonly groups: number;
  /** Pairs that count as one article. */
  readonly pairs: number;
  readonly seconds: number;
  /** Records compared by this call: those that came or changed since the last time. */
  readonly records: number;
}

export interface DuplicatesApi {
  /**
   * Look for duplicates by the full text, where that was not done since the last change. Decisions already made are respected. Long;
   * what is found until it is cancelled is kept, and the rest follows with the next call.
   */
  find(input: FindInput): FindResult;
  /** How duplicates are looked for in this library. */
  settings(input: object): DuplicateSettings;
  /**
   * Adjust the weights of this library to the decisions made in it so far, or with `reset` take them back to those that came with the
   * program. At least 50 decisions with ten of either answer are needed, and they must help to foretell decisions that were held
   * back; else nothing is learned. Undoable, and the same decisions always teach the same. Pairs are judged anew with the next `find`. Long.
   */
  refine(input: { readonly reset?: boolean }): {
    /** Decisions looked at. */
    readonly decisions: number;
    /** Whether the weights are adjusted now. */
    readonly learned: boolean;
    readonly operation: number | null;
  };
  /** Kept in the library, and undoable. They take effect with the next search. `operation` is null when nothing changed. */
  setSettings(input: DuplicateSettingsInput): { readonly operation: number | null };

  counts(input: object): DuplicateCounts;
  list(input: { readonly kind?: DuplicateKind; readonly confidence?: Confidence; readonly state?: GroupState } & Partial<Window>): {
    readonly total: number; readonly groups: readonly DuplicateGroup[];
  };
  get(input: { readonly group: number }): GroupDetail;
  /** Every pair found that counts as one article, in ascending order, up to 100,000 at a time. */
  pairs(input: { readonly minScore?: number } & Partial<Window>): {
    readonly total: number; readonly pairs: readonly Pick<DuplicatePair, 'a' | 'b' | 'kind' | 'score'>[];
  };

  /** Merge records into one. The absorbed ones stay in the library, with their bytes, and come back by `unmerge`. */
  merge(input: MergeInput): { readonly operation: number; readonly survivor: number; readonly absorbed: readonly number[] };
  /** Decide that every pair of these records is not a duplicate: kept for the pair, over re-runs and new imports. */
  distinct(input: {
    readonly ids: readonly number[];
    /** Only the pairs this one of them is in: it is none of the others' duplicates. */
    readonly of?: number;
  }): { readonly operation: number; readonly pairs: number };
  /** Decide that these records are parts of one article, put in order by marks and pages; or, `as` reprints, that both stay. */
  link(input: { readonly ids: readonly number[]; readonly as?: 'continuation' | 'reprint' }): { readonly operation: number; readonly pairs: number };
  /** What a record absorbed, or was absorbed by, and what was edited since. Fault `not-found` when it was not merged. */
  merged(input: { readonly id: number; readonly only?: boolean }): Merge;
  /**
   * Take a merge apart again: every record comes back field by field as it was, whatever was merged since. Fault
   * `conflict` with `details: Conflict[]` when edits made since are not assigned, unless `force`.
   */
  unmerge(input: UnmergeInput): { readonly operation: number; readonly records: readonly number[] };

  /** Decisions that stand, the latest first. `find`: a part of a title, or a record's number. */
  decisions(input: { readonly decision?: PairDecision; readonly find?: string } & Partial<Window>): {
    readonly total: number; readonly decisions: readonly Decision[];
  };
  /** Take a decision back: the pair is open again; of a merge the absorbed record comes back, as by `unmerge`. Faults `not-found`, `conflict`. */
  undecide(input: { readonly id: number; readonly force?: boolean }): { readonly operation: number };

  /** The article a record is a part of; null when it stands alone. */
  article(input: { readonly id: number }): Article | null;
  /** Put all parts of an article into this order. Fault `bad-input` when one is missing. */
  reorder(input: { readonly ids: readonly number[] }): { readonly operation: number | null };
  /** Take records out of their article, or two reprints apart; the pairs are open again. */
  unlink(input: { readonly ids: readonly number[] }): { readonly operation: number; readonly pairs: number };

  /** The built-in rules, then the saved ones by name. */
  rules(input: object): readonly NamedRule[];
  /** Keep a rule in the library, in place of one of the same name. Fault `conflict` for the name of a built-in one. */
  saveRule(input: DuplicateRule): { readonly operation: number | null };
  /** Fault `not-found`. */
  deleteRule(input: { readonly name: string }): { readonly operation: number };
  /** Settle all open groups that meet a rule, in one operation; or list what that would be. Long. */
  resolve(input: ResolveInput): Resolution;
}
