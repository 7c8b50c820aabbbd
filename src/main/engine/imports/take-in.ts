import type { Store } from '../store/open.ts';
import { vaultReader, vaultWriter } from '../store/vault.ts';
import { committer } from './commit.ts';
import type { Committer, FileFacts } from './commit.ts';
import { examine, refused } from './examine.ts';
import type { Reading } from './examine.ts';
import { digestFrom, known as knownIn } from './known.ts';
import type { Digest } from './known.ts';
import { CHANGED_SINCE, unreadable } from './refusals.ts';
import type { Roots } from './roots.ts';
import type { LongFile, Sink } from './sink.ts';

export interface TakeIn extends Omit<Sink, 'write'> {
  /** Write what was held back. To be called inside a transaction. */
  end(): void;
  readonly nextRecord: number;
  takeTagged: Committer['takeTagged'];
}

const NOTHING = new Uint8Array();

/** Files into the library: ledger, records, bytes. Everything is to be called inside a transaction. */
export function takeIn(store: Store, operation: number, roots: Roots, how: Reading): TakeIn {
  const vault = vaultWriter(store.sqlite);
  const stored = vaultReader(store.sqlite);
  let open: Uint8Array = NOTHING;
  // A record may be met twice in one parcel, the bytes of which are in the vault only when all of it was looked at.
  const known = knownIn(store, (start, length) =>
    (open.length > 0 && start >= vault.end ? open.subarray(start - vault.end, start - vault.end + length) : stored(start, length)));
  const commit = committer(store, known);
  const giveUp = store.sqlite.prepare('UPDATE source SET sha256 = NULL, state = \'needsReview\', reason_zh = ?, reason_en = ? WHERE id = ?');

  return {
    parcel(met, parcel) {
      open = parcel.raw;
      const outcomes = parcel.files.map((file, at) => {
        const { root = '', path = '' } = met[at] ?? {};
        const bytes = parcel.raw.subarray(file.start, file.start + file.length);
        const digest = digestFrom(at32(parcel.hashes, at));
        const facts: FileFacts = {
          operation, root: roots.id(root), path, bytes, modifiedAt: file.modifiedAt, vaultStart: vault.end + file.start,
          digest: file.failure === null ? digest : null,
        };
        if (file.failure !== null) return commit.file(facts, refused(unreadable(file.failure)));
        const same = known.file(digest);
        return same === undefined ? commit.file(facts, examine(bytes, `${root}/${path}`, how)) : commit.alreadyHere(facts, same);
      });
      if (outcomes.some((outcome) => outcome.kept)) vault.add(parcel.raw, parcel.packed);
      open = NOTHING;
      known.keep();
    },
    noted(met, examined, size, proven) {
      const digest: Digest | null = proven === undefined ? null : digestFrom(Buffer.from(proven.sha256));
      const facts: FileFacts = { operation, root: roots.id(met.root), path: met.path, bytes: NOTHING, size, modifiedAt: proven?.modifiedAt ?? 0, vaultStart: 0, digest };
      const same = digest === null ? undefined : known.file(digest);
      if (same === undefined) commit.file(facts, examined);
      else commit.alreadyHere(facts, same);
    },
    long(met, { sha256, size, modifiedAt }, encoding): LongFile | null {
      const digest = digestFrom(Buffer.from(sha256));
      const root = roots.id(met.root);
      const before = roots.unfinished(met.root, met.path);
      if (before !== undefined && !before.sha256.equals(digest.sha256)) {
        giveUp.run(CHANGED_SINCE.zh, CHANGED_SINCE.en, before.id);
        return null;
      }
      const same = before === undefined ? known.file(digest) : undefined;
      if (same !== undefined) {
        commit.alreadyHere({ operation, root, path: met.path, bytes: NOTHING, size, modifiedAt, digest, vaultStart: 0 }, same);
        return null;
      }
      const vaultStart = before?.vaultStart ?? vault.reserve(size);
      const rows = commit.long({ operation, root, path: met.path, modifiedAt, sha256: digest.sha256, encoding, vaultStart }, before);
      let given = 0;
      let kept = before?.bytes ?? 0;
      let released = false;
      return {
        piece({ raw, packed }) {
          const start = given;
          given += raw.length;
          if (given <= kept) return;
          if (start === kept) vault.place(vaultStart + start, raw, packed);
          else vault.place(vaultStart + kept, raw.subarray(kept - start), null);
          kept = given;
        },
        records(batch) {
          rows.records(batch, kept);
          known.keep();
        },
        end(outcome) {
          released = !rows.end(outcome, given);
          known.keep(true);
        },
        release: () => released && vault.clear(vaultStart, size),
      };
    },
    within: (root, archive) => roots.within(root, archive),
    end: () => known.keep(true),
    get nextRecord() { return commit.nextRecord; },
    takeTagged: () => commit.takeTagged(),
  };
}

/** The SHA-256 of a parcel's n-th file. */
function at32(hashes: Uint8Array, at: number): Buffer {
  return Buffer.from(hashes.buffer, hashes.byteOffset + at * 32, 32);
}
