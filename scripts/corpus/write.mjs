/** The stream of records into files: paths, encodings, several records a file, and the two lists of truth beside. */

import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { articles } from './articles.mjs';
import { withErrors } from './errors.mjs';
import { encodeGb18030Into } from './gb18030.mjs';
import { folderOf, pathOf } from './layout.mjs';
import { Random } from './random.mjs';
import { AT_THE_END, DIRT, taggedText } from './tagged.mjs';
import { pairKind } from './variants.mjs';

const YEARLY_ABOVE = 150;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Write a corpus. Options as in `generate.mjs`.
 * @returns {{ records: number, files: number, bytes: number, pairs: number, breaches: number, seconds: number }}
 */
export function writeCorpus(options) {
  const started = performance.now();
  const random = new Random(options.seed, 2 ** 40);
  const planted = [];
  const stream =
    options.errors === undefined
      ? articles(options)
      : withErrors(articles(options), new Random(options.seed, 2 ** 41), { rate: options.errorRate }, planted);
  const truth = options.truth === undefined ? null : new Truth(options.truth);
  const files = new Files(options);
  const refs = new Map();
  for (const record of stream) {
    const ref = files.add(record, encoded(random, record, options, files));
    if (record.broken === true) refs.set(record, ref);
    truth?.add(record, ref);
  }
  files.close();
  const pairs = truth?.close() ?? 0;
  if (options.errors !== undefined) writeFileSync(options.errors, breachList(planted, refs));
  return {
    records: files.records,
    files: files.count,
    bytes: files.bytes,
    pairs,
    breaches: planted.length,
    seconds: (performance.now() - started) / 1000,
  };
}

const dirtNames = Object.keys(DIRT);

/** The record's bytes. The buffer is used again for the next record: write it before asking for another. */
function encoded(random, record, options, files) {
  let text = taggedText(record);
  let cut = false;
  if (record.damage !== undefined) text = DIRT[record.damage](random, text);
  if (options.dirt > 0 && random.chance(options.dirt)) {
    const name = random.pick(dirtNames);
    if (options.concat === 1 || !AT_THE_END.has(name)) text = DIRT[name](random, text);
    cut = name === 'cut' && options.concat === 1;
  }
  const way = options.encoding === 'mixed' ? random.weighted({ gb18030: 80, 'utf-8': 12, mark: 8 }) : options.encoding;
  const one = options.concat === 1;
  if (way === 'gb18030' || (!one && options.encoding === 'mixed')) {
    const end = encodeGb18030Into(text, files.buffer(text.length * 4), 0);
    return files.scratch.subarray(0, cut && end > 1 ? end - 1 : end);
  }
  const head = way === 'mark' ? MARK.copy(files.buffer(text.length * 3 + 3), 0) : 0;
  const end = head + files.buffer(text.length * 3 + 3).write(text, head, 'utf8');
  return files.scratch.subarray(0, cut ? end - 1 : end);
}

/** Files one after another; with several records a file, one is open for each delivery. */
class Files {
  records = 0;
  count = 0;
  bytes = 0;
  scratch = Buffer.allocUnsafe(1 << 20);
  #out;
  #concat;
  #folders = new Map();
  #open = new Map();

  constructor({ out, concat }) {
    this.#out = out;
    this.#concat = concat;
  }

  buffer(size) {
    if (size > this.scratch.length) this.scratch = Buffer.allocUnsafe(size * 2);
    return this.scratch;
  }

  /** Writes a record and gives its reference, PATH#N. */
  add(record, bytes) {
    this.records += 1;
    this.bytes += bytes.length;
    const place = {
      date: record.pathDate ?? record.date,
      page: record.pathPage ?? record.page,
      item: record.pathItem ?? record.item,
    };
    if (this.#concat > 1) return this.#append(record.tree, place.date, bytes);
    const path = pathOf(record.tree, place);
    this.#folder(record.tree, folderOf(record.tree, place.date));
    writeFileSync(join(this.#out, path), bytes);
    this.count += 1;
    return `${path}#1`;
  }

  close() {
    for (const { handle } of this.#open.values()) closeSync(handle);
    this.#open.clear();
  }

  #append(tree, date, bytes) {
    const yearly = this.#concat > YEARLY_ABOVE;
    const span = yearly ? date.slice(0, 4) : date;
    let file = this.#open.get(tree);
    if (file === undefined || file.span !== span || file.records === this.#concat) {
      const number = file !== undefined && file.span === span ? file.number + 1 : 1;
      if (file !== undefined) closeSync(file.handle);
      const folder = yearly ? `${tree}/${span}` : folderOf(tree, date);
      const path = `${folder}/${span}-${String(number).padStart(3, '0')}.TXT`;
      this.#folder(tree, folder);
      file = { span, number, path, records: 0, handle: openSync(join(this.#out, path), 'w') };
      this.#open.set(tree, file);
      this.count += 1;
    }
    writeSync(file.handle, bytes);
    file.records += 1;
    return `${file.path}#${file.records}`;
  }

  /** Subtle: asking for a folder that is there costs as much as a small file, so the last one is remembered. */
  #folder(tree, folder) {
    if (this.#folders.get(tree) === folder) return;
    mkdirSync(join(this.#out, folder), { recursive: true });
    this.#folders.set(tree, folder);
  }
}

/** Pairs of copies, written as soon as a cluster is complete. */
class Truth {
  #handle;
  #clusters = new Map();
  #pairs = 0;

  constructor(path) {
    mkdirSync(dirname(path), { recursive: true });
    this.#handle = openSync(path, 'w');
    writeSync(this.#handle, 'a,b,kind,how\n');
  }

  add(record, ref) {
    if (record.cluster === null) return;
    const { id, left } = record.cluster;
    const members = this.#clusters.get(id) ?? [];
    members.push({ ref, date: record.date, noise: record.noise });
    this.#clusters.set(id, members);
    if (left === 0) this.#flush(id);
  }

  close() {
    for (const id of [...this.#clusters.keys()]) this.#flush(id);
    closeSync(this.#handle);
    return this.#pairs;
  }

  #flush(id) {
    const members = this.#clusters.get(id) ?? [];
    this.#clusters.delete(id);
    let lines = '';
    members.forEach((a, index) => {
      for (const b of members.slice(index + 1)) {
        const how = [a, b].map(({ noise }) => (noise.length === 0 ? 'original' : noise.join('+'))).join(' | ');
        lines += `${a.ref},${b.ref},${pairKind(a, b)},${how}\n`;
        this.#pairs += 1;
      }
    });
    if (lines !== '') writeSync(this.#handle, lines);
  }
}

function breachList(planted, refs) {
  const rows = planted.map(({ record, ...breach }) => {
    if (record === undefined) return breach;
    const [path, n] = (refs.get(record) ?? '#0').split('#');
    return { ...breach, path, n: Number(n), date: record.date, page: record.page };
  });
  return `${JSON.stringify(rows, null, 1)}\n`;
}
