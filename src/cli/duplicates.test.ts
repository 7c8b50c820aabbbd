import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DuplicateGroup, Resolution } from '../contract/duplicates.ts';
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

describe('rules and the ways back', { timeout: 60_000 }, () => {
  it('lists what a rule would do, does it, and takes one merge of it apart', async () => {
    const { library } = await sampleLibrary();
    await ask(library, ['duplicates', 'find']);
    const dry = await ask<Resolution>(library, ['duplicates', 'resolve', '--rule', 'exact-more-fields', '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.value).toMatchObject({ operation: null, total: dry.value.lines.length });
    const done = await ask<Resolution>(library, ['duplicates', 'resolve', '--rule', 'exact-more-fields', '--limit', '1']);
    expect(done.value).toMatchObject({ groups: dry.value.groups, absorbed: dry.value.absorbed, total: dry.value.total });
    expect(done.value.lines).toHaveLength(1);
    const kept = String(dry.value.lines[0]?.survivor.id);
    const listed = await ask<{ decisions: readonly { id: number }[]; total: number }>(library, ['duplicates', 'decisions', '--decision', 'duplicate']);
    expect(listed.value.total).toBe(dry.value.absorbed);
    await ask(library, ['records', 'set', '--query', `id:${kept}`, '体裁=特写']);
    expect((await jianbao(['duplicates', 'unmerge', kept, '--library', library])).code).toBe(1);
    const plan = await jianbao(['duplicates', 'unmerge', kept, '--list', '--library', library]);
    expect(plan.out).toContain(`genre@${kept}`);
    const other = String(dry.value.lines[0]?.others[0]?.id);
    expect((await jianbao(['duplicates', 'unmerge', kept, '--give', `genre@${kept}=${other}`, '--library', library])).code).toBe(0);
    expect((await jianbao(['duplicates', 'list', '--state', 'open', '--library', library])).out).toContain('待定');
    expect((await jianbao(['duplicates', 'resolve', '--rule', 'nonesuch', '--library', library])).err).toContain('exact-more-fields');
    expect((await jianbao(['duplicates', 'resolve', '--rule', 'prefer-source', '--library', library])).err).toContain('--source');
  });

  it('keeps a rule of one\'s own, and reads and exports linked parts as one article', async () => {
    const { folder, library } = await sampleLibrary();
    await ask(library, ['duplicates', 'find']);
    const save = ['duplicates', 'rules', 'save', '晚报', '--kind', 'exact,near', '--keep', 'source', '--source', 'update', '--min-score', '0.5'];
    expect((await jianbao([...save, '--library', library])).code).toBe(0);
    expect((await ask<Resolution>(library, ['duplicates', 'resolve', '--rule', '晚报', '--dry-run'])).value.groups).toBeGreaterThan(0);
    const { value } = await ask<{ groups: DuplicateGroup[] }>(library, ['duplicates', 'list', '--kind', 'continuation']);
    const parts = value.groups[0]?.records.map(String) ?? [];
    await ask(library, ['duplicates', 'link', ...parts]);
    expect((await jianbao(['duplicates', 'article', parts[1] ?? '', '--library', library])).out).toMatch(/── \d+ · 01·1 [\s\S]+── \d+ · 03·1 /);
    const out = join(folder, 'one.jsonl');
    await ask(library, ['export', '--all', '--format', 'jsonl', '--out', out, '--continuations', 'joined']);
    const records = await ask<{ count: number }>(library, ['records', 'count']);
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(records.value.count - 1);
  });
});
