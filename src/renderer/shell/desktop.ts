import { getCurrentScope, onScopeDispose, readonly, ref, shallowReadonly, shallowRef } from 'vue';
import {
  connectDesktop, type AppInfo, type DesktopBridge, type DesktopClient, type DesktopEvents, type EngineState,
  type Language, type LibraryRef, type MenuCommand,
} from '../../contract/desktop.ts';
import { language } from '../i18n/language.ts';
import { notifyFault } from './faults.ts';

declare global {
  interface Window { readonly jianbao: DesktopBridge }
}

let connected: DesktopClient | undefined;

/** The desktop around the window: dialogs, libraries, the engine's life. Calls reject with a Fault. */
export function useDesktop(): DesktopClient {
  return (connected ??= connectDesktop(window.jianbao));
}

const state = shallowRef<EngineState>({ state: 'none' });
const info = shallowRef<AppInfo | null>(null);
const libraryRef = shallowRef<LibraryRef | null>(null);
const started = ref(false);

/** The engine's life as main tells it. */
export const engineState = shallowReadonly(state);

/** The open library; null while there is none. */
export const library = shallowReadonly(libraryRef);

export const appInfo = shallowReadonly(info);

/** False until main has said whether a library is open, so that the start page does not flash by. */
export const desktopReady = readonly(started);

function take(next: EngineState): void {
  state.value = next;
  const named = next.state === 'none' ? null : next.library;
  if (named?.path !== libraryRef.value?.path) libraryRef.value = named;
}

/** Listen to the desktop. Stops with the component that called, or by the function returned. */
export function onDesktop<E extends keyof DesktopEvents>(event: E, listener: (data: DesktopEvents[E]) => void): () => void {
  const stop = useDesktop().on(event, listener);
  if (getCurrentScope() !== undefined) onScopeDispose(stop);
  return stop;
}

/** Do something when a menu item is chosen. */
export function onCommand(wanted: MenuCommand, action: () => void): () => void {
  return onDesktop('command', ({ command }) => { if (command === wanted) action(); });
}

/** Change the language of the window and of the menus. */
export function chooseLanguage(next: Language): void {
  language.value = next;
  useDesktop().setLanguage({ language: next }).catch(notifyFault);
}

/** The absolute paths of dropped files; '' for one the system does not tell. */
export function pathsOf(files: Iterable<File>): string[] {
  return [...files].map((file) => window.jianbao.pathForFile(file));
}

/** Learn how things stand and ask for the engine. Called once, after `acceptEngines`. */
export async function greetDesktop(): Promise<void> {
  const desktop = useDesktop();
  desktop.on('engine', take);
  desktop.on('language', (data) => { language.value = data.language; });
  try {
    info.value = await desktop.appInfo({});
    language.value = info.value.language;
    take(await desktop.engineState({}));
    if (state.value.state !== 'none') await desktop.connectEngine({});
  } catch (thrown) {
    notifyFault(thrown);
  } finally {
    started.value = true;
  }
}
