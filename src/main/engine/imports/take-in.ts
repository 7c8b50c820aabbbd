import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { vaultReader, vaultWriter } from '../store/vault.ts';
import { committer } from './commit.ts';
import type { FileFacts, FileOutcome } from './commit.ts';
import { examine, refused } from './examine.ts';
import type { Reading } from './examine.ts';
import { digestFrom, known as knownIn } from './known.ts';
import type { Digest } from './known.ts';
import type { Parcel } from './parcel.ts';
import type { Roots } from './roots.ts';
import type { MetFile } from './walk.ts';

export interface TakeIn {
  /** Write a parcel and what it belongs to: ledger, records, bytes. To be called inside a transaction. */
  parcel(met: readonly MetFile[], parcel: Parcel): readonly FileOutcome[];
  /** Something that is no ordinary file: a line in the ledger that says so. */
  notAFile(met: MetFile): FileOutcome;
  /** Write what was held back. To be called inside a transaction. */
  end(): void;
  readonly nextRecord: number;
}

const NOTHING = new Uint8Array();

export function takeIn(store: Store, operation: number, roots: Roots, how: Reading): TakeIn {
  const vault = vaultWriter(store.sqlite);
  const stored = vaultReader(store.sqlite);
  let open: Uint8Array = NOTHING;
  // A record may be met twice in one parcel, the bytes of which are in the vault only when all of it was looked at.
  const known = knownIn(store, (start, length) =>
    (start >= vault.end ? open.subarray(start - vault.end, start - vault.end + length) : stored(start, length)));
  const commit = committer(store, known);

  return {
    parcel(met, parcel) {
      open = parcel.raw;
      const outcomes = parcel.files.map((file, at) => {
        const { root = '', path = '' } = met[at] ?? {};
        const bytes = parcel.raw.subarray(file.start, file.start + file.length);
        const digest = digestAt(parcel.hashes, at);
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
      return outcomes;
    },
    notAFile(met) {
      const facts = { operation, root: roots.id(met.root), path: met.path, bytes: NOTHING, modifiedAt: 0, vaultStart: 0, digest: null };
      return commit.file(facts, refused(whyNotAFile(met)));
    },
    end: () => known.keep(true),
    get nextRecord() { return commit.nextRecord; },
  };
}

/** The SHA-256 of a parcel's n-th file. */
function digestAt(hashes: Uint8Array, at: number): Digest {
  return digestFrom(Buffer.from(hashes.buffer, hashes.byteOffset + at * 32, 32));
}

export function whyNotAFile(met: MetFile): LocalText {
  if (met.kind === 'link') return { zh: '符号链接，没有跟随。请直接导入它指向的文件夹。', en: 'A symbolic link, not followed. Import the folder it points to.' };
  if (met.kind === 'special') return { zh: '不是普通文件（管道或设备），没有读取。', en: 'Not an ordinary file (a pipe or device); not read.' };
  return { zh: '文件夹无法打开，请检查权限。', en: 'The folder cannot be opened. Check its permissions.' };
}

export function unreadable(code: string): LocalText {
  if (code === 'too-large') return { zh: '文件超过 1 GB，没有读取。请先拆分。', en: 'The file is over 1 GB and was not read. Split it first.' };
  return { zh: `文件读不出来（${code}）。请检查权限和磁盘后重试。`, en: `The file cannot be read (${code}). Check its permissions and the disk, then try again.` };
}
