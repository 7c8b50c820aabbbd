import { decode, encodingProblems, proveEncoding } from '../encoding.ts';
import { foreignKind } from '../foreign.ts';
import type { FormatReader, FormatReading } from '../format.ts';
import type { Problem } from '../../../../contract/problem.ts';
import { lostBytes } from '../encoding/lost.ts';
import { parseTagged } from './parse.ts';
import type { ParsedRecord } from './parse.ts';
import { sentence } from './sentences.ts';
import { streamTagged } from './stream.ts';

/** A tag with a code of two or more capitals and what follows it, in either bracket. */
const TAG = /[〖【][-－]?[A-Z]{2,8}[/／；]\p{Script=Han}{1,8}[〗】]/u;
const HEAD = 16 * 1024;

/** Newspaper records in 〖CODE/名〗value〖-CODE/名〗, one a file or many. */
export const tagged = {
  name: 'tagged',
  label: { zh: '带标记的全文记录（〖〗）', en: 'Tagged full-text records (〖〗)' },
  sniff(head) {
    const start = head.subarray(0, HEAD);
    const { encoding, bom } = proveEncoding(start);
    const { text } = decode(start, encoding, bom);
    const at = text.search(TAG);
    if (at < 0) return 0;
    return text.slice(0, at).trim() === '' ? 1 : 0.6;
  },
  read({ bytes, encoding, maxProblems }): FormatReading {
    const proof = proveEncoding(bytes);
    const used = encoding ?? proof.encoding;
    const decoded = decode(bytes, used, proof.bom);
    const { records, problems } = parseTagged(decoded, { maxProblems });
    const foreign = records.length === 0 ? foreignKind(bytes) : null;
    if (foreign !== null) {
      const text = sentence('foreign-file', foreign.zh, foreign.en);
      return { proof, encoding: null, records, problems: [{ code: 'foreign-file', offset: 0, text }] };
    }
    const lost = lostBytes(bytes, decoded, used);
    return { proof, encoding: used, records: lost.length === 0 ? records : withLost(records, lost), problems: [...encodingProblems(proof, used), ...problems] };
  },
  stream: ({ encoding, bom, maxProblems }) => streamTagged({ encoding, bom, maxProblems }),
} satisfies FormatReader;

/** Each said of the record it stands in. */
function withLost(records: readonly ParsedRecord[], lost: readonly Problem[]): readonly ParsedRecord[] {
  return records.map((record) => {
    const own = lost.filter(({ offset }) => offset >= record.start && offset < record.end)
      .map((problem) => ({ ...problem, length: Math.min(problem.length ?? 0, record.end - problem.offset) }));
    return own.length === 0 ? record : { ...record, problems: [...record.problems, ...own].toSorted((a, b) => a.offset - b.offset) };
  });
}
