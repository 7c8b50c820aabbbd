import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import type { RecordSource } from '../contract/records.ts';
import type { Client } from '../contract/rpc.ts';

export interface ByteProof {
  /** Records nobody changed, and how many of them stand in the export with exactly the bytes they came with. */
  readonly untouched: number;
  readonly identical: number;
  /** Records that were changed: only their changed field may differ. */
  readonly changed: number;
  /** Files written, and how many of them are as a whole the same as the files they answer to. */
  readonly files: number;
  readonly wholeFiles: number;
  /** Untouched records whose bytes were not found where they belong. */
  readonly different: readonly string[];
}

/** Compares what the tagged export wrote with the source files themselves, byte by byte. */
export async function compareBytes(api: Client<EngineApi>, ids: readonly number[], folder: string): Promise<ByteProof> {
  const written = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const different: string[] = [];
  const same = new Set<string>();
  let untouched = 0;
  let changed = 0;
  for (const id of ids) {
    const { source } = await api.records.get({ id });
    const mirrors = source === null ? [] : written.filter((path) => isMirror(path.slice(folder.length), source.path));
    for (const path of mirrors)
      if (source !== null && readFileSync(path).equals(readFileSync(source.path))) same.add(path);
    if (source === null || !source.untouched) {
      changed += 1;
      continue;
    }
    untouched += 1;
    if (!stands(source, mirrors)) different.push(source.ref);
  }
  return {
    untouched,
    identical: untouched - different.length,
    changed,
    files: written.length,
    wholeFiles: same.size,
    different,
  };
}

/** Whether an exported file is the one that answers to a source file: the export mirrors the imported folder. */
const isMirror = (exported: string, source: string): boolean => source.endsWith(exported) && exported.startsWith(sep);

function stands({ path, span, fileBytes }: RecordSource, written: readonly string[]): boolean {
  const file = readFileSync(path);
  const record = file.subarray(span.start, span.end);
  return file.length === fileBytes && written.some((copy) => readFileSync(copy).includes(record));
}
