import { isAscii, isUtf8 } from 'node:buffer';
import type { EncodingName } from '../encoding.ts';
import { proveEncoding, provenBy } from './proof.ts';
import type { EncodingProof } from './proof.ts';

/** The proof of a file that is too long to hold, from evidence over all of it. */
export interface LongProof extends EncodingProof {
  /** Where a passage in another encoding was met; null when every passage looked into agrees. */
  readonly contradicted: { readonly offset: number; readonly encoding: EncodingName } | null;
}

export interface EncodingProver {
  /** The next piece, of any length; it may be used again afterwards. */
  push(piece: Uint8Array): void;
  end(): LongProof;
}

/** The part that statistics look at, as for a file that is held whole. */
const SAMPLE = 64 * 1024;
/** One passage is looked into in so many bytes, and so long a one. */
const EVERY = 1024 * 1024;
const PASSAGE = 8 * 1024;
/** How sure a passage has to be to count as another encoding. */
const SURE = 0.9;

/**
 * Proves the encoding of a file that passes by in pieces: byte order mark and tags at the start, strict UTF-8 over the
 * whole of it, statistics of its first text beyond ASCII, and a passage of every megabyte against all that: files put
 * together from parts in different encodings are met.
 */
export function encodingProver(): EncodingProver {
  const head = collector(SAMPLE + 4);
  let text: ReturnType<typeof collector> | null = null;
  const utf8 = strictUtf8();
  let ascii = true;
  let zero = false;
  let at = 0;
  let passage = collector(PASSAGE);
  let passageAt = 0;
  const votes = new Map<EncodingName, { count: number; readonly offset: number }>();

  const vote = (): void => {
    const bytes = passage.bytes();
    const from = afterBreak(bytes);
    const { encoding, confidence, evidence } = proveEncoding(bytes.subarray(from));
    if (confidence >= SURE && evidence[0]?.code !== 'ascii-only') {
      const before = votes.get(encoding);
      if (before === undefined) votes.set(encoding, { count: 1, offset: passageAt + from });
      else before.count++;
    }
    passage = collector(PASSAGE);
  };

  return {
    push(piece) {
      head.add(piece);
      utf8.push(piece);
      zero ||= piece.includes(0);
      const plain = isAscii(piece);
      if (text !== null) text.add(piece);
      else if (!plain) {
        const first = piece.findIndex((byte, index) => byte >= 0x80 && at + index >= 4);
        if (first >= 0) {
          text = collector(SAMPLE);
          // An even distance from the start, for UTF-16's sake.
          text.add(piece.subarray(first - ((at + first) & 1 & Number(first > 0))));
        }
      }
      ascii &&= plain;
      for (let from = 0; from < piece.length;) {
        if (passage.length() === 0) {
          const wait = (EVERY - ((at + from) % EVERY)) % EVERY;
          if (from + wait >= piece.length) break;
          from += wait;
          passageAt = at + from;
        }
        from += passage.add(piece.subarray(from));
        if (passage.full()) vote();
      }
      at += piece.length;
    },
    end() {
      if (passage.length() > 0) vote();
      const start = head.bytes();
      // What fits is judged as if it had been held.
      if (at <= SAMPLE) return { ...proveEncoding(start), contradicted: null };
      const sample = text === null || firstBeyondAscii(start) <= SAMPLE / 2 ? start.subarray(0, SAMPLE) : text.bytes();
      const proof = provenBy({ start, sample, ascii, utf8: utf8.end(), zero });
      let contradicted: LongProof['contradicted'] = null;
      for (const [encoding, { offset }] of votes) {
        if (encoding !== proof.encoding && (contradicted === null || offset < contradicted.offset)) contradicted = { offset, encoding };
      }
      const agree = votes.get(proof.encoding)?.count ?? 0;
      const all = [...votes.values()].reduce((sum, { count }) => sum + count, 0);
      const confidence = all === 0 ? proof.confidence : Math.round(100 * Math.min(proof.confidence, agree / all)) / 100;
      return { ...proof, confidence, contradicted };
    },
  };
}

const firstBeyondAscii = (bytes: Uint8Array): number => {
  const first = bytes.findIndex((byte, index) => byte >= 0x80 && index >= 4);
  return first < 0 ? Infinity : first;
};

/** Where a passage cut out anywhere first begins a line, so that no character of it is cut. */
function afterBreak(bytes: Uint8Array): number {
  const found = bytes.subarray(0, PASSAGE / 2).indexOf(0x0a);
  if (found < 0) return 0;
  // In UTF-16 with the low byte first the line break has a second byte.
  return bytes[found + 1] === 0 && (found & 1) === 0 ? found + 2 : found + 1;
}

function collector(most: number): { add(piece: Uint8Array): number; length(): number; full(): boolean; bytes(): Uint8Array } {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    add(piece) {
      const taken = Math.min(piece.length, most - length);
      if (taken > 0) parts.push(Uint8Array.prototype.slice.call(piece, 0, taken));
      length += Math.max(0, taken);
      return Math.max(0, taken);
    },
    length: () => length,
    full: () => length >= most,
    bytes: () => Buffer.concat(parts),
  };
}

/** Whether the whole is strict UTF-8, `cut` when but for its last character, which is not whole. */
function strictUtf8(): { push(piece: Uint8Array): void; end(): 'strict' | 'cut' | 'no' } {
  let sound = true;
  let long = false;
  let rest: Uint8Array = new Uint8Array();
  return {
    push(piece) {
      if (!sound) return;
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const whole = bytes.length - unfinished(bytes);
      sound = isUtf8(bytes.subarray(0, whole));
      long ||= bytes.some((byte) => byte >= 0xe0);
      rest = Uint8Array.prototype.slice.call(bytes, whole);
    },
    end: () => (!sound ? 'no' : rest.length === 0 ? 'strict' : (rest[0] ?? 0) >= 0xe0 && long ? 'cut' : 'no'),
  };
}

/** Bytes at the end that are the beginning of a character. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}
