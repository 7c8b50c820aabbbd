import { bench, describe } from 'vitest';
import { library } from '../../../../../scripts/duplicates/synthetic.ts';
import type { DuplicateRecord } from './article.ts';
import { findDuplicates } from './match.ts';
import { prepareForMatching } from './prepared.ts';

const { records } = library(1, 5000);

function run(all: readonly DuplicateRecord[]): number {
  const steps = findDuplicates(all);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value.pairs.length;
}

describe('duplicates among 5,000 records', () => {
  bench('fold and sketch', () => {
    for (const record of records) prepareForMatching(record);
  }, { iterations: 3, warmupIterations: 1 });

  bench('the whole way', () => {
    run(records);
  }, { iterations: 3, warmupIterations: 1 });
});
