import type { FileState } from '../../../contract/imports.ts';
import type { LocalText } from '../../../contract/text.ts';
import { PROBLEM_SEVERITY } from '../../../contract/problem.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { EncodingName } from '../formats/encoding.ts';
import type { SourceRecord } from '../formats/format.ts';
import { tagged } from '../formats/tagged/reader.ts';
import { pictureType } from './picture.ts';

/** What came out of looking at one file's bytes. */
export interface Examined {
  readonly state: FileState;
  /** Why, when there is something to say. */
  readonly reason: LocalText | null;
  /** The name of the reader its records came by. */
  readonly format: string | null;
  readonly encoding: string | null;
  readonly confidence: number | null;
  readonly records: readonly SourceRecord[];
  /** Problems of the file as a whole; each record has its own beside. */
  readonly problems: readonly Problem[];
}

/** Problems kept for one file; a file with more is broken in one way throughout, and says so often enough. */
const MOST_PROBLEMS = 200;

export function examine(bytes: Uint8Array, path: string, encoding: EncodingName | 'auto'): Examined {
  if (bytes.length === 0) return refused({ zh: '空文件，没有内容。', en: 'The file is empty.' });
  const type = pictureType(bytes, path);
  if (type !== null) {
    return { ...refused({ zh: `图片文件（${type}），留在原处，由记录引用。`, en: `A picture (${type}); it stays where it is, for the records that name it.` }), state: 'imported' };
  }
  const { proof, encoding: used, records, problems } = tagged.read({
    bytes, path, encoding: encoding === 'auto' ? null : encoding, maxProblems: MOST_PROBLEMS,
  });
  const confidence = used === null ? null : encoding === 'auto' ? proof?.confidence ?? null : 1;
  const all = [...problems, ...records.flatMap((record) => record.problems)];
  if (records.length === 0) {
    const first = all.find((problem) => PROBLEM_SEVERITY[problem.code] === 'refuse') ?? all[0];
    return { ...refused(first?.text ?? { zh: '没有找到带标记的记录。', en: 'No tagged record was found in it.' }), encoding: used, confidence, problems };
  }
  const worst = worstOf(all);
  return {
    state: worst === null || PROBLEM_SEVERITY[worst.code] === 'note' ? 'imported' : PROBLEM_SEVERITY[worst.code] === 'repair' ? 'repaired' : 'needsReview',
    reason: worst?.text ?? null,
    format: tagged.name, encoding: used, confidence, records, problems,
  };
}

/** A file of which nothing is taken, and why. */
export function refused(reason: LocalText): Examined {
  return { state: 'refused', reason, format: null, encoding: null, confidence: null, records: [], problems: [] };
}

const RANK = { note: 0, repair: 1, review: 2, refuse: 3 } as const;

function worstOf(problems: readonly Problem[]): Problem | null {
  let worst: Problem | null = null;
  for (const problem of problems) {
    if (worst === null || RANK[PROBLEM_SEVERITY[problem.code]] > RANK[PROBLEM_SEVERITY[worst.code]]) worst = problem;
  }
  return worst;
}
