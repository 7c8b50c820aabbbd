import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ExportInput, ExportReport, LossReport } from '../../../contract/exports.ts';
import { Fault } from '../../../contract/fault.ts';
import type { PlainRecord } from '../formats/plain-record.ts';
import { textOrBytes } from '../formats/text-writer.ts';
import type { FormatWriter, RecordWriter, Sink, WriterOptions } from '../formats/writer.ts';
import { archiveTree } from './archive-tree.ts';
import { bagIn } from './bag/bag.ts';
import type { Bag } from './bag/bag.ts';
import { writeProvenance } from './bag/provenance.ts';
import { lossList } from './loss-list.ts';
import type { LossList } from './loss-list.ts';
import { paceOf } from './pace.ts';
import type { Pace } from './pace.ts';
import type { ReadRecords } from './joined.ts';
import type { ReadDeps } from './read.ts';
import { writeSources } from './sources.ts';
import { checkFolder, fileSink, fileTarget, partOf } from './target.ts';
import { writeTaggedFiles } from './tagged.ts';
import { folderTree, journalOf } from './tree.ts';
import type { Journal, Tree } from './tree.ts';
import type { VaultReader } from '../store/vault.ts';
import type { Job } from '../job.ts';

export interface RunDeps extends ReadDeps {
  readonly vault: VaultReader;
}

export interface Plan {
  readonly input: ExportInput;
  readonly out: string;
  readonly ids: Uint32Array;
  readonly read: ReadRecords;
  readonly format: FormatWriter;
  readonly encoding: string;
  readonly options: WriterOptions;
  readonly title: string;
  readonly description: string;
  readonly job: Job;
}

type Outcome = Omit<ExportReport, 'out' | 'seconds' | 'notes'>;

/** Write the records of a plan where they belong. What goes wrong or is cancelled leaves nothing behind. */
export async function runExport(deps: RunDeps, plan: Plan): Promise<Outcome> {
  const lossFile = plan.input.lossFile === undefined ? null : fileTarget(plan.input.lossFile, true);
  let finished = false;
  try {
    const losses = lossList(lossFile);
    const written = plan.input.package === undefined
      ? plan.format.info.kind === 'folder' ? await toFolder(deps, plan, losses) : await toFile(plan, losses)
      : await toBag(deps, plan, losses);
    lossFile?.finish();
    finished = true;
    const report = losses.report();
    return { ...report, ...written, records: report.writable };
  } finally {
    if (!finished) lossFile?.abandon();
  }
}

type Written = Omit<Outcome, keyof LossReport>;

const paceFor = ({ job, ids }: Plan): Pace => paceOf(job, 'write', 'records', ids.length);

/** All records through a writer into one sink. */
export async function writeRecords(records: Iterable<PlainRecord>, writer: RecordWriter, sink: Sink, losses: LossList, pace: Pace): Promise<void> {
  let done = 0;
  await writer.begin(sink);
  for (const record of records) {
    const { part, losses: lost } = writer.render(record);
    losses.add(record, lost, part !== null);
    if (part !== null) {
      const waits = writer.write(part, sink);
      if (waits !== undefined) await waits;
    }
    done++;
    if (pace.due()) await pace.rest(done);
  }
  await writer.end(sink);
}

async function toFile(plan: Plan, losses: LossList): Promise<Written> {
  const target = fileTarget(plan.out, plan.input.overwrite ?? false);
  let finished = false;
  try {
    await writeRecords(plan.read(plan.ids), await plan.format.open(plan.options), target, losses, paceFor(plan));
    const { bytes, sha256 } = target.finish();
    finished = true;
    return { files: 1, bytes, sha256, manifest: null, resumed: 0 };
  } finally {
    if (!finished) target.abandon();
  }
}

/** The files of a format that writes many. */
async function writeFiles(deps: RunDeps, plan: Plan, losses: LossList, put: (path: string, bytes: Uint8Array) => void | Promise<void>): Promise<void> {
  const pace = paceFor(plan);
  if (plan.format.info.name === 'tagged') {
    await writeTaggedFiles(deps, { ids: plan.ids, encoding: plan.encoding, put, losses, pace });
    return;
  }
  const writer = await plan.format.open(plan.options);
  let done = 0;
  for (const record of plan.read(plan.ids)) {
    const { part, losses: lost, path = `${record.id}.${plan.format.info.extension}` } = writer.render(record);
    losses.add(record, lost, part !== null);
    if (part !== null) {
      const content = textOrBytes(part);
      await put(path, typeof content === 'string' ? Buffer.from(content) : content);
    }
    if (pace.due()) await pace.rest(++done);
    else done++;
  }
}

