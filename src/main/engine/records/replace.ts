import { createContext, Script } from 'node:vm';
import { Fault } from '../../../contract/fault.ts';
import type { EditResult, FieldName } from '../../../contract/records.ts';
import type { Selection } from '../../../contract/selection.ts';
import { briefly, editRecords, isFieldName, unknownField } from './edit.ts';
import type { Edited, EditSight, Work } from './edit.ts';
import { replaceSentence } from './sentences.ts';

export interface Replacement {
  readonly field: FieldName;
  readonly find: string;
  readonly replace: string;
  readonly regex?: boolean;
  readonly dryRun?: boolean;
}

/** Milliseconds a thousand values may take. Ordinary expressions take a few; one that does not end is stopped here. */
const LONGEST = 2000;

/** Replace in one field of records: one operation. */
export function replaceInField(sight: EditSight, ids: Uint32Array, input: Replacement, selection: Selection): EditResult {
  const { field, find, replace, regex = false } = input;
  if (!isFieldName(field)) throw unknownField(field);
  if (find === '') throw new Fault('bad-input', { zh: '请填写要查找的内容。', en: 'Say what is to be found.' });
  const replaced = regex ? byExpression(find, replace) : (texts: readonly string[]) => texts.map((text) => text.replaceAll(find, () => replace));
  const work: Work = (records) => {
    const after = replaced(records.map(({ values }) => values[field] ?? ''));
    return records.map(({ values }, at) => (typeof values[field] === 'string' ? { [field]: after[at] ?? null } : {}));
  };
  if (input.dryRun === true) return { operation: null, ...editRecords(sight, ids, [field], work, null) };
  const { operation, result } = sight.history.write<Edited>(
    { kind: 'records.replace', input: { selection: briefly(selection), field, find, replace, regex }, sentence: (told) => replaceSentence(field, find, replace, regex, told) },
    (tx) => editRecords(sight, ids, [field], work, tx));
  return { operation, ...result };
}

/**
 * Replacing by a regular expression, in a context of its own that the engine can stop: some expressions take longer than
 * the age of the earth on a text of forty characters. `$1`, `$<name>` and `$&` stand for what was found.
 */
function byExpression(find: string, replace: string): (texts: readonly string[]) => readonly string[] {
  let pattern: RegExp;
  try {
    pattern = new RegExp(find, 'gu');
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new Fault('bad-input', { zh: `这个正则表达式无法理解：${why}`, en: `This regular expression cannot be read: ${why}` }, { cause: error });
  }
  const room: { readonly pattern: RegExp; readonly replace: string; texts: readonly string[]; results: unknown } = { pattern, replace, texts: [], results: [] };
  const context = createContext(room);
  // Subtle: a time limit costs a fifth of a millisecond each time it is set, so many values go in together.
  const script = new Script('results = texts.map((text) => text.replace(pattern, replace))');
  return (texts) => {
    room.texts = texts;
    try {
      script.runInContext(context, { timeout: LONGEST });
    } catch (error) {
      throw new Fault('bad-input', {
        zh: '这个正则表达式用时过长，已停止，没有改动任何内容。请写得更具体些。',
        en: 'This regular expression took too long and was stopped; nothing was changed. Make it more specific.',
      }, { cause: error });
    }
    return Array.isArray(room.results) ? room.results.map(String) : texts;
  };
}
