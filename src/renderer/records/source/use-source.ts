import { onScopeDispose, shallowRef, watch } from 'vue';
import type { RecordDetail } from '../../../contract/records.ts';
import { useEngine } from '../../shell/engine.ts';
import { notifyFault } from '../../shell/faults.ts';
import { byteOffsets, rangeOf, type Range } from './spans.ts';

/** Longer texts are shown to here: drawing megabytes would hold the window up. */
const MOST = 200_000;

export interface SourceText {
  readonly id: number;
  readonly text: string;
  readonly encoding: string;
  readonly offsets: Float64Array;
  readonly cut: boolean;
}

/** The source of the record given, decoded, with the byte each character begins at; null while it comes, or when there is none. */
export function useSource(record: () => RecordDetail) {
  const source = shallowRef<SourceText | null>(null);
  let asking: AbortController | null = null;

  watch(() => record().id, async (id) => {
    asking?.abort();
    const abort = new AbortController();
    asking = abort;
    const from = record().source;
    if (from === null) {
      source.value = null;
      return;
    }
    try {
      const { text, encoding } = await useEngine().records.source({ id }, { signal: abort.signal });
      if (abort.signal.aborted) return;
      const shown = text.slice(0, MOST);
      source.value = { id, text: shown, encoding, offsets: byteOffsets(shown, encoding, from.span.start), cut: shown.length < text.length };
    } catch (thrown) {
      if (!abort.signal.aborted) notifyFault(thrown);
    }
  }, { immediate: true });

  onScopeDispose(() => asking?.abort());
  return source;
}

/** Where a field's value stands in the source text; null when it does not. */
export function fieldRange(record: RecordDetail, source: SourceText | null, code: string): Range | null {
  const view = record.fields.find((field) => field.code === code);
  if (source === null || source.id !== record.id || view?.span == null) return null;
  return rangeOf(source.text, source.offsets, view.span, view.sourceValue);
}
