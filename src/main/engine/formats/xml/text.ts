import type { LocalText } from '../../../../contract/text.ts';
import { decode, isEncodingName, proveEncoding } from '../encoding.ts';
import type { EncodingName } from '../encoding.ts';
import type { FormatReading, ReadRequest } from '../format.ts';
import { readText } from '../text/drafts.ts';
import type { Draft } from '../text/drafts.ts';

/** Bytes of a file's beginning that tell its format. */
const HEAD = 16 * 1024;
/** A proof this sure is believed before what the file says of itself, which is often wrong after a conversion. */
const SURE = 0.9;

/** The beginning of a file as text where it may be XML, else ''. */
export function xmlHead(head: Uint8Array): string {
  const start = head.subarray(0, HEAD);
  const { encoding, bom } = proveEncoding(start);
  const text = decode(start, encoding, bom).text.trimStart();
  return /^<(?:[?!]|[A-Za-z_])/.test(text) ? text : '';
}

/** Read a file as XML in the encoding it is proved to be in, in doubt the one its declaration names. */
export function readXmlText(request: ReadRequest, split: (text: string) => readonly Draft[], nothing: LocalText): FormatReading {
  const told = request.encoding ?? declared(request.bytes);
  return readText({ ...request, encoding: told }, split, nothing);
}

function declared(bytes: Uint8Array): EncodingName | null {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  const named = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase();
  const name = named === 'gbk' || named === 'gb2312' ? 'gb18030' : named;
  if (name === undefined || !isEncodingName(name) || proveEncoding(bytes).confidence >= SURE) return null;
  return decode(bytes, name).damage.length === 0 ? name : null;
}
