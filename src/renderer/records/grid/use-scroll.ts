import { useElementSize } from '@vueuse/core';
import { computed, ref, watch, type Ref } from 'vue';
import { clamp, offsetShowing, rowsInSight, scaleFor } from './scroll.ts';

/** Pixels a wheel step of one line moves, where the mouse speaks in lines. */
const LINE = 40;

/**
 * Ties a scrolled element to a place in a list of any length: `offset` in list pixels, the rows in sight, and the way to
 * bring a row into sight. `head` is the height of what sticks to the top of the element.
 */
export function useScroll(scroller: Readonly<Ref<HTMLElement | null>>, rows: Ref<number>, rowHeight: Ref<number>, head: number) {
  const { height, width } = useElementSize(scroller);
  const viewport = computed(() => Math.max(0, height.value - head));
  const scale = computed(() => scaleFor(rows.value, rowHeight.value, viewport.value));
  const offset = ref(0);
  const sight = computed(() => rowsInSight(offset.value, rows.value, rowHeight.value, viewport.value));
  /** The scroll position set from here, to tell its echo from a move of the scroll bar. */
  let expected = 0;

  function put(next: number): void {
    offset.value = clamp(next, 0, scale.value.maxOffset);
    const element = scroller.value;
    if (element === null) return;
    expected = scale.value.toScrollTop(offset.value);
    element.scrollTop = expected;
  }

  function onScroll(): void {
    const element = scroller.value;
    // Subtle: browsers round scrollTop to device pixels; taking the echo back would lose the place between two of them.
    if (element === null || Math.abs(element.scrollTop - expected) <= 1) return;
    expected = element.scrollTop;
    offset.value = scale.value.toOffset(element.scrollTop);
  }

  function onWheel(event: WheelEvent): void {
    if (event.ctrlKey || event.deltaY === 0 || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? viewport.value : 1;
    put(offset.value + event.deltaY * unit);
  }

  function reveal(index: number): void {
    put(offsetShowing(index, offset.value, rowHeight.value, viewport.value));
  }

  watch([rows, rowHeight, viewport], () => put(offset.value), { flush: 'post' });

  const perPage = computed(() => Math.max(1, Math.floor(viewport.value / rowHeight.value) - 1));
  return { offset, sight, scale, viewport, width, perPage, onScroll, onWheel, reveal, put };
}
