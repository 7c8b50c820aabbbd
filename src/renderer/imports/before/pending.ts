import { computed, shallowRef } from 'vue';
import type { ImportFormat, ImportLook, TableLook } from '../../../contract/imports.ts';
import type { TableMapping } from '../../../contract/mapping.ts';
import { useEngine } from '../../shell/engine.ts';
import { notifyFault } from '../../shell/faults.ts';
import { go } from '../../shell/route.ts';
import { startImport } from '../start.ts';

/** What was dropped and waits for somebody to say how it is to be read. */
export interface PendingImport {
  readonly paths: readonly string[];
  /** Null while it is being looked at. */
  readonly look: ImportLook | null;
}

const waiting = shallowRef<readonly PendingImport[]>([]);

/** The one to be decided on, null when there is none. */
export const pendingImport = computed<PendingImport | null>(() => waiting.value[0] ?? null);

/**
 * Bring in folders and files. They are looked at first; where the look leaves nothing to ask the import starts at once,
 * else the import page asks. `ask`: it asks in any case.
 */
export async function bringIn(paths: readonly string[], { ask = false }: { readonly ask?: boolean } = {}): Promise<void> {
  if (paths.length === 0) return;
  const pending: PendingImport = { paths: [...paths], look: null };
  waiting.value = [...waiting.value, pending];
  go('imports');
  const drop = (): void => { waiting.value = waiting.value.filter((one) => one !== pending); };
  try {
    const look = await useEngine().imports.look({ paths: pending.paths });
    if (!waiting.value.includes(pending)) return;
    if (ask || wantsAsking(look)) waiting.value = waiting.value.map((one) => (one === pending ? { ...pending, look } : one));
    else {
      drop();
      startImport(paths);
    }
  } catch (thrown) {
    drop();
    notifyFault(thrown);
  }
}

/** How the librarian decided. */
export interface Decision {
  readonly encodings: readonly { readonly folder: string; readonly encoding: string }[];
  readonly tables: readonly (TableMapping & { readonly name: string })[];
  readonly format: ImportFormat;
  readonly classFrom: 'folder' | null;
}

/** Keep the mappings that have a name, and start. */
export async function decide(pending: PendingImport, { encodings, tables, format, classFrom }: Decision): Promise<void> {
  try {
    for (const { name, header, columns, constants } of tables) {
      if (name.trim() !== '') await useEngine().imports.saveMapping({ name: name.trim(), header, columns, constants });
    }
  } catch (thrown) {
    notifyFault(thrown);
    return;
  }
  giveUp(pending);
  startImport(pending.paths, {
    ...(encodings.length === 0 ? {} : { encodings }), ...(format === 'auto' ? {} : { format }), ...(classFrom === null ? {} : { classFrom }),
    ...(tables.length === 0 ? {} : { tables: tables.map(({ header, columns, constants }) => ({ header, columns, constants })) }),
  });
}

export function giveUp(pending: PendingImport): void {
  waiting.value = waiting.value.filter((one) => one.paths !== pending.paths);
}

/** Columns every export of ours has: it comes back by itself. */
const OURS = ['id', 'ref', 'status', 'tags', 'sets'];

export const isOurs = ({ header }: Pick<TableLook, 'header'>): boolean => OURS.every((column) => header.includes(column));

/** A table nobody has told the columns of, encodings in doubt for a good part of a folder, text without marks. */
function wantsAsking({ folders, tables }: ImportLook): boolean {
  if (tables.some((table) => table.kept === null && !isOurs(table))) return true;
  return folders.some(({ files, encodings, formats }) => {
    const doubtful = encodings.reduce((sum, one) => sum + one.doubtful, 0);
    return doubtful * 5 >= files || mostlyText({ files, formats });
  });
}

/** Text without marks is taken in only when somebody says so. */
export function mostlyText({ files, formats }: { readonly files: number; readonly formats: readonly { readonly format: string; readonly files: number }[] }): boolean {
  const text = formats.find(({ format }) => format === 'text')?.files ?? 0;
  return text * 2 > files;
}
