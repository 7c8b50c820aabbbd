import { useDebounceFn } from '@vueuse/core';
import { shallowRef } from 'vue';
import { AUTHORITY_FIELDS } from '../../../contract/authorities.ts';
import type { FieldName } from '../../../contract/records.ts';
import { say } from '../../i18n/language.ts';
import { useEngine } from '../../shell/engine.ts';
import { formatCount } from '../../shell/figures.ts';

/** What completes a field: nothing, the values the library already uses, or the class scheme. */
export type Completion = 'none' | 'values' | 'classes';

export const COMPLETED: Partial<Record<FieldName, Completion>> = {
  author: 'values', genre: 'values', pageName: 'values', column: 'values', class: 'classes',
};

// A type and not an interface: the component library wants it to have an index signature.
export type Offer = { readonly value: string; readonly label: string };

/** Offers for what is being typed, most used first. */
export function useCompletion(field: FieldName) {
  const kind = COMPLETED[field] ?? 'none';
  const offers = shallowRef<readonly Offer[]>([]);
  let latest = 0;

  async function ask(text: string): Promise<readonly Offer[]> {
    if (kind === 'classes') {
      const nodes = await useEngine().subjects.search({ text, limit: 12 });
      return nodes.map(({ notation, caption, records }) => ({ value: notation, label: `${notation}  ${say(caption)}  ${formatCount(records)}` }));
    }
    const listed = AUTHORITY_FIELDS.find((known) => known === field);
    if (listed === undefined) {
      const values = await useEngine().records.values({ field, prefix: text, limit: 12 });
      return values.map(({ value, count }) => ({ value, label: `${value}  ${formatCount(count)}` }));
    }
    // Of several names the last one is being typed. Preferred forms come first, also for a variant typed.
    const start = listed === 'author' || listed === 'genre' ? text.search(/[^/／；;、，,]*$/u) : 0;
    const values = await useEngine().authorities.complete({ field: listed, prefix: text.slice(start), limit: 12 });
    return values.map(({ value, records, listed: preferred }) => ({ value: text.slice(0, start) + value, label: `${preferred ? '✓ ' : ''}${value}  ${formatCount(records)}` }));
  }

  const look = useDebounceFn(async (text: string) => {
    const mine = ++latest;
    // Without an answer one simply types on.
    const found = kind === 'classes' && text === '' ? [] : await ask(text).catch(() => []);
    if (mine === latest) offers.value = found.filter(({ value }) => value !== text);
  }, 60);

  return { kind, offers, look };
}
