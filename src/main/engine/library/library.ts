import { existsSync, rmSync, statSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { EngineApi } from '../../../contract/engine.ts';
import { Fault } from '../../../contract/fault.ts';
import type { Handlers } from '../../../contract/rpc.ts';
import { meter } from '../meter.ts';
import type { Store } from '../store/open.ts';

export interface LibraryDeps {
  readonly store: Store;
  /** Records waiting for the search index. */
  readonly pending: () => number;
}

export function createLibrary({ store, pending }: LibraryDeps): Handlers<EngineApi>['library'] {
  const { sqlite, file } = store;
  const number = (sql: string): number => sqlite.prepare(sql).pluck().get() as number;
  const onDisk = (): number => [file, `${file}-wal`].reduce((sum, name) => sum + (existsSync(name) ? statSync(name).size : 0), 0);

  return {
    info() {
      const row = sqlite.prepare('SELECT name, created_at AS createdAt FROM library WHERE id = 1').get() as { readonly name: string; readonly createdAt: number };
      return {
        file, ...row, bytes: onDisk(), schema: store.version, pending: pending(),
        records: number('SELECT count(*) FROM record WHERE hidden = 0'),
        imports: number("SELECT count(*) FROM operation WHERE kind = 'imports.run' AND undone_by IS NULL"),
        operations: number('SELECT count(*) FROM operation'),
      };
    },
    check() {
      const problems = [...integrity(sqlite), ...ledgerSums(sqlite)];
      return { ok: problems.length === 0, problems };
    },
    async backup({ file: target }, call) {
      if (existsSync(target)) throw new Fault('conflict', { zh: `“${target}”已经存在，请换一个名称。`, en: `"${target}" is there already. Choose another name.` });
      const progress = meter(call, 'backup', 'bytes');
      const pageSize = sqlite.pragma('page_size', { simple: true }) as number;
      try {
        await sqlite.backup(target, {
          progress({ totalPages, remainingPages }) {
            progress.at((totalPages - remainingPages) * pageSize, totalPages * pageSize);
            if (call.signal.aborted) throw new Fault('cancelled');
            return 256;
          },
        });
        await breathe();
        verify(target);
      } catch (error) {
        // A backup that was not verified is no backup.
        rmSync(target, { force: true });
        throw error;
      }
      return { file: target, bytes: statSync(target).size };
    },
    compact() {
      const before = onDisk();
      sqlite.exec('VACUUM');
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
      return { before, after: onDisk() };
    },
    schema: () => ({
      sql: (sqlite.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all() as string[])
        .map((sql) => `${sql};`).join('\n\n'),
    }),
  };
}

function integrity(sqlite: Database.Database): readonly string[] {
  const answers = sqlite.pragma('integrity_check') as readonly { readonly integrity_check: string }[];
  const broken = answers.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const keys = sqlite.pragma('foreign_key_check') as readonly { readonly table: string; readonly rowid: number; readonly parent: string }[];
  return [...broken, ...keys.map((key) => `${key.table} ${key.rowid}: no ${key.parent}`)];
}

/** The ledger has to agree with what is there: files with their records, records with their texts. */
function ledgerSums(sqlite: Database.Database): readonly string[] {
  const problems: string[] = [];
  const sums = sqlite.prepare(
    `SELECT s.id, s.path, s.added, count(r.id) AS there FROM source s LEFT JOIN record r ON r.source_id = s.id
     GROUP BY s.id HAVING s.added <> there LIMIT 100`).all() as { readonly path: string; readonly added: number; readonly there: number }[];
  for (const { path, added, there } of sums) problems.push(`${path}: the ledger says ${added} records, there are ${there}`);
  const textless = sqlite.prepare('SELECT count(*) FROM record r LEFT JOIN record_text t ON t.id = r.id WHERE t.id IS NULL').pluck().get() as number;
  if (textless > 0) problems.push(`${textless} records without a text row`);
  return problems;
}

function verify(file: string): void {
  const copy = new Database(file, { readonly: true });
  try {
    const answer = copy.pragma('quick_check', { simple: true });
    if (answer !== 'ok') throw new Fault('library-damaged', { zh: '备份没有通过检查，已删除。请检查目标磁盘后重试。', en: 'The backup did not pass its check and was removed. Check the target disk and try again.' });
  } finally {
    copy.close();
  }
}
