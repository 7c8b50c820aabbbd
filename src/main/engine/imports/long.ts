import { createHash } from 'node:crypto';
import type { Problem } from '../../../contract/problem.ts';
import { encodingProblems } from '../formats/encoding.ts';
import { encodingProver } from '../formats/encoding/prover.ts';
import type { LongProof } from '../formats/encoding/prover.ts';
import { formatNamed, formatOf } from '../formats/registry.ts';
import { tagged } from '../formats/tagged/reader.ts';
import { PIECE } from './desk.ts';
import type { Piece } from './desk.ts';
import type { Steps } from './drive.ts';
import { examine, MOST_PROBLEMS, readingOf, refused, stateOf, worstOf } from './examine.ts';
import type { Reading } from './examine.ts';
import { packedOf } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { pictureType } from './picture.ts';
import type { Proven } from './prove.ts';
import { HEAD, LARGEST_WHOLE, readHead } from './read.ts';
import { failureOf } from './parcel.ts';
import { placeOf } from './readers.ts';
import type { Readers } from './readers.ts';
import { CHANGED_MEANWHILE, tooLong, unreadable } from './refusals.ts';
import type { Sink } from './sink.ts';
import type { MetFile } from './walk.ts';

/** A long file, on the disk or (an entry of an archive) in memory. */
interface Source {
  readonly head: Uint8Array;
  readonly size: number;
  prove(): Promise<Proven>;
  pieces(): AsyncGenerator<Piece, void, void>;
  /** All of it as a parcel, where a format needs it so. */
  whole(): Promise<Parcel | undefined>;
}

interface Driving {
  readonly readers: Readers;
  readonly sink: Sink;
  readonly how: Reading;
  readonly steps: Steps;
}

/**
 * Take in one long file. Tagged records come piece by piece, in memory for a piece and a record: a first pass hashes the
 * file and proves its encoding, a second one parses it. Other formats are held whole, up to a limit. False when it was
 * stopped before its end.
 */
export async function takeLong(met: MetFile, parcel: Parcel, { readers, sink, how: general, steps }: Driving): Promise<boolean> {
  const how = readingOf(general, `${met.root}/${met.path}`);
  try {
    const source = parcel.apart === null ? inMemory(parcel) : onDisk(met, readers);
    const { head, size } = source;
    const type = pictureType(head, met.path);
    if (type !== null) {
      const proven = await source.prove();
      sink.write(() => sink.noted(met, examine(head, met.path, how), size, proven));
      return true;
    }
    if (!isTagged(head, met.path, how)) {
      const whole = size <= LARGEST_WHOLE ? await source.whole() : undefined;
      if (whole !== undefined) sink.write(() => sink.parcel([met], whole));
      else sink.write(() => sink.noted(met, refused(whyTooLong(head, met.path, size, how)), size));
      return true;
    }
    return await takeTagged(met, source, sink, how, steps);
  } catch (error) {
    if (!isOfTheFile(error)) throw error;
    sink.write(() => sink.noted(met, refused(unreadable(failureOf(error))), parcel.raw.length));
    return true;
  }
}

/** An error of reading the file, not of the library it is written to. */
const isOfTheFile = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

function isTagged(head: Uint8Array, path: string, { format }: Reading): boolean {
  return format === 'tagged' || (format === 'auto' && tagged.sniff(head) > 0 && formatOf(head, path) === tagged);
}

function whyTooLong(head: Uint8Array, path: string, size: number, { format }: Reading): ReturnType<typeof tooLong> {
  const told = examine(head, path, { format: 'tagged', encoding: 'auto', classFrom: null });
  const foreign = told.problems.find(({ code }) => code === 'foreign-file');
  if (foreign !== undefined && format === 'auto') return foreign.text;
  return tooLong(size, (format === 'auto' ? formatOf(head, path) : formatNamed(format))?.label ?? null);
}

