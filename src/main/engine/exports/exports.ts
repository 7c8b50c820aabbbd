import { resolve } from 'node:path';
import type { EngineApi } from '../../../contract/engine.ts';

import type { ExportChoice, ExportInput, FieldMap, LossReport } from '../../../contract/exports.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import type { Selection } from '../../../contract/selection.ts';
import type { LocalText } from '../../../contract/text.ts';
import { decode, isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';
import { formatNamed } from '../formats/registry.ts';
import type { ClassStep, FormatWriter, WriterOptions } from '../formats/writer.ts';
import { DIALECTS } from '../formats/marc/dialects.ts';
import { writerOf, writers } from '../formats/writers.ts';
import type { History } from '../history/history.ts';
import type { Job } from '../job.ts';
import type { Store } from '../store/open.ts';
import type { VaultReader } from '../store/vault.ts';
import { headsOf, joinedReader } from './joined.ts';
import type { PartsOf, ReadRecords } from './joined.ts';
import { lossList, newspaperNote } from './loss-list.ts';
import { paceOf } from './pace.ts';
import type { Pace } from './pace.ts';
import { createProfiles } from './profiles.ts';
import { recordReader } from './read.ts';
import { runExport, writeRecords } from './run.ts';
import { targetEncoding, writeTaggedFiles } from './tagged.ts';
import { fileTarget } from './target.ts';
import { verifyBag } from './verify/verify.ts';

export interface ExportsDeps {
  readonly store: Store;
  readonly history: History;
  readonly vault: VaultReader;
  readonly select: (selection: Selection) => Uint32Array;
  /** The single numbers of a class field. */
  readonly numbersOf: (text: string) => readonly string[];
  /** A class and what stands above it; empty for what is no class number. */
  readonly classPath: (notation: string) => readonly ClassStep[];
  readonly partsOf: PartsOf;
}

type Api = Handlers<EngineApi>['exports'];
type Long = 'run' | 'losses' | 'verify';

/** The methods; the long ones take the job they run as. */
export type Exports = Omit<Api, Long> & { readonly [M in Long]: (input: Parameters<Api[M]>[0], job: Job) => Promise<Awaited<ReturnType<Api[M]>>> };

/** Ids of a selection that the history keeps with an export; longer lists cannot be repeated by one click. */
const REMEMBERED_IDS = 10_000;
const PREVIEWED = 3;

/** Reader formats under another name than the writer's. */
const READ_AS: Readonly<Record<string, string>> = { marc21: 'marc', cnmarc: 'marc', dc: 'dublincore' };

export function createExports(deps: ExportsDeps): Exports {
  const { store, history, select } = deps;
  const { sqlite } = store;
  const profiles = createProfiles(store, history);

  const optionsFor = (choice: ExportChoice, encoding: EncodingName): WriterOptions => {
    const profile = choice.profile === undefined ? null : profiles.get(choice.profile);
    const marcXml = choice.format === 'marcxml' || choice.format === 'marcjson';
    const fits = profile === null || profile.format === choice.format || marcXml && (profile.format === 'marc21' || profile.format === 'cnmarc');
    if (profile !== null && !fits) {
      throw new Fault('bad-input', { zh: `映射方案“${profile.name}”不是这种格式的。`, en: `The profile "${profile.name}" is for another format.` });
    }
    const dialect = choice.format === 'cnmarc' || choice.format === 'marc21' ? choice.format
      : profile?.format === 'cnmarc' || profile?.format === 'marc21' ? profile.format : choice.dialect ?? 'marc21';
    const base: FieldMap = marcXml ? DIALECTS[dialect].map : writerOf(choice.format).info.map;
    const changed = profile !== null && Object.keys(profile.map).length > 0;
    return {
      encoding, dialect, map: changed ? { ...base, ...profile.map } : base, constants: { ...profile?.constants, ...choice.constants }, now: new Date(), classPath: deps.classPath,
      library: sqlite.prepare<[], { uuid: string; name: string }>('SELECT uuid, name FROM library').get() ?? { uuid: '', name: '' },
    };
  };
  /** What is chosen, ready to be worked on. */
  const chosen = (choice: ExportChoice): { readonly format: FormatWriter; readonly encoding: string; readonly options: WriterOptions; readonly ids: Uint32Array; readonly read: ReadRecords } => {
    const format = writerOf(choice.format);
    const encoding = encodingFor(format, choice.encoding);
    const options = optionsFor(choice, isEncodingName(encoding) ? encoding : 'utf-8');
    // The tagged format gives source files back, and a source file holds its own part only.
    const joins = choice.continuations === 'joined' && format.info.name !== 'tagged';
    const read = joins ? joinedReader(recordReader(deps), deps.partsOf) : recordReader(deps);
    const ids = joins ? headsOf(select(choice.selection), deps.partsOf) : select(choice.selection);
    if (ids.length === 0) throw new Fault('bad-input', { zh: '没有可导出的记录，请检查检索式或集合。', en: 'There are no records to export. Check the query or the set.' });
    return { format, encoding, options, ids, read };
  };
  const notesFor = ({ map, constants }: WriterOptions): readonly LocalText[] =>
    ((map['@newspaper']?.length ?? 0) > 0 && (constants.newspaper ?? '') === '' ? [newspaperNote] : []);

  const dryRun = async (choice: ExportChoice, lossFile: string | undefined, pace: (total: number) => Pace): Promise<LossReport> => {
    const { format, encoding, options, ids, read } = chosen(choice);
    const file = lossFile === undefined ? null : fileTarget(resolve(lossFile), true);
    let finished = false;
    try {
      const losses = lossList(file);
      const going = pace(ids.length);
      if (format.info.name === 'tagged') await writeTaggedFiles(deps, { ids, encoding, put: () => undefined, losses, pace: going });
      else {
        const writer = await format.open(options);
        let done = 0;
        for (const record of read(ids)) {
          const { part, losses: lost } = writer.render(record);
          losses.add(record, lost, part !== null);
          done++;
          if (going.due()) await going.rest(done);
        }
      }
      file?.finish();
      finished = true;
      return { ...losses.report(), notes: notesFor(options) };
    } finally {
      if (!finished) file?.abandon();
    }
  };

  return {
    ...profiles,
    formats: () => writers.map(({ info }) => ({ ...info, reads: formatNamed(READ_AS[info.name] ?? info.name) !== undefined })),
    losses: ({ lossFile, ...choice }, job) => dryRun(choice, lossFile, (total) => paceOf(job, 'check', 'records', total)),
    async preview({ records = PREVIEWED, ...choice }) {
      const { format, encoding, options, ids, read } = chosen(choice);
      const few = ids.subarray(0, records);
      const texts: string[] = [];
      if (format.info.name === 'tagged') {
        const put = (path: string, bytes: Uint8Array, used: EncodingName): void => { texts.push(`${path}\n\n${decode(bytes, used).text}\n`); };
        await writeTaggedFiles(deps, { ids: few, encoding, put, losses: lossList(null), pace: unhurried });
      } else {
        const writer = await format.open(options);
        const binary = ['xlsx', 'parquet', 'marc21', 'cnmarc'].includes(format.info.name);
        if (binary || format.info.kind === 'folder') {
          for (const record of read(few)) {
            const { part, path } = writer.render(record);
            if (part !== null) texts.push(`${path === undefined ? '' : `${path}\n\n`}${writer.show(part)}`);
          }
        } else {
          const chunks: Uint8Array[] = [];
          const sink = { write: (chunk: string | Uint8Array): void => { chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk); } };
          await writeRecords(read(few), writer, sink, lossList(null), unhurried);
          texts.push(decode(Buffer.concat(chunks), options.encoding).text);
        }
      }
      return { text: texts.join('').replace(/^\ufeff/, ''), records: few.length };
    },
    async run(input, job) {
      const started = performance.now();
      if (job.signal.aborted) throw new Fault('cancelled');
      const { format, encoding, options, ids, read } = chosen(input);
      const out = resolve(input.out);
      const about = aboutSelection(store, input.selection);
      const outcome = await runExport(deps, { input, out, ids, read, format, encoding, options, ...about, job });
      history.begin({ kind: 'exports.run', input: rememberedInput({ ...input, out }), sentence: sentenceOf(outcome.records, format, out, outcome.sha256) })
        .finish(sentenceOf(outcome.records, format, out, outcome.sha256), 0);
      return { ...outcome, notes: notesFor(options), out, seconds: (performance.now() - started) / 1000 };
    },
    last() {
      const row = sqlite.prepare<[], { input: string; at: number }>("SELECT input, at FROM operation WHERE kind = 'exports.run' AND state = 'done' ORDER BY id DESC LIMIT 1").get();
      const input = row === undefined ? null : JSON.parse(row.input) as ExportInput | { readonly selection: null };
      return row === undefined || input === null || input.selection === null ? null : { input: input as ExportInput, at: row.at };
    },
    verify: ({ path }, job) => verifyBag(resolve(path), paceOf(job, 'verify', 'files', null)),
  };
}

