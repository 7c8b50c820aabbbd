import { Fault } from '../../../../contract/fault.ts';
import type { RecordAction } from '../../../../contract/record-changes.ts';
import type { FieldName } from '../../../../contract/records.ts';
import { isFieldName, unknownField } from '../fields.ts';
import { repairedDay } from './dates.ts';
import { Expression } from './expression.ts';
import { chinesePunctuation, narrowed, outsideMarks, trimmed } from './texts.ts';

export type FieldValues = Partial<Record<FieldName, string | null>>;

/** A record as it is: the fields the work looks at, null where absent. */
export interface Current {
  readonly id: number;
  readonly title: string;
  readonly values: FieldValues;
}

/** What becomes of one record: new values, fields not named stay; or that it cannot be done. */
export type Outcome = FieldValues | 'left';

/** An action ready to be worked: what it looks at or sets, and what comes out for each of some records. */
export type Work = {
  readonly fields: readonly FieldName[];
  close(): void;
} & (
  | { readonly elsewhere: false; run(records: readonly Current[]): readonly Outcome[] }
  /** In another thread, so records may have changed when the answer is there. */
  | {
    readonly elsewhere: true;
    run(records: readonly Current[]): Promise<readonly Outcome[]>;
    /** The same while nobody is let in. */
    runNow(records: readonly Current[]): readonly Outcome[];
  }
);

/** Faults `bad-input` for an action that makes no sense. */
export async function workOf(action: RecordAction): Promise<Work> {
  switch (action.do) {
    case 'set': {
      const fields = known(Object.keys(action.values));
      return each(fields, () => action.values);
    }
    case 'clear': {
      const nothing = Object.fromEntries(action.fields.map((field) => [field, null]));
      return each(known(action.fields), () => nothing);
    }
    case 'replace': return replacing(action);
    case 'split': return splitting(action);
    case 'join': return joining(action);
    case 'trim': return rewriting(action.fields, trimmed);
    case 'width': return rewriting(action.fields, widthOf(action));
    case 'simplify': {
      const simplified = await simplifier();
      return rewriting(action.fields, (text) => outsideMarks(text, simplified));
    }
    case 'dates': return each(['date'], ({ values: { date } }) => {
      if (typeof date !== 'string') return {};
      const day = repairedDay(date);
      return day === null ? 'left' : { date: day };
    });
  }
}

function known(fields: readonly string[]): readonly FieldName[] {
  const names = fields.filter(isFieldName);
  if (names.length !== fields.length) throw unknownField(fields.find((field) => !isFieldName(field)) ?? '');
  return [...new Set(names)];
}

function each(fields: readonly FieldName[], outcome: (record: Current) => Outcome): Work {
  return { fields, elsewhere: false, run: (records) => records.map(outcome), close: () => undefined };
}

/** Fields by themselves, where they are there. */
function rewriting(fields: readonly string[], rewrite: (text: string, field: FieldName) => string): Work {
  const names = known(fields);
  if (names.length === 0) throw new Fault('bad-input', { zh: '请选择字段。', en: 'Choose the fields.' });
  return each(names, ({ values }) => Object.fromEntries(names.flatMap((field) => {
    const value = values[field];
    return typeof value === 'string' ? [[field, rewrite(value, field)]] : [];
  })));
}

function widthOf({ letters = true, punctuation = true }: Extract<RecordAction, { do: 'width' }>): (text: string) => string {
  if (!letters && !punctuation) throw new Fault('bad-input', { zh: '字母数字和标点至少选一项。', en: 'Choose letters, punctuation, or both.' });
  return (text) => outsideMarks(text, (piece) => {
    const narrow = letters ? narrowed(piece) : piece;
    return punctuation ? chinesePunctuation(narrow) : narrow;
  });
}

let convert: Promise<(text: string) => string> | undefined;

/** The tables are large: read when they are first wanted. */
function simplifier(): Promise<(text: string) => string> {
  return convert ??= import('opencc-js/t2cn').then(({ Converter }) => Converter({ from: 't', to: 'cn' }));
}

function replacing({ field, find, replace, regex = false }: Extract<RecordAction, { do: 'replace' }>): Work {
  known([field]);
  if (find === '') throw new Fault('bad-input', { zh: '请填写要查找的内容。', en: 'Say what is to be found.' });
  if (!regex) return rewriting([field], (text) => text.replaceAll(find, () => replace));
  return byExpression([field], new Expression(find, replace), textIn(field), (_, after) => ({ [field]: after }));
}

