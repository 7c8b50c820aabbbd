import { decode, encode } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';
import { fieldKey, fieldsByKey, readFieldKey } from './fields.ts';
import type { FieldKey } from './fields.ts';
import { parseTagged } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { Sheet, fieldText, rankOf, tagName, unmappableIn } from './sheet.ts';
import type { Change, LineEnd, Splice, UnmappableValue } from './sheet.ts';

/**
 * The record's bytes; or every character the encoding lacks, and no bytes; or the fields whose value, once written,
 * would not be read back as it is (a value with a closing tag in it), and no bytes.
 */
export type Written =
  | { readonly bytes: Uint8Array }
  | { readonly unmappable: readonly UnmappableValue[] }
  | { readonly conflict: readonly FieldKey[] };

export interface RecordSource {
  /** The record's own span of its file, from `parsed.start` to `parsed.end`. */
  readonly bytes: Uint8Array;
  readonly encoding: EncodingName;
}

/** Values have "\n" for a line end, whatever a text box made of it. */
const unbroken = (value: string): string => value.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** What shall be read back: codes and values of the record's own fields. */
type Expected = readonly { readonly code: string; readonly value: string }[];

/**
 * Write a record with edited fields. `wanted` names the fields by key; what it does not name, or names with the value
 * the source has, keeps its bytes. In an edited value only the stretch that differs is encoded anew, in the source's
 * encoding and with its line end; null removes the field and its line; a key that is new adds a line in the canonical
 * place ('' adds nothing), under the name in `names` when its code is unknown. With nothing changed the source's own
 * bytes come back.
 */
export function writeTagged(
  source: RecordSource,
  parsed: ParsedRecord,
  wanted: ReadonlyMap<FieldKey, string | null>,
  names: ReadonlyMap<string, string> = new Map(),
): Written {
  const own = fieldsByKey(parsed.fields);
  const values = new Map([...wanted].map(([key, value]) => [key, value === null ? null : unbroken(value)]));
  const changed = [...values].filter(([key, value]) =>
    own.has(key) ? own.get(key)?.value !== value : value !== null && value !== '',
  );
  if (changed.length === 0) return { bytes: source.bytes };
  changed.sort(
    ([a], [b]) =>
      rankOf(readFieldKey(a).code) - rankOf(readFieldKey(b).code) ||
      readFieldKey(a).occurrence - readFieldKey(b).occurrence,
  );
  const expected: Expected = [
    ...[...own].flatMap(([key, { code, value }]) => {
      const now = values.has(key) ? values.get(key) ?? null : value;
      return now === null ? [] : [{ code, value: now }];
    }),
    ...changed.flatMap(([key, value]) =>
      own.has(key) || value === null ? [] : [{ code: readFieldKey(key).code, value }],
    ),
  ];
  const sheet = new Sheet(source.bytes, source.encoding, parsed, names);
  // A field whose tags are broken may not hold every value; then, and only then, its tags are written anew as well.
  for (const anew of [false, true]) {
    const changes = changed.map(([key, value]): Change => {
      const field = own.get(key);
      if (field === undefined) return sheet.add(key, value ?? '');
      if (value === null) return { splices: [sheet.remove(field)], unmappable: [] };
      return anew ? sheet.replace(key, field, value) : sheet.edit(key, field, value);
    });
    const unmappable = changes.flatMap((change) => change.unmappable);
    if (unmappable.length > 0) return { unmappable };
    const bytes = spliced(source.bytes, changes.flatMap((change) => change.splices));
    if (readsBack(bytes, source.encoding, expected)) return { bytes };
  }
  return { conflict: changed.map(([key]) => key) };
}

export interface ComposedField {
  readonly code: string;
  /** For unknown codes; known ones have theirs. */
  readonly name?: string;
  readonly value: string;
}

export interface ComposeOptions {
  readonly encoding: EncodingName;
  readonly lineEnd?: LineEnd;
}

/**
 * Write a record from nothing but its fields, in canonical order (the order given among equals): for records that came
 * in another format, and for an export in another encoding. No byte order mark.
 */
export function composeTagged(fields: readonly ComposedField[], options: ComposeOptions): Written {
  const { encoding, lineEnd = '\r\n' } = options;
  const sorted = fields.toSorted((a, b) => rankOf(a.code) - rankOf(b.code));
  const count = new Map<string, number>();
  const unmappable: UnmappableValue[] = [];
  const keys: FieldKey[] = [];
  let text = '';
  for (const { code, name, value: given } of sorted) {
    const value = unbroken(given);
    const occurrence = (count.get(code) ?? 0) + 1;
    count.set(code, occurrence);
    const key = fieldKey(code, occurrence);
    keys.push(key);
    unmappable.push(...unmappableIn(key, value, encoding));
    text += `${fieldText(code, tagName(code, name, encoding), value, encoding, true)}\n`;
  }
  if (unmappable.length > 0) return { unmappable };
  const encoded = encode(text.replaceAll('\n', lineEnd), encoding);
  if (
    'bytes' in encoded &&
    readsBack(
      encoded.bytes,
      encoding,
      sorted.map(({ code, value }) => ({ code, value: unbroken(value) })),
    )
  )
    return encoded;
  return { conflict: keys };
}

function spliced(source: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  // At one place the order of adding stays: sorting is stable.
  for (const { start, end, bytes } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(source.subarray(at, Math.max(at, start)), bytes);
    at = Math.max(at, end);
  }
  parts.push(source.subarray(at));
  return new Uint8Array(Buffer.concat(parts));
}

/** Read what was written and compare: the promise is kept by trying it. Fields of one code keep their order. */
function readsBack(bytes: Uint8Array, encoding: EncodingName, expected: Expected): boolean {
  const { records } = parseTagged(decode(bytes, encoding), { maxProblems: 0 });
  const got = (records[0]?.fields ?? []).filter(({ parent }) => parent === null);
  const byCode = (fields: Expected): string =>
    JSON.stringify(
      fields
        .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
        .map(({ code, value }) => [code, value]),
    );
  return records.length <= 1 && byCode(got) === byCode(expected);
}