const unhurried: Pace = { due: () => false, rest: () => Promise.resolve() };

function encodingFor({ info }: FormatWriter, wanted: string | undefined): string {
  const name = wanted?.toLowerCase() ?? info.encodings[0] ?? 'utf-8';
  const known = name === 'utf8' ? 'utf-8' : name;
  if (info.name === 'tagged') targetEncoding(known);
  if (info.encodings.includes(known)) return known;
  throw new Fault('bad-input', {
    zh: `${info.label.zh} 不能用编码“${wanted ?? ''}”，可用：${info.encodings.join('、')}。`, en: `${info.label.en} cannot be written in "${wanted ?? ''}"; it takes ${info.encodings.join(', ')}.`,
  });
}

/** What was chosen, in words, for a package. */
function aboutSelection({ sqlite }: Store, selection: Selection): { readonly title: string; readonly description: string } {
  if ('set' in selection) {
    const row = sqlite.prepare<[number], { name: string; note: string }>('SELECT name, note FROM record_set WHERE id = ?').get(selection.set);
    return { title: row?.name ?? '', description: [row?.name, row?.note].filter((text) => text !== undefined && text !== '').join('：') };
  }
  if ('query' in selection) return { title: '', description: selection.query.trim() === '' ? '全部记录' : `检索：${selection.query}` };
  return { title: '', description: '选中的记录' };
}

const sentenceOf = (records: number, { info }: FormatWriter, out: string, sha256: string): LocalText => ({
  zh: `导出 ${records} 条记录（${info.label.zh}）到 ${out}，SHA-256 ${sha256.slice(0, 16)}…`,
  en: `Export ${records} records (${info.label.en}) to ${out}, SHA-256 ${sha256.slice(0, 16)}…`,
});

const rememberedInput = (input: ExportInput): object =>
  ('ids' in input.selection && input.selection.ids.length > REMEMBERED_IDS ? { ...input, selection: null } : input);

