import { Fault } from '../../../contract/fault.ts';

/** SQLite's error codes as faults: the only place that knows them. Anything else passes through `Fault.from`. */
export function faultOf(thrown: unknown): Fault {
  const code = codeOf(thrown);
  if (code === undefined || thrown instanceof Fault) return Fault.from(thrown);
  const more = { cause: thrown, details: { sqlite: code } };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new Fault('library-busy', undefined, more);
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return new Fault('disk-full', undefined, more);
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new Fault('read-only', undefined, more);
  }
  if (code === 'SQLITE_NOTADB') return new Fault('not-a-library', undefined, more);
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_IOERR')) return new Fault('library-damaged', undefined, more);
  return Fault.from(thrown);
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
