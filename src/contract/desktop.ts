import { Fault } from './fault.ts';
import type { FaultData } from './fault.ts';
import { namesOf } from './rpc.ts';

/*
 * What the window may ask of the desktop around it: dialogs, files, the engine's life. Never a record.
 * These calls go through Electron's ipc, not through a Port, and their answers are values because ipc flattens errors.
 */

export type Language = 'zh-CN' | 'en';

export interface AppInfo {
  readonly name: string;
  readonly version: string;
  readonly language: Language;
  readonly platform: string;
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string };
  /** True in an installed application, false in a checkout. */
  readonly packaged: boolean;
}

export interface LibraryRef {
  /** Absolute path of the library file. */
  readonly path: string;
  /** The file's name without folder and ending, as the title bar shows it. */
  readonly name: string;
}

export interface RecentLibrary extends LibraryRef {
  /** Milliseconds since 1970 when it was last opened. */
  readonly openedAt: number;
  /** False when the file is not where it was. */
  readonly exists: boolean;
}

/** A library that somebody asked for from outside the window (on the command line, in the file manager) and that cannot be opened. */
export interface RefusedLibrary {
  readonly path: string;
  readonly fault: FaultData;
}

/** The life of the engine, which is the life of one open library. */
export type EngineState =
  /** No library is open. `refused`: the one the application was started with, and why it is not. */
  | { readonly state: 'none'; readonly refused?: RefusedLibrary }
  | { readonly state: 'starting'; readonly library: LibraryRef }
  | { readonly state: 'ready'; readonly library: LibraryRef }
  /** It stopped unexpectedly and runs again; `reason` is what the system said of its end. A new port has been handed out. */
  | { readonly state: 'restarted'; readonly library: LibraryRef; readonly reason: string }
  /** It stopped again, or could not open the library again. Nothing more happens by itself: `restartEngine`, or another library. */
  | { readonly state: 'down'; readonly library: LibraryRef; readonly fault: FaultData };

export interface DesktopApi {
  appInfo(input: object): AppInfo;
  /** Kept for the next start. The menus change at once, and the event `language` follows. */
  setLanguage(input: { readonly language: Language }): void;

  /** Files or folders to import, as the user chose them; empty when the dialog was left. */
  chooseImport(input: { readonly what: 'files' | 'folders' }): { readonly paths: readonly string[] };
  /** Null when the dialog was left, here and below. */
  chooseLibrary(input: object): { readonly path: string | null };
  /** Where a new library shall lie; the ending `.jianbao` is added where it is missing. */
  chooseNewLibrary(input: { readonly name?: string }): { readonly path: string | null };
  /** `folder`: an existing folder. `file`: a file name, `extensions` without the dot. */
  chooseExport(input: {
    readonly what: 'file' | 'folder'; readonly name?: string; readonly extensions?: readonly string[];
  }): { readonly path: string | null };

  /** A file or folder to be read: a package to verify, a profile. `extensions` without the dot. */
  chooseToOpen(input: { readonly what: 'file' | 'folder'; readonly extensions?: readonly string[] }): { readonly path: string | null };

  /** The latest first, at most twelve. */
  recentLibraries(input: object): readonly RecentLibrary[];
  /** Take a library out of that list; the file stays. */
  forgetLibrary(input: { readonly path: string }): void;

  /**
   * Open a library in a new engine, then let go of the one before; a port to it follows (see `connectEngine`). When it
   * cannot be opened the one before stays. `create` makes the file, and is a `conflict` when there is one already.
   * Faults: not-found, not-a-library, newer-library, library-busy, library-damaged, read-only, disk-full, engine-down.
   */
  openLibrary(input: { readonly path: string; readonly create?: boolean }): LibraryRef;
  closeLibrary(input: object): void;
  engineState(input: object): EngineState;
  /**
   * Ask for a port to the engine, as a page does that was loaded after the library. It comes as the window message
   * `EngineHandover`; so does every later one, after a restart or for another library, without being asked for. Each one
   * makes the one before worthless. Listen for the message before the first call of any method here.
   * When there is no engine just now no port comes until there is one; that is no fault.
   */
  connectEngine(input: object): void;
  /** Start the engine anew for the same library, at once. */
  restartEngine(input: object): EngineState;

  /**
   * Put a backup in the place of the open library; the library as it was stays beside it under another name. A port to the
   * restored one follows. When it cannot be restored, the library is opened again as it was.
   * Faults: not-found, not-a-library, library-damaged (the backup), library-busy, disk-full, read-only.
   */
  restoreLibrary(input: { readonly backup: string }): LibraryRef;

  /** Show a file or folder in the system's file manager. */
  showInFolder(input: { readonly path: string }): void;
  /** Open a picture in the system's own viewer. Refused (`bad-input`) for files that are not pictures. */
  openPicture(input: { readonly path: string }): void;
}

export const VIEWS = ['records', 'imports', 'duplicates', 'sets', 'quality', 'classes', 'history', 'authorities', 'recipes', 'days'] as const;
export type View = (typeof VIEWS)[number];

/** Everything a menu can ask of the window; the menu item's id is the same word. */
export type MenuCommand =
  | 'new-library' | 'open-library' | 'close-library' | 'import-files' | 'import-folders' | 'export'
  | 'undo' | 'redo' | 'find' | 'commands' | 'about' | `view-${View}`;

export interface DesktopEvents {
  readonly command: { readonly command: MenuCommand };
  readonly engine: EngineState;
  readonly language: { readonly language: Language };
  readonly refused: RefusedLibrary;
}

/** The window message that carries a port to the engine in its `ports[0]`. */
export interface EngineHandover {
  readonly kind: 'jianbao-engine';
}

/** What every desktop call answers. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultData };

/** `window.jianbao`, all that the preload script puts into the page. */
export interface DesktopBridge {
  desktop(method: string, input: unknown): Promise<Outcome<unknown>>;
  /** One listener for all events; returns the way to stop. */
  on(listener: (event: string, data: unknown) => void): () => void;
  /** The absolute path of a dropped or chosen file, '' when the system does not tell. */
  pathForFile(file: File): string;
}

export type DesktopClient = {
  readonly [M in keyof DesktopApi]: (input: Parameters<DesktopApi[M]>[0]) => Promise<ReturnType<DesktopApi[M]>>;
} & {
  on<E extends keyof DesktopEvents>(event: E, listener: (data: DesktopEvents[E]) => void): () => void;
};

/** The bridge with its types back: methods that reject with a Fault, events by name. */
export function connectDesktop(bridge: DesktopBridge): DesktopClient {
  const methods = namesOf((method) => async (input: unknown) => {
    const outcome = await bridge.desktop(method, input);
    if (!outcome.ok) throw Fault.fromData(outcome.fault);
    return outcome.value;
  });
  const on = (wanted: string, listener: (data: never) => void): (() => void) =>
    bridge.on((event, data) => { if (event === wanted) listener(data as never); });
  return new Proxy(methods, {
    get: (known, name) => (name === 'on' ? on : Reflect.get(known, name)),
  }) as unknown as DesktopClient;
}
