import type { LocalText } from './text.ts';
import type { Selection } from './selection.ts';
import type { EditResult } from './records.ts';
import type { SuggestionsApi } from './suggestions.ts';

export interface Scheme {
  readonly name: string;
  readonly caption: LocalText;
  readonly classes: number;
}

export interface ClassNode {
  readonly notation: string;
  readonly caption: LocalText;
  readonly broader: string | null;
  readonly hasNarrower: boolean;
  /** Records whose class number is this one or below it. */
  readonly records: number;
}

export interface SubjectsApi extends SuggestionsApi {
  schemes(input: object): readonly Scheme[];
  /** The classes directly under one (or the main classes), with counts that roll up. Unknown and house numbers hang under their letter. */
  tree(input: { readonly under?: string }): readonly ClassNode[];
  /** Classes by number or caption, best first. */
  search(input: { readonly text: string; readonly limit?: number }): readonly ClassNode[];
  /** Give records a class number. `main` (default) makes it the first; otherwise it is added after the others. One operation. */
  assign(input: { readonly selection: Selection; readonly notation: string; readonly main?: boolean; readonly dryRun?: boolean }): EditResult;
  /** Take a class number away. */
  unassign(input: { readonly selection: Selection; readonly notation: string }): EditResult;
  /** Class numbers in use that the scheme does not know, with counts. Never refused. */
  check(input: object): readonly { readonly notation: string; readonly kind: 'house' | 'unknown'; readonly records: number }[];
}
