import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MainJob } from './main-job-steps.ts';
import { jianbao, temporaryFolder } from './run.testing.ts';

describe('the main job', { timeout: 60_000 }, () => {
  it('goes from the sample folder to three exports, and proves that nothing was lost', async () => {
    const out = join(temporaryFolder(), 'results');
    const { code, out: text, err } = await jianbao(['main-job', '--out', out, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const job = JSON.parse(text) as MainJob;
    expect(job.again.records.added).toBe(0);
    expect(job.duplicates.merged).toBeGreaterThan(1);
    expect(job.duplicates.left.length).toBeGreaterThan(1);
    expect(job.subjects.flagged.some(({ kind }) => kind === 'house')).toBe(true);
    expect(job.subjects.assigned.length).toBeGreaterThan(1);
    expect(job.quality.breaches).toBeGreaterThan(0);
    expect(job.exports.map(({ format, records }) => [format, records])).toEqual(
      ['tagged', 'csv', 'jsonl'].map((format) => [format, job.set.records]),
    );
    expect(job.bytes.different).toEqual([]);
    expect(job.bytes.identical).toBe(job.bytes.untouched);
    expect(job.bytes.untouched).toBeGreaterThan(30);
    expect(job.bytes.files).toBe(job.exports[0]?.files);
    expect(job.bytes.wholeFiles).toBeGreaterThan(30);
    expect(job.bytes.changed).toBe(job.set.records - job.bytes.untouched);
    for (const name of ['sample.jianbao', 'tagged', 'records.csv', 'records.jsonl'])
      expect(existsSync(join(out, name))).toBe(true);
  });

  it('tells it in Chinese with English beside, or in one language, and may be run again in its folder', async () => {
    const out = join(temporaryFolder(), 'results');
    const both = await jianbao(['main-job', '--out', out]);
    expect(both.code).toBe(0);
    expect(both.out).toContain('逐字节');
    expect(both.out).toContain('byte for byte');
    const first = readFileSync(join(out, 'records.jsonl'), 'utf8');
    const zh = await jianbao(['main-job', '--out', out, '--lang', 'zh']);
    expect(zh.code).toBe(0);
    expect(zh.out).not.toContain('byte for byte');
    expect((await jianbao(['main-job', '--out', out, '--lang', 'en'])).out).not.toContain('逐字节');
    expect(readFileSync(join(out, 'records.jsonl'), 'utf8')).toBe(first);
  });
});