async function takeTagged(met: MetFile, source: Source, sink: Sink, how: Reading, steps: Steps): Promise<boolean> {
  const proven = await source.prove();
  const { proof, size } = proven;
  const encoding = how.encoding === 'auto' ? proof.encoding : how.encoding;
  const file = written(sink, () => sink.long(met, proven, encoding));
  if (file === null) return true;
  const stream = tagged.stream({ path: met.path, encoding, bom: proof.bom, maxProblems: MOST_PROBLEMS });
  const hash = createHash('sha256');
  let worst: Problem | null = null;
  let found = 0;
  let done = 0;
  const note = (batch: { readonly records: readonly { readonly problems: readonly Problem[] }[] }): void => {
    found += batch.records.length;
    for (const { problems } of batch.records) if (problems.length > 0) worst = worstOf([...(worst === null ? [] : [worst]), ...problems]);
  };
  for await (const piece of source.pieces()) {
    hash.update(piece.raw);
    const batch = stream.push(piece.raw);
    note(batch);
    sink.write(() => {
      file.piece(piece);
      file.records(batch);
    });
    done += piece.raw.length;
    if (!await steps.bytes(done, size)) return false;
  }
  const rest = stream.end();
  note(rest);
  const sha256 = new Uint8Array(hash.digest());
  const ofFile = [...encodingProblems(proof, encoding), ...contradiction(proof, how), ...rest.problems];
  const all = [...(worst === null ? [] : [worst]), ...ofFile];
  const same = Buffer.compare(sha256, proven.sha256) === 0;
  sink.write(() => {
    file.records(rest);
    const { state, reason } = found === 0 ? { state: 'refused' as const, reason: all[0]?.text ?? null } : stateOf(all);
    file.end({
      state: same || found === 0 ? state : 'needsReview', reason: same ? reason : CHANGED_MEANWHILE, format: tagged.name, encoding,
      confidence: how.encoding === 'auto' ? proof.confidence : 1, sha256, problems: ofFile,
    });
  });
  while (written(sink, () => file.release())) if (!await steps.bytes(size, size)) return false;
  return true;
}

function written<T>(sink: Sink, work: () => T): T {
  let result: { readonly value: T } | undefined;
  sink.write(() => { result = { value: work() }; });
  if (result === undefined) throw new Error('a sink did not do its work');
  return result.value;
}

/** A passage in another encoding, where the file was not told to be in one. */
function contradiction({ encoding, contradicted }: LongProof, how: Reading): readonly Problem[] {
  if (contradicted === null || how.encoding !== 'auto') return [];
  const { offset, encoding: other } = contradicted;
  return [{
    code: 'encoding-uncertain', offset,
    text: {
      zh: `第 ${offset} 字节起像是 ${other}，全文按 ${encoding} 读取；文件可能由不同编码的几部分拼成，请按编码拆开再导入。`,
      en: `From byte ${offset} on it looks like ${other}; all of it was read as ${encoding}. The file may be put together from parts in different encodings: split it by encoding and import the parts.`,
    },
  }];
}

function onDisk(met: MetFile, readers: Readers): Source {
  const path = placeOf(met);
  const { head, size } = readHead(path);
  return { head, size, prove: () => readers.prove(path), pieces: () => readers.pieces(path, size), whole: () => readers.whole(path) };
}

function inMemory(parcel: Parcel): Source {
  const { raw } = parcel;
  return {
    head: raw.subarray(0, HEAD), size: raw.length,
    prove: () => {
      const prover = encodingProver();
      prover.push(raw);
      return Promise.resolve({ size: raw.length, modifiedAt: parcel.files[0]?.modifiedAt ?? 0, sha256: parcel.hashes, proof: prover.end() });
    },
    async* pieces() {
      for (let at = 0; at < raw.length; at += PIECE) {
        const piece = raw.slice(at, at + PIECE);
        yield { raw: piece, packed: packedOf(piece) };
      }
    },
    whole: () => Promise.resolve(parcel),
  };
}
