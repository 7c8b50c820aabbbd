import { sep } from 'node:path';
import { Fault } from '../../../contract/fault.ts';
import { isEncodingName } from '../formats/encoding.ts';
import type { EncodingName } from '../formats/encoding.ts';

/** An encoding for all files of a folder, by its absolute path. */
export interface ToldEncoding {
  readonly folder: string;
  readonly encoding: EncodingName | 'auto';
}

export function checkEncoding(name: string): EncodingName | 'auto' {
  if (name === 'auto' || isEncodingName(name)) return name;
  throw new Fault('bad-input', {
    zh: `不认识编码“${name}”。可以用 auto、gb18030、gbk、utf-8、utf-16le、utf-16be、big5。`,
    en: `"${name}" is no encoding known here. Use auto, gb18030, gbk, utf-8, utf-16le, utf-16be or big5.`,
  });
}

/** The encoding told for the innermost folder a file lies in, null to prove it. */
export function encodingIn(path: string, told: readonly ToldEncoding[]): EncodingName | null {
  const encoding = toldIn(path, told);
  return encoding === undefined || encoding === 'auto' ? null : encoding;
}

/** The same, undefined where nothing was told. */
export function toldIn(path: string, told: readonly ToldEncoding[]): EncodingName | 'auto' | undefined {
  let best: ToldEncoding | undefined;
  for (const one of told) {
    const folder = one.folder.replaceAll(sep, '/').replace(/\/+$/, '');
    if (path !== folder && !path.startsWith(`${folder}/`)) continue;
    if (best === undefined || one.folder.length > best.folder.length) best = one;
  }
  return best?.encoding;
}
