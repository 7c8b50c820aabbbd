import type { AuthorityField } from '../../../contract/authorities.ts';
import type { Store } from '../store/open.ts';

/** What the authority list of a field says. */
export interface Known {
  /** Preferred form → the row and its variants. */
  readonly forms: ReadonlyMap<string, { readonly id: number; readonly variants: ReadonlyMap<string, number> }>;
  /** The preferred form of a value: its own, that of a variant, or null. */
  preferredOf(value: string): string | null;
  /** Whether somebody said that the two are not one. */
  apart(one: string, other: string): boolean;
}

/** Reads what the list says, and again after it was changed. */
export function knownReader({ sqlite }: Store): { readonly of: (field: AuthorityField) => Known; readonly forget: () => void } {
  const rows = sqlite.prepare<[string], { id: number; preferred: string; variantId: number | null; value: string | null }>(
    `SELECT a.id, a.preferred, v.id AS variantId, v.value FROM authority a LEFT JOIN authority_variant v ON v.authority_id = a.id
     WHERE a.field = ? ORDER BY a.id, v.id`);
  const pairs = sqlite.prepare<[string], { one: string; other: string }>('SELECT one, other FROM authority_apart WHERE field = ?');
  const kept = new Map<AuthorityField, Known>();

  const read = (field: AuthorityField): Known => {
    const forms = new Map<string, { readonly id: number; readonly variants: Map<string, number> }>();
    const preferred = new Map<string, string>();
    for (const row of rows.all(field)) {
      let form = forms.get(row.preferred);
      if (form === undefined) forms.set(row.preferred, form = { id: row.id, variants: new Map() });
      if (row.value === null || row.variantId === null) continue;
      form.variants.set(row.value, row.variantId);
      preferred.set(row.value, row.preferred);
    }
    for (const form of forms.keys()) preferred.set(form, form);
    const apart = new Set(pairs.all(field).map(({ one, other }) => pairOf(one, other)));
    return {
      forms,
      preferredOf: (value) => preferred.get(value) ?? null,
      apart: apart.size === 0 ? () => false : (one, other) => apart.has(pairOf(one, other)),
    };
  };
  return {
    of(field) {
      let known = kept.get(field);
      if (known === undefined) kept.set(field, known = read(field));
      return known;
    },
    forget: () => kept.clear(),
  };
}

const pairOf = (one: string, other: string): string => (one < other ? `${one}\0${other}` : `${other}\0${one}`);
