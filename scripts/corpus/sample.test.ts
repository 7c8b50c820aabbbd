import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from './gb18030.mjs';
import { sampleFiles } from './sample.mjs';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');

interface Expected {
  readonly files: Readonly<Record<string, number>>;
  readonly records: { readonly inFiles: number; readonly alreadyHere: number; readonly added: number };
  readonly notImported: readonly { readonly path: string; readonly state: string }[];
  readonly encodings: Readonly<Record<string, number | readonly string[]>>;
  readonly duplicates: readonly { readonly a: string; readonly b: string; readonly kind: string }[];
  readonly notDuplicates: readonly { readonly records: readonly string[] }[];
  readonly breaches: readonly { readonly ref?: string; readonly value?: string }[];
  readonly samePlace: readonly (readonly string[])[];
}

const expected = JSON.parse(readFileSync(join(FIXTURES, 'sample.expected.json'), 'utf8')) as Expected;
const files = sampleFiles();

function onDisk(folder: string): readonly string[] {
  return readdirSync(join(FIXTURES, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FIXTURES, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/** Text of a sample file, whatever it is in; good enough to count and to look for a value. */
function textOf(path: string): string {
  const bytes = files.get(`sample/${path}`) ?? Buffer.alloc(0);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function recordsIn(path: string): readonly string[] {
  return textOf(path)
    .split(/(?=〖ZQ\/总期〗)/u)
    .filter((part) => part.startsWith('〖ZQ/总期〗'));
}

function recordAt(ref: string): string {
  const [path = '', n = '0'] = ref.split('#');
  return recordsIn(path)[Number(n) - 1] ?? '';
}

describe('the bundled sample', () => {
  it('comes out of its readable source byte for byte, with nothing left over', () => {
    expect([...onDisk('sample'), ...onDisk('traps')].sort()).toEqual([...files.keys()].sort());
    for (const [path, bytes] of files) expect(readFileSync(join(FIXTURES, path)).equals(bytes), path).toBe(true);
  });

  it('has as many files and records as its truth says', () => {
    const { total, ...states } = expected.files;
    expect(onDisk('sample')).toHaveLength(total ?? -1);
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(total);
    for (const [state, count] of Object.entries(states)) {
      if (state !== 'imported')
        expect(
          expected.notImported.filter((file) => file.state === state),
          state,
        ).toHaveLength(count);
    }
    const records = onDisk('sample').reduce((sum, path) => sum + recordsIn(path.slice('sample/'.length)).length, 0);
    expect(records).toBe(expected.records.inFiles);
    expect(expected.records.added + expected.records.alreadyHere).toBe(records);
  });

  it('has every record its truth names', () => {
    const refs = [
      ...expected.duplicates.flatMap(({ a, b }) => [a, b]),
      ...expected.notDuplicates.flatMap((family) => family.records),
      ...expected.breaches.flatMap(({ ref }) => ref ?? []),
      ...expected.samePlace.flat(),
    ];
    for (const ref of refs) expect(recordAt(ref), ref).toContain('〖BT/标题〗');
    for (const { path } of expected.notImported) expect(files.has(`sample/${path}`), path).toBe(true);
  });

  it('shows every planted value in the record it is planted in', () => {
    for (const { ref, value } of expected.breaches) {
      if (ref !== undefined && value !== undefined && /^[A-Z0-9.\p{Script=Han}]+$/u.test(value)) {
        expect(recordAt(ref), ref).toContain(value);
      }
    }
  });

  it('puts records that share date, page and item together, and no others', () => {
    const places = new Map<string, string[]>();
    for (const path of onDisk('sample').map((name) => name.slice('sample/'.length))) {
      recordsIn(path).forEach((record, index) => {
        const place = [/〖RQ\/日期〗(\d+)/u, /〖BH\/版号〗(\d+)/u, /〖TH\/条号〗(\d+)/u]
          .map((tag) => tag.exec(record)?.[1])
          .join('-');
        if (!place.includes('undefined') && place !== '--')
          places.set(place, [...(places.get(place) ?? []), `${path}#${index + 1}`]);
      });
    }
    const shared = [...places.values()].filter((refs) => refs.length > 1).map((refs) => [...refs].sort());
    expect(shared.sort()).toEqual(expected.samePlace.map((refs) => [...refs].sort()).sort());
  });

  it('is in the encodings its truth says', () => {
    const gb = [...files].filter(
      ([path, bytes]) =>
        path.startsWith('sample/') && /\.TXT$/u.test(path) && bytes.includes(Buffer.from('a1bc', 'hex')),
    );
    const { both, gb18030 } = expected.encodings;
    const half = `sample/${Array.isArray(both) ? both[0] : ''}`;
    expect(files.get(half)?.includes(Buffer.from('e38096', 'hex'))).toBe(true);
    expect(() => new TextDecoder('gb18030', { fatal: true }).decode(files.get(half))).toThrow();
    // INDEX.TXT has no tag to be counted by.
    expect(gb.filter(([path]) => path !== half).length + 1).toBe(gb18030);
  });

  it('really holds two files that are the same bytes and one cut in mid-character', () => {
    const original = files.get('sample/txt/1993/199307/19930720/199307200101.TXT');
    expect(files.get('sample/update/199307200101-copy.TXT')?.equals(original ?? Buffer.alloc(0))).toBe(true);
    expect(files.get('sample/txt/2012/201201/20120105/201201050302.TXT')?.at(-1)).toBe(0xcb);
    expect(files.get('sample/txt/1998/199809/19980911/199809110103.T01')?.subarray(0, 4).toString('latin1')).toBe(
      '\u0089PNG',
    );
  });
});

describe('the GB18030 encoder', () => {
  it('gives back what the decoder read, for every character but 19 private ones GB18030 leaves out', () => {
    const decoder = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true });
    let without = 0;
    for (let code = 0; code < 0x30000; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      try {
        if (decoder.decode(encodeGb18030(char)) !== char) expect.fail(`U+${code.toString(16)} does not come back`);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('GB18030 has no')) throw error;
        without += 1;
      }
    }
    expect(without).toBe(19);
  });

  it('writes the codes the standard gives', () => {
    expect(encodeGb18030('A·—　〖').toString('hex')).toBe('41a1a4a1aaa1a1a1bc');
    expect(encodeGb18030('・㛃𠮷').toString('hex')).toBe('8139a7398230b7319534b235');
    expect(() => encodeGb18030('\ud800')).toThrow('surrogate');
  });
});
