import type { FormatReader } from './format.ts';
import { tagged } from './tagged/reader.ts';

/** The formats that can be brought in; where two are as likely, the first one. */
export const formats: readonly FormatReader[] = [
  tagged,
];

/** Below this a file is of none of them. */
const LIKELY = 0.3;

/** The likeliest format of a file by its beginning (4 KB or more, or all of it), null when there is none. */
export function formatOf(head: Uint8Array, path: string): FormatReader | null {
  let best: FormatReader | null = null;
  let likeliest = LIKELY;
  for (const format of formats) {
    const likely = format.sniff(head, path);
    if (likely > likeliest) {
      best = format;
      likeliest = likely;
    }
  }
  return best;
}
