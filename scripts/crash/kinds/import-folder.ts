import { call, removeLibrary } from '../kinds.ts';
import type { Kind } from '../kinds.ts';

/** A folder comes in: resumed, it ends as if nothing had happened, ledger included. */
export const importFolder: Kind = {
  name: 'import',
  creates: true,
  same: true,
  prepare: (place) => { removeLibrary(place.library); return Promise.resolve(); },
  async work({ handlers }, place) {
    await handlers.imports.run({ paths: [place.delivery] }, call);
  },
  async after({ handlers }, place) {
    const report = await handlers.imports.run({ paths: [place.delivery], resume: true }, call);
    const again = await handlers.imports.run({ paths: [place.delivery] }, call);
    const lost: string[] = [];
    if (report.cancelled) lost.push('the resumed import did not come to its end');
    if (again.records.added !== 0) lost.push(`${again.records.added} records came twice`);
    if (again.operation !== null) await handlers.imports.undo({ operation: again.operation }, call);
    return lost;
  },
};
