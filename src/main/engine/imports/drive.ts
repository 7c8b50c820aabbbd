import { pathKey } from './archive/names.ts';
import { refused } from './examine.ts';
import type { Reading } from './examine.ts';
import { takeLong } from './long.ts';
import type { Parcel } from './parcel.ts';
import { LONG_FILE, readHead } from './read.ts';
import type { Apart } from './read.ts';
import { placeOf } from './readers.ts';
import type { Readers } from './readers.ts';
import { unreadable, whyNotAFile } from './refusals.ts';
import type { Sink } from './sink.ts';
import type { MetFile } from './walk.ts';

/** How far an import has come: between two slices of its work. */
export interface Steps {
  /** So many more files are done. False: stop here. */
  files(more: number): Promise<boolean>;
  /** So many bytes of one long file are done, of how many. False: stop here. */
  bytes(done: number, total: number): Promise<boolean>;
}

/** Bring the files of a walk into a sink, in their order. False when it was stopped before the end. */
export async function drive(files: Iterator<MetFile>, readers: Readers, sink: Sink, how: Reading, steps: Steps): Promise<boolean> {
  for await (const { met, parcels } of readers.deliver(files)) {
    const others = met.filter((file) => file.kind !== 'file');
    if (others.length > 0) sink.write(() => { for (const one of others) sink.noted(one, refused(whyNotAFile(one)), 0); });
    if (!await driveParcels(met.filter((file) => file.kind === 'file'), parcels, { readers, sink, how, steps })) return false;
    if (others.length > 0 && !await steps.files(others.length)) return false;
  }
  return true;
}

interface Driving {
  readonly readers: Readers;
  readonly sink: Sink;
  readonly how: Reading;
  readonly steps: Steps;
}

async function driveParcels(met: readonly MetFile[], parcels: readonly Parcel[], driving: Driving): Promise<boolean> {
  const { sink, steps } = driving;
  let rest = met;
  for (const group of transactions(parcels)) {
    const [first] = group;
    const [one] = rest;
    const count = group.reduce((sum, parcel) => sum + parcel.files.length, 0);
    if (first !== undefined && one !== undefined && isApart(first)) {
      if (!await driveApart(one, first, driving)) return false;
    } else {
      const now = rest;
      sink.write(() => {
        let from = 0;
        for (const parcel of group) {
          sink.parcel(now.slice(from, from + parcel.files.length), parcel);
          from += parcel.files.length;
        }
      });
      if (!await steps.files(count)) return false;
    }
    rest = rest.slice(count);
  }
  return true;
}

/** Bytes of one transaction, about a slice of time: the window must get its answers in between. */
const TRANSACTION = 1024 * 1024;

/** What is not in the parcel, or too long to be examined in one go. */
const isApart = (parcel: Parcel): boolean => parcel.apart !== null || parcel.raw.length > LONG_FILE;

/**
 * Parcels that are written together. Small transactions would write the half-filled last pages of every table again and
 * again, so the parcels of a delivery of small files make one.
 */
function* transactions(parcels: readonly Parcel[]): Generator<readonly Parcel[]> {
  let group: Parcel[] = [];
  let bytes = 0;
  for (const parcel of parcels) {
    if (group.length > 0 && (isApart(parcel) || bytes + parcel.raw.length > TRANSACTION)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(parcel);
    bytes += isApart(parcel) ? Infinity : parcel.raw.length;
  }
  if (group.length > 0) yield group;
}

async function driveApart(met: MetFile, parcel: Parcel, driving: Driving): Promise<boolean> {
  if (parcel.apart !== null && parcel.apart !== 'long') return driveArchive(met, parcel.apart, driving);
  const done = await takeLong(met, parcel, driving);
  return done && driving.steps.files(1);
}

async function driveArchive(met: MetFile, kind: Exclude<Apart, 'long'>, driving: Driving): Promise<boolean> {
  const { readers, sink, steps } = driving;
  const skip = Float64Array.from(sink.within(met.root, met.path), pathKey);
  let entries = skip.length;
  for await (const { paths, parcels, failure } of readers.archive({ path: placeOf(met), outer: met.path, kind, skip })) {
    entries += paths.length;
    const inner = paths.map((path): MetFile => ({ root: met.root, path: `${met.path}/${path}`, kind: 'file' }));
    if (!await driveParcels(inner, parcels, driving)) return false;
    if (failure === null) continue;
    const told = refused(unreadable(failure));
    sink.write(() => sink.noted(met, entries === 0 ? told : { ...told, state: 'needsReview' }, sizeOf(met)));
    if (!await steps.files(1)) return false;
  }
  return true;
}

/** For the line in the ledger only. */
function sizeOf(met: MetFile): number {
  try {
    return readHead(placeOf(met)).size;
  } catch {
    return 0;
  }
}
