import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../../contract/fault.ts';
import type { EncodingLook, EncodingPreview, FolderEncoding, FolderLook, ImportLook, TableLook } from '../../../contract/imports.ts';
import type { ColumnMapping, SavedMapping } from '../../../contract/mapping.ts';
import type { LocalText } from '../../../contract/text.ts';
import { decode, proveEncoding } from '../formats/encoding.ts';
import type { EncodingName, EncodingProof } from '../formats/encoding.ts';
import { DOUBTFUL } from '../formats/encoding/proof.ts';
import { formatNamed, formatOf } from '../formats/registry.ts';
import { guessColumns, mappingOf, previewRows, tableHead } from '../formats/table/look.ts';
import type { TableHead } from '../formats/table/look.ts';
import { sameColumns } from '../formats/table/rules.ts';
import { PartError } from '../formats/xlsx/package.ts';
import { checkEncoding, encodingIn } from './encodings.ts';
import { pictureType } from './picture.ts';
import { HEAD, LARGEST_WHOLE, readHead } from './read.ts';
import { wholeFile } from './whole.ts';
import { walk } from './walk.ts';

// What lies in the folders somebody dropped, before anything is imported: a look at some files of each folder, so that
// the answer comes at once also where there are a million.

/** Files looked at in one folder; folders; tables with different headers. */
const SAMPLE = 60;
const FOLDERS = 50;
const TABLES = 12;
/** Rows shown of a table. */
const SHOWN = 10;
/** Milliseconds of work between two looks at other calls. */
const SLICE = 10;

interface Group {
  readonly folder: string;
  readonly paths: readonly string[];
}

export async function lookBefore(
  kept: readonly SavedMapping[], { paths, encodings = [] }: { readonly paths: readonly string[]; readonly encodings?: readonly FolderEncoding[] },
): Promise<ImportLook> {
  const told = encodings.map(({ folder, encoding }) => ({ folder: resolve(folder), encoding: checkEncoding(encoding) }));
  const { groups, all } = groupsOf(paths.map((path) => resolve(path)));
  const folders: FolderLook[] = [];
  const tables = new Map<string, TableLook & { files: number }>();
  let complete = all;
  let until = performance.now() + SLICE;
  for (const { folder, paths: below } of groups) {
    const tally = folderTally();
    let seen = 0;
    for (const met of walk(below)) {
      if (met.kind !== 'file') continue;
      if (seen === SAMPLE) {
        complete = false;
        break;
      }
      seen++;
      const path = `${met.root.replaceAll('\\', '/')}/${met.path}`;
      const looked = lookAt(path);
      tally.add(path, looked);
      if (looked.table !== null) addTable(tables, path, looked.table, encodingIn(path, told), kept);
      if (performance.now() > until) {
        await setImmediate();
        until = performance.now() + SLICE;
      }
    }
    if (seen > 0) folders.push(tally.look(folder, seen));
  }
  return { files: folders.reduce((sum, { files }) => sum + files, 0), complete, folders, tables: [...tables.values()] };
}

/** One dropped folder is looked into by the folders in it, as deliveries lie in years; several each as a whole. */
function groupsOf(paths: readonly string[]): { readonly groups: readonly Group[]; readonly all: boolean } {
  const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const [only] = paths;
  if (paths.length !== 1 || only === undefined || !isFolder(only)) {
    const folders = paths.filter(isFolder);
    const files = paths.filter((path) => !isFolder(path));
    const groups = folders.map((folder) => ({ folder, paths: [folder] }));
    return { groups: [...groups, ...(files.length === 0 ? [] : [{ folder: resolve(files[0] ?? '', '..'), paths: files }])].slice(0, FOLDERS), all: groups.length < FOLDERS };
  }
  const entries = entriesIn(only);
  const inside = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(only, name)).sort();
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(only, name)).sort();
  return {
    groups: [...(files.length === 0 ? [] : [{ folder: only, paths: files.slice(0, SAMPLE + 1) }]), ...inside.slice(0, FOLDERS).map((folder) => ({ folder, paths: [folder] }))],
    all: inside.length <= FOLDERS,
  };
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new Fault('not-found', { zh: `文件夹“${folder}”打不开，请检查权限。`, en: `The folder "${folder}" cannot be opened. Check its permissions.` }, { cause: error });
  }
}

