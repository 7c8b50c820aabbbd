import type { DuplicateKind, GroupState } from '../../../../contract/duplicates.ts';
import type { RecordStatus } from '../../../../contract/records.ts';
import { fold } from '../search/fold.ts';
import { daysOf } from './days.ts';
import { badQuery } from './fault.ts';
import { fieldNamed, isTextField, isValueField } from './fields.ts';
import type { QueryField, ValueField } from './fields.ts';
import type { Query } from './query.ts';

export interface Term {
  readonly field: QueryField | null;
  readonly value: string;
  readonly exact: boolean;
  readonly quoted: boolean;
  /** Where the value begins. */
  readonly at: number;
}

export const STATUSES = ['new', 'review', 'done', 'rejected'] as const satisfies readonly RecordStatus[];
const STATES = [
  'open', 'merged', 'distinct', 'linked', 'any', 'exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version',
] as const satisfies readonly (GroupState | DuplicateKind | 'any')[];

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined => values.find((value) => value === text);

/** What one term asks for; a `bad-query` fault when its field cannot take such a value. */
export function termOf({ field, value, exact, at }: Term): Query {
  if (field === null) return { kind: 'text', field: null, text: value, exact: false };
  if (isTextField(field)) return { kind: 'text', field, text: value, exact };
  if (isValueField(field)) return valueTerm(field, value, exact);
  const plain = fold(value);
  switch (field) {
    case 'date': return dateTerm(value, exact, at);
    case 'id': return idTerm(plain, at);
    case 'import': return importTerm(plain, at);
    case 'status': return statusTerm(plain, at);
    case 'has': return hasTerm(value, at);
    case 'duplicate': return duplicateTerm(plain, at);
    case 'problem': return { kind: 'problem', code: value };
    case 'source': return { kind: 'source', path: value };
    case 'tag':
    case 'set': return { kind: field, name: value, at };
  }
}

function valueTerm(field: ValueField, value: string, exact: boolean): Query {
  if (!exact && (field === 'page' || field === 'item' || field === 'issue')) {
    const numbers = /^(\d*)\.\.(\d*)$/u.exec(fold(value));
    const [whole = '..', from = '', to = ''] = numbers ?? [];
    if (whole !== '..') return { kind: 'range', field, from: from === '' ? null : Number(from), to: to === '' ? null : Number(to), text: value };
  }
  return { kind: 'value', field, value, exact };
}

function dateTerm(value: string, exact: boolean, at: number): Query {
  if (exact) return { kind: 'value', field: 'date', value, exact };
  const days = daysOf(value);
  if (days === null) {
    throw badQuery(at, {
      zh: '日期请写成 2011、2011-06、2011-06-14 或 1998..2003。',
      en: 'write a date as 2011, 2011-06, 2011-06-14 or 1998..2003.',
    });
  }
  return { kind: 'range', field: 'date', ...days, text: value };
}

function idTerm(plain: string, at: number): Query {
  const match = /^(\d+)$/u.exec(plain) ?? /^(\d*)\.\.(\d*)$/u.exec(plain);
  if (match === null || plain === '..') throw badQuery(at, { zh: '编号请写成 17 或 17..40。', en: 'write a record number as 17 or 17..40.' });
  const [, from = '', to = from] = match;
  return { kind: 'range', field: 'id', from: from === '' ? null : Number(from), to: to === '' ? null : Number(to), text: plain };
}

function importTerm(plain: string, at: number): Query {
  if (!/^\d{1,15}$/u.test(plain)) throw badQuery(at, { zh: 'import 后面要写导入的步骤号。', en: 'import takes the number of the import.' });
  return { kind: 'import', operation: Number(plain) };
}

function statusTerm(plain: string, at: number): Query {
  const status = oneOf(STATUSES, plain);
  if (status === undefined) throw badQuery(at, { zh: `状态只有 ${STATUSES.join('、')}。`, en: `a status is one of ${STATUSES.join(', ')}.` });
  return { kind: 'status', status };
}

function hasTerm(value: string, at: number): Query {
  const what = fieldNamed(value);
  if (what === undefined || what === 'id' || what === 'status' || what === 'import' || what === 'has') {
    throw badQuery(at, { zh: `has 后面要写字段名，没有“${value}”。`, en: `has takes the name of a field; there is no "${value}".` });
  }
  return { kind: 'has', what };
}

function duplicateTerm(plain: string, at: number): Query {
  const state = oneOf(STATES, plain);
  if (state === undefined) throw badQuery(at, { zh: `duplicate 后面可写 ${STATES.join('、')}。`, en: `duplicate takes one of ${STATES.join(', ')}.` });
  return { kind: 'duplicate', state };
}
