import { encode } from './encoding.ts';
import type { EncodingName } from './encoding.ts';
import { characterLoss } from './losses.ts';
import type { PlainRecord } from './plain-record.ts';
import type { Loss, Part, RecordWriter } from './writer.ts';

export interface TextFormat {
  /** Before the first record, between two, after the last. */
  readonly head?: string;
  readonly between?: string;
  readonly tail?: string | (() => string);
  render(record: PlainRecord): { readonly text: string | null; readonly losses: readonly Loss[]; readonly path?: string };
}

/** The writer of a format that is text: encodes, and refuses a record with a character the encoding lacks. */
export function textWriter(encoding: EncodingName, format: TextFormat): RecordWriter {
  let first = true;
  const bytesOf = (text: string): string | Uint8Array => {
    if (encoding === 'utf-8') return text;
    const encoded = encode(text, encoding);
    return 'bytes' in encoded ? encoded.bytes : text;
  };
  return {
    render(record) {
      const { text, losses, path } = format.render(record);
      if (text === null) return { part: null, losses, path };
      if (encoding === 'utf-8' && text.isWellFormed()) return { part: text, losses, path };
      const encoded = encode(text, encoding);
      if ('bytes' in encoded) return { part: encoded.bytes, losses, path };
      return { part: null, losses: [...losses, characterLoss(fieldWith(record, encoded.unmappable[0]?.char ?? ''), encoded.unmappable.map(({ char }) => char), 'refused')], path };
    },
    begin(sink) {
      if (format.head !== undefined) sink.write(bytesOf(format.head));
    },
    write(part, sink) {
      if (!first && format.between !== undefined) sink.write(bytesOf(format.between));
      first = false;
      sink.write(textOrBytes(part));
    },
    end(sink) {
      const tail = typeof format.tail === 'function' ? format.tail() : format.tail;
      if (tail !== undefined) sink.write(bytesOf(tail));
    },
    show: (part) => (typeof part === 'string' ? part : part instanceof Uint8Array ? shown(part, encoding) : part.join('\t')),
  };
}

export function textOrBytes(part: Part): string | Uint8Array {
  if (typeof part === 'string' || part instanceof Uint8Array) return part;
  throw new TypeError('a row of cells is no text');
}

const shown = (bytes: Uint8Array, encoding: EncodingName): string =>
  new TextDecoder(encoding === 'gbk' || encoding === 'gb2312' ? 'gb18030' : encoding).decode(bytes);

/** The field a character stands in, for the report. */
export function fieldWith(record: PlainRecord, char: string): string {
  for (const [field, value] of Object.entries(record.values)) if (value.includes(char)) return field;
  return record.others.find(({ value }) => value.includes(char))?.code ?? '';
}
