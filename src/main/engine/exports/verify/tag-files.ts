import type { LocalText } from '../../../../contract/text.ts';

/** Text of a tag file in the encoding the bag declares; null when the encoding is not known or the bytes are none of it. */
export function tagText(bytes: Uint8Array, encoding: string): string | null {
  const name = encoding.trim().toLowerCase();
  try {
    if (name === 'utf-16' || name === 'utf16') {
      const big = bytes[0] === 0xfe && bytes[1] === 0xff;
      return new TextDecoder(big ? 'utf-16be' : 'utf-16le', { fatal: true }).decode(bytes);
    }
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export interface Declaration {
  readonly version: string;
  /** 1.0 as 1000, 0.97 as 97: to be compared. */
  readonly order: number;
  readonly encoding: string;
}

/** bagit.txt: two lines, exactly as the specification has them. Source: RFC 8493, 2.1.1. */
export function readDeclaration(bytes: Uint8Array): Declaration | LocalText {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { zh: 'bagit.txt 开头不能有字节顺序标记（BOM）。', en: 'bagit.txt must not begin with a byte order mark.' };
  const lines = Buffer.from(bytes).toString('utf8').split(/\r\n|\r|\n/);
  const version = /^BagIt-Version: (\d+)\.(\d+)[ \t]*$/.exec(lines[0] ?? '');
  if (version === null) return { zh: 'bagit.txt 第一行不是“BagIt-Version: 1.0”这样的版本号。', en: 'The first line of bagit.txt is no version like "BagIt-Version: 1.0".' };
  const encoding = /^Tag-File-Character-Encoding: (\S+)[ \t]*$/.exec(lines[1] ?? '')?.[1];
  if (encoding === undefined) return { zh: 'bagit.txt 第二行没有说明编码（Tag-File-Character-Encoding）。', en: 'The second line of bagit.txt does not tell the encoding (Tag-File-Character-Encoding).' };
  if (lines.slice(2).some((line) => line.trim() !== '')) return { zh: 'bagit.txt 只能有两行。', en: 'bagit.txt must have two lines only.' };
  return { version: `${version[1] ?? ''}.${version[2] ?? ''}`, order: Number(version[1]) * 1000 + Number(version[2]), encoding };
}

export interface ManifestLine {
  readonly sum: string;
  readonly path: string;
  /** `*` before the path, as md5sum writes it for binary files. */
  readonly starred: boolean;
  /** `./` before it. */
  readonly dotted: boolean;
}

/** Lines `CHECKSUM  path`; null for one that is none. */
export function* manifestLines(text: string): Generator<ManifestLine | null, void, void> {
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.trim() === '') continue;
    const found = /^\s*([0-9a-fA-F]+)[ \t]+(\*?)(\.\/)?(.+)$/.exec(line);
    yield found === null ? null : { sum: (found[1] ?? '').toLowerCase(), starred: found[2] !== '', dotted: found[3] !== undefined, path: found[4] ?? '' };
  }
}

/** Names and values; lines that begin with a blank go on. Names may stand more than once. */
export function infoLines(text: string): readonly { readonly name: string; readonly value: string }[] {
  const lines: { name: string; value: string }[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.value += ` ${line.trim()}`;
    else {
      const at = line.indexOf(':');
      if (at > 0) lines.push({ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() });
    }
  }
  return lines;
}

/** Whether a path stays inside the bag, read as a Unix, Windows or shell would read it. */
export function staysInside(path: string): boolean {
  if (/^(?:[/\\~]|[A-Za-z]:|%[^%/\\]+%[/\\])/.test(path) || path.includes('\0')) return false;
  return !path.replace(/\\(?=\.)/g, '').split(/[/\\]/).includes('..') && !path.split(/[/\\]/).includes('..');
}
