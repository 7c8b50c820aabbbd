import { packer } from '../parcel.ts';
import type { Parcel } from '../parcel.ts';
import { copyFrom } from '../read.ts';
import type { Failure, FilePath } from '../read.ts';
import { failed } from './entry.ts';
import type { ArchiveLister } from './entry.ts';
import { archiveKind, isPacked } from './kind.ts';
import type { ArchiveKind } from './kind.ts';
import { BeyondLimit } from './limits.ts';
import { entryPath, pathKey } from './names.ts';
import { listGzip, listTar } from './tar.ts';
import { listZip } from './zip.ts';

export interface ArchiveRequest {
  readonly path: FilePath;
  /** Its path below the root it was found under. */
  readonly outer: string;
  readonly kind: ArchiveKind;
  /** `pathKey`s of entries that are in the ledger already: they are passed over unread. */
  readonly skip: Float64Array;
}

/** Some entries of an archive, read. */
export interface ArchivePart {
  /** Below the archive, as they go into the ledger; one for each file of the parcels. */
  readonly paths: readonly string[];
  readonly parcels: readonly Parcel[];
  /** Entries that were passed over. */
  readonly skipped: number;
  /** Why reading ended before the archive did; with the last part. */
  readonly failure: Failure | null;
}

const LISTERS = { zip: listZip, tar: listTar, gzip: listGzip } as const satisfies Record<ArchiveKind, ArchiveLister>;

/** Entries and bytes of one part at most: a part is on its way while the one before is written. */
const PART_FILES = 192;
const PART_BYTES = 2 * 1024 * 1024;

/** Reads an archive through, part by part, without unpacking to the disk. Never throws for what is wrong with the archive. */
export async function* archiveParts({ path, outer, kind, skip }: ArchiveRequest): AsyncGenerator<ArchivePart, void, void> {
  const into = packer();
  const done = new Set(skip);
  const met = new Set<number>();
  let paths: string[] = [];
  let skipped = 0;
  const part = (failure: Failure | null): ArchivePart => {
    const given = { paths, parcels: into.take(), skipped, failure };
    paths = [];
    skipped = 0;
    return given;
  };
  /** A name that occurs twice gets a number, the same one whenever the archive is read. */
  const own = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; met.has(pathKey(name)); n++) name = `${wanted}~${n}`;
    met.add(pathKey(name));
    return name;
  };
  let entries = 0;
  try {
    for await (const entry of LISTERS[kind](path, outer)) {
      entries++;
      const { path: wanted, safe } = entryPath(entry.name);
      const name = own(wanted);
      if (done.has(pathKey(name))) {
        skipped++;
        continue;
      }
      const failure = safe ? entry.failure : failed('archive-path');
      const bytes = failure ?? await entry.read();
      paths.push(name);
      if (!('length' in bytes)) into.fail(bytes, entry.modifiedAt);
      else if (archiveKind(bytes, copyFrom(bytes), bytes.length) !== null || isPacked(bytes)) into.fail(failed('archive-nested'), entry.modifiedAt);
      else into.add(bytes, entry.modifiedAt);
      if (into.files >= PART_FILES || into.bytes >= PART_BYTES) yield part(null);
    }
    yield part(entries === 0 ? failed('archive-empty') : null);
  } catch (error) {
    yield part(error instanceof BeyondLimit ? failed(error.limit) : failed('archive-broken', error instanceof Error ? error.message : String(error)));
  }
}
