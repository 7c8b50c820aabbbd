import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A look compares with the library where there is one; where there is none it must not leave one behind. */
export function placeForDryRun(library: string): { readonly file: string; readonly done: () => void } {
  if (existsSync(library)) return { file: library, done: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'jianbao-dry-run-'));
  return { file: join(folder, 'dry-run.jianbao'), done: () => rmSync(folder, { recursive: true, force: true }) };
}
