import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jianbao, temporaryFolder } from './run.testing.ts';

/** What stands in cli.md and comes later: accepted by the parser, answered with 2. */
const LATER = [['subjects', 'import', 'scheme.ttl']];

describe('the command line', { timeout: 60_000 }, () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await jianbao(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    expect((await jianbao(['records', '--version'])).out).toBe(`${version}\n`);
  });

  it('shows its help in the language asked for', async () => {
    const zh = await jianbao(['--help']);
    expect(zh.code).toBe(0);
    expect(zh.out).toContain('命令：');
    expect(zh.out).not.toContain('main-job');
    expect((await jianbao(['help', 'export'])).out).toContain('--format');
    const en = await jianbao(['records', 'list', '--help', '--lang', 'en']);
    expect(en.out).toContain('--sort <field[:desc]>');
    expect(en.out).toContain('Global Options:');
    expect((await jianbao(['--help'], { env: { LC_ALL: 'en_US.UTF-8' } })).out).toContain('Commands:');
  });

  it.each([
    [[], '用法'],
    [['records'], '用法'],
    [['recrds'], 'records'],
    [['records', 'cuont'], 'count'],
    [['records', 'list', '--limt', '3'], '--limit'],
    [['records', 'list', '--limit', 'x'], '--limit'],
    [['records', 'set', '标题=x'], '--query'],
    [['import'], 'path'],
    [['records', 'set', '--query', 'x', '无此字段=1'], '字段'],
    [['export', '--all', '--format', 'pdf', '--out', 'x'], 'pdf'],
    [['export', '--all', '--query', 'x', '--format', 'csv', '--out', 'x'], '--set'],
    [['sets', 'create', '甲'], '--query'],
    [['sets', 'create', '甲', '--refs', 'f', '--live'], '--live'],
    [['records', 'tag', '--query', 'x'], '--add'],
    [['records', 'count', '--progress', 'loud'], 'loud'],
    [['records', 'count', '--lang', 'fr'], 'fr'],
    [['records', 'count', 'x'], '参数太多'],
    [['subjects', 'assign', '--query', 'x'], '--class'],
    [['records', 'list', '--sort', 'date:down'], 'date:down'],
  ])('refuses %j as wrong usage, with a sentence on stderr alone', async (args, word) => {
    const { code, out, err } = await jianbao(['--library', 'nowhere.jianbao', ...args]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(word);
    expect(err).not.toContain('    at ');
  });

  it.each(LATER.map((args) => [args]))('answers %j with "not yet in this version"', async (args) => {
    const { code, out, err } = await jianbao(['--library', 'nowhere.jianbao', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('此版本尚不支持');
    expect(err).toContain('not yet in this version');
  });

  it('wants to know which library, and that it is there', async () => {
    const folder = temporaryFolder();
    const unnamed = await jianbao(['records', 'count']);
    expect(unnamed.code).toBe(2);
    expect(unnamed.err).toContain('JIANBAO_LIBRARY');
    const absent = await jianbao(['records', 'count'], { env: { JIANBAO_LIBRARY: join(folder, 'none.jianbao') } });
    expect(absent.code).toBe(1);
    expect(absent.err).toContain('none.jianbao');
    expect(absent.err.trim().split('\n')).toHaveLength(1);
  });

  it('gives one JSON document for a failure too', async () => {
    const { code, out } = await jianbao(['records', 'list', '--foo', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      fault: { code: 'usage', text: { zh: expect.stringContaining('--foo') as string } },
    });
    const later = await jianbao(['--json', 'subjects', 'import', 'scheme.ttl']);
    expect(JSON.parse(later.out)).toMatchObject({ fault: { code: 'not-yet' } });
  });
});
