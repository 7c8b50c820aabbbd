import type Database from 'better-sqlite3';
import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type {
  ClassNumber, DuplicateLink, FieldName, FieldView, RecordDetail, RecordProblem, RecordRow, RecordSource,
} from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import { displayParagraphs } from '../formats/tagged/display.ts';
import { fieldKey, fieldsByKey, readFieldKey } from '../formats/tagged/fields.ts';
import type { ParsedField } from '../formats/tagged/parse.ts';
import { picturesIn } from '../formats/tagged/pictures.ts';
import type { NumbersOf } from './columns/splits.ts';
import { historyReader } from './history-lines.ts';
import { columnOf } from './query/fields.ts';
import type { Origin, SourceReader } from './source.ts';

/** What a classification scheme says of a number. */
export type Classify = (notation: string) => { readonly kind: ClassNumber['kind']; readonly caption: LocalText | null };

export interface DetailSight {
  readonly sqlite: Database.Database;
  readonly source: SourceReader;
  readonly rows: (ids: ArrayLike<number>) => readonly RecordRow[];
  readonly setsOf: (id: number) => readonly { readonly id: number; readonly name: string }[];
  readonly classify: Classify | undefined;
  readonly numbersOf: NumbersOf;
}

type Values = ReadonlyMap<string, { readonly value: string; readonly name: string }>;

const FIELD_OF = new Map<string, FieldName>(FIELDS.map(({ code, field }) => [code, field]));
const LABELS = new Map<string, string>(FIELDS.map(({ code, zh }) => [code, zh]));
const ORDER = new Map<string, number>(FIELDS.map(({ code }, at) => [code, at]));

/** Everything about one record. Fault `not-found`. */
export function detailReader({ sqlite, source, rows, setsOf, classify, numbersOf }: DetailSight): (id: number) => RecordDetail {
  const columns = FIELDS.map(({ code, field }) => `${field === 'body' ? 't.body' : `r."${columnOf(field)}"`} AS ${code}`).join(', ');
  const stored = sqlite.prepare<[number], Record<string, string | null>>(
    `SELECT ${columns} FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE r.id = ?`);
  const others = sqlite.prepare<[number], { code: string; occurrence: number; name: string; value: string | null }>(
    'SELECT code, occurrence, name, value FROM record_field WHERE record_id = ? ORDER BY id');
  const merged = sqlite.prepare<[number], number | null>('SELECT merged_into FROM record WHERE id = ?').pluck();
  const history = historyReader(sqlite);

  return (id) => {
    const [row] = rows([id]);
    const short = stored.get(id);
    if (row === undefined || short === undefined) throw new Fault('not-found', { zh: `没有第 ${id} 号记录。`, en: `There is no record ${id}.` });
    const values = new Map<string, { readonly value: string; readonly name: string }>();
    for (const [code, value] of Object.entries(short)) if (value !== null) values.set(code, { value, name: '' });
    for (const { code, occurrence, name, value } of others.all(id)) if (value !== null) values.set(fieldKey(code, occurrence), { value, name });
    const origin = source.origin(id);
    const inSource = origin === null ? new Map<string, ParsedField>() : fieldsByKey(source.parsed(origin)?.fields ?? []);
    const body = short.ZW ?? '';
    return {
      ...row,
      fields: fieldViews(values, inSource),
      paragraphs: displayParagraphs(body),
      pictures: picturesIn(body),
      classes: classesOf(sqlite, id, numbersOf(row.class), classify),
      sets: setsOf(id),
      source: origin === null ? null : sourceOf(origin, sameAsSource(values, inSource)),
      problemList: problemsOf(sqlite, id),
      duplicateLinks: duplicateLinks(sqlite, id),
      history: history(id, origin?.operation ?? null),
      mergedInto: merged.get(id) ?? null,
    };
  };
}

