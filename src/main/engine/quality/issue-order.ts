/** A day with one of the issue numbers its records carry, and how many carry it. */
export interface IssueOfDay {
  readonly day: number;
  readonly issue: number;
  readonly records: number;
}

/**
 * The days whose issue is believed: of each day the number most of its records carry, and of these the run in which the
 * number rises from day to day and which has most records behind it (a heaviest increasing subsequence, by a Fenwick tree of
 * maxima). A single wrong number, however high, then makes nothing else wrong.
 */
export function risingIssues(found: readonly IssueOfDay[]): readonly IssueOfDay[] {
  const usual = new Map<number, IssueOfDay>();
  for (const one of found) {
    const before = usual.get(one.day);
    if (before === undefined || one.records > before.records || (one.records === before.records && one.issue < before.issue)) usual.set(one.day, one);
  }
  const days = [...usual.values()].sort((a, b) => a.day - b.day);
  const ranks = new Map([...new Set(days.map(({ issue }) => issue))].sort((a, b) => a - b).map((issue, at) => [issue, at + 1]));
  // best[k]: the day at which the heaviest run so far ends whose last issue is among those that k stands for; -1 for none.
  const best = new Int32Array(ranks.size + 1).fill(-1);
  const weight = new Float64Array(days.length);
  const previous = new Int32Array(days.length).fill(-1);
  const heaviest = (at: number, one: number): number => (one >= 0 && (at < 0 || (weight[one] ?? 0) > (weight[at] ?? 0)) ? one : at);
  let last = -1;
  for (const [at, { issue, records }] of days.entries()) {
    const rank = ranks.get(issue) ?? 0;
    let before = -1;
    for (let k = rank - 1; k > 0; k -= k & -k) before = heaviest(before, best[k] ?? -1);
    previous[at] = before;
    weight[at] = records + (before < 0 ? 0 : weight[before] ?? 0);
    for (let k = rank; k <= ranks.size; k += k & -k) best[k] = heaviest(best[k] ?? -1, at);
    last = heaviest(last, at);
  }
  const run: IssueOfDay[] = [];
  for (let at = last; at >= 0; at = previous[at] ?? -1) {
    const one = days[at];
    if (one !== undefined) run.push(one);
  }
  return run.reverse();
}
