import { FIELDS } from '../../contract/fields.ts';
import type { MergeInput } from '../../contract/duplicates.ts';
import type { FieldName, RecordDetail } from '../../contract/records.ts';
import { foldKey } from './fold.ts';

export type Side = 'left' | 'right';
export type Take = Side | 'both' | 'edited';

/** One line of the choice: usually one field, but page and item are one place and go together. */
export interface Choice {
  readonly key: FieldName;
  readonly fields: readonly FieldName[];
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly differs: boolean;
  /** Only width, punctuation or blanks differ. */
  readonly minor: boolean;
  /** Several values make sense side by side: class numbers, keywords. */
  readonly joinable: boolean;
  readonly take: Take;
  /** What the librarian typed, when `take` is 'edited'. */
  readonly edited: string;
}

/** Lines shown also when both records agree, because one wants to see that they do. */
const ALWAYS: ReadonlySet<FieldName> = new Set(['title', 'date', 'page', 'author', 'class', 'genre']);
const JOINABLE: Readonly<Partial<Record<FieldName, RegExp>>> = { class: /[;；]/, keywords: /[;；/]/ };
const JOIN_WITH = '；';
/** In the order a reader looks: what it is, when and where, by whom, about what; the body last. */
const ORDER: readonly FieldName[] = [
  'title', 'kicker', 'subtitle', 'date', 'page', 'issue', 'pageName', 'author', 'class', 'keywords', 'genre', 'column',
  'body',
];

/** A field's value as it stands in the record, '' when absent. */
export function valueOf(record: RecordDetail, field: FieldName): string {
  return record.fields.find((view) => view.field === field)?.value ?? '';
}

/** As the engine has it: a body at least this long beside the longest counts as equally long. */
const AS_LONG = 0.95;

/** The record that stays when nobody says otherwise: more fields, then the longer body, then the lower id. */
export function bestSurvivor(members: readonly RecordDetail[]): number {
  const filled = (record: RecordDetail) => FIELDS.filter(({ field }) => valueOf(record, field) !== '').length;
  const longest = Math.max(0, ...members.map((record) => valueOf(record, 'body').length));
  const isLong = (record: RecordDetail) => Number(valueOf(record, 'body').length >= longest * AS_LONG);
  const ranked = members.toSorted((a, b) => filled(b) - filled(a) || isLong(b) - isLong(a)
    || (isLong(a) === 1 ? 0 : valueOf(b, 'body').length - valueOf(a, 'body').length) || a.id - b.id);
  return ranked[0]?.id ?? 0;
}

/** The lines of the choice between two records, with what a careful librarian takes: what is there, of lists both. */
export function choicesOf(left: RecordDetail, right: RecordDetail, survivor: Side): Choice[] {
  return ORDER.flatMap((key): Choice[] => {
    const fields: readonly FieldName[] = key === 'page' ? ['page', 'item'] : [key];
    const [ours, theirs] = [fields.map((field) => valueOf(left, field)), fields.map((field) => valueOf(right, field))];
    const differs = ours.some((value, index) => value !== theirs[index]);
    const present = [...ours, ...theirs].some((value) => value !== '');
    if (!present || (!differs && !ALWAYS.has(key))) return [];
    const minor = differs && ours.every((value, index) => foldKey(value) === foldKey(theirs[index] ?? ''));
    const joinable = JOINABLE[key] !== undefined;
    return [{
      key, fields, left: ours, right: theirs, differs, minor, joinable, edited: '',
      take: firstTake({ left: ours, right: theirs, differs, joinable }, survivor),
    }];
  });
}

function firstTake(line: Pick<Choice, 'left' | 'right' | 'differs' | 'joinable'>, survivor: Side): Take {
  const empty = (side: Side) => line[side].every((value) => value === '');
  if (empty('left') !== empty('right')) return empty('left') ? 'right' : 'left';
  return line.differs && line.joinable ? 'both' : survivor;
}

/** The values of several texts, each once, the first one's first. */
export function joinValues(field: FieldName, ...texts: readonly string[]): string {
  const separator = JOINABLE[field] ?? /[;；]/;
  const values = texts.flatMap((text) => text.split(separator).map((value) => value.trim()));
  return [...new Set(values)].filter((value) => value !== '').join(JOIN_WITH);
}

/** The line with another choice; a line that does not offer it stays as it is. */
export function withTake(line: Choice, take: Take, edited = line.edited): Choice {
  if (!line.differs && take !== 'edited') return line;
  if (take === 'both' && !line.joinable) return line;
  if (take === 'edited' && (line.fields.length > 1 || line.key === 'body')) return line;
  return { ...line, take, edited };
}

/** What the survivor will have on this line. */
export function resultOf(line: Choice, survivor: Side): readonly string[] {
  if (line.take === 'edited') return [line.edited];
  if (line.take !== 'both') return line[line.take];
  const [first, second] = survivor === 'left' ? [line.left, line.right] : [line.right, line.left];
  return [joinValues(line.key, first[0] ?? '', second[0] ?? '')];
}

/**
 * The merge that brings the choices about. Only what the survivor would not have by itself is named; an empty value
 * chosen on purpose is named as null, or the engine would fill it from the other record.
 */
export function mergeOf(
  lines: readonly Choice[], survivor: Side, pair: { readonly left: RecordDetail; readonly right: RecordDetail },
  others: readonly RecordDetail[] = [],
): MergeInput {
  const values: Partial<Record<FieldName, string | null>> = {};
  for (const line of lines) {
    const result = resultOf(line, survivor);
    line.fields.forEach((field, index) => {
      const own = line[survivor][index] ?? '';
      const chosen = line.take === 'both'
        ? joinValues(field, result[index] ?? '', ...others.map((record) => valueOf(record, field)))
        : result[index] ?? '';
      if (chosen === own && (own !== '' || !line.differs)) return;
      values[field] = chosen === '' ? null : chosen;
    });
  }
  return {
    ids: [pair.left.id, pair.right.id, ...others.map((record) => record.id)],
    survivor: pair[survivor].id,
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}
