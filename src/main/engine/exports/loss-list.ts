import type { ExportLoss, LossCount, LossReport } from '../../../contract/exports.ts';
import type { LocalText } from '../../../contract/text.ts';
import { LOSS_KINDS } from '../../../contract/exports.ts';
import type { Loss, Sink } from '../formats/writer.ts';

/** Losses of one kind and field that are kept to be listed; all are counted, and written to a file when there is one. */
const LISTED = 200;

export interface LossList {
  add(record: { readonly id: number; readonly ref: string | null }, losses: readonly Loss[], written: boolean): void;
  report(): Omit<LossReport, 'notes'>;
}

const HEAD = '\ufeffrecord,ref,kind,field,written,说明,what\r\n';
const cell = (text: string): string => `"${(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Counts what is lost, keeps the first of each kind, and writes all of it as CSV to `file`. */
export function lossList(file: Sink | null): LossList {
  const counts = new Map<string, { readonly kind: Loss['kind']; readonly field: string; records: number; values: number; last: number }>();
  const losses: ExportLoss[] = [];
  let records = 0;
  let writable = 0;
  file?.write(HEAD);
  return {
    add({ id, ref }, list, written) {
      records++;
      if (written) writable++;
      for (const { kind, field, text } of list) {
        const key = `${kind}/${field}`;
        let count = counts.get(key);
        if (count === undefined) counts.set(key, count = { kind, field, records: 0, values: 0, last: -1 });
        count.values++;
        if (count.last !== id) {
          count.records++;
          count.last = id;
        }
        if (count.values <= LISTED) losses.push({ id, ref: ref ?? '', field, kind, written, text });
        file?.write(`${id},${cell(ref ?? '')},${kind},${cell(field)},${written ? 1 : 0},${cell(text.zh)},${cell(text.en)}\r\n`);
      }
    },
    report: () => ({
      records, writable, losses,
      counts: [...counts.values()].map(({ last: _, ...count }): LossCount => count)
        .sort((a, b) => LOSS_KINDS.indexOf(a.kind) - LOSS_KINDS.indexOf(b.kind) || b.records - a.records),
    }),
  };
}

export const newspaperNote: LocalText = {
  zh: '没有给出报纸名称，题录和来源项中不会有报名。可在映射方案中填写。',
  en: 'No name of the newspaper is given, so none will stand in the records. Give one in the profile.',
};
