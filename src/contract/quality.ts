import type { LocalText } from './text.ts';
import type { EditResult } from './records.ts';
import type { Window } from './selection.ts';

export interface QualityRule {
  readonly rule: string;
  readonly caption: LocalText;
  /** Records that broke it at the last check. */
  readonly records: number;
  /** Whether there is a safe fix, see `fix`. */
  readonly fixable: boolean;
}

export interface QualityBreach {
  readonly id: number;
  readonly rule: string;
  readonly title: string;
  readonly text: LocalText;
}

/** What the rules go by. */
export interface ProfileOptions {
  /** The highest page number a newspaper of this kind has, 1 … 999. */
  readonly mostPages: number;
  /** Pages beside these, as the field has them: 99 is the gutter. */
  readonly extraPages: readonly string[];
  readonly genres: readonly string[];
}

/** A set of rules with what they go by; `standard` is built in and has all of them. */
export interface QualityProfile extends ProfileOptions {
  readonly name: string;
  /** The rules that are asked. */
  readonly rules: readonly string[];
}

export interface DayCompleteness {
  /** YYYYMMDD. */
  readonly day: number;
  /** The issue of that day; null when its records carry none that fits among the days around. */
  readonly issue: number | null;
  readonly records: number;
  /** Pages with records. */
  readonly pages: number;
  readonly missingPages: number;
  readonly missingItems: number;
}

/** A gap in the numbers. */
export interface Missing {
  readonly kind: 'issue' | 'page' | 'item';
  /** YYYYMMDD; null for an issue whose date cannot be told. */
  readonly day: number | null;
  /** The day before the gap and the day after it, YYYYMMDD; for pages and items the day itself. */
  readonly after: number;
  readonly before: number;
  readonly issue: number | null;
  /** For issues: the last one of a long gap told as one, else the issue itself. */
  readonly through: number | null;
  readonly page: number | null;
  readonly item: number | null;
}

export interface Completeness {
  /** Every year with records or gaps; `missing` counts issues, pages and items. */
  readonly years: readonly { readonly year: number; readonly days: number; readonly records: number; readonly missing: number }[];
  /** Days with records, of the year asked for, or all. */
  readonly days: readonly DayCompleteness[];
  readonly missing: readonly Missing[];
}

export interface QualityApi {
  /** Check the records a query finds against the rules of a profile; the breaches are kept until the next check. Long. */
  check(input: { readonly query?: string; readonly profile?: string }): {
    readonly records: number; readonly breaches: number; readonly rules: readonly QualityRule[];
  };
  rules(input: object): readonly QualityRule[];
  list(input: { readonly rule?: string } & Partial<Window>): { readonly total: number; readonly breaches: readonly QualityBreach[] };
  /**
   * Mend what the last check found for one rule, where that loses nothing; one operation. What a person has to decide stays.
   * Fault `bad-input` for a rule without a safe fix.
   */
  fix(input: { readonly rule: string; readonly query?: string; readonly profile?: string; readonly dryRun?: boolean }): EditResult;
  /** The built-in profile first. */
  profiles(input: object): readonly (QualityProfile & { readonly builtIn: boolean })[];
  /** Keep a profile under its name, in place of one of that name. Faults: `bad-input` with the place, `conflict` for the built-in one's name. */
  saveProfile(input: { readonly profile: unknown }): { readonly operation: number | null };
  deleteProfile(input: { readonly name: string }): { readonly operation: number };
  /** Which issues, pages and items are there and which are missing. Long. */
  completeness(input: { readonly year?: number; readonly profile?: string }): Completeness;
  /** The gaps as a CSV file for the supplier. `file` is absolute. */
  writeMissing(input: { readonly year?: number; readonly profile?: string; readonly file: string }): { readonly file: string; readonly rows: number };
}
