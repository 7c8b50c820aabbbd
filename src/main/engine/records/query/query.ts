import type { DuplicateKind, GroupState } from '../../../../contract/duplicates.ts';
import type { FieldName, RecordStatus } from '../../../../contract/records.ts';
import type { TextField, ValueField } from './fields.ts';

/** What `has:` asks for. */
export type Having = FieldName | 'tag' | 'set' | 'problem' | 'duplicate' | 'source';

/** A query as read. `fields` null means every field the search index holds. */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'text'; readonly field: TextField | null; readonly text: string; readonly exact: boolean }
  | { readonly kind: 'value'; readonly field: ValueField | 'date'; readonly value: string; readonly exact: boolean }
  /** Whole numbers or days (YYYYMMDD), both ends included; null is open. */
  | { readonly kind: 'range'; readonly field: 'date' | 'id' | 'page' | 'item' | 'issue'; readonly from: number | null; readonly to: number | null; readonly text: string }
  | { readonly kind: 'status'; readonly status: RecordStatus }
  | { readonly kind: 'tag' | 'set'; readonly name: string; readonly at: number }
  | { readonly kind: 'source'; readonly path: string }
  | { readonly kind: 'import'; readonly operation: number }
  | { readonly kind: 'has'; readonly what: Having }
  | { readonly kind: 'problem'; readonly code: string }
  | { readonly kind: 'duplicate'; readonly state: GroupState | DuplicateKind | 'any' };
