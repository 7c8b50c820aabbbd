import type { LocalText } from './text.ts';
import type { Window } from './selection.ts';

export interface QualityRule {
  readonly rule: string;
  readonly caption: LocalText;
  readonly records: number;
}

export interface QualityBreach {
  readonly id: number;
  readonly rule: string;
  readonly title: string;
  readonly text: LocalText;
}

export interface QualityApi {
  /** Check the records a query finds against the rules; the breaches are kept until the next check. Long. */
  check(input: { readonly query?: string }): { readonly records: number; readonly breaches: number; readonly rules: readonly QualityRule[] };
  rules(input: object): readonly QualityRule[];
  list(input: { readonly rule?: string } & Partial<Window>): { readonly total: number; readonly breaches: readonly QualityBreach[] };
}
