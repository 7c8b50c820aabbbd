import { ByteReader, ByteWriter } from './bytes.ts';
import { Head, JUDGES } from './head.ts';
import type { HeadOptions } from './head.ts';
import { JUDGED } from './judge.ts';
import { FEATURES } from './text/grams.ts';

/** What is kept is thrown away when this differs: it is derived and can be learned again. */
const VERSION = 1;
/** Bytes of a kept model, its neighbours apart. */
const MOST_BYTES = 9_500_000;
/** Weights below this say nothing. */
const FAINT = 0.003;
/** How much of what is kept is the mean over all steps. */
const MEAN = 0.5;

interface Label {
  readonly name: string;
  readonly count: number;
}

/**
 * A taught head as bytes: weights as signed bytes on a square scale (finer for small ones, which are most), rows and labels
 * as gaps. The faintest weights go until it is small enough.
 */
export function packHead(head: Head): Uint8Array {
  const { learner } = head.learned;
  const { weights } = learner;
  const share = learner.steps === 0 ? 0 : MEAN / learner.steps;
  let most = 0;
  let known = 0;
  const sizes = new Uint32Array(1024);
  for (let feature = 0; feature < FEATURES; feature++) {
    if ((head.corpus.documents[feature] ?? 0) > 0) known++;
    weights.each(feature, (_, value, trail) => {
      const size = Math.abs(value - share * trail);
      most = Math.max(most, size);
      const bin = Math.min(1023, Math.floor(size * 10_000));
      sizes[bin] = (sizes[bin] ?? 0) + 1;
    });
  }
  let left = Math.floor((MOST_BYTES - known * 3.2) / 2.2);
  let least = FAINT;
  for (let bin = 1023; bin >= 0 && left > 0; bin--) {
    left -= sizes[bin] ?? 0;
    if (left <= 0) least = Math.max(FAINT, (bin + 1) / 10_000);
  }
  const out = new ByteWriter();
  out.json({
    version: VERSION, size: head.size, least: head.corpus.least, steps: learner.steps, most,
    labels: learner.labels.map((name, at): Label => ({ name, count: learner.counts[at] ?? 0 })),
  });
  let before = 0;
  for (let feature = 0; feature < FEATURES; feature++) {
    const documents = head.corpus.documents[feature] ?? 0;
    if (documents < head.corpus.least && head.size >= 300) continue;
    if (documents === 0) continue;
    const row: { label: number; value: number }[] = [];
    weights.each(feature, (label, value, trail) => {
      const mean = value - share * trail;
      if (Math.abs(mean) >= least) row.push({ label, value: mean });
    });
    row.sort((a, b) => a.label - b.label);
    out.varint(feature - before);
    before = feature;
    out.varint(documents);
    out.varint(row.length);
    let label = 0;
    for (const entry of row) {
      out.varint(entry.label - label);
      label = entry.label;
      out.byte(Math.sign(entry.value) * Math.round(Math.sqrt(Math.abs(entry.value) / most) * 127));
    }
  }
  // Past the last feature.
  out.varint(FEATURES);
  for (const name of JUDGES) {
    const { outcomes } = head.judges[name];
    const numbers = Float32Array.from(outcomes.flatMap(({ signs, right }) => [...signs, right ? 1 : 0]));
    out.block(new Uint8Array(numbers.buffer));
  }
  return out.done();
}

/** Throws where the bytes are of another version or damaged; the head is then taught anew. */
export function unpackHead(bytes: Uint8Array, neighbours: Uint8Array, options: HeadOptions): Head {
  const head = new Head(options);
  const { learner } = head.learned;
  const from = new ByteReader(bytes);
  const { version, size, least, steps, most, labels } = from.json() as {
    readonly version: number; readonly size: number; readonly least: number; readonly steps: number; readonly most: number; readonly labels: readonly Label[];
  };
  if (version !== VERSION) throw new RangeError('the kept model is of another version');
  head.size = head.corpus.size = size;
  head.corpus.least = least;
  for (const { name, count } of labels) learner.counts[learner.labelOf(name)] = count;
  learner.steps = steps;
  for (let feature = 0; ;) {
    feature += from.varint();
    if (feature >= FEATURES) break;
    head.corpus.documents[feature] = from.varint();
    let label = 0;
    let left = from.varint();
    learner.weights.reserve(feature, left);
    for (; left > 0; left--) {
      label += from.varint();
      const root = ((from.byte() << 24) >> 24) / 127;
      learner.weights.put(feature, label, Math.sign(root) * root * root * most, 0);
    }
  }
  for (const name of JUDGES) {
    const numbers = new Float32Array(from.block().buffer);
    for (let at = 0; at < numbers.length; at += JUDGED + 1) {
      head.judges[name].outcomes.push({ signs: numbers.slice(at, at + JUDGED), right: numbers[at + JUDGED] === 1 });
    }
    head.judges[name].fit();
  }
  unpackNeighbours(head, neighbours);
  return head;
}

export function packNeighbours(head: Head): Uint8Array {
  const out = new ByteWriter();
  const kept = head.neighbours.kept();
  out.varint(kept.length);
  for (const { id, labels, terms } of kept) {
    out.varint(id);
    out.varint(labels.length);
    for (const label of labels) out.varint(head.learned.learner.index.get(label) ?? 0);
    out.varint(terms.length);
    let before = 0;
    for (const term of [...terms].sort((a, b) => a - b)) {
      out.varint((term >>> 8) - before);
      before = term >>> 8;
      out.byte(term & 255);
    }
  }
  return out.done();
}

function unpackNeighbours(head: Head, bytes: Uint8Array): void {
  const from = new ByteReader(bytes);
  const names = head.learned.learner.labels;
  for (let left = from.varint(); left > 0; left--) {
    const id = from.varint();
    const labels = Array.from({ length: from.varint() }, () => names[from.varint()] ?? '');
    const terms = new Uint32Array(from.varint());
    let feature = 0;
    for (let at = 0; at < terms.length; at++) {
      feature += from.varint();
      terms[at] = (feature << 8) | from.byte();
    }
    head.neighbours.put({ id, labels, terms });
  }
}
