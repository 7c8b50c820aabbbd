import { it } from 'vitest';
import { library } from '../../../../../scripts/duplicates/synthetic.ts';
import type { DuplicateRecord } from './article.ts';
import { findDuplicates } from './match.ts';
import { prepareForMatching } from './prepared.ts';

const { records } = library(1, 1000);

function run(all: readonly DuplicateRecord[]): number {
  const steps = findDuplicates(all);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value.pairs.length;
}

it('duplicates among 1,000 records', async ({ bench }) => {
  await bench.compare(
    bench('fold and sketch', () => {
      for (const record of records) prepareForMatching(record);
    }),
    bench('the whole way', () => {
      run(records);
    }),
  );
}, 120_000);
