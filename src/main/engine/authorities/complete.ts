import type { AuthoritiesApi, AuthorityField } from '../../../contract/authorities.ts';
import { keymaker } from './keys.ts';
import type { Known } from './known.ts';
import type { FieldValues } from './values.ts';

export interface CompletionSight {
  readonly known: (field: AuthorityField) => Known;
  readonly valuesOf: (field: AuthorityField) => Promise<FieldValues>;
  /** Values as last read, perhaps out of date. */
  readonly kept: (field: AuthorityField) => FieldValues | null;
}

type Offers = Awaited<ReturnType<AuthoritiesApi['complete']>>;

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

export function createCompletion({ known, valuesOf, kept }: CompletionSight) {
  // The list of a field with the initials of its forms, as long as the list is the same.
  const initials = new WeakMap<Known, ReadonlyMap<string, string>>();
  const initialsOf = async (list: Known): Promise<ReadonlyMap<string, string>> => {
    const found = initials.get(list);
    if (found !== undefined) return found;
    const { readings } = await keymaker();
    const made = new Map([...list.forms.keys()].map((form) => [form, readings(form).map((reading) => reading[0] ?? '').join('')]));
    initials.set(list, made);
    return made;
  };
  /** Values behind the latest edit do for completion: typing does not wait for a count. */
  const last = new Map<AuthorityField, FieldValues>();

  return {
    async complete({ field, prefix, limit = 20 }: { readonly field: AuthorityField; readonly prefix: string; readonly limit?: number }): Promise<Offers> {
      const fresh = kept(field);
      const stale = last.get(field);
      const values = fresh ?? stale ?? await valuesOf(field);
      if (fresh === null && stale !== undefined) void valuesOf(field).then((now) => last.set(field, now), () => undefined);
      else last.set(field, values);
      const list = known(field);
      const start = plain(prefix);
      const recordsOf = (value: string): number => values.records[values.code(value) ?? -1] ?? 0;
      const spelled = /^[a-z]{2,}$/u.test(start) ? await initialsOf(list) : null;
      const forms = [...list.forms].filter(([form, { variants }]) => plain(form).startsWith(start)
        || [...variants.keys()].some((variant) => plain(variant).startsWith(start)) || spelled?.get(form)?.startsWith(start) === true)
        .map(([value]) => ({ value, records: recordsOf(value), listed: true })).sort((a, b) => b.records - a.records);
      const others = [];
      for (const code of values.ranked) {
        if (forms.length + others.length >= limit) break;
        const value = values.values[code] ?? '';
        if (plain(value).startsWith(start) && list.preferredOf(value) === null) others.push({ value, records: values.records[code] ?? 0, listed: false });
      }
      return [...forms, ...others].slice(0, limit);
    },
  };
}
