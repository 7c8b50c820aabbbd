import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldName } from '../../../contract/records.ts';
import { FIELDS } from '../../../contract/fields.ts';
import { LOSS_KINDS } from '../../../contract/exports.ts';
import { isEncodingName } from './encoding.ts';
import type { FormatReader } from './format.ts';
import { isPlace } from './marc/build.ts';
import type { PlainRecord } from './plain-record.ts';
import { splitPlace } from './values.ts';
import type { FormatWriter, Loss, WriterOptions } from './writer.ts';

/** Options as an export without a profile has them. */
export function optionsFor({ info }: FormatWriter, more: Partial<WriterOptions> = {}): WriterOptions {
  const encoding = info.encodings.find(isEncodingName) ?? 'utf-8';
  return {
    encoding, map: info.map, constants: { newspaper: '文汇日报', publisher: '文汇日报社', issn: '1234-5679' }, dialect: 'marc21', now: new Date(2026, 10, 22, 9, 5, 7),
    library: { uuid: '0b8f6a52-5a3c-4a61-9f0e-0d5f3c0c9d11', name: '资料库' },
    classPath: (notation) => (notation.length > 1 ? [{ notation, caption: { zh: `类${notation}`, en: notation } }, { notation: notation.slice(0, 1), caption: null }] : [{ notation, caption: null }]),
    ...more,
  };
}

/** Records through a writer: what stands in the file, or in the files one after another. */
export async function writtenBy(format: FormatWriter, records: readonly PlainRecord[], more: Partial<WriterOptions> = {}): Promise<Buffer> {
  const writer = await format.open(optionsFor(format, more));
  const chunks: Uint8Array[] = [];
  const sink = { write: (chunk: string | Uint8Array): void => { chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk)); } };
  await writer.begin(sink);
  for (const record of records) {
    const { part } = writer.render(record);
    if (part !== null) await writer.write(part, sink);
  }
  await writer.end(sink);
  return Buffer.concat(chunks);
}

export async function lossesOf(format: FormatWriter, record: PlainRecord, more: Partial<WriterOptions> = {}): Promise<readonly Loss[]> {
  return (await format.open(optionsFor(format, more))).render(record).losses;
}

export const plain = (values: PlainRecord['values'], more: Partial<PlainRecord> = {}): PlainRecord => ({
  id: 1, ref: null, path: null, values, others: [], day: null, status: 'new', tags: [], sets: [], classes: values.class === undefined ? [] : [values.class], ...more,
});

