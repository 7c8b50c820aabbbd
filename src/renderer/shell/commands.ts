import { useEventListener } from '@vueuse/core';
import { ref, shallowRef } from 'vue';
import { VIEWS } from '../../contract/desktop.ts';
import type { Selection } from '../../contract/selection.ts';
import { language } from '../i18n/language.ts';
import { findDuplicates } from '../duplicates/find.ts';
import { bringIn } from '../imports/before/pending.ts';
import { addToSet, assignClass, assignTags, putStatus } from '../records/actions.ts';
import { chooseLanguage, onCommand, onDesktop, useDesktop } from './desktop.ts';
import { notifyFault } from './faults.ts';
import { focusOn } from './focus.ts';
import { openNewLibrary, openOtherLibrary } from './libraries.ts';
import { go, route } from './route.ts';
import { query, selection } from './selection.ts';
import { themeChoice } from './theme.ts';
import { hasTyped, isTyping } from './typing.ts';
import { redo, undo } from './undo.ts';

/** Something one can do, as the palette lists it. */
export interface Command {
  /** Its sentence is `shell.command.<id>`. */
  readonly id: string;
  /** As shown: 'Ctrl+F', 'c'. */
  readonly keys?: string;
  readonly run: () => void;
}

export const paletteOpen = ref(false);

/** What the export dialog shall write out; null while it is closed. */
export const exportOf = shallowRef<Selection | null>(null);

/** Open the export dialog for what is marked, else for all that the query finds. */
export function exportSelection(): void {
  const chosen = selection.value;
  exportOf.value = chosen !== null && 'ids' in chosen && chosen.ids.length > 1 ? chosen : { query: query.value };
}

/** Let the user choose files or folders and bring them in. */
export async function importFrom(what: 'files' | 'folders'): Promise<void> {
  try {
    const { paths } = await useDesktop().chooseImport({ what });
    if (paths.length > 0) void bringIn(paths);
  } catch (thrown) {
    notifyFault(thrown);
  }
}

export function findText(): void {
  focusOn('search');
}

/** Everything the window can be told to do. */
export const COMMANDS: readonly Command[] = [
  { id: 'find', keys: 'Ctrl+F', run: findText },
  { id: 'undo', keys: 'Ctrl+Z', run: () => void undo() },
  { id: 'redo', keys: 'Ctrl+Shift+Z', run: () => void redo() },
  { id: 'import-folders', run: () => void importFrom('folders') },
  { id: 'import-files', run: () => void importFrom('files') },
  { id: 'export', run: exportSelection },
  { id: 'find-duplicates', run: () => void findDuplicates() },
  { id: 'assign-class', keys: 'c', run: assignClass },
  { id: 'assign-tags', keys: 't', run: assignTags },
  { id: 'add-to-set', keys: 's', run: addToSet },
  { id: 'status-new', keys: '1', run: () => void putStatus('new') },
  { id: 'status-review', keys: '2', run: () => void putStatus('review') },
  { id: 'status-done', keys: '3', run: () => void putStatus('done') },
  { id: 'status-rejected', keys: '4', run: () => void putStatus('rejected') },
  ...VIEWS.map((view) => ({ id: `view-${view}`, run: () => go(view) })),
  { id: 'new-library', run: () => void openNewLibrary() },
  { id: 'open-library', run: () => void openOtherLibrary() },
  { id: 'close-library', run: () => void useDesktop().closeLibrary({}).catch(notifyFault) },
  { id: 'theme-light', run: () => { themeChoice.value = 'light'; } },
  { id: 'theme-dark', run: () => { themeChoice.value = 'dark'; } },
  { id: 'theme-system', run: () => { themeChoice.value = 'system'; } },
  { id: 'language', run: () => chooseLanguage(language.value === 'en' ? 'zh-CN' : 'en') },
];

const run = (id: string): void => COMMANDS.find((command) => command.id === id)?.run();

/** Undo what was typed in a text field, else the last step of the library. */
function undoHere(back: boolean): void {
  if (hasTyped()) document.execCommand(back ? 'undo' : 'redo');
  else run(back ? 'undo' : 'redo');
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey) return;
    if (key === 'f') findText();
    else if (key === 'k') paletteOpen.value = true;
    else if (key === 'z' && !hasTyped()) undoHere(!event.shiftKey);
    else if (key === 'y' && !hasTyped()) undoHere(false);
    else return;
    event.preventDefault();
    return;
  }
  if (event.altKey || isTyping() || route.value.view !== 'records' || document.querySelector('[aria-modal="true"]') !== null) return;
  const command = COMMANDS.find((each) => each.keys === event.key);
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

/** Listen to the keyboard and to the menus while a library is open. */
export function useCommands(): void {
  useEventListener(window, 'keydown', onKey);
  onCommand('commands', () => { paletteOpen.value = true; });
  onDesktop('command', ({ command }) => {
    if (command === 'undo' || command === 'redo') undoHere(command === 'undo');
    else if (!['new-library', 'open-library', 'about', 'commands'].includes(command)) run(command);
  });
}

/** The commands that also work while no library is open. */
export function useLibraryCommands(): void {
  onCommand('new-library', () => void openNewLibrary());
  onCommand('open-library', () => void openOtherLibrary());
}

