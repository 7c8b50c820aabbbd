import { existsSync, readFileSync } from 'node:fs';
import type { ColumnMapping } from '../contract/mapping.ts';
import { FailedError } from './exit.ts';

/** What `--mapping` says: the name of a kept mapping, or a JSON file with one. */
export function mappingGiven(given: string): ColumnMapping | string {
  return /\.json$/i.test(given) || existsSync(given) ? mappingIn(given) : given;
}

/** The mapping in a JSON file: `{ "columns": [{ "column", "to", "dates" }], "constants": [{ "to", "value" }] }`. */
export function mappingIn(file: string): ColumnMapping {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new FailedError({
      zh: `${file} 读不出来，或者不是 JSON。可以先用 jianbao imports columns 表格 --json 看看样子。`,
      en: `${file} cannot be read, or is no JSON. See jianbao imports columns TABLE --json for the shape.`,
    });
  }
  if (typeof parsed !== 'object' || parsed === null || !('columns' in parsed) || !Array.isArray(parsed.columns)) {
    throw new FailedError({
      zh: `${file} 里没有 columns。应是 { "columns": [{ "column": "列名", "to": "BT" }], "constants": [] }。`,
      en: `There are no "columns" in ${file}. It should be { "columns": [{ "column": "NAME", "to": "BT" }], "constants": [] }.`,
    });
  }
  const { columns } = parsed as { columns: ColumnMapping['columns'] };
  // What is written in it is checked where it arrives; only the two parts of a mapping are taken.
  return { columns, constants: 'constants' in parsed ? (parsed.constants as ColumnMapping['constants']) : [] };
}
