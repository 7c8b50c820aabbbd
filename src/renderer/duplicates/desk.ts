import { computed, shallowRef, watch } from 'vue';
import type { GroupDetail } from '../../contract/duplicates.ts';
import type { FieldName } from '../../contract/records.ts';
import { compareRecords } from './comparison.ts';
import { keyOf, membersOf, rankedPairs } from './pairs.ts';
import type { Verdict } from './review.ts';
import { bestSurvivor, choicesOf, mergeOf, withTake } from './survivor.ts';
import type { Choice, Side, Take } from './survivor.ts';

/** Where the keyboard stands on the sheet: at a field to choose, or at a difference in the body. */
export type Stop = { readonly line: FieldName } | { readonly text: number };

/** What a verdict is about, in a group of more than two. */
export type Scope = 'group' | 'pair';

/** The state of the sheet on which two records of a group are compared. */
export function useDesk(group: () => GroupDetail | null) {
  /** The pair on the sheet, by its records: a decision about another pair must not put a different one there. */
  const chosen = shallowRef<string | null>(null);
  const scope = shallowRef<Scope>('group');
  const survivor = shallowRef<Side>('left');
  const lines = shallowRef<readonly Choice[]>([]);
  const cursor = shallowRef(0);

  const pairs = computed(() => {
    const here = group();
    return here === null ? [] : rankedPairs(here);
  });
  const place = computed(() => Math.max(0, pairs.value.findIndex((pair) => keyOf(pair) === chosen.value)));
  const shown = computed(() => pairs.value[place.value] ?? null);
  const members = computed(() => {
    const here = group();
    return here === null ? [] : membersOf(here);
  });
  const comparison = computed(() => {
    const pair = shown.value;
    return pair === null ? null : compareRecords(pair.left, pair.right);
  });
  const textStops = computed(() => {
    const last = comparison.value?.rows.value.at(-1);
    return last === undefined ? 0 : last.firstStop + last.stops;
  });
  const stops = computed<readonly Stop[]>(() => [
    ...lines.value.filter((line) => line.differs && (line.key !== 'body' || textStops.value === 0))
      .map(({ key }) => ({ line: key })),
    ...Array.from({ length: textStops.value }, (_, text) => ({ text })),
  ]);
  const stop = computed(() => stops.value[Math.min(cursor.value, stops.value.length - 1)] ?? null);
  const many = computed(() => members.value.length > 2);

  function propose(): void {
    const pair = shown.value;
    lines.value = pair === null ? [] : choicesOf(pair.left, pair.right, survivor.value);
  }

  watch(() => group(), (now, before) => {
    if (now?.id === before?.id) return;
    chosen.value = null;
    scope.value = 'group';
  }, { flush: 'sync' });
  watch(shown, (pair, before) => {
    // The same two fetched anew: what was chosen for them stands.
    if (pair !== null && before !== null && before !== undefined && pair.left === before.left && pair.right === before.right) return;
    cursor.value = 0;
    if (pair !== null) {
      const best = bestSurvivor(members.value);
      // The best of the whole group, when it is on the sheet; else the better of the two.
      const stays = best === pair.left.id || best === pair.right.id ? best : bestSurvivor([pair.left, pair.right]);
      survivor.value = stays === pair.right.id ? 'right' : 'left';
    }
    propose();
  }, { immediate: true, flush: 'sync' });

  function keep(side: Side): void {
    if (survivor.value === side) return;
    survivor.value = side;
    propose();
  }

  function take(key: FieldName, how: Take, edited?: string): void {
    lines.value = lines.value.map((line) => (line.key === key ? withTake(line, how, edited) : line));
  }

  /** Choose at the place where the keyboard stands: a field, or the body when it stands in the text. */
  function takeHere(how: Take): void {
    const here = stop.value;
    if (here !== null) take('line' in here ? here.line : 'body', how);
  }

  function step(by: 1 | -1): void {
    const last = Math.max(0, stops.value.length - 1);
    cursor.value = Math.min(last, Math.max(0, Math.min(cursor.value, last) + by));
  }

  function goTo(where: Stop): void {
    const at = stops.value.findIndex((each) =>
      'line' in where ? 'line' in each && each.line === where.line : 'text' in each && each.text === where.text);
    if (at !== -1) cursor.value = at;
  }

  function showPair(at: number): void {
    const count = pairs.value.length;
    const pair = count > 0 ? pairs.value[((at % count) + count) % count] : undefined;
    if (pair !== undefined) chosen.value = keyOf(pair);
  }

  /** Put the surest open pair of a record on the sheet, or its surest one. */
  function showMember(id: number): void {
    const at = pairs.value.findIndex(({ left, right }) => left.id === id || right.id === id);
    if (at !== -1) showPair(at);
  }

  function toggleScope(): void {
    if (many.value) scope.value = scope.value === 'group' ? 'pair' : 'group';
  }

  /** Copies of another day are linked as reprints, anything else as parts of one article. */
  const linksAs = computed(() => ((shown.value?.pair?.kind ?? group()?.kind) === 'reprint' ? 'reprint' : 'continuation'));
  /** Whether a verdict now would settle the whole group. */
  const whole = computed(() => !many.value || scope.value === 'group');

  function verdict(kind: Verdict['kind']): Verdict | null {
    const pair = shown.value;
    if (pair === null) return null;
    const two = new Set([pair.left.id, pair.right.id]);
    const others = whole.value ? members.value.filter(({ id }) => !two.has(id)) : [];
    if (kind === 'merge') return { kind, input: mergeOf(lines.value, survivor.value, pair, others) };
    const ids = [...two, ...others.map(({ id }) => id)];
    return kind === 'link' ? { kind, ids, as: linksAs.value } : { kind, ids };
  }

  /** One side is none of the group's: it stands apart from all others, which stay open. */
  function outlier(side: Side): Verdict | null {
    const of = shown.value?.[side].id;
    return of === undefined || !many.value ? null : { kind: 'distinct', ids: members.value.map(({ id }) => id), of };
  }

  return {
    place, scope, survivor, lines, cursor, pairs, members, shown, comparison, stops, stop, many, whole, linksAs,
    keep, take, takeHere, step, goTo, showPair, showMember, toggleScope, verdict, outlier,
  };
}

export type Desk = ReturnType<typeof useDesk>;
