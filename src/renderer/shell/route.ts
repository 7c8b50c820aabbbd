import { shallowReadonly, shallowRef } from 'vue';
import { VIEWS, type View } from '../../contract/desktop.ts';

/** Where the window is: a view and what it should show, `#/imports?operation=3`. */
export interface Route {
  readonly view: View;
  readonly params: Readonly<Record<string, string>>;
}

const HOME: Route = { view: 'records', params: {} };

/** Read a location hash; anything unknown is the list of records. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const view = VIEWS.find((name) => name === path);
  if (view === undefined) return HOME;
  return { view, params: Object.fromEntries(new URLSearchParams(search)) };
}

export function formatRoute(view: View, params: Readonly<Record<string, string | number | undefined>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `#/${view}${text === '' ? '' : `?${text}`}`;
}

const current = shallowRef<Route>(HOME);

/** The current route. Change it with `go`. */
export const route = shallowReadonly(current);

/** Show a view. `replace` leaves no step in the window's own back and forward. */
export function go(view: View, params?: Readonly<Record<string, string | number | undefined>>, replace = false): void {
  const hash = formatRoute(view, params);
  if (replace) window.history.replaceState(null, '', hash);
  else if (window.location.hash !== hash) window.history.pushState(null, '', hash);
  current.value = parseRoute(hash);
}

/** Follow the location. Called once, before the window is mounted. */
export function followLocation(): void {
  const read = () => { current.value = parseRoute(window.location.hash); };
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
  read();
}
