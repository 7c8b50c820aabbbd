import { closeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { encodingProver } from '../formats/encoding/prover.ts';
import type { LongProof } from '../formats/encoding/prover.ts';
import { openFile, readAt } from './read.ts';
import type { FilePath } from './read.ts';

/** What is known of a long file after it passed by once. */
export interface Proven {
  readonly size: number;
  readonly modifiedAt: number;
  readonly sha256: Uint8Array<ArrayBuffer>;
  readonly proof: LongProof;
}

const STEP = 1024 * 1024;

/** Hash a file and prove its encoding in one pass, in memory for one piece. */
export async function prove(path: FilePath, rest: () => Promise<void>): Promise<Proven> {
  const { fd, modifiedAt } = openFile(path);
  try {
    const hash = createHash('sha256');
    const prover = encodingProver();
    const buffer = Buffer.allocUnsafe(STEP);
    let size = 0;
    for (;;) {
      const piece = buffer.subarray(0, readAt(fd, buffer, size));
      if (piece.length === 0) break;
      hash.update(piece);
      prover.push(piece);
      size += piece.length;
      await rest();
    }
    return { size, modifiedAt, sha256: new Uint8Array(hash.digest()), proof: prover.end() };
  } finally {
    closeSync(fd);
  }
}