interface Looked {
  readonly format: string;
  readonly label: LocalText;
  readonly proof: EncodingProof | null;
  readonly table: 'csv' | 'jsonl' | 'xlsx' | null;
}

const OTHER = {
  picture: { zh: '图片', en: 'pictures' }, archive: { zh: '压缩包', en: 'archives' }, empty: { zh: '空文件', en: 'empty files' },
  unknown: { zh: '没有认出', en: 'not recognised' }, unreadable: { zh: '读不出来', en: 'unreadable' },
} as const satisfies Readonly<Record<string, LocalText>>;

const other = (format: keyof typeof OTHER, proof: EncodingProof | null = null): Looked => ({ format, label: OTHER[format], proof, table: null });

function lookAt(path: string): Looked {
  let head: Uint8Array;
  try {
    ({ head } = readHead(path));
  } catch {
    return other('unreadable');
  }
  if (head.length === 0) return other('empty');
  if (pictureType(head, path) !== null) return other('picture');
  const format = formatOf(head, path);
  if (format !== null) {
    const { name, label } = format;
    const table = name === 'csv' || name === 'jsonl' || name === 'xlsx' ? name : null;
    return { format: name, label, proof: name === 'xlsx' || name === 'marc' ? null : proveEncoding(head), table };
  }
  if ((head[0] === 0x50 && head[1] === 0x4b) || (head[0] === 0x1f && head[1] === 0x8b)) return other('archive');
  // Tables whose columns nobody knows: they can be told.
  for (const name of ['jsonl', 'csv'] as const) {
    const reader = formatNamed(name);
    if (reader !== undefined && reader.sniff(head, path) > 0) return { format: name, label: reader.label, proof: proveEncoding(head), table: name };
  }
  const proof = proveEncoding(head);
  const text = formatNamed('text');
  return text !== undefined && text.sniff(head, path) > 0 ? { ...other('unknown', proof), format: 'text', label: { zh: '没有标记的文字', en: 'text without marks' } } : other('unknown');
}

function folderTally(): { add(path: string, looked: Looked): void; look(folder: string, files: number): FolderLook } {
  const formats = new Map<string, { label: LocalText; files: number }>();
  const encodings = new Map<string, { files: number; doubtful: number; least: EncodingProof; path: string }>();
  return {
    add(path, { format, label, proof }) {
      const one = formats.get(format) ?? { label, files: 0 };
      one.files++;
      formats.set(format, one);
      if (proof === null) return;
      const before = encodings.get(proof.encoding);
      const least = before === undefined || proof.confidence < before.least.confidence;
      encodings.set(proof.encoding, {
        files: (before?.files ?? 0) + 1, doubtful: (before?.doubtful ?? 0) + (proof.confidence < DOUBTFUL ? 1 : 0), least: least ? proof : before.least, path: least ? path : before.path,
      });
    },
    look: (folder, files) => {
      const list = [...encodings.entries()].toSorted((a, b) => b[1].files - a[1].files);
      const doubtful = list.toSorted((a, b) => a[1].least.confidence - b[1].least.confidence)[0];
      return {
        folder, files,
        formats: [...formats.entries()].map(([format, one]) => ({ format, ...one })).toSorted((a, b) => b.files - a.files),
        encodings: list.map(([encoding, { files: count, doubtful: some, least }]): EncodingLook =>
          ({ encoding, files: count, doubtful: some, confidence: least.confidence, evidence: least.evidence.map(({ text }) => text) })),
        example: doubtful?.[1].path ?? null,
      };
    },
  };
}

