import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLC_BY_NOTATION } from '../../src/main/engine/subjects/clc/outline.ts';
import { writeCorpus } from './write.mjs';
import type { WriteOptions } from './write.mjs';

// Thousands of small files take their time on a busy disk.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const home = mkdtempSync(join(tmpdir(), 'corpus-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

function write(
  name: string,
  options: Partial<WriteOptions>,
): ReturnType<typeof writeCorpus> & { readonly out: string } {
  const out = join(home, name);
  return { out, ...writeCorpus({ out, records: 400, seed: 7, encoding: 'gb18030', concat: 1, dirt: 0, ...options }) };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesOf(folder)) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest('hex');
}

const gb = new TextDecoder('gb18030', { fatal: true });
const utf8 = new TextDecoder('utf-8', { fatal: true });
const field = (text: string, tag: string): string =>
  new RegExp(`〖${tag}/..〗(.*?)〖-${tag}`, 'u').exec(text)?.[1] ?? '';

describe('a generated corpus', () => {
  let clean: ReturnType<typeof write>;
  let texts: ReadonlyMap<string, string>;
  beforeAll(() => {
    clean = write('clean', { records: 1000 });
    texts = new Map(filesOf(clean.out).map((path) => [path, gb.decode(readFileSync(join(clean.out, path)))]));
  });

  it('has exactly as many records as were asked for, one a file', () => {
    expect(clean.records).toBe(1000);
    expect(texts.size).toBe(1000);
  });

  it('comes out the same from the same seed, in another process too, and another from another', () => {
    const again = write('again', {});
    const script = join(import.meta.dirname, 'generate.mjs');
    execFileSync(process.execPath, [script, '--out', join(home, 'process'), '--records', '400', '--seed', '7']);
    expect(hashOf(join(home, 'process'))).toBe(hashOf(again.out));
    expect(hashOf(write('other', { seed: 8 }).out)).not.toBe(hashOf(again.out));
  });

  it('lies where date, page and item say, and every tag is closed', () => {
    for (const [path, text] of texts) {
      const date = field(text, 'RQ');
      const name = `${date}${field(text, 'BH')}${field(text, 'TH').padStart(2, '0')}.TXT`;
      expect(path).toBe(`txt/${date.slice(0, 4)}/${date.slice(0, 6)}/${date}/${name}`);
      expect(text.match(/〖[A-Z]{2}\/(?!换行)/gu)).toHaveLength(text.match(/〖-[A-Z]{2}\//gu)?.length ?? -1);
      expect(text.endsWith('〗\r\n')).toBe(true);
    }
  });

  it('has no gap: issues, pages and items follow one another', () => {
    const issues = new Map<string, Set<number>>();
    const pages = new Map<string, number[]>();
    for (const text of texts.values()) {
      const date = field(text, 'RQ');
      issues.set(date, (issues.get(date) ?? new Set()).add(Number(field(text, 'ZQ'))));
      const page = `${date}-${field(text, 'BH')}`;
      pages.set(page, [...(pages.get(page) ?? []), Number(field(text, 'TH'))]);
    }
    [...issues].sort().forEach(([, numbers], index) => expect([...numbers]).toEqual([index + 1]));
    for (const [page, items] of pages)
      expect(
        items.sort((a, b) => a - b),
        page,
      ).toEqual(items.map((_, index) => index + 1));
    for (const date of issues.keys()) {
      const found = [...pages.keys()]
        .filter((page) => page.startsWith(date))
        .map((page) => Number(page.slice(-2)))
        .sort((a, b) => a - b);
      expect(found, date).toEqual(found.map((_, index) => index + 1));
    }
  });

  it('uses class numbers of the outline only, and a body wherever the genre wants one', () => {
    let classed = 0;
    for (const [path, text] of texts) {
      const number = field(text, 'FL');
      if (number !== '') classed += 1;
      if (number !== '') expect(CLC_BY_NOTATION.has(number), number).toBe(true);
      if (!text.includes('〖ZW/正文〗')) expect(field(text, 'TC'), path).toMatch(/图/u);
    }
    expect(classed).toBeGreaterThan(60);
  });

  it('reads like a paper: bodies of very different length, headlines mostly of their own', () => {
    const lengths = [...texts.values()]
      .map((text) => (text.split('〖ZW/正文〗')[1] ?? '').replace(/\s/gu, '').length)
      .sort((a, b) => a - b);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(mean).toBeGreaterThan(750);
    expect(mean).toBeLessThan(1050);
    expect(lengths.at(100)).toBeLessThan(380);
    expect(lengths.at(900)).toBeGreaterThan(1400);
    const titles = [...texts.values()].map((text) => field(text, 'BT'));
    expect(new Set(titles).size / titles.length).toBeGreaterThan(0.8);
    expect(titles.filter((title) => title === '图片新闻').length).toBeGreaterThan(3);
  });
});

describe('a generated corpus with several records a file', () => {
  it('has the same records one after another, at most so many a file', () => {
    const single = write('single', { truth: join(home, 'single.csv'), duplicates: 0.1 });
    const joined = write('joined', { concat: 25, truth: join(home, 'joined.csv'), duplicates: 0.1 });
    expect(joined.files).toBeLessThan(single.files / 5);
    let records = 0;
    for (const path of filesOf(joined.out)) {
      const count = gb.decode(readFileSync(join(joined.out, path))).split('〖ZQ/总期〗').length - 1;
      expect(count).toBeLessThanOrEqual(25);
      records += count;
    }
    expect(records).toBe(400);
    expect(joined.bytes).toBe(single.bytes);
    // Two kinds of reference, the same pairs.
    const kinds = (name: string): readonly string[] =>
      readFileSync(join(home, name), 'utf8')
        .split('\n')
        .map((line) => line.split(',').slice(2).join());
    expect(kinds('joined.csv')).toEqual(kinds('single.csv'));
  });
});

describe('a generated corpus in mixed encodings', () => {
  it('has whole files of GB18030, UTF-8 and UTF-8 with a mark', () => {
    const { out } = write('mixed', { encoding: 'mixed' });
    const counts = { gb: 0, utf8: 0, mark: 0 };
    for (const path of filesOf(out)) {
      const bytes = readFileSync(join(out, path));
      if (bytes[0] === 0xef) counts.mark += 1;
      else if (bytes[0] === 0xe3) counts.utf8 += 1;
      else counts.gb += 1;
      expect((bytes[0] === 0xa1 ? gb : utf8).decode(bytes)).toContain('〖-TC/体裁〗');
    }
    expect(counts.gb).toBeGreaterThan(250);
    expect(counts.utf8).toBeGreaterThan(20);
    expect(counts.mark).toBeGreaterThan(10);
  });
});

describe('the truth about copies', () => {
  it('names records that are there, and kinds that hold', () => {
    const { out, pairs, records } = write('copies', {
      records: 1500,
      duplicates: 0.2,
      truth: join(home, 'copies.csv'),
    });
    const [head, ...lines] = readFileSync(join(home, 'copies.csv'), 'utf8').trim().split('\n');
    expect(head).toBe('a,b,kind,how');
    expect(lines).toHaveLength(pairs);
    expect(pairs / records).toBeGreaterThan(0.15);
    const seen = new Set<string>();
    for (const line of lines) {
      const [a = '', b = '', kind = ''] = line.split(',');
      const [one, two] = [a, b].map((ref) => gb.decode(readFileSync(join(out, ref.replace(/#1$/u, '')))));
      seen.add(kind);
      if (kind === 'exact' || kind === 'near') expect(field(one ?? '', 'RQ')).toBe(field(two ?? '', 'RQ'));
      if (kind === 'reprint') expect(field(one ?? '', 'RQ')).not.toBe(field(two ?? '', 'RQ'));
    }
    expect([...seen].sort()).toEqual(['contained', 'continuation', 'exact', 'near', 'reprint']);
  });
});

describe('dirt', () => {
  it('gets into the share of records that was asked for', () => {
    const clean = write('plain', { records: 500 });
    const dirty = write('dirty', { records: 500, dirt: 0.3 });
    const changed = filesOf(clean.out).filter(
      (path) => !readFileSync(join(clean.out, path)).equals(readFileSync(join(dirty.out, path))),
    );
    expect(filesOf(dirty.out)).toEqual(filesOf(clean.out));
    expect(changed.length).toBeGreaterThan(70);
    expect(changed.length).toBeLessThan(170);
  });
});

describe('planted breaches', () => {
  interface Breach {
    readonly rule: string;
    readonly path?: string;
    readonly n?: number;
    readonly date: string;
    readonly page?: string;
    readonly item?: number;
    readonly issue?: number;
  }
  it('are of every rule, in the records the list names', () => {
    const list = join(home, 'breaches.json');
    const { out, breaches, records } = write('broken', { records: 2500, errors: list, errorRate: 0.1 });
    const planted = JSON.parse(readFileSync(list, 'utf8')) as readonly Breach[];
    expect(planted).toHaveLength(breaches);
    const rules = new Set(planted.map(({ rule }) => rule));
    expect(rules.size).toBe(21);
    const files = new Set(filesOf(out));
    expect(files.size).toBe(records);
    for (const breach of planted) {
      if (breach.path === undefined) {
        const day = breach.date;
        const prefix = `txt/${day.slice(0, 4)}/${day.slice(0, 6)}/${day}/${day}${breach.page ?? ''}`;
        const name = breach.item === undefined ? prefix : `${prefix}${String(breach.item).padStart(2, '0')}.TXT`;
        expect(
          [...files].filter((path) => path.startsWith(name)),
          JSON.stringify(breach),
        ).toEqual([]);
        continue;
      }
      const text = gb.decode(readFileSync(join(out, breach.path)));
      if (breach.rule === 'page-range') expect(field(text, 'BH')).toBe('77');
      if (breach.rule === 'date-path') expect(breach.path).not.toContain(field(text, 'RQ'));
      if (breach.rule === 'page-path') expect(breach.path).not.toContain(`${field(text, 'RQ')}${field(text, 'BH')}`);
      if (breach.rule === 'title-missing') expect(text).not.toContain('〖BT');
      if (breach.rule === 'body-missing') expect(text).not.toContain('〖ZW');
      if (breach.rule === 'class-house') expect(field(text, 'FL')).toMatch(/^E[A-Z]/u);
      if (breach.rule === 'marks') expect(text).not.toContain('〖-TC');
    }
  });
});
