import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportFormat, ExportInput } from '../../../contract/exports.ts';
import type { Call } from '../../../contract/rpc.ts';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';

// What others' programs and libraries make of our files. A program that is not installed is named in its test.

const RECORDS = 74;
const call: Call = { signal: new AbortController().signal, progress: () => undefined };
const has = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status !== null && spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
const runs = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const YAZ = has('yaz-marcdump', '-V');
const XMLLINT = has('xmllint', '--version');
const BIBUTILS = has('bib2xml', '--version');
const python = ['python3', '/usr/bin/python3'];
const OPENPYXL = python.find((program) => runs(program, '-c', 'import openpyxl'));
const BAGIT = python.find((program) => runs(program, '-c', 'import bagit'));
const unless = (installed: unknown, program: string): string => (installed === false || installed === undefined ? ` (${program} is not installed: not checked)` : '');

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jianbao-validators-'));
  engine = createEngine({ file: join(folder, 'l.jianbao'), migrations: resolve('migrations'), mode: 'create', readers: 0 });
  await engine.handlers.imports.run({ paths: [resolve('fixtures/sample')] }, call);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function give(format: ExportFormat, more: Partial<ExportInput> = {}): Promise<string> {
  const out = join(folder, `${format}-${Object.values(more).filter((value) => typeof value === 'string').join('-')}`);
  await engine.handlers.exports.run({ selection: { query: '' }, format, out, constants: { newspaper: '文汇日报', agency: 'JB', organization: '某图书馆' }, overwrite: true, ...more }, call);
  return out;
}

type Fields = readonly (readonly [tag: string, subfields: readonly (readonly [string, string])[] | string])[];
interface JsonField { readonly subfields?: readonly Record<string, string>[] }

/** The records of a MARC-in-JSON document: ours, or what yaz made of our other forms. */
function fieldsOf(text: string): readonly Fields[] {
  const records = JSON.parse(text) as readonly { readonly fields: readonly Record<string, string | JsonField>[] }[];
  return records.map(({ fields }) => fields.flatMap((field) => Object.entries(field).map(([tag, value]) =>
    [tag, typeof value === 'string' ? value : (value.subfields ?? []).flatMap((subfield) => Object.entries(subfield))] as const)));
}

/** Fields without what is made anew with every export, and without the values to the letter, which the forms hold to different degrees. */
const lasting = (records: readonly Fields[]): readonly Fields[] =>
  records.map((fields) => fields.filter(([tag]) => !['005', '008', '100', '801', '989'].includes(tag)));

