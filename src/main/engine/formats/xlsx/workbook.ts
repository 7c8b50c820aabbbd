import { serialDay } from '../table/dates.ts';
import { readXml } from '../xml/elements.ts';
import type { XmlElement, XmlTrouble } from '../xml/elements.ts';
import { PartError } from './package.ts';
import type { OfficePackage } from './package.ts';

/** A row with something in it. */
export interface SheetRow {
  /** As the program counts it, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export interface Workbook {
  /** The sheets that are shown, in their order. */
  readonly sheets: readonly string[];
  read(sheet: string): Sheet;
}

/** Bytes a part may unpack to: a sheet of half a million short rows stays below. */
const LONGEST_PART = 256 * 1024 * 1024;
/** Columns of a sheet; the format allows no more. */
const COLUMNS = 16_384;

/** A workbook's cells as text. Source: ECMA-376, SpreadsheetML. Throws `PartError`. */
export function openWorkbook(parts: OfficePackage): Workbook {
  const main = targetOf(relations(parts, '_rels/.rels'), /\/officeDocument$/, '') ?? 'xl/workbook.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const links = relations(parts, `${folder}_rels/${main.slice(folder.length)}.rels`);
  const sheets: { readonly name: string; readonly part: string; readonly shown: boolean }[] = [];
  let since1904 = false;
  each(parts, main, (element) => {
    const { attributes } = element;
    if (element.local === 'workbookPr') since1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
    if (element.local !== 'sheet') return;
    const link = links.find(({ id }) => id === attributeOf(element, 'id'));
    if (link === undefined || !link.type.endsWith('/worksheet')) return;
    sheets.push({ name: attributes.name ?? '', part: resolved(folder, link.target), shown: (attributes.state ?? 'visible') === 'visible' });
  });
  if (sheets.length === 0) throw new PartError('missing');
  const shown = sheets.some((sheet) => sheet.shown) ? sheets.filter((sheet) => sheet.shown) : sheets;
  let read: ((text: string) => readonly SheetRow[]) | null = null;
  return {
    sheets: shown.map(({ name }) => name),
    read(name) {
      const part = shown.find((sheet) => sheet.name === name)?.part ?? '';
      const strings = (): readonly string[] => sharedStrings(parts, targetOf(links, /\/sharedStrings$/, folder) ?? '');
      const formats = cellFormats(parts, targetOf(links, /\/styles$/, folder) ?? '');
      read ??= sheetReader(strings(), formats, since1904);
      return { name, rows: read(parts.text(part, LONGEST_PART)) };
    },
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

function relations(parts: OfficePackage, part: string): readonly Relation[] {
  const found: Relation[] = [];
  each(parts, part, ({ local, attributes }) => {
    if (local === 'Relationship') found.push({ id: attributes.Id ?? '', type: attributes.Type ?? '', target: attributes.Target ?? '' });
  });
  return found;
}

function targetOf(links: readonly Relation[], type: RegExp, folder: string): string | null {
  const target = links.find((link) => type.test(link.type))?.target;
  return target === undefined ? null : resolved(folder, target);
}

/** A target is meant from the folder of its part, or from the top. */
function resolved(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

const attributeOf = ({ attributes }: XmlElement, local: string): string =>
  attributes[`r:${local}`] ?? Object.entries(attributes).find(([name]) => name.endsWith(`:${local}`))?.[1] ?? '';

/** Half a sheet must not pass for a whole one. */
function unbrokenOnly({ code }: XmlTrouble): void {
  if (code === 'xml-broken' || code === 'xml-too-deep' || code === 'xml-too-long') throw new PartError('damaged');
}

/** Every element of a part that opens. */
function each(parts: OfficePackage, part: string, open: (element: XmlElement) => void): void {
  readXml(parts.text(part, LONGEST_PART), { resumeAt: null, open, close: () => undefined, note: unbrokenOnly });
}

/** Texts that cells refer to; their readings in another script (`rPh`) are not part of them. */
function sharedStrings(parts: OfficePackage, part: string): readonly string[] {
  const strings: string[] = [];
  let text = '';
  readXml(part === '' ? '' : parts.text(part, LONGEST_PART), {
    resumeAt: null, note: unbrokenOnly,
    open: ({ local }) => { if (local === 'si') text = ''; },
    close({ local, parent }, value) {
      if (local === 't' && parent?.local !== 'rPh') text += value;
      else if (local === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
}

/** Characters XML cannot hold are written as _xHHHH_. */
const unescaped = (text: string): string =>
  (text.includes('_x') ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text);

/** How a number is shown, as far as it changes what it means: a date, or digits with zeros before them. */
type CellFormat = { readonly kind: 'date' | 'time' } | { readonly kind: 'digits'; readonly width: number } | null;

/** Formats without a code of their own in the file. Source: ECMA-376-1, 18.8.30, and its list for China, Japan and Korea. */
const builtIn = (id: number): CellFormat => {
  if (id === 22) return { kind: 'time' };
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return { kind: 'date' };
  return null;
};

function formatOf(code: string): CellFormat {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '').toLowerCase();
  if (/^0{2,}$/.test(bare)) return { kind: 'digits', width: bare.length };
  if (!/[yd]|m.*[yd]|年|月/.test(bare) || /general|#/.test(bare)) return null;
  return { kind: /h/.test(bare) ? 'time' : 'date' };
}

function cellFormats(parts: OfficePackage, part: string): readonly CellFormat[] {
  const own = new Map<number, CellFormat>();
  const formats: CellFormat[] = [];
  if (part === '') return formats;
  each(parts, part, ({ local, parent, attributes }) => {
    if (local === 'numFmt') own.set(Number(attributes.numFmtId), formatOf(attributes.formatCode ?? ''));
    else if (local === 'xf' && parent?.local === 'cellXfs') {
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(own.get(id) ?? builtIn(id));
    }
  });
  return formats;
}

function sheetReader(strings: readonly string[], formats: readonly CellFormat[], since1904: boolean): (text: string) => readonly SheetRow[] {
  return (text) => {
    const rows: SheetRow[] = [];
    let cells: string[] = [];
    let number = 0;
    let value = '';
    readXml(text, {
      resumeAt: null, note: unbrokenOnly,
      open({ local, attributes }) {
        if (local === 'row') {
          number = Number(attributes.r ?? number + 1);
          cells = [];
        } else if (local === 'c') value = '';
      },
      close(element, words) {
        const { local, parent, attributes } = element;
        if (local === 'v' || (local === 't' && parent?.local !== 'rPh')) value += words;
        else if (local === 'c') {
          const at = attributes.r === undefined ? cells.length : columnOf(attributes.r);
          // A cell that does not say where it stands takes the next place, also when it is empty.
          if (at >= COLUMNS || (value === '' && attributes.r !== undefined)) return;
          while (cells.length < at) cells.push('');
          cells[at] = value === '' ? '' : shown(value, attributes.t ?? 'n', formats[Number(attributes.s ?? -1)] ?? null);
        } else if (local === 'row' && cells.some((cell) => cell.trim() !== '')) rows.push({ number, cells });
      },
    });
    return rows;
  };

  function shown(value: string, type: string, format: CellFormat): string {
    if (type === 's') return strings[Number(value)] ?? '';
    if (type === 'str' || type === 'inlineStr') return unescaped(value);
    if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    // A formula that failed has no value.
    if (type === 'e') return '';
    if (type === 'd') return value;
    const amount = Number(value);
    if (!Number.isFinite(amount)) return value;
    if (format === null) return String(amount);
    if (format.kind === 'digits') return String(amount).padStart(format.width, '0');
    return moment(amount, format.kind === 'time') ?? String(amount);
  }

  function moment(serial: number, withTime: boolean): string | null {
    const day = serialDay(serial, since1904);
    if (day === null) return null;
    const date = `${Math.floor(day / 10_000)}-${String(Math.floor(day / 100) % 100).padStart(2, '0')}-${String(day % 100).padStart(2, '0')}`;
    const minutes = Math.round((serial % 1) * 1440);
    if (!withTime || minutes === 0) return date;
    return `${date} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  }
}

/** "AB12" → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) & ~0x20;
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 0x40;
  }
  return Math.max(0, column - 1);
}
