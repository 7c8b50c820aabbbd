import { bibtex } from './bibtex/reader.ts';
import { csv } from './csv/read.ts';
import { dublinCore } from './dublin-core/reader.ts';
import type { FormatReader } from './format.ts';
import { jsonl } from './jsonl/read.ts';
import { marc } from './marc/reader.ts';
import { marcxml } from './marcxml/reader.ts';
import { ris } from './ris/reader.ts';
import type { TableRules } from './table/rules.ts';
import { tagged } from './tagged/reader.ts';
import { plainText } from './text/reader.ts';
import { trs } from './trs/reader.ts';
import { xlsx } from './xlsx/reader.ts';

/** The formats that can be brought in; where two are as likely, the first one. */
export const formats: readonly FormatReader[] = [
  tagged,
  jsonl,
  trs,
  ris,
  bibtex,
  marc,
  marcxml,
  dublinCore,
  xlsx,
  csv,
  plainText,
];

/** The format of that name on the command line, undefined when there is none. */
export function formatNamed(name: string): FormatReader | undefined {
  return formats.find((format) => format.name === name);
}

/** Below this a file is of none of them. */
const LIKELY = 0.3;

/** The likeliest format of a file by its beginning (4 KB or more, or all of it), null when there is none. */
export function formatOf(head: Uint8Array, path: string, tables?: TableRules): FormatReader | null {
  let best: FormatReader | null = null;
  let likeliest = LIKELY;
  for (const format of formats) {
    const likely = format.sniff(head, path, tables);
    if (likely > likeliest) {
      best = format;
      likeliest = likely;
    }
  }
  return best;
}
