import type { DraftProblem } from '../text/drafts.ts';

/** What is to be said of dates that the order told for their column does not read. */
export function strangeDates(at: number, values: readonly string[]): readonly DraftProblem[] {
  return values.map((value) => ({
    code: 'date-not-read', at,
    text: {
      zh: `日期“${value.slice(0, 40)}”按指定的写法读不出来，照原样保留。`,
      en: `The date “${value.slice(0, 40)}” is none in the order told; it was kept as it stands.`,
    },
  }));
}
