import { EXPORT_FORMATS } from '../../../contract/exports.ts';
import type { ExportFormat } from '../../../contract/exports.ts';
import { bibtexWriter } from './bibtex/write.ts';
import { csvWriter } from './csv/write.ts';
import { cslJsonWriter } from './csljson/write.ts';
import { dublinCoreWriter } from './dublincore/write.ts';
import { gbt7714Writer } from './gbt7714/write.ts';
import { jsonlWriter } from './jsonl/write.ts';
import { cnmarcWriter, marc21Writer, marcJsonWriter, marcXmlWriter } from './marc/write.ts';
import { modsWriter } from './mods/write.ts';
import { parquetWriter } from './parquet/write.ts';
import { risWriter } from './ris/write.ts';
import { skosWriter } from './skos/write.ts';
import { taggedWriter } from './tagged/writer.ts';
import { teiWriter } from './tei/write.ts';
import type { FormatWriter } from './writer.ts';
import { xlsxWriter } from './xlsx/write.ts';

/** The formats that can be given out. */
const WRITERS: Readonly<Record<ExportFormat, FormatWriter>> = {
  tagged: taggedWriter,
  csv: csvWriter,
  xlsx: xlsxWriter,
  jsonl: jsonlWriter,
  marc21: marc21Writer,
  cnmarc: cnmarcWriter,
  marcxml: marcXmlWriter,
  marcjson: marcJsonWriter,
  dc: dublinCoreWriter,
  mods: modsWriter,
  tei: teiWriter,
  ris: risWriter,
  bibtex: bibtexWriter,
  csljson: cslJsonWriter,
  gbt7714: gbt7714Writer,
  skos: skosWriter,
  parquet: parquetWriter,
};

export const writerOf = (format: ExportFormat): FormatWriter => WRITERS[format];

export const writers: readonly FormatWriter[] = EXPORT_FORMATS.map(writerOf);
