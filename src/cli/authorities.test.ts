import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cluster, MergeResult } from '../contract/authorities.ts';
import type { Operation, OperationChange } from '../contract/history.ts';
import type { RecipeFile, RecipeRun } from '../contract/recipes.ts';
import { ask, jianbao, sampleLibrary } from './run.testing.ts';

describe('spellings, recipes and what was done', { timeout: 120_000 }, () => {
  it('are merged, kept as a recipe, rehearsed, done again and undone from the command line', async () => {
    const { folder, library } = await sampleLibrary();
    const clusters = await ask<{ clusters: Cluster[] }>(library, ['authorities', 'clusters', '--field', '体裁']);
    expect(clusters.value.clusters.map(({ into, spellings }) => [into, ...spellings.map(({ value }) => value)].sort())).toContainEqual(['其他言论', '其它言论'].sort());
    expect((await jianbao(['authorities', 'clusters', '--field', 'genre', '--library', library])).out).toContain('异形词');

    const count = async (query: string): Promise<number> => (await ask<{ count: number }>(library, ['records', 'count', '--query', query])).value.count;
    const before = await count('genre:其它言论');
    const merge = ['authorities', 'merge', '--field', 'genre', '--into', '其他言论', '--value', '其它言论'];
    expect((await ask<MergeResult>(library, [...merge, '--dry-run'])).value).toMatchObject({ operation: null, records: before });
    const { value: merged } = await ask<MergeResult>(library, merge);
    expect([merged.records, await count('genre:其它言论')]).toEqual([before, 0]);
    expect((await ask<{ authorities: unknown[] }>(library, ['authorities', 'list', '--field', 'genre'])).value.authorities).toMatchObject([{ preferred: '其他言论', variants: ['其它言论'] }]);

    const listed = await ask<{ operations: Operation[] }>(library, ['history', 'list', '--field', 'genre', '--kind', 'authorities']);
    expect(listed.value.operations.map(({ id }) => id)).toEqual([merged.operation]);
    const changes = await ask<{ total: number; changes: OperationChange[] }>(library, ['history', 'changes', '--operation', String(merged.operation), '--find', '其它']);
    expect(changes.value.changes.filter(({ field }) => field === 'genre')).toHaveLength(before);

    await ask(library, ['recipes', 'save', '言论', '--operations', String(merged.operation)]);
    await ask(library, ['history', 'undo', '--operation', String(merged.operation)]);
    const dry = await ask<RecipeRun>(library, ['recipes', 'run', '言论', '--query', '', '--dry-run']);
    expect(dry.value).toMatchObject({ operation: null, records: before, values: [{ field: 'genre', before: '其它言论', after: '其他言论', records: before }] });
    const file = join(folder, '言论.json');
    await ask(library, ['recipes', 'export', '言论', '--out', file]);
    expect((JSON.parse(readFileSync(file, 'utf8')) as RecipeFile).steps).toHaveLength(1);
    expect((await ask<{ name: string }>(library, ['recipes', 'import', file])).value.name).toBe('言论（2）');
    expect((await jianbao(['recipes', 'show', '言论', '--library', library])).out).toContain('把体裁“其它言论”统一为“其他言论”');
    expect((await ask<RecipeRun>(library, ['recipes', 'run', '言论', '--query', 'genre:其它言论'])).value.records).toBe(before);
    expect(await count('genre:其它言论')).toBe(0);
    expect((await jianbao(['recipes', 'run', '没有', '--query', '', '--library', library])).code).toBe(1);
    expect((await jianbao(['authorities', 'merge', '--field', 'genre', '--library', library])).code).toBe(2);
  });

  it('keep searches under a name', async () => {
    const { library } = await sampleLibrary();
    expect((await ask(library, ['searches', 'save', '散文', '--query', 'genre:散文'])).code).toBe(0);
    expect((await ask(library, ['searches', 'save', '散文', '--query', 'genre:消息'])).code).toBe(1);
    expect((await ask(library, ['searches', 'save', '错', '--query', 'date:昨天'])).code).toBe(2);
    expect((await ask(library, ['searches', 'list'])).value).toMatchObject({ searches: [{ name: '散文', query: 'genre:散文' }] });
    expect((await ask(library, ['searches', 'delete', '散文'])).code).toBe(0);
    expect((await ask(library, ['searches', 'list'])).value).toEqual({ searches: [] });
  });
});
