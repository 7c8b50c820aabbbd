import { parentPort } from 'node:worker_threads';
import { parcelReader } from './parcel.ts';

// A reading thread: paths in, parcels out. What it hands over it gives away, so that no byte is copied between threads.

const read = parcelReader();

parentPort?.on('message', (paths: readonly string[]) => {
  const parcels = read(paths);
  const given = parcels.flatMap(({ raw, hashes, packed }) => [raw.buffer, hashes.buffer, ...(packed === null ? [] : [packed.buffer])]);
  parentPort?.postMessage(parcels, given);
});