describe(`yaz-marcdump${unless(YAZ, 'yaz-marcdump')}`, () => {
  const dump = (args: readonly string[], file: string): { readonly text: string; readonly complaints: string } => {
    const { stdout, stderr, status } = spawnSync('yaz-marcdump', [...args, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return { text: stdout, complaints: status === 0 ? stderr : `${String(status)} ${stderr}` };
  };

  it.skipIf(!YAZ).each([
    ['marc21', 'utf-8'], ['cnmarc', 'utf-8'], ['cnmarc', 'gb18030'], ['marc21', 'gb18030'],
  ] as const)('reads %s in %s without complaint and gives the same fields', async (format, encoding) => {
    const file = await give(format, { encoding });
    const read = dump(['-i', 'marc', '-o', 'json', '-f', encoding, '-t', 'utf-8'], file);
    expect(read.complaints).toBe('');
    // One JSON document a record, one after another.
    const back = fieldsOf(`[${read.text.trim().replace(/\n\}\s*\n\{/g, '\n},\n{')}]`);
    const whole = lasting(fieldsOf(readFileSync(await give('marcjson', { dialect: format }), 'utf8')));
    expect(back).toHaveLength(RECORDS);
    // A body too long for a field is cut there, and the report says so.
    const short = (records: readonly Fields[]): readonly Fields[] => records.map((fields) => fields.map(([tag, subfields]) =>
      (tag === '330' || tag === '520' ? [tag, String(Array.isArray(subfields) ? subfields[0]?.[1] : '').slice(0, 1000)] : [tag, subfields])));
    expect(short(lasting(back))).toEqual(short(whole));
  });

  it.skipIf(!YAZ).each(['marc21', 'cnmarc'] as const)('reads MARCXML with the fields of %s without complaint and gives the same fields', async (dialect) => {
    const file = await give('marcxml', { dialect });
    const read = dump(['-i', 'marcxml', '-o', 'json'], file);
    expect(read.complaints).toBe('');
    const back = fieldsOf(`[${read.text.trim().replace(/\n\}\s*\n\{/g, '\n},\n{')}]`);
    expect(lasting(back)).toEqual(lasting(fieldsOf(readFileSync(await give('marcjson', { dialect }), 'utf8'))));
  });
});

it('a MARC library reads ISO 2709, MARCXML and MARC-in-JSON alike', async () => {
  const { ISO2709, MARCXML } = await import('@natlibfi/marc-record-serializers' as string) as unknown as {
    readonly ISO2709: { from(text: string, options?: object): { readonly fields: readonly { readonly tag: string }[] } };
    readonly MARCXML: { from(text: string, options?: object): Promise<{ readonly fields: readonly { readonly tag: string }[] }> };
  };
  const lax = { strict: false, fields: false, subfields: false, subfieldValues: false, controlFieldValues: false };
  const [first = ''] = readFileSync(await give('marc21'), 'utf8').split('\u001d');
  const xml = /<record>[\s\S]*?<\/record>/.exec(readFileSync(await give('marcxml', { dialect: 'marc21' }), 'utf8'))?.[0] ?? '';
  const tags = ({ fields }: { readonly fields: readonly { readonly tag: string }[] }): readonly string[] => fields.map(({ tag }) => tag).filter((tag) => tag !== '989');
  const [json] = fieldsOf(readFileSync(await give('marcjson'), 'utf8'));
  const expected = (json ?? []).map(([tag]) => tag).filter((tag) => tag !== '989');
  expect(tags(ISO2709.from(`${first}\u001d`, lax))).toEqual(expected);
  expect(tags(await MARCXML.from(xml, lax))).toEqual(expected);
});

describe(`xmllint${unless(XMLLINT, 'xmllint')}`, () => {
  it.skipIf(!XMLLINT).each(['dc', 'mods', 'marcxml', 'tei'] as const)('finds %s well formed', async (format) => {
    const out = await give(format);
    const files = format === 'tei' ? readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)) : [out];
    expect(files).toHaveLength(format === 'tei' ? RECORDS : 1);
    expect(spawnSync('xmllint', ['--noout', ...files], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('reference managers’ libraries', () => {
  const titles = async (): Promise<readonly string[]> => (JSON.parse(readFileSync(await give('csljson'), 'utf8')) as readonly { readonly title: string }[]).map(({ title }) => title);

  it('read RIS back: Citation.js', async () => {
    const { Cite } = await import('@citation-js/core' as string) as unknown as { readonly Cite: new (data: string, options?: object) => { readonly data: readonly { readonly title?: string; readonly author?: unknown }[] } };
    await import('@citation-js/plugin-ris' as string);
    const { data } = new Cite(readFileSync(await give('ris'), 'utf8'), { forceType: '@ris/file' });
    expect(data.map(({ title }) => title)).toEqual(await titles());
  });

  it('read BibTeX back, with the signs TeX keeps for itself: Citation.js', async () => {
    const { Cite } = await import('@citation-js/core' as string) as unknown as { readonly Cite: new (data: string, options?: object) => { readonly data: readonly { readonly title?: string; readonly issued?: unknown }[] } };
    await import('@citation-js/plugin-bibtex' as string);
    const { id } = await engine.handlers.records.resolve({ ref: '1' }, call);
    const { title } = await engine.handlers.records.get({ id }, call);
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title: '增长 50% & 效益_#1 {甲} $乙$ C:\\d ~ ^' } }, call);
    const { data } = new Cite(readFileSync(await give('bibtex'), 'utf8'), { forceType: '@bibtex/text' });
    await engine.handlers.records.set({ selection: { ids: [id] }, values: { title } }, call);
    expect(data).toHaveLength(RECORDS);
    expect(data[0]?.title).toBe('增长 50% & 效益_#1 {甲} $乙$ C:\\d ~ ^');
    expect(data.slice(1).map((item) => item.title)).toEqual((await titles()).slice(1));
  });

  it.skipIf(!BIBUTILS)(`read both: bibutils${unless(BIBUTILS, 'bibutils')}`, async () => {
    for (const [format, program] of [['ris', 'ris2xml'], ['bibtex', 'bib2xml']] as const) {
      const { stderr } = spawnSync(program, [await give(format)], { encoding: 'utf8' });
      expect(stderr).toContain(`Processed ${RECORDS} references`);
    }
  });
});

/** Excel itself reads _xHHHH_ as the character; these libraries leave it as it stands. */
const unescaped = (text: string): string => text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

describe('readers of tables', () => {
  it('open XLSX and find what CSV has: exceljs', async () => {
    const { default: exceljs } = await import('exceljs');
    const { parse } = await import('csv-parse/sync');
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(await give('xlsx'));
    const rows = parse(readFileSync(await give('csv')), { bom: true }) as string[][];
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(RECORDS + 1);
    const found = rows.map((_, at) => (rows[0] ?? []).map((__, column) => unescaped(String(sheet?.getRow(at + 1).getCell(column + 1).value ?? ''))));
    // CSV has an apostrophe before what would be run; a text cell needs none.
    expect(found).toEqual(rows.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@＝＋－＠])/, ''))));
  });

  it.skipIf(OPENPYXL === undefined)(`open XLSX: openpyxl${unless(OPENPYXL, 'openpyxl')}`, async () => {
    const file = await give('xlsx');
    renameSync(file, `${file}.xlsx`);
    const script = 'import openpyxl, sys, json\nw = openpyxl.load_workbook(sys.argv[1], read_only=True)\nprint(json.dumps([[c for c in r] for r in w.worksheets[0].iter_rows(values_only=True)]))';
    const rows = JSON.parse(execFileSync(OPENPYXL ?? '', ['-c', script, `${file}.xlsx`], { encoding: 'utf8', maxBuffer: 1 << 28 })) as unknown[][];
    expect(rows).toHaveLength(RECORDS + 1);
    expect(rows[0]).toContain('title');
    expect(rows[1]?.[0]).toBe(1);
  });

  it('read Parquet and find what JSON Lines has: hyparquet', async () => {
    const { asyncBufferFromFile, parquetReadObjects } = await import('hyparquet');
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(await give('parquet')) });
    const lines = readFileSync(await give('jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const present = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)));
    expect(present).toEqual(lines.map((line) => Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null))));
  });
});

