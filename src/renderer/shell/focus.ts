import { onScopeDispose } from 'vue';

type Place = 'search' | 'grid' | 'record';

const places = new Map<Place, () => void>();

/** Say how a place of the window takes the keyboard; forgotten with the component. */
export function takesFocus(place: Place, take: () => void): void {
  places.set(place, take);
  onScopeDispose(() => { if (places.get(place) === take) places.delete(place); });
}

/** Bring the keyboard to a place of the window; nothing happens when it is not on screen. */
export function focusOn(place: Place): void {
  places.get(place)?.();
}
