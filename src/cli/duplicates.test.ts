import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DuplicateGroup } from '../contract/duplicates.ts';
import { ask, jianbao, SAMPLE, sampleLibrary } from './run.testing.ts';

interface Evaluation {
  readonly pairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly missed: readonly { readonly a: string; readonly b: string }[];
  readonly wrong: readonly unknown[];
  readonly unknown: number;
}

const { duplicates } = JSON.parse(readFileSync(`${SAMPLE}.expected.json`, 'utf8')) as {
  readonly duplicates: readonly { readonly a: string; readonly b: string; readonly kind: string }[];
};

describe('duplicates', { timeout: 60_000 }, () => {
  it('finds groups, merges one by reference, takes it apart and remembers what is none', async () => {
    const { library } = await sampleLibrary();
    const found = await ask<{ groups: number; pairs: number; seconds: number; records: number }>(library, [
      'duplicates',
      'find',
    ]);
    expect(found.code).toBe(0);
    expect(found.value.groups).toBeGreaterThan(3);
    expect(found.value.pairs).toBeGreaterThanOrEqual(found.value.groups);
    const list = async (...args: string[]): Promise<readonly DuplicateGroup[]> =>
      (await ask<{ groups: DuplicateGroup[] }>(library, ['duplicates', 'list', ...args])).value.groups;
    const count = async (): Promise<number> =>
      (await ask<{ count: number }>(library, ['records', 'count'])).value.count;
    const exact = await list('--kind', 'exact', '--state', 'open');
    expect(exact.length).toBeGreaterThan(1);
    const [first, second] = exact;
    const before = await count();
    const refs = first?.records.map(String) ?? [];
    expect((await ask(library, ['duplicates', 'merge', ...refs])).value).toMatchObject({ survivor: first?.records[0] });
    expect(await count()).toBe(before - refs.length + 1);
    expect((await ask(library, ['duplicates', 'unmerge', refs[0] ?? ''])).code).toBe(0);
    expect(await count()).toBe(before);
    await ask(library, ['duplicates', 'distinct', ...(second?.records.map(String) ?? [])]);
    await ask(library, ['duplicates', 'find']);
    const open = (await list('--state', 'open')).map(({ records }) => records.join());
    expect(open).not.toContain(second?.records.join());
    expect((await jianbao(['duplicates', 'merge', refs[0] ?? '', '--library', library])).code).toBe(2);
    expect((await jianbao(['duplicates', 'list', '--library', library])).out).toContain('同一文章');
  });

  it('compares what was found with a truth of references relative to the truth file', async () => {
    const { folder, library } = await sampleLibrary();
    await ask(library, ['duplicates', 'find']);
    const pairs = duplicates.filter(
      ({ kind, a, b }) => kind === 'exact' && a.startsWith('txt/') && !b.startsWith('txt/'),
    );
    const truth = join(folder, 'truth.csv');
    const line = ({ a, b }: { readonly a: string; readonly b: string }): string =>
      `${join(SAMPLE, a)},${join(SAMPLE, b)},x`;
    writeFileSync(truth, `\uFEFFa,b,note\r\n${pairs.map(line).join('\r\n')}\r\n`);
    const { code, value } = await ask<Evaluation>(library, ['duplicates', 'evaluate', '--truth', truth]);
    expect(code).toBe(0);
    expect(value.recall).toBe(1 - value.missed.length / pairs.length);
    expect(value.missed).toEqual([]);
    expect(value.pairs).toBe(pairs.length + value.wrong.length);
    expect(value.precision).toBe(pairs.length / value.pairs);
    const text = await jianbao(['duplicates', 'evaluate', '--truth', truth, '--library', library]);
    expect(text.out).toContain('查全率 100.0%');

    writeFileSync(truth, `a,b\n${pairs.map(line).join('\n')}\nnowhere/x.TXT#1,nowhere/y.TXT#1\n`);
    const lacking = await ask<Evaluation>(library, ['duplicates', 'evaluate', '--truth', truth]);
    expect(lacking.code).toBe(3);
    expect(lacking.value).toMatchObject({ unknown: 1, missed: [{ a: 'nowhere/x.TXT#1', b: 'nowhere/y.TXT#1' }] });

    writeFileSync(truth, 'first,second\n1,2\n');
    const headless = await jianbao(['duplicates', 'evaluate', '--truth', truth, '--library', library]);
    expect(headless.code).toBe(1);
    expect(headless.err).toContain('a,b');
  });
});