/** A text of each record that has one goes through an expression, many together; what it made of it becomes the outcome. */
function byExpression(
  fields: readonly FieldName[], expression: Expression, textOf: (record: Current) => string | null, outcome: (record: Current, text: string) => Outcome,
): Work {
  const textsOf = (records: readonly Current[]): readonly string[] => records.map((record) => textOf(record) ?? '');
  const outcomes = (records: readonly Current[], made: readonly string[]): readonly Outcome[] =>
    records.map((record, at) => (textOf(record) === null ? {} : outcome(record, made[at] ?? '')));
  return {
    fields, elsewhere: true,
    run: async (records) => outcomes(records, await expression.replaced(textsOf(records))),
    runNow: (records) => outcomes(records, expression.replacedNow(textsOf(records))),
    close: () => expression.close(),
  };
}

const textIn = (field: FieldName) => ({ values }: Current): string | null => values[field] ?? null;

/** How records write several values of a field. */
const SEPARATORS: Partial<Record<FieldName, string>> = { author: '/', keywords: '/', class: '；' };
/** Where the values of a field end and what is said of them begins: the unit of authors, the persons of keywords. */
const TAIL = /(?:〖-?HH|DW[：:]|RW[：:])[^]*$/u;
/** Stands for a separator found; it is no character. */
const CUT = '\uffff';

function splitting(action: Extract<RecordAction, { do: 'split' }>): Work {
  const { field, at, regex = false, into } = action;
  known(into === undefined ? [field] : [field, into]);
  if (at === '') throw new Fault('bad-input', { zh: '请填写分隔符。', en: 'Say what stands between the parts.' });
  if (into === field) throw new Fault('bad-input', { zh: '拆出的部分要放到另一个字段。', en: 'The second part needs another field.' });
  const { fields, everywhere, textOf, outcome } = into === undefined ? intoValues(field) : intoField(field, into);
  if (regex) return byExpression(fields, new Expression(at, CUT, { everywhere }), textOf, outcome);
  return each(fields, (record) => {
    const text = textOf(record);
    return text === null ? {} : outcome(record, everywhere ? text.replaceAll(at, CUT) : text.replace(at, CUT));
  });
}

interface Splitting {
  readonly fields: readonly FieldName[];
  /** Every separator counts, or the first. */
  readonly everywhere: boolean;
  readonly textOf: (record: Current) => string | null;
  /** `text` has CUT for its separators. */
  readonly outcome: (record: Current, text: string) => Outcome;
}

function intoValues(field: FieldName): Splitting {
  const separator = SEPARATORS[field];
  if (separator === undefined) {
    throw new Fault('bad-input', {
      zh: '这个字段只有一个值，请指明拆出的部分放到哪个字段。', en: 'This field holds one value; say which field takes the second part.',
    });
  }
  const tailOf = (text: string): string => TAIL.exec(text)?.[0] ?? '';
  return {
    fields: [field], everywhere: true,
    textOf({ values }) {
      const text = values[field];
      return typeof text === 'string' ? text.slice(0, text.length - tailOf(text).length) : null;
    },
    outcome({ values }, text) {
      if (!text.includes(CUT)) return {};
      return { [field]: text.split(CUT).map((part) => part.trim()).filter((part) => part !== '').join(separator) + tailOf(values[field] ?? '') };
    },
  };
}

function intoField(field: FieldName, into: FieldName): Splitting {
  return {
    fields: [field, into], everywhere: false, textOf: textIn(field),
    outcome({ values }, text) {
      const [first = '', second = ''] = text.split(CUT).map((part) => part.trim());
      // A separator with nothing on one side parts nothing.
      if (first === '' || second === '') return {};
      return typeof values[into] === 'string' ? 'left' : { [field]: first, [into]: second };
    },
  };
}

function joining({ fields: given, into, separator, keep = false }: Extract<RecordAction, { do: 'join' }>): Work {
  const fields = known(given);
  known([into]);
  if (!fields.some((field) => field !== into)) throw new Fault('bad-input', { zh: '请选择要合并的字段。', en: 'Choose the fields to join.' });
  return each([...new Set([...fields, into])], ({ values }) => {
    const parts = fields.flatMap((field) => { const value = values[field]; return typeof value === 'string' ? [value] : []; });
    if (!fields.some((field) => field !== into && typeof values[field] === 'string')) return {};
    if (!fields.includes(into) && typeof values[into] === 'string') return 'left';
    const emptied = keep ? {} : Object.fromEntries(fields.map((field) => [field, null]));
    return { ...emptied, [into]: parts.join(separator) };
  });
}
