import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EngineApi } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Client } from '../contract/rpc.ts';
import { FailedError } from './exit.ts';
import { commonFolder, pairOf } from './pair-score.ts';
import type { Pair } from './pair-score.ts';
import { recordOf } from './selection.ts';

/** A pair as the truth file names it. */
export interface Named {
  readonly a: string;
  readonly b: string;
}

export interface Truth {
  readonly pairs: readonly Pair[];
  /** Lines with a record the library does not have. */
  readonly unknown: readonly Named[];
  /** The records of the first column and of the second, by the reference the file uses. */
  readonly first: ReadonlyMap<number, string>;
  readonly second: ReadonlyMap<number, string>;
}

/** The pairs of a CSV file with the header `a,b` (further columns are left alone), as records of the library. */
export async function readTruth(api: Client<EngineApi>, file: string): Promise<Truth> {
  const pairs: Pair[] = [];
  const unknown: Named[] = [];
  const first = new Map<number, string>();
  const second = new Map<number, string>();
  for (const line of await readLines(file)) {
    const a = await find(api, line.a, file);
    const b = await find(api, line.b, file);
    if (a === null || b === null) {
      unknown.push(line);
      continue;
    }
    pairs.push(pairOf(a, b));
    first.set(a, line.a);
    second.set(b, line.b);
  }
  if (pairs.length > 0) return { pairs, unknown, first, second };
  throw new FailedError({
    zh: `${file} 里没有一对记录在资料库中；请先导入，再查重，再比较。`,
    en: `No pair of ${file} is in the library; import first, then find duplicates, then compare.`,
  });
}

async function readLines(file: string): Promise<readonly Named[]> {
  const { parse } = await import('csv-parse/sync');
  let rows: readonly Readonly<Record<string, string | undefined>>[];
  try {
    rows = parse(readFileSync(file), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FailedError({ zh: `读不了 ${file}：${why}`, en: `Cannot read ${file}: ${why}` });
  }
  return rows.map(({ a, b }, at) => {
    if (a !== undefined && b !== undefined) return { a, b };
    throw new FailedError({
      zh: `${file} 第 ${at + 2} 行没有 a、b 两列；表头应为 a,b。`,
      en: `Line ${at + 2} of ${file} lacks the columns a and b; the header should be a,b.`,
    });
  });
}

async function find(api: Client<EngineApi>, ref: string, file: string): Promise<number | null> {
  try {
    return await recordOf(api, ref, dirname(file));
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'not-found') return null;
    throw thrown;
  }
}

/**
 * Whether a pair of records lies between the sources of the truth's two columns: one of them named in the first column,
 * or from a file under the folder common to that column, the other likewise of the second.
 */
export async function betweenColumns(
  api: Client<EngineApi>,
  { first, second }: Truth,
): Promise<(pair: Pair) => Promise<boolean>> {
  const folders = [await folderOf(api, first), await folderOf(api, second)] as const;
  const known = new Map<number, string>();
  const pathOf = async (id: number): Promise<string> => {
    const path = known.get(id) ?? (await sourcePath(api, id));
    known.set(id, path);
    return path;
  };
  const isOf = async (column: ReadonlyMap<number, string>, folder: string, id: number): Promise<boolean> =>
    column.has(id) || (!first.has(id) && !second.has(id) && (await pathOf(id)).startsWith(folder));
  return async ([a, b]) =>
    ((await isOf(first, folders[0], a)) && (await isOf(second, folders[1], b))) ||
    ((await isOf(first, folders[0], b)) && (await isOf(second, folders[1], a)));
}

const sourcePath = async (api: Client<EngineApi>, id: number): Promise<string> =>
  ((await api.records.get({ id })).source?.path ?? '').replaceAll('\\', '/');

/** The folder common to a column, as the library knows it. */
async function folderOf(api: Client<EngineApi>, column: ReadonlyMap<number, string>): Promise<string> {
  const typed = new Map([...column].map(([id, ref]) => [id, ref.replace(/#\d+$/, '').replaceAll('\\', '/')]));
  if ([...column.values()].every((ref) => ref.includes('#'))) {
    for (const [id, path] of typed) {
      // Subtle: a record met again elsewhere is known by the place it was first met at; such a one says nothing here.
      const whole = await sourcePath(api, id);
      const common = commonFolder([...typed.values()]);
      if (whole.endsWith(path)) return whole.slice(0, whole.length - path.length) + common;
    }
  }
  const paths: string[] = [];
  for (const id of column.keys()) paths.push(await sourcePath(api, id));
  return commonFolder(paths);
}
