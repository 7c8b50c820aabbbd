import { computed, shallowRef, watch } from 'vue';
import type { GroupDetail } from '../../contract/duplicates.ts';
import type { FieldName } from '../../contract/records.ts';
import { compareRecords } from './comparison.ts';
import { rankedPairs } from './pairs.ts';
import type { Verdict } from './review.ts';
import { bestSurvivor, choicesOf, mergeOf, withTake } from './survivor.ts';
import type { Choice, Side, Take } from './survivor.ts';

/** Where the keyboard stands on the sheet: at a field to choose, or at a difference in the body. */
export type Stop = { readonly line: FieldName } | { readonly text: number };

/** What a verdict is about, in a group of more than two. */
export type Scope = 'group' | 'pair';

/** The state of the sheet on which two records of a group are compared. */
export function useDesk(group: () => GroupDetail | null) {
  const place = shallowRef(0);
  const scope = shallowRef<Scope>('group');
  const survivor = shallowRef<Side>('left');
  const lines = shallowRef<readonly Choice[]>([]);
  const cursor = shallowRef(0);

  const pairs = computed(() => {
    const here = group();
    return here === null ? [] : rankedPairs(here);
  });
  const shown = computed(() => pairs.value[place.value] ?? pairs.value[0] ?? null);
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
  const many = computed(() => (group()?.members.length ?? 0) > 2);

  function propose(): void {
    const pair = shown.value;
    lines.value = pair === null ? [] : choicesOf(pair.left, pair.right, survivor.value);
  }

  watch(() => group(), (now, before) => {
    if (now?.id === before?.id && now?.members.length === before?.members.length) return;
    place.value = 0;
    scope.value = 'group';
  }, { flush: 'sync' });
  watch(shown, (pair) => {
    cursor.value = 0;
    if (pair !== null) {
      const best = bestSurvivor(group()?.members ?? []);
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
    if (count > 0) place.value = ((at % count) + count) % count;
  }

  function toggleScope(): void {
    if (many.value) scope.value = scope.value === 'group' ? 'pair' : 'group';
  }

  /** Whether a verdict now would settle the whole group. */
  const whole = computed(() => !many.value || scope.value === 'group');

  function verdict(kind: Verdict['kind']): Verdict | null {
    const pair = shown.value;
    if (pair === null) return null;
    const two = new Set([pair.left.id, pair.right.id]);
    const others = whole.value ? (group()?.members ?? []).filter(({ id }) => !two.has(id)) : [];
    if (kind === 'merge') return { kind, input: mergeOf(lines.value, survivor.value, pair, others) };
    return { kind, ids: [...two, ...others.map(({ id }) => id)] };
  }

  return {
    place, scope, survivor, lines, cursor, pairs, shown, comparison, stops, stop, many, whole,
    keep, take, takeHere, step, goTo, showPair, toggleScope, verdict,
  };
}

export type Desk = ReturnType<typeof useDesk>;
