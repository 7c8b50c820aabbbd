import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BagVerdict, ExportInput, ExportReport } from '../../../contract/exports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };
const SAMPLE = resolve('fixtures/sample');
let library: string;
let engine: Engine;
let folder: string;

beforeAll(async () => {
  library = mkdtempSync(join(tmpdir(), 'jianbao-package-library-'));
  engine = createEngine({ file: join(library, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [SAMPLE] }, call);
  await engine.handlers.records.set({ selection: { query: 'title:红岭电站' }, values: { genre: '特写' } }, call);
});
afterAll(() => {
  engine.close();
  rmSync(library, { recursive: true, force: true });
});
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'jianbao-package-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const give = (input: Partial<ExportInput> & { readonly out: string }): Promise<ExportReport> =>
  Promise.resolve(engine.handlers.exports.run({ selection: { query: '' }, format: 'tagged', package: 'bagit', constants: { organization: '某图书馆' }, ...input }, call));
const verify = (path: string): Promise<BagVerdict> => Promise.resolve(engine.handlers.exports.verify({ path }, call));
const codes = async (path: string): Promise<readonly string[]> => (await verify(path)).list.map(({ severity, code, path: file }) => `${severity} ${code} ${file}`);

describe('a package', () => {
  it('is a valid bag with the records, the sources, where they came from and what was done', async () => {
    const out = join(folder, 'bag');
    const report = await give({ out, sources: true });
    const verdict = await verify(out);
    expect(verdict).toMatchObject({ valid: true, findings: 0, version: '1.0', algorithms: ['sha256', 'sha512'] });
    expect(Object.fromEntries(verdict.info.map(({ name, value }) => [name, value]))).toMatchObject({ 'Source-Organization': '某图书馆', 'External-Description': '全部记录', 'Bag-Software-Agent': 'Jianbao' });
    const ref = 'txt/2011/201106/20110614/201106140401.TXT';
    for (const kind of ['tagged', 'sources']) expect(readFileSync(join(out, 'data', kind, ref)).equals(readFileSync(join(SAMPLE, ref)))).toBe(true);
    expect(createHash('sha256').update(readFileSync(join(out, 'manifest-sha256.txt'))).digest('hex')).toBe(report.sha256);
    const provenance = JSON.parse(readFileSync(join(out, 'provenance.jsonld'), 'utf8')) as { '@graph': Record<string, unknown>[] };
    const records = provenance['@graph'].filter((node) => String(node['id']).includes('#record-'));
    expect(records).toHaveLength(74);
    expect(records.filter((node) => 'qualified' in node)).toMatchObject([{ qualified: [{ fields: ['genre'] }] }]);
    const file = provenance['@graph'].find((node) => node['path'] === ref);
    expect(file).toMatchObject({ sha256: createHash('sha256').update(readFileSync(join(SAMPLE, ref))).digest('hex') });
    const history = readFileSync(join(out, 'history.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as object);
    expect(history).toMatchObject([{ kind: 'records.set', column: 'genre', after: '特写' }]);
  });

  it('has provenance that is sound JSON-LD', async () => {
    const out = join(folder, 'bag');
    await give({ out, format: 'jsonl' });
    const { toRDF } = (await import('jsonld')).default;
    const quads = await toRDF(JSON.parse(readFileSync(join(out, 'provenance.jsonld'), 'utf8')) as object) as { predicate: { value: string } }[];
    expect(quads.filter(({ predicate }) => predicate.value === 'http://www.w3.org/ns/prov#wasDerivedFrom')).toHaveLength(74);
  });

  it.each([['bagit-zip', 'bag.zip', 'zip'], ['bagit-tar', 'bag.tar', 'tar']] as const)('as an archive is as valid: %s', async (kind, name, what) => {
    const out = join(folder, name);
    const report = await give({ out, package: kind, format: 'cnmarc', sources: true });
    expect(await verify(out)).toMatchObject({ valid: true, findings: 0, kind: what });
    expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(report.sha256);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('replaces a bag of ours when told to, and no folder of others', async () => {
    const out = join(folder, 'bag');
    await give({ out, format: 'ris' });
    await expect(give({ out, format: 'ris' })).rejects.toMatchObject({ code: 'conflict' });
    await give({ out, format: 'csv', overwrite: true });
    expect(readdirSync(join(out, 'data'))).toEqual(['records.csv']);
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine', 'letter.txt'), 'dear all');
    await expect(give({ out: join(folder, 'mine'), overwrite: true })).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(join(folder, 'mine', 'letter.txt'), 'utf8')).toBe('dear all');
  });
});

describe('a bag that was changed', () => {
  const bag = async (): Promise<string> => {
    const out = join(folder, 'bag');
    await give({ out, format: 'tagged', selection: { query: 'class:F83' } });
    return out;
  };
  const someFile = (out: string): string => {
    const found = readdirSync(join(out, 'data'), { recursive: true, withFileTypes: true }).find((entry) => entry.isFile());
    return found === undefined ? '' : join(found.parentPath, found.name);
  };

  it('is refused with the file and the reason', async () => {
    const out = await bag();
    const file = someFile(out);
    const inside = file.slice(out.length + 1);
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)]));
    expect(await codes(out)).toEqual([`error checksum ${inside}`, `error checksum ${inside}`]);
    rmSync(file);
    expect(await codes(out)).toContain(`error missing ${inside}`);
    writeFileSync(file, bytes);
    expect(await codes(out)).toEqual([]);
    writeFileSync(join(out, 'data', 'more.txt'), '');
    expect(await codes(out)).toContain('error extra data/more.txt');
    rmSync(join(out, 'data', 'more.txt'));
    writeFileSync(join(out, 'bag-info.txt'), 'Payload-Oxum: 1.1\n');
    expect((await codes(out)).filter((line) => line.startsWith('error'))).toEqual(['error oxum bag-info.txt', 'error checksum bag-info.txt', 'error checksum bag-info.txt']);
  });

  it('never leads out of its folder', async () => {
    const out = await bag();
    const secret = join(folder, 'secret.txt');
    writeFileSync(secret, 'x');
    const sum = createHash('sha256').update('x').digest('hex');
    const manifest = join(out, 'manifest-sha256.txt');
    const before = readFileSync(manifest, 'utf8');
    for (const path of ['../secret.txt', 'data/../../secret.txt', secret, '~/secret.txt', 'C:\\secret.txt', 'data\\..\\..\\secret.txt']) {
      writeFileSync(manifest, `${before}${sum}  ${path}\n`);
      expect(await codes(out)).toContain(`error path ${path}`);
    }
    writeFileSync(manifest, before);
    symlinkSync(secret, join(out, 'data', 'link.txt'));
    expect(await codes(out)).toEqual(['error strange data/link.txt']);
  });
});

