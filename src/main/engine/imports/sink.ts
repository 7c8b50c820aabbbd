import type { FileState } from '../../../contract/imports.ts';
import type { Problem } from '../../../contract/problem.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { StreamBatch } from '../formats/format.ts';
import type { Piece } from './desk.ts';
import type { Examined } from './examine.ts';
import type { Parcel } from './parcel.ts';
import type { Proven } from './prove.ts';
import type { MetFile } from './walk.ts';

/** Where what was read goes: into the library, or into the sums of a dry run. */
export interface Sink {
  /** Do some work as one transaction. */
  write(work: () => void): void;
  /** A parcel and the files it belongs to. Inside `write`, as all that follows. */
  parcel(met: readonly MetFile[], parcel: Parcel): void;
  /** Something of which no bytes are kept: a line in the ledger with its reason. */
  noted(met: MetFile, examined: Examined, size: number, proven?: Proven): void;
  /** A long file of records that begins or is gone on with; null when it is here already and nothing is left to do. */
  long(met: MetFile, proven: Proven, encoding: string): LongFile | null;
  /** Paths below an archive that the ledger has already. */
  within(root: string, archive: string): Iterable<string>;
}

/** A long file while its records come. */
export interface LongFile {
  /** The bytes, in their order from the start of the file. */
  piece(piece: Piece): void;
  /** Records, in order, their bytes already given. */
  records(batch: StreamBatch): void;
  /** The whole was read. */
  end(outcome: LongOutcome): void;
  /** Give back what need not be kept, some of it at a time; false when nothing is left. */
  release(): boolean;
}

export interface LongOutcome {
  readonly state: FileState;
  readonly reason: LocalText | null;
  readonly format: string;
  readonly encoding: string;
  readonly confidence: number | null;
  readonly sha256: Uint8Array;
  readonly problems: readonly Problem[];
}