function addTable(
  tables: Map<string, TableLook & { files: number }>, path: string, format: 'csv' | 'jsonl' | 'xlsx', encoding: EncodingName | null, kept: readonly SavedMapping[],
): void {
  try {
    if (format === 'xlsx' && tables.size >= TABLES) return;
    const head = headOf(path, encoding);
    if (head === null) return;
    const key = JSON.stringify([...head.header].sort());
    const before = tables.get(key);
    if (before !== undefined) before.files++;
    else if (tables.size < TABLES) tables.set(key, { ...lookOf(path, head, kept, undefined), files: 1 });
  } catch (error) {
    // The import says what is wrong with it.
    if (!(error instanceof PartError) && !(error instanceof Error && 'code' in error)) throw error;
  }
}

/** One table with its first rows. */
export function columnsOf(
  kept: readonly SavedMapping[], { path, encoding, mapping }: { readonly path: string; readonly encoding?: string; readonly mapping?: ColumnMapping },
): TableLook {
  const told = encoding === undefined ? 'auto' : checkEncoding(encoding);
  let head: TableHead | null;
  try {
    head = headOf(path, told === 'auto' ? null : told);
  } catch (error) {
    if (error instanceof PartError) throw new Fault('bad-input', { zh: '工作簿打不开，文件可能不完整或有密码。', en: 'The workbook cannot be opened: it may be incomplete, or have a password.' });
    throw unreadableFile(path, error);
  }
  if (head === null) {
    throw new Fault('bad-input', { zh: `“${path}”不是表格：需要一行列名，下面是数据。`, en: `"${path}" is no table: a row of names is wanted, with rows of values below.` });
  }
  return lookOf(path, head, kept, mapping);
}

/** Bytes of a text that are looked at for a table. */
const TABLE_HEAD = 512 * 1024;

function headOf(path: string, encoding: EncodingName | null): TableHead | null {
  const { head, size } = readHead(path);
  const packed = head[0] === 0x50 && head[1] === 0x4b;
  if (packed) return size > LARGEST_WHOLE ? null : tableHead(wholeFile(path, LARGEST_WHOLE), encoding);
  const bytes = wholeFile(path, TABLE_HEAD);
  return tableHead(size > bytes.length ? bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1 || bytes.length) : bytes, encoding);
}

function lookOf(path: string, head: TableHead, kept: readonly SavedMapping[], mapping: ColumnMapping | undefined): TableLook {
  const { rules, doubts } = guessColumns(head);
  const saved = kept.find(({ header }) => sameColumns(header, head.header)) ?? null;
  return {
    path, format: head.format, encoding: head.encoding, header: head.header, rows: head.rows.slice(0, SHOWN).map((row) => row.map((cell) => cell.slice(0, 400))),
    guess: rules, doubts, kept: saved, preview: previewRows(head, mapping ?? saved ?? mappingOf(head.header, rules), SHOWN),
  };
}

/** Characters of a preview. */
const SHOWN_TEXT = 600;

export function previewOf({ path, encoding }: { readonly path: string; readonly encoding: string }): EncodingPreview {
  const told = checkEncoding(encoding);
  let bytes: Uint8Array;
  let size: number;
  try {
    ({ head: bytes, size } = readHead(path));
  } catch (error) {
    throw unreadableFile(path, error);
  }
  const proof = proveEncoding(bytes);
  const used = told === 'auto' ? proof.encoding : told;
  const { text, damage } = decode(bytes, used, proof.bom);
  // A character cut by the end of the look is not broken.
  const broken = damage.filter(({ cut }) => !(cut && size > HEAD)).length;
  return {
    encoding: used, confidence: told === 'auto' ? proof.confidence : null, evidence: told === 'auto' ? proof.evidence.map(({ text: words }) => words) : [],
    text: [...text.slice(0, SHOWN_TEXT)].join('').replace(/\r\n?/g, '\n'), broken,
  };
}

const unreadableFile = (path: string, cause: unknown): Fault => new Fault('not-found', {
  zh: `“${path}”读不出来。请检查它是否被移动，以及是否有读取权限。`, en: `"${path}" cannot be read. Was it moved, and may it be read?`,
}, { cause });
