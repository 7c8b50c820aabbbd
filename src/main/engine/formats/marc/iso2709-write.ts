import type { EncodingName } from '../encoding.ts';
import { encode } from '../encoding.ts';
import { characterLoss, lengthLoss, recordLoss } from '../losses.ts';
import type { Loss, Rendered } from '../writer.ts';
import type { MarcField, MarcRecord } from './record.ts';

/** The directory gives a length four digits and the leader the record five. Source: ISO 2709:2008. */
export const FIELD_BYTES = 9999;
export const RECORD_BYTES = 99_999;

const encoder = new TextEncoder();

/**
 * One record as ISO 2709. A field that is too long is left out, of the body what fits in whole paragraphs; a character
 * the encoding lacks refuses the record.
 */
export function iso2709Record({ leader, fields }: MarcRecord, encoding: EncodingName, body: string): Rendered {
  const losses: Loss[] = [];
  const refused: Loss[] = [];
  const chunks: { readonly tag: string; readonly bytes: Uint8Array }[] = [];
  const bytesOf = (text: string, source: string): Uint8Array | null => {
    if (encoding === 'utf-8' && text.isWellFormed()) return encoder.encode(text);
    const encoded = encode(text, encoding);
    if ('bytes' in encoded) return encoded.bytes;
    if (!source.startsWith('verbatim:')) refused.push(characterLoss(source, encoded.unmappable.map(({ char }) => char), 'refused'));
    return null;
  };
  for (const field of fields) {
    const verbatim = field.source.startsWith('verbatim:');
    // Subtle: a value with a line end or a separator in it would be torn here; the copy to the letter is for the XML and JSON forms.
    if (verbatim && (field.source === 'verbatim:body' || field.subfields.some(([, value]) => /[\u0000-\u001f]/.test(value)))) continue;
    const bytes = bytesOf(fieldText(field), field.source);
    if (bytes === null) continue;
    if (bytes.length <= FIELD_BYTES) {
      chunks.push({ tag: field.tag, bytes });
      continue;
    }
    if (verbatim) continue;
    const cut = field.tag === body ? shortened(field, encoding) : null;
    losses.push(lengthLoss(field.source, bytes.length, FIELD_BYTES, 'bytes', cut === null ? 'left' : 'cut'));
    if (cut !== null) chunks.push({ tag: field.tag, bytes: cut });
  }
  if (refused.length > 0) return { part: null, losses: [...losses, ...refused] };
  const base = 24 + chunks.length * 12 + 1;
  const length = chunks.reduce((sum, { bytes }) => sum + bytes.length, base) + 1;
  if (length > RECORD_BYTES) {
    return { part: null, losses: [...losses, recordLoss({
      zh: `记录长 ${length} 字节，ISO 2709 最多 ${RECORD_BYTES}，没有写出；可改用 MARCXML。`,
      en: `The record has ${length} bytes, of ${RECORD_BYTES} that ISO 2709 takes; it was not written. MARCXML can hold it.`,
    })] };
  }
  const digits = (n: number, width: number): string => String(n).padStart(width, '0');
  let directory = '';
  let at = 0;
  for (const { tag, bytes } of chunks) {
    directory += tag + digits(bytes.length, 4) + digits(at, 5);
    at += bytes.length;
  }
  const head = `${digits(length, 5)}${leader.slice(5, 12)}${digits(base, 5)}${leader.slice(17)}${directory}\u001e`;
  return { part: Buffer.concat([Buffer.from(head, 'latin1'), ...chunks.map(({ bytes }) => bytes), Buffer.from([0x1d])], length), losses };
}

const fieldText = ({ indicators, subfields, value }: MarcField): string =>
  `${indicators === '' ? value : indicators + subfields.map(([code, text]) => `\u001f${code}${text}`).join('')}\u001e`;

/** The first paragraphs of a field's first subfield, as many as fit. */
function shortened(field: MarcField, encoding: EncodingName): Uint8Array | null {
  const [[code, text] = ['a', '']] = field.subfields;
  const paragraphs = text.split('　　');
  for (let count = paragraphs.length - 1; count > 0; count--) {
    const encoded = encode(fieldText({ ...field, subfields: [[code, paragraphs.slice(0, count).join('　　')]] }), encoding);
    if ('bytes' in encoded && encoded.bytes.length <= FIELD_BYTES) return encoded.bytes;
  }
  return null;
}
