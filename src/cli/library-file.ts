import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { FailedError, UsageError } from './exit.ts';

export interface LibraryOption {
  readonly library?: string | undefined;
}

/** The library the command works on: `--library`, else `JIANBAO_LIBRARY`; absolute. */
export function libraryFile(options: LibraryOption, env: Readonly<Record<string, string | undefined>>): string {
  const named = options.library || env.JIANBAO_LIBRARY;
  if (!named) {
    throw new UsageError({
      zh: '没有说明用哪个资料库：请加 --library 文件，或设置环境变量 JIANBAO_LIBRARY。',
      en: 'No library is named: add --library FILE, or set JIANBAO_LIBRARY.',
    });
  }
  return resolve(named);
}

/** Only `import` makes a library; everything else needs one that is there. */
export function mustExist(file: string): void {
  if (existsSync(file)) return;
  throw new FailedError({
    zh: `没有找到资料库 ${file}；第一次 import 时会建立它。`,
    en: `There is no library at ${file}; the first import makes it.`,
  });
}
