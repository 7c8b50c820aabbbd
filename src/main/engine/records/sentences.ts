import { FIELDS } from '../../../contract/fields.ts';
import type { FieldChange, FieldName, RecordStatus } from '../../../contract/records.ts';
import type { RecordAction } from '../../../contract/record-changes.ts';
import type { LocalText } from '../../../contract/text.ts';

// The steps of the history in words, as a librarian would say them.

const STATUS: Readonly<Record<RecordStatus, LocalText>> = {
  new: { zh: '新到', en: 'new' },
  review: { zh: '待查', en: 'to review' },
  done: { zh: '完成', en: 'done' },
  rejected: { zh: '剔除', en: 'rejected' },
};

const LONGEST = 30;
const clipped = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  const points = [...line];
  return points.length > LONGEST ? `${points.slice(0, LONGEST).join('')}…` : line;
};

const zhField = (field: FieldName): string => FIELDS.find((known) => known.field === field)?.zh ?? field;
const enField = (field: FieldName): string => (FIELDS.find((known) => known.field === field)?.en ?? field).toLowerCase();
const zhValue = (value: string | null): string => (value === null || value === '' ? '（空）' : clipped(value));
const enValue = (value: string | null): string => (value === null || value === '' ? '(empty)' : clipped(value));

const zhRecord = (title: string, id: number): string => (title === '' ? `第 ${id} 号记录` : `《${clipped(title)}》`);
const enRecord = (title: string, id: number): string => (title === '' ? `record ${id}` : `“${clipped(title)}”`);
const records = (n: number): string => (n === 1 ? '1 record' : `${n} records`);

export interface Told {
  readonly records: number;
  readonly changes: readonly FieldChange[];
}

/** Fields set. */
function setSentence(values: Partial<Record<FieldName, string | null>>, { records: n, changes }: Told): LocalText {
  const [first] = changes;
  if (n === 1 && first !== undefined) return editSentence(changes, first);
  const fields = (Object.keys(values) as FieldName[]);
  const [field] = fields;
  if (fields.length === 1 && field !== undefined) {
    const value = values[field] ?? null;
    if (value === null || value === '') return { zh: `清除 ${n} 条记录的${zhField(field)}`, en: `Clear the ${enField(field)} of ${records(n)}` };
    return { zh: `把 ${n} 条记录的${zhField(field)}改为“${clipped(value)}”`, en: `Set the ${enField(field)} of ${records(n)} to “${clipped(value)}”` };
  }
  return { zh: `修改 ${n} 条记录的${fields.map(zhField).join('、')}`, en: `Change ${fields.map(enField).join(', ')} of ${records(n)}` };
}

function editSentence(changes: readonly FieldChange[], first: FieldChange): LocalText {
  const zhWho = zhRecord(first.title, first.id);
  const enWho = enRecord(first.title, first.id);
  if (changes.length > 1) {
    const fields = changes.map(({ field }) => field);
    return { zh: `修改${zhWho}的${fields.map(zhField).join('、')}`, en: `Change ${fields.map(enField).join(', ')} of ${enWho}` };
  }
  if (first.field === 'body') return { zh: `修改${zhWho}的正文`, en: `Change the body of ${enWho}` };
  return {
    zh: `修改${zhWho}的${zhField(first.field)}：${zhValue(first.before)} → ${zhValue(first.after)}`,
    en: `Change the ${enField(first.field)} of ${enWho}: ${enValue(first.before)} → ${enValue(first.after)}`,
  };
}

function replaceSentence({ field, find, replace, regex = false }: Extract<RecordAction, { do: 'replace' }>, { records: n }: Told): LocalText {
  const zhFind = regex ? `符合 ${clipped(find)} 的文字` : `“${clipped(find)}”`;
  const enFind = regex ? `what matches ${clipped(find)}` : `“${clipped(find)}”`;
  if (replace === '') return { zh: `从 ${n} 条记录的${zhField(field)}中删去${zhFind}`, en: `Delete ${enFind} from the ${enField(field)} of ${records(n)}` };
  return {
    zh: `在 ${n} 条记录的${zhField(field)}中把${zhFind}替换为“${clipped(replace)}”`,
    en: `Replace ${enFind} with “${clipped(replace)}” in the ${enField(field)} of ${records(n)}`,
  };
}

const zhFields = (fields: readonly FieldName[]): string => fields.map(zhField).join('、');
const enFields = (fields: readonly FieldName[]): string => fields.map(enField).join(', ');

/** What an action did to records. */
export function actionSentence(action: RecordAction, told: Told): LocalText {
  const n = told.records;
  const of = (fields: readonly FieldName[], zh: string, en: string): LocalText =>
    ({ zh: `${zh} ${n} 条记录的${zhFields(fields)}`, en: `${en} the ${enFields(fields)} of ${records(n)}` });
  switch (action.do) {
    case 'set': return setSentence(action.values, told);
    case 'clear': return of(action.fields, '清除', 'Clear');
    case 'replace': return replaceSentence(action, told);
    case 'split': return action.into === undefined
      ? of([action.field], '拆分', 'Split')
      : { zh: `把 ${n} 条记录的${zhField(action.field)}拆出一部分到${zhField(action.into)}`, en: `Split the ${enField(action.field)} of ${records(n)} into the ${enField(action.into)}` };
    case 'join': return {
      zh: `把 ${n} 条记录的${zhFields(action.fields)}合并到${zhField(action.into)}`, en: `Join the ${enFields(action.fields)} of ${records(n)} in the ${enField(action.into)}`,
    };
    case 'trim': return of(action.fields, '去除空白：', 'Trim');
    case 'width': return of(action.fields, '统一全半角和标点：', 'Normalise width and punctuation in');
    case 'simplify': return of(action.fields, '繁体转简体：', 'Convert to simplified characters');
    case 'dates': return { zh: `订正 ${n} 条记录的日期`, en: `Repair the date of ${records(n)}` };
  }
}

export function tagSentence(add: readonly string[], remove: readonly string[], n: number): LocalText {
  const zh: string[] = [];
  const en: string[] = [];
  if (add.length > 0) {
    zh.push(`加上标签“${add.map(clipped).join('、')}”`);
    en.push(`tag with “${add.map(clipped).join(', ')}”`);
  }
  if (remove.length > 0) {
    zh.push(`去掉标签“${remove.map(clipped).join('、')}”`);
    en.push(`take off the tag “${remove.map(clipped).join(', ')}”`);
  }
  const said = en.join(' and ');
  return { zh: `给 ${n} 条记录${zh.join('，')}`, en: `${said.charAt(0).toUpperCase()}${said.slice(1)}: ${records(n)}` };
}

export function statusSentence(status: RecordStatus, n: number): LocalText {
  return { zh: `把 ${n} 条记录的状态改为“${STATUS[status].zh}”`, en: `Set the status of ${records(n)} to “${STATUS[status].en}”` };
}