/** Fields in canonical order, the others after them as they came; those a person emptied stay, with what the source says. */
function fieldViews(values: Values, inSource: ReadonlyMap<string, ParsedField>): readonly FieldView[] {
  const keys = [...new Set([...values.keys(), ...inSource.keys()])];
  const rank = (key: string): number => ORDER.get(key) ?? FIELDS.length;
  keys.sort((a, b) => rank(a) - rank(b));
  return keys.map((key) => {
    const { code } = readFieldKey(key);
    const came = inSource.get(key);
    const name = came?.name ?? values.get(key)?.name ?? '';
    return {
      // A repeat of a known field has no column of its own, so it is not the field itself.
      field: FIELD_OF.get(key) ?? null,
      code,
      label: name === '' ? LABELS.get(code) ?? code : name,
      value: values.get(key)?.value ?? '',
      sourceValue: came?.value ?? null,
      span: came === undefined ? null : { start: came.start, end: came.end },
    };
  });
}

/** Whether the source, read again, gives just these values: then its bytes are what an export must write. */
function sameAsSource(values: Values, inSource: ReadonlyMap<string, ParsedField>): boolean {
  for (const [key, { value }] of values) if ((inSource.get(key)?.value ?? '') !== value) return false;
  for (const [key, { value }] of inSource) if ((values.get(key)?.value ?? '') !== value) return false;
  return true;
}

function sourceOf(origin: Origin, untouched: boolean): RecordSource {
  const path = `${origin.root.replaceAll('\\', '/').replace(/\/$/u, '')}/${origin.path}`;
  return {
    ref: `${path}#${origin.ordinal}`, path, ordinal: origin.ordinal, encoding: origin.encoding, span: { start: origin.start, end: origin.end },
    fileBytes: origin.fileBytes, sha256: origin.sha256, operation: origin.operation, untouched,
  };
}

function classesOf(sqlite: Database.Database, id: number, numbers: readonly string[], classify: Classify | undefined): readonly ClassNumber[] {
  const origins = new Map(sqlite.prepare<[number], [string, 'human' | 'machine']>(
    'SELECT notation, origin FROM class_assignment WHERE record_id = ?').raw().all(id));
  return [...new Set(numbers)].map((notation, at) => {
    const { kind, caption } = classify?.(notation) ?? { kind: 'unknown', caption: null };
    return { notation, caption, kind, main: at === 0, origin: origins.get(notation) ?? 'source' };
  });
}

/** What the parser met in the record, then the rules it breaks; a breach has no place in the file. */
function problemsOf(sqlite: Database.Database, id: number): readonly RecordProblem[] {
  const met = sqlite.prepare<[number], { code: string; severity: RecordProblem['severity']; offset: number; zh: string; en: string }>(
    'SELECT code, severity, "offset", zh, en FROM problem WHERE record_id = ? ORDER BY "offset", id').all(id);
  const broken = sqlite.prepare<[number], { rule: string; zh: string; en: string }>(
    'SELECT rule, zh, en FROM breach WHERE record_id = ? ORDER BY rule').all(id);
  return [
    ...met.map(({ code, severity, offset, zh, en }) => ({ code, severity, offset, text: { zh, en } })),
    ...broken.map(({ rule, zh, en }): RecordProblem => ({ code: rule, severity: 'note', offset: null, text: { zh, en } })),
  ];
}

/** The open groups a record is in, with the score of its own strongest link. */
function duplicateLinks(sqlite: Database.Database, id: number): readonly DuplicateLink[] {
  const groups = sqlite.prepare<[number], { id: number; kind: string; score: number }>(
    `SELECT g.id, g.kind, g.score FROM duplicate_member m JOIN duplicate_group g ON g.id = m.group_id
     WHERE m.record_id = ? AND g.state = 'open' ORDER BY g.score DESC, g.id`).all(id);
  const members = sqlite.prepare<[number], number>('SELECT record_id FROM duplicate_member WHERE group_id = ? ORDER BY record_id').pluck();
  const best = sqlite.prepare<[number, number, number], number | null>('SELECT max(score) FROM duplicate_pair WHERE group_id = ? AND (a = ? OR b = ?)').pluck();
  return groups.map((group) => ({
    group: group.id, kind: group.kind, score: best.get(group.id, id, id) ?? group.score, records: members.all(group.id),
  }));
}