describe('bags of others', () => {
  const md5 = (text: string | Uint8Array): string => createHash('md5').update(text).digest('hex');
  function make(files: Readonly<Record<string, string | Uint8Array>>): string {
    const out = join(folder, 'theirs');
    rmSync(out, { recursive: true, force: true });
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(out, path)), { recursive: true });
      writeFileSync(join(out, path), content);
    }
    return out;
  }
  const declared = (version: string, encoding = 'UTF-8'): string => `BagIt-Version: ${version}\nTag-File-Character-Encoding: ${encoding}\n`;
  const hello = { 'data/hello.txt': 'hello' };

  it.each([
    ['of an old version', '0.93', { 'manifest-md5.txt': `${md5('hello')} data/hello.txt\r\n` }, []],
    ['with md5sum’s asterisks', '0.97', { 'manifest-md5.txt': `${md5('hello')} *data/hello.txt\n` }, ['warning asterisk manifest-md5.txt']],
    ['with ./ before paths', '0.97', { 'manifest-md5.txt': `${md5('hello')}  ./data/hello.txt\n` }, ['warning dot-slash manifest-md5.txt']],
    ['with a file twice, before 1.0', '0.97', { 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n${md5('hello')}  data/hello.txt\n` }, ['warning listed-twice data/hello.txt']],
    ['with another case', '0.97', { 'manifest-md5.txt': `${md5('hello')}  data/HELLO.txt\n` }, ['warning name-differs data/HELLO.txt']],
    ['with fetch.txt for what is there', '1.0', { 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n`, 'fetch.txt': 'http://localhost/x - data/hello.txt\n' }, []],
  ])('are taken: %s', async (_, version, files, findings) => {
    const out = make({ 'bagit.txt': declared(version), ...hello, ...files });
    expect(await verify(out)).toMatchObject({ valid: true });
    expect(await codes(out)).toEqual(findings);
  });

  it('are taken with tag files in UTF-16 and ISO-8859-1, and refused in an encoding nobody knows', async () => {
    const manifest = `${md5('hello')}  data/hello.txt\n`;
    expect(await verify(make({ 'bagit.txt': declared('0.97', 'UTF-16'), ...hello, 'manifest-md5.txt': Buffer.from(`\ufeff${manifest}`, 'utf16le') }))).toMatchObject({ valid: true });
    expect(await verify(make({ 'bagit.txt': declared('0.97', 'ISO-8859-1'), 'data/é.txt': 'hello', 'manifest-md5.txt': Buffer.from(`${md5('hello')}  data/é.txt\n`, 'latin1') }))).toMatchObject({ valid: true });
    expect(await codes(make({ 'bagit.txt': declared('1.0', 'EBCDIC-XX'), ...hello, 'manifest-md5.txt': manifest }))).toEqual(['error encoding bagit.txt']);
    expect(await codes(make({ 'bagit.txt': declared('1.0'), ...hello, 'manifest-md5.txt': Buffer.from(`${md5('x')}  data/\xe9\n`, 'latin1') }))).toContain('error encoding manifest-md5.txt');
  });

  it('are taken with line ends and percent signs in names, written as the version has them', async () => {
    expect(await verify(make({ 'bagit.txt': declared('1.0'), 'data/a\nb%41.txt': 'hello', 'manifest-md5.txt': `${md5('hello')}  data/a%0Ab%2541.txt\n` }))).toMatchObject({ valid: true });
    expect(await verify(make({ 'bagit.txt': declared('0.97'), 'data/a%0Ab%25.txt': 'hello', 'manifest-md5.txt': `${md5('hello')}  data/a%0Ab%25.txt\n` }))).toMatchObject({ valid: true });
  });

  it.each([
    ['no bagit.txt', { 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n` }, 'bagit-txt'],
    ['a byte order mark', { 'bagit.txt': `\ufeff${declared('1.0')}`, 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n` }, 'bagit-txt'],
    ['a blank before the colon', { 'bagit.txt': 'BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n', 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n` }, 'bagit-txt'],
    ['no encoding', { 'bagit.txt': 'BagIt-Version: 1.0\n', 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n` }, 'bagit-txt'],
    ['no manifest', { 'bagit.txt': declared('1.0') }, 'no-manifest'],
    ['a file twice', { 'bagit.txt': declared('1.0'), 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n${md5('hello')}  data/hello.txt\n` }, 'listed-twice'],
    ['a file in one manifest only', { 'bagit.txt': declared('1.0'), 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n`, 'manifest-sha1.txt': '' }, 'not-in-all'],
    ['a file yet to be fetched', { 'bagit.txt': declared('1.0'), 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n${md5('x')}  data/x\n`, 'fetch.txt': 'http://localhost/x 1 data/x\n' }, 'not-fetched'],
    ['a fetch out of the bag', { 'bagit.txt': declared('1.0'), 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n`, 'fetch.txt': 'http://localhost/x - ~/x\n' }, 'path'],
    ['a tag file changed', { 'bagit.txt': declared('1.0'), 'manifest-md5.txt': `${md5('hello')}  data/hello.txt\n`, 'tagmanifest-md5.txt': `${md5('')}  bagit.txt\n` }, 'checksum'],
  ])('are refused with the reason: %s', async (_, files, code) => {
    const verdict = await verify(make({ ...hello, ...files }));
    expect(verdict.valid).toBe(false);
    expect(verdict.list.map((finding) => finding.code)).toContain(code);
    for (const { text } of verdict.list) expect(text.zh !== '' && text.en !== '').toBe(true);
  });

  it('that are no bag at all are told apart from what cannot be read', async () => {
    await expect(verify(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' });
    writeFileSync(join(folder, 'x.zip'), 'no archive');
    await expect(verify(join(folder, 'x.zip'))).rejects.toMatchObject({ code: 'bad-input' });
  });
});