/** Text that finds every weak place: signs of all formats, line ends, controls, characters outside the first plane. */
export const nasty = fc.string({ unit: fc.oneof(
  fc.constantFrom(...'，。、\n"\'=+-@;,\t|；/\\　 题農𠮷\u2028{}[]:<>&%#_^~$〖〗\u0001\u001f\u200b－＝]]>'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
), minLength: 1, maxLength: 12 }).map((text) => text.replaceAll('\r', '')).filter((text) => text.trim() !== '');

export interface WriterExpectation {
  /** Reads what was written, where there is a reader. */
  readonly reader?: FormatReader;
  /** Fields the format holds to the letter; of the others it need only say that they are lost, or have them as text. */
  readonly keeps?: readonly FieldName[];
  /** What a record of the format always has. */
  readonly base?: PlainRecord['values'];
  /** Fields it holds for values of these signs. */
  readonly value?: fc.Arbitrary<string>;
  /** What is not well formed throws. */
  wellFormed?(bytes: Buffer): void | Promise<void>;
}

/** What every writer promises: it says what it holds, keeps that, lists the rest, and is pure. */
export function writerSuite(format: FormatWriter, { reader, keeps = [], base = {}, value = nasty, wellFormed }: WriterExpectation): void {
  const { info } = format;
  describe(`the writer ${info.name}`, () => {
    it('says what it is in both languages, and puts nothing where it has no place', () => {
      expect([info.label, info.about].every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
      expect(info.encodings.length).toBeGreaterThan(0);
      for (const place of Object.values(info.map).flat()) {
        const [bare] = splitPlace(place);
        if (info.places !== null) expect(info.places).toContain(bare);
        if (info.name.startsWith('marc') || info.name === 'cnmarc') expect(isPlace(bare)).toBe(true);
      }
    });

    it('has every value of a record in the file, or in the list of what is lost', async () => {
      const values = Object.fromEntries(FIELDS.map(({ field, zh }, at) => [field, field === 'date' ? '20110614' : `甲乙${zh}${at}`]));
      const record = plain(values, { day: 20110614, tags: ['重要标签'], others: [{ code: 'LY', name: '来源', value: '某某通讯社供稿' }], classes: [values.class ?? ''] });
      const writer = await format.open(optionsFor(format));
      const { part, losses } = writer.render(record);
      expect(part).not.toBeNull();
      const text = part === null ? '' : writer.show(part);
      const lost = new Set(losses.map(({ field }) => field));
      const missing = [...Object.entries(values), ['tags', '重要标签'], ['LY', '某某通讯社供稿']].filter(([field = '', one = '']) =>
        !lost.has(field) && !text.includes(one) && !(field === 'date' && /2011(?:-06-14|\/06\/14|0614|,6,14)/.test(text)));
      expect(missing.map(([field]) => field)).toEqual(info.name === 'tagged' ? ['tags'] : []);
      for (const { kind, text: said } of losses) {
        expect(LOSS_KINDS).toContain(kind);
        expect(said.zh !== '' && said.en !== '').toBe(true);
      }
    });

    it('renders a record the same whatever came before it', async () => {
      const record = plain({ title: '题名', body: '    一段。' });
      const writer = await format.open(optionsFor(format));
      const first = writer.render(record);
      writer.render(plain({ title: '=另一条', class: 'D8' }));
      expect(writer.render(record)).toEqual(first);
    });

    const records = fc.array(fc.dictionary(fc.constantFrom(...FIELDS.map(({ field }) => field)), value, { minKeys: 1 }), { minLength: 1, maxLength: 4 })
      .map((all) => all.map((values, at) => plain({ ...base, ...values }, { id: at + 1 })));

    it.skipIf(wellFormed === undefined)('is well formed whatever stands in the record', async () => {
      const wild = fc.array(fc.dictionary(fc.constantFrom(...FIELDS.map(({ field }) => field)), nasty, { minKeys: 1 }), { minLength: 1, maxLength: 3 });
      await fc.assert(fc.asyncProperty(wild, async (all) => {
        const list = all.map((values, at) => plain(values, { id: at + 1, tags: Object.values(values).slice(0, 1), others: [{ code: 'XX', name: 'X', value: Object.values(values)[0] ?? 'x' }] }));
        if (info.kind === 'folder') for (const one of list) await wellFormed?.(await writtenBy(format, [one]));
        else await wellFormed?.(await writtenBy(format, list));
      }), { numRuns: 60 });
    });

    it.skipIf(reader === undefined)('gives back what it holds when it is read again', async () => {
      await fc.assert(fc.asyncProperty(records, async (all) => {
        const files = info.kind === 'folder' ? all.map((one) => [one]) : [all];
        const read = await Promise.all(files.map(async (some) => reader?.read({ bytes: await writtenBy(format, some), path: 'a.dat', encoding: null, maxProblems: 100 }).records ?? []));
        const codes = new Map<string, FieldName>(FIELDS.map(({ code, field }) => [code, field]));
        const back = read.flat().map(({ fields }) => Object.fromEntries(fields.flatMap(({ code, value: text }) => {
          const field = codes.get(code);
          return field === undefined || !keeps.includes(field) ? [] : [[field, text]];
        })));
        const kept = all.map(({ values }) => Object.fromEntries(Object.entries(values).filter(([field]) => keeps.includes(field as FieldName))));
        expect(back).toEqual(kept);
      }), { numRuns: 100 });
    });
  });
}
