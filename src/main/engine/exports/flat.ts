import type { ExportLoss } from '../../../contract/exports.ts';
import type { FlatWriter, PlainRecord } from '../formats/plain-record.ts';
import { fileTarget } from './target.ts';

export interface Written {
  readonly records: number;
  readonly files: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly manifest: string | null;
  readonly losses: readonly ExportLoss[];
}

/** Write records one after another into one file. Yields after each; returns when the file has its final name. */
export function* writeFlat(read: (id: number) => PlainRecord | undefined, ids: Uint32Array, writer: FlatWriter, out: string, overwrite: boolean): Generator<number, Written, void> {
  const target = fileTarget(out, overwrite);
  const losses: ExportLoss[] = [];
  let records = 0;
  let finished = false;
  try {
    target.write(writer.head);
    for (const id of ids) {
      const record = read(id);
      if (record !== undefined) {
        const { text, changed } = writer.record(record);
        target.write(text);
        for (const { field, was } of changed) {
          losses.push({ id, ref: record.ref ?? '', field, text: {
            zh: `以“${was.slice(0, 1)}”开头，表格软件会当作公式执行，已在前面加“'”。`, en: `It begins with "${was.slice(0, 1)}" and a spreadsheet would run it as a formula; an apostrophe was put before it.`,
          } });
        }
        records++;
      }
      yield records;
    }
    target.write(writer.tail);
    const { bytes, sha256 } = target.finish();
    finished = true;
    return { records, files: 1, bytes, sha256, manifest: null, losses };
  } finally {
    if (!finished) target.abandon();
  }
}