async function toFolder(deps: RunDeps, plan: Plan, losses: LossList): Promise<Written> {
  const { out, input: { overwrite = false } } = plan;
  const manifest = `${out}.sha256`;
  checkFolder(out, overwrite, () => existsSync(manifest));
  const tree = folderTree(out, keyOf(deps, plan));
  const journal = journalOf(tree, tree.journal, tree.part);
  let finished = false;
  try {
    await writeFiles(deps, plan, losses, (path, bytes) => journal.add(path, bytes));
    const list = fileTarget(manifest, true);
    for (const { sha256, path } of journal.entries()) list.write(`${sha256}  ${basename(out)}/${path}\n`);
    const { files, bytes, resumed } = journal;
    await tree.finish();
    const { sha256 } = list.finish();
    journal.close();
    finished = true;
    return { files, bytes, sha256, manifest, resumed };
  } finally {
    if (!finished) abandon(journal, tree);
  }
}

function abandon(journal: Journal, tree: Tree): void {
  journal.abandon();
  tree.abandon();
}

async function toBag(deps: RunDeps, plan: Plan, losses: LossList): Promise<Written> {
  const { out, input, ids, options, format } = plan;
  const { overwrite = false } = input;
  const now = options.now;
  const archive = input.package === 'bagit' ? null : await archiveTree(input.package === 'bagit-zip' ? 'zip' : 'tar', out, overwrite, bagName(out), now);
  if (archive === null) checkFolder(out, overwrite, () => isOurBag(out));
  const folder = archive === null ? folderTree(out, keyOf(deps, plan)) : null;
  const tree = archive ?? folder;
  if (tree === null) throw new Fault('internal');
  const bag = bagIn(tree, tree.journal, folder?.part ?? null);
  const beside = (name: string): string => partOf(out, `.${name}`);
  const spools = { payload: beside('payload'), provenance: beside('provenance'), history: beside('history') };
  let finished = false;
  try {
    await fillPayload(deps, plan, losses, bag, spools.payload);
    if (input.sources === true) await writeSources(deps, ids, (path, bytes) => bag.payload(`sources/${path}`, bytes), paceFor(plan));
    await writeProvenance(deps.store, ids, options.library, spools, paceOf(plan.job, 'provenance', 'records', ids.length));
    const report = losses.report();
    const { resumed } = bag;
    const { files, bytes, manifestSha256 } = await bag.finish({
      library: options.library, title: plan.title, description: plan.description, records: report.writable, format: format.info.name, constants: options.constants, now,
    }, [{ path: 'provenance.jsonld', file: spools.provenance }, { path: 'history.jsonl', file: spools.history }]);
    finished = true;
    const packed = archive?.written();
    return {
      files, bytes: packed?.bytes ?? bytes, sha256: packed?.sha256 ?? manifestSha256, manifest: archive === null ? join(out, 'manifest-sha256.txt') : null, resumed,
    };
  } finally {
    for (const file of Object.values(spools)) rmSync(file, { force: true });
    if (!finished) bag.abandon();
  }
}

/** The folder inside an archive is named like it. */
const bagName = (out: string): string => basename(out).replace(/\.(?:zip|tar)$/i, '') || 'bag';

const isOurBag = (out: string): boolean =>
  existsSync(join(out, 'bagit.txt')) && existsSync(join(out, 'bag-info.txt')) && readFileSync(join(out, 'bag-info.txt'), 'utf8').includes('Bag-Software-Agent: Jianbao');

async function fillPayload(deps: RunDeps, plan: Plan, losses: LossList, bag: Bag, spool: string): Promise<void> {
  const { kind, name, extension } = plan.format.info;
  if (kind === 'folder') {
    await writeFiles(deps, plan, losses, (path, bytes) => bag.payload(`${name}/${path}`, bytes));
    return;
  }
  const sink = fileSink(spool);
  let finished = false;
  try {
    await writeRecords(plan.read(plan.ids), await plan.format.open(plan.options), sink, losses, paceFor(plan));
    sink.close();
    finished = true;
  } finally {
    if (!finished) sink.abandon();
  }
  await bag.payloadFile(`records.${extension}`, spool);
}

/** Says what is written: an interrupted run with another one is not gone on with. */
function keyOf({ store: { sqlite } }: RunDeps, { input, ids, options, encoding }: Plan): string {
  const last = sqlite.prepare('SELECT max(id) FROM operation').pluck().get();
  const { library, map, constants } = options;
  return createHash('sha256').update(JSON.stringify([library.uuid, last, input.format, input.package, input.sources, encoding, options.dialect, map, constants]))
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength)).digest('hex');
}
