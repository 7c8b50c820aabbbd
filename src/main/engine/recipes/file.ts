import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { Fault } from '../../../contract/fault.ts';
import type { Recipe, RecipeFile, RecipeStep } from '../../../contract/recipes.ts';

/** More than any recipe; a file of this size is something else. */
const LARGEST = 64 * 1024 * 1024;
const words = v.object({ zh: v.string(), en: v.string() });
const shape = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)), note: v.optional(v.string(), ''),
  steps: v.pipe(v.array(v.object({ kind: v.string(), input: v.record(v.string(), v.unknown()), sentence: v.optional(words) })), v.minLength(1)),
});
const head = v.object({ format: v.literal('jianbao-recipe'), version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

export function writeRecipe(file: string, { name, note, steps }: Recipe, overwrite: boolean): void {
  const content: RecipeFile = { format: 'jianbao-recipe', version: 1, name, note, steps };
  try {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { flag: overwrite ? 'w' : 'wx' });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'EEXIST') throw new Fault('conflict', { zh: `“${basename(file)}”已经存在。请换一个名称，或确认覆盖。`, en: `"${basename(file)}" exists already. Choose another name, or say that it may be overwritten.` });
    throw new Fault('bad-input', { zh: `无法写入 ${file}。请换一个位置。`, en: `${file} cannot be written. Choose another place.` }, { cause: thrown });
  }
}

/** The recipe of a file. Its steps still have to be checked one by one. Fault `bad-input` with what to do. */
export function readRecipe(file: string): { readonly name: string; readonly note: string; readonly steps: readonly (Pick<RecipeStep, 'kind' | 'input'> & { readonly sentence?: RecipeStep['sentence'] | undefined })[] } {
  const name = basename(file);
  let content: unknown;
  try {
    if (statSync(file).size > LARGEST) throw new RangeError('too large');
    content = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''));
  } catch (thrown) {
    throw new Fault('bad-input', { zh: `“${name}”无法作为配方读出。请选择由剪报导出的配方文件（.json）。`, en: `"${name}" cannot be read as a recipe. Choose a recipe file (.json) that Jianbao wrote.` }, { cause: thrown });
  }
  const kind = v.safeParse(head, content);
  if (!kind.success) throw new Fault('bad-input', { zh: `“${name}”不是配方文件。请选择由剪报导出的配方文件（.json）。`, en: `"${name}" is not a recipe. Choose a recipe file (.json) that Jianbao wrote.` });
  if (kind.output.version > 1) {
    throw new Fault('bad-input', { zh: `“${name}”由较新版本的剪报写成（格式 ${kind.output.version}）。请先更新剪报。`, en: `"${name}" was written by a newer Jianbao (format ${kind.output.version}). Update Jianbao first.` });
  }
  const read = v.safeParse(shape, content);
  if (read.success) return read.output;
  const at = read.issues[0].path?.map((part: { readonly key?: unknown }) => String(part.key)).join('.') ?? '';
  throw new Fault('bad-input', { zh: `配方文件“${name}”在“${at}”处不完整。请重新导出一次。`, en: `The recipe "${name}" is not complete at "${at}". Export it again.` });
}
