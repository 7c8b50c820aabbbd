import type { Candidate } from './backend.ts';
import { keywordsOf } from './field.ts';
import { withoutMarks } from './text/fold.ts';
import type { SubjectText } from './text/grams.ts';
import type { Store } from '../../store/open.ts';

/** A word with more characters is a sentence. */
const LONGEST = 10;
/** Records whose keywords are looked through for the library's own words. */
const READ = 200_000;
/** A word nobody used yet must stand this often in the text, or in the title and once more. */
const REPEATED = 3;
/** Characters no word of subject begins or ends with. */
const EDGES = new Set([...'的了在是和与及或等为将把被对从到于其这那有不就也都而且但之以所由向并各该此我你他她它们个年月日时上下中前后第一二三四五六七八九十两几多最更还很已能会可要让使着过得地说称']);

export interface Words {
  /** Keywords for a record: the library's own that stand in it, and words that return in it. Best first. */
  suggest(text: SubjectText, top: number): readonly Candidate[];
}

/**
 * Keywords taken from the text. A keyword the library uses counts by how often it stands there, more in the title, and by how
 * often it is used (Medelyan, Witten: Thesaurus Based Automatic Keyphrase Indexing, JCDL 2006, the parts that need no training).
 */
export function libraryWords({ sqlite }: Store): Words {
  const used = new Map<string, number>();
  for (const value of sqlite.prepare<[number], string>("SELECT keywords FROM record WHERE hidden = 0 AND keywords IS NOT NULL AND keywords <> '' LIMIT ?").pluck().all(READ)) {
    for (const word of keywordsOf(value)) if (word.length >= 2 && word.length <= LONGEST) used.set(word, (used.get(word) ?? 0) + 1);
  }
  return {
    suggest({ kicker, title, subtitle, body }, top) {
      const heading = [kicker, title, subtitle].join('\n');
      const text = withoutMarks(body).slice(0, 3000);
      const inHeading = countRuns(heading);
      const inText = countRuns(text);
      const found = new Map<string, number>();
      for (const [run, times] of [...inText, ...[...inHeading].filter(([run]) => !inText.has(run)).map(([run]) => [run, 0] as const)]) {
        const titled = inHeading.get(run) ?? 0;
        const weight = Math.log1p(times) + (titled > 0 ? 2 : 0);
        const known = used.get(run);
        if (known !== undefined) found.set(run, weight * (1 + Math.log1p(known) / 3) * Math.min(1.5, 0.6 + run.length / 5));
        else if (fits(run) && (times >= REPEATED || (titled > 0 && times >= 2))) found.set(run, weight * 0.35 * Math.min(1.2, run.length / 4));
      }
      const best: Candidate[] = [];
      for (const [label, score] of [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
        if (best.length === top) break;
        // Of a word and its part the better one is enough.
        if (!best.some((other) => other.label.includes(label) || label.includes(other.label))) best.push({ label, score });
      }
      return best;
    },
  };
}

const HAN = /[\p{Script=Han}]/u;

/** Runs of two to ten Han characters no sign interrupts, counted. */
function countRuns(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && HAN.test(text[at] ?? '')) continue;
    for (let start = from; start < at - 1; start++) {
      for (let end = start + 2; end <= Math.min(at, start + LONGEST); end++) {
        const run = text.slice(start, end);
        counts.set(run, (counts.get(run) ?? 0) + 1);
      }
    }
    from = at + 1;
  }
  return counts;
}

const fits = (run: string): boolean => run.length <= 6 && !EDGES.has(run[0] ?? '') && !EDGES.has(run.at(-1) ?? '');