it('an RDF library reads the classes: n3', async () => {
  const { Parser } = await import('n3');
  const quads = new Parser().parse(readFileSync(await give('skos'), 'utf8'));
  const notations = quads.filter(({ predicate }) => predicate.value.endsWith('#notation')).map(({ object }) => object.value);
  expect(notations).toContain('D822');
  expect(new Set(notations).size).toBe(notations.length);
  // Everything but the top is under something that is there.
  const subjects = new Set(quads.map(({ subject }) => subject.value));
  for (const { predicate, object } of quads) if (predicate.value.endsWith('#broader')) expect(subjects).toContain(object.value);
});

describe(`bagit.py${unless(BAGIT, 'python3-bagit')}`, () => {
  it.skipIf(BAGIT === undefined)('finds our bag valid', async () => {
    const bag = await give('tagged', { package: 'bagit', sources: true });
    const script = 'import bagit, sys\nb = bagit.Bag(sys.argv[1])\nb.validate()\nprint(sorted(b.algorithms))';
    expect(execFileSync(BAGIT ?? '', ['-c', script, bag], { encoding: 'utf8' })).toContain("['sha256', 'sha512']");
  });

  it.skipIf(BAGIT === undefined)('makes bags we find valid', async () => {
    const bag = mkdtempSync(join(folder, 'theirs-'));
    writeFileSync(join(bag, '甲 %41.txt'), '一');
    execFileSync(BAGIT ?? '', ['-c', "import bagit, sys\nbagit.make_bag(sys.argv[1], {'Contact-Name': '某人'}, checksums=['sha256', 'md5'])", bag]);
    expect(await engine.handlers.exports.verify({ path: bag }, call)).toMatchObject({ valid: true, findings: 0 });
  });
});
