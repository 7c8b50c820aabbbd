import { useDebounceFn } from '@vueuse/core';
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useEngine } from '../../shell/engine.ts';
import { formatCount } from '../../shell/figures.ts';
import { termOf } from '../facets/facets.ts';
import { complete, facetOfField, fieldsLike, typingAt, type Typing } from './completion.ts';

export interface Offer {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly chosen: { readonly field: string } | { readonly value: string };
}

const MOST = 8;

/** Offers for the name or value being typed in the search box. None is taken until one moves to it. */
export function useOffers() {
  const { t } = useI18n();
  const offers = shallowRef<readonly Offer[]>([]);
  const active = ref(-1);
  const open = computed(() => offers.value.length > 0);
  let typing: Typing | null = null;
  let latest = 0;

  function close(): void {
    latest += 1;
    offers.value = [];
    active.value = -1;
  }

  async function offersFor({ field, text }: Typing): Promise<readonly Offer[]> {
    if (field === null) {
      return fieldsLike(text).map((name) => ({ key: name, label: `${name}:`, note: t(`records.filter.${name}`), chosen: { field: name } }));
    }
    const facet = facetOfField(field);
    if (facet === null) return [];
    const [counted] = await useEngine().records.facets({ query: '', by: [facet] });
    const typed = text.toLowerCase();
    return (counted?.values ?? []).filter(({ value }) => value !== '' && value.toLowerCase().includes(typed) && value !== text)
      .slice(0, MOST)
      .map(({ value, count }) => ({ key: value, label: value, note: formatCount(count), chosen: { value: field === 'class' ? value : termOf(field, value) } }));
  }

  const look = useDebounceFn(async (query: string, caret: number) => {
    const mine = ++latest;
    typing = typingAt(query, caret);
    // Without an answer one simply types on.
    const found = typing === null ? [] : await offersFor(typing).catch(() => []);
    if (mine !== latest) return;
    offers.value = found;
    active.value = -1;
  }, 60);

  function move(by: 1 | -1): void {
    const count = offers.value.length;
    active.value = active.value === -1 && by === -1 ? count - 1 : (active.value + by + count) % count;
  }

  /** The query with an offer put in, and where the caret then stands; null when there is no such offer. */
  function take(index: number, query: string, caret: number): { readonly text: string; readonly caret: number } | null {
    const offer = offers.value[index];
    if (offer === undefined || typing === null) return null;
    close();
    return complete(query, caret, typing, offer.chosen);
  }

  return { offers, active, open, look, move, take, close };
}
