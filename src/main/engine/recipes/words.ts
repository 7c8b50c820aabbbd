import { FIELDS } from '../../../contract/fields.ts';
import type { LocalText } from '../../../contract/text.ts';

type Input = Readonly<Record<string, unknown>>;

const LONGEST = 40;
const quoted = (value: unknown): string => {
  const text = String(value ?? '').replace(/\s+/gu, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};
const label = (field: unknown): { readonly zh: string; readonly en: string } => {
  const found = FIELDS.find((known) => known.field === field);
  return { zh: found?.zh ?? String(field), en: (found?.en ?? String(field)).toLowerCase() };
};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Input => (typeof value === 'object' && value !== null ? { ...value } : {});

const STATUS: Readonly<Record<string, LocalText>> = {
  new: { zh: '新到', en: 'new' }, review: { zh: '待查', en: 'to review' }, done: { zh: '完成', en: 'done' }, rejected: { zh: '剔除', en: 'rejected' },
};

/** Steps in words that name no records: a recipe is for any. */
const WORDS: Readonly<Record<string, (input: Input) => LocalText>> = {
  'records.set': ({ values }) => joined(Object.entries(record(values)).map(([field, value]) => (value === null || value === ''
    ? { zh: `清除${label(field).zh}`, en: `clear the ${label(field).en}` }
    : { zh: `把${label(field).zh}改为“${quoted(value)}”`, en: `set the ${label(field).en} to “${quoted(value)}”` }))),
  'records.replace': ({ field, find, replace, regex }) => {
    const what = regex === true ? { zh: `符合 ${quoted(find)} 的文字`, en: `what matches ${quoted(find)}` } : { zh: `“${quoted(find)}”`, en: `“${quoted(find)}”` };
    return replace === '' ? { zh: `从${label(field).zh}中删去${what.zh}`, en: `Delete ${what.en} from the ${label(field).en}` }
      : { zh: `在${label(field).zh}中把${what.zh}替换为“${quoted(replace)}”`, en: `Replace ${what.en} with “${quoted(replace)}” in the ${label(field).en}` };
  },
  'records.tag': ({ add, remove }) => joined([
    ...(list(add).length > 0 ? [{ zh: `加上标签“${list(add).map(quoted).join('、')}”`, en: `tag with “${list(add).map(quoted).join(', ')}”` }] : []),
    ...(list(remove).length > 0 ? [{ zh: `去掉标签“${list(remove).map(quoted).join('、')}”`, en: `take off the tag “${list(remove).map(quoted).join(', ')}”` }] : []),
  ]),
  'records.status': ({ status }) => {
    const known = STATUS[String(status)];
    return { zh: `把状态改为“${known?.zh ?? String(status)}”`, en: `Set the status to “${known?.en ?? String(status)}”` };
  },
  'subjects.assign': ({ notation, main }) => (main === false
    ? { zh: `附加分类号 ${quoted(notation)}`, en: `Add the class number ${quoted(notation)}` }
    : { zh: `标引分类号 ${quoted(notation)}`, en: `Give the class number ${quoted(notation)}` }),
  'subjects.unassign': ({ notation }) => ({ zh: `去掉分类号 ${quoted(notation)}`, en: `Take the class number ${quoted(notation)} away` }),
  'authorities.merge': ({ field, merges }) => {
    const all = list(merges).map(record);
    const [first] = all;
    if (all.length !== 1 || first === undefined) return { zh: `统一${label(field).zh}的写法（${all.length} 组）`, en: `Merge spellings of the ${label(field).en} (${all.length} groups)` };
    const values = list(first.values).map((value) => `“${quoted(value)}”`);
    return { zh: `把${label(field).zh}${values.slice(0, 3).join('、')}${values.length > 3 ? '等' : ''}统一为“${quoted(first.into)}”`, en: `Write the ${label(field).en} “${quoted(first.into)}” for ${values.slice(0, 3).join(', ')}${values.length > 3 ? ' …' : ''}` };
  },
};

const joined = (parts: readonly LocalText[]): LocalText => {
  const en = parts.map((part) => part.en).join(', ');
  return { zh: parts.map((part) => part.zh).join('，'), en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` };
};

/** A step in words; for a kind that has none here, the words of the operation it was taken from. */
export function stepWords(kind: string, input: Input, otherwise: LocalText): LocalText {
  const words = Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined;
  return words === undefined ? otherwise : words(input);
}
