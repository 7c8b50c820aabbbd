import { join } from 'node:path';
import type { DuplicateCounts, DuplicateGroup } from '../contract/duplicates.ts';
import type { EngineApi } from '../contract/engine.ts';
import type { ExportFormat, ExportReport } from '../contract/exports.ts';
import type { ImportReport } from '../contract/imports.ts';
import type { LibraryInfo } from '../contract/library.ts';
import type { QualityRule } from '../contract/quality.ts';
import type { RecordRow } from '../contract/records.ts';
import type { Client } from '../contract/rpc.ts';
import type { ClassNode } from '../contract/subjects.ts';
import { compareBytes } from './byte-proof.ts';
import type { ByteProof } from './byte-proof.ts';
import type { Library } from './cli.ts';
import { everything } from './window.ts';

/** Everything the main job did, step by step; the account is made from this. */
export interface MainJob {
  readonly library: string;
  readonly sample: string;
  readonly import: ImportReport;
  /** What the same import brings the second time. */
  readonly again: Pick<ImportReport, 'files' | 'records'>;
  readonly duplicates: {
    readonly groups: number;
    readonly pairs: number;
    readonly seconds: number;
    readonly before: DuplicateCounts;
    readonly merged: number;
    readonly absorbed: number;
    readonly left: readonly DuplicateGroup[];
  };
  readonly subjects: {
    readonly classes: readonly ClassNode[];
    readonly flagged: readonly {
      readonly notation: string;
      readonly kind: 'house' | 'unknown';
      readonly records: number;
    }[];
    readonly without: number;
    readonly assigned: readonly Assigned[];
  };
  readonly quality: { readonly records: number; readonly breaches: number; readonly rules: readonly QualityRule[] };
  readonly set: { readonly name: string; readonly query: string; readonly records: number };
  readonly exports: readonly (ExportReport & { readonly format: ExportFormat })[];
  readonly bytes: ByteProof;
  readonly info: LibraryInfo;
}

export interface Assigned {
  readonly query: string;
  readonly notation: string;
  readonly records: number;
}

const SET = { name: '已分类记录', query: 'has:class' } as const;

/** Records without a class that their own keywords place beyond doubt, with the numbers later records on it have. */
const ASSIGNMENTS = [
  { query: '-has:class keywords:港口建设', notation: 'U65' },
  { query: '-has:class keywords:减轻农民负担', notation: 'F320' },
  { query: '-has:class (keywords:春耕 OR keywords:农田水利)', notation: 'F323' },
  { query: '-has:class keywords:抗洪抢险', notation: 'D632' },
] as const;

/** The whole job of a librarian on one delivery: in, duplicates, classes, quality, out, and proof of the bytes. */
export async function runMainJob({ api, file }: Library, sample: string, out: string): Promise<MainJob> {
  const imported = await api.imports.run({ paths: [sample] });
  const again = await api.imports.run({ paths: [sample] });
  const duplicates = await settleExact(api);
  const subjects = await classify(api);
  const quality = await api.quality.check({});
  const { id, records } = await api.sets.create({ name: SET.name, selection: { query: SET.query } });
  const exports: MainJob['exports'][number][] = [];
  for (const [format, name] of [
    ['tagged', 'tagged'],
    ['csv', 'records.csv'],
    ['jsonl', 'records.jsonl'],
  ] as const) {
    exports.push({
      format,
      ...(await api.exports.run({ selection: { set: id }, format, out: join(out, name), overwrite: true })),
    });
  }
  const { items } = await everything(async (part) => {
    const { total, rows } = await api.records.list({ query: `set:"${SET.name}"`, ...part });
    return { total, items: rows };
  });
  const bytes = await compareBytes(
    api,
    items.map((row: RecordRow) => row.id),
    join(out, 'tagged'),
  );
  await api.sets.freeze({ set: id });
  return {
    library: file,
    sample,
    import: imported,
    again: { files: again.files, records: again.records },
    duplicates,
    subjects,
    quality: { records: quality.records, breaches: quality.breaches, rules: quality.rules },
    set: { ...SET, records },
    exports,
    bytes,
    info: await api.library.info({}),
  };
}

/** Look for duplicates and merge the groups whose texts are the same; all others are left for a person to judge. */
async function settleExact(api: Client<EngineApi>): Promise<MainJob['duplicates']> {
  const { groups, pairs, seconds } = await api.duplicates.find({});
  const before = await api.duplicates.counts({});
  const open = async (kind?: 'exact'): Promise<readonly DuplicateGroup[]> =>
    (
      await everything(async (part) => {
        const found = await api.duplicates.list({ kind, state: 'open', ...part });
        return { total: found.total, items: found.groups };
      })
    ).items;
  let merged = 0;
  let absorbed = 0;
  for (const group of await open('exact')) {
    absorbed += (await api.duplicates.merge({ ids: group.records })).absorbed.length;
    merged += 1;
  }
  return { groups, pairs, seconds, before, merged, absorbed, left: await open() };
}

async function classify(api: Client<EngineApi>): Promise<MainJob['subjects']> {
  const assigned: Assigned[] = [];
  for (const { query, notation } of ASSIGNMENTS) {
    const { records } = await api.subjects.assign({ selection: { query }, notation });
    if (records > 0) assigned.push({ query, notation, records });
  }
  const classes = (await api.subjects.tree({})).filter(({ records }) => records > 0);
  return {
    classes,
    flagged: await api.subjects.check({}),
    without: (await api.records.count({ query: '-has:class' })).count,
    assigned,
  };
}
