import type { VaultReader } from '../store/vault.ts';
import type { Pace } from './pace.ts';
import type { ReadDeps } from './read.ts';
import { keptSources, pathsBelow } from './tagged.ts';

/** The kept files the records came in, whole and as they were, each once. */
export async function writeSources(
  { store: { sqlite }, vault }: ReadDeps & { readonly vault: VaultReader }, ids: Uint32Array, put: (path: string, bytes: Uint8Array) => void | Promise<void>, pace: Pace,
): Promise<void> {
  const sources = keptSources(sqlite, ids);
  const path = pathsBelow(sources.roots);
  for (const source of sources.each()) {
    const waits = put(path(source.root, source.path), vault(source.vault, source.bytes));
    if (waits !== undefined) await waits;
    if (pace.due()) await pace.rest(ids.length);
  }
}
