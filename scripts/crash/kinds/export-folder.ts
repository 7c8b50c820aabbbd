import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { call } from '../kinds.ts';
import type { Kind } from '../kinds.ts';
import { importDelivery } from './prepared.ts';

const FORMATS = ['jsonl', 'csv', 'tagged'] as const;

/** Nothing stands under its final name before it is whole, and the export can be made again at the same place. */
export const exportFolder: Kind = {
  name: 'export',
  same: true,
  prepare: (place) => importDelivery(place),
  async work({ handlers }, place, done) {
    for (const format of FORMATS) {
      await handlers.exports.run({ selection: { query: '' }, format, out: join(place.folder, `out.${format}`) }, call);
      done();
    }
  },
  async after({ handlers }, place, steps) {
    const lost: string[] = [];
    const { count: all } = await handlers.records.count({}, call);
    for (const [at, format] of FORMATS.entries()) {
      const out = join(place.folder, `out.${format}`);
      const whole = join(place.folder, `whole.${format}`);
      const there = existsSync(out);
      if (!there && at < steps) lost.push(`${format} was written and is gone`);
      const report = await handlers.exports.run({ selection: { query: '' }, format, out: whole }, call);
      if (report.records + report.losses.length < all) lost.push(`${format}: ${report.records} of ${all} records`);
      if (there && format !== 'tagged' && digest(out) !== digest(whole)) lost.push(`${format} stands under its name and is not whole`);
      if (there && format === 'tagged' && !wholeFolder(out, report.files)) lost.push('the folder stands under its name and is not whole');
      if (!there) await handlers.exports.run({ selection: { query: '' }, format, out, overwrite: true }, call);
      rmSync(out, { recursive: true, force: true });
      rmSync(whole, { recursive: true, force: true });
    }
    return lost;
  },
};

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Every file the manifest names is there with its digest, and all that were to be written are named. */
function wholeFolder(folder: string, files: number): boolean {
  const lines = readFileSync(`${folder}.sha256`, 'utf8').trimEnd().split('\n');
  return lines.length === files && lines.every((line) => {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.*)$/.exec(line) ?? [];
    return name !== undefined && digest(resolve(dirname(folder), name)) === hash;
  });
}
