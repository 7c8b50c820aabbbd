import type { Constants } from '../../../../contract/exports.ts';
import type { FileSink } from '../target.ts';
import { fileSink } from '../target.ts';
import { journalOf } from '../tree.ts';
import type { Journal, Tree } from '../tree.ts';
import { infoLine, manifestPath } from './manifest.ts';

export interface BagAbout {
  readonly library: { readonly uuid: string; readonly name: string };
  /** What was chosen, in words: the set's name, the query. */
  readonly title: string;
  readonly description: string;
  readonly records: number;
  readonly format: string;
  readonly constants: Constants;
  readonly now: Date;
}

export interface Bag {
  payload(path: string, bytes: Uint8Array): void | Promise<void>;
  payloadFile(path: string, file: string): Promise<void>;
  readonly payloadFiles: number;
  readonly resumed: number;
  /** `tags` are files for the top of the bag, written beside it. */
  finish(about: BagAbout, tags: readonly { readonly path: string; readonly file: string }[]): Promise<{ readonly files: number; readonly bytes: number; readonly manifestSha256: string }>;
  abandon(): void;
}

const ALGORITHMS = ['sha256', 'sha512'] as const;

/**
 * A bag after RFC 8493 (BagIt 1.0) written into a tree: payload first, each file noted in a journal; then the manifests
 * from the journal, so that memory does not grow with the number of files. `folder` where an interrupted run may have
 * left the beginning.
 */
export function bagIn(tree: Tree, journalFile: string, folder: string | null): Bag {
  const journal = journalOf(tree, journalFile, folder);
  return {
    payload: (path, bytes) => journal.add(`data/${path}`, bytes),
    payloadFile: (path, file) => journal.addFile(`data/${path}`, file),
    get payloadFiles() { return journal.files; },
    get resumed() { return journal.resumed; },
    async finish(about, tags) {
      const oxum = { bytes: journal.bytes, files: journal.files };
      const spools = manifests(journal, journalFile);
      // Tag files are few; their checksums go to a journal of their own, which becomes the tag manifests.
      const tagJournal = journalOf(tree, `${journalFile}.tags`, null);
      await tagJournal.add('bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
      await tagJournal.add('bag-info.txt', Buffer.from(bagInfo(about, oxum)));
      let manifestSha256 = '';
      for (const [at, algorithm] of ALGORITHMS.entries()) {
        const spool = spools[at];
        if (spool === undefined) continue;
        const { sha256 } = spool.close();
        if (algorithm === 'sha256') manifestSha256 = sha256;
        await tagJournal.addFile(`manifest-${algorithm}.txt`, spool.path);
      }
      for (const { path, file } of tags) await tagJournal.addFile(path, file);
      const lines = [...tagJournal.entries()];
      for (const algorithm of ALGORITHMS) {
        await tree.add(`tagmanifest-${algorithm}.txt`, Buffer.from(lines.map((entry) => `${entry[algorithm]}  ${manifestPath(entry.path)}\n`).join('')));
      }
      journal.close();
      tagJournal.close();
      await tree.finish();
      return { files: oxum.files + lines.length + ALGORITHMS.length, bytes: oxum.bytes + tagJournal.bytes, manifestSha256 };
    },
    abandon() {
      journal.abandon();
      tree.abandon();
    },
  };
}

function manifests(journal: Journal, beside: string): readonly FileSink[] {
  const spools = ALGORITHMS.map((algorithm) => fileSink(`${beside}.${algorithm}`));
  for (const entry of journal.entries()) {
    ALGORITHMS.forEach((algorithm, at) => spools[at]?.write(`${entry[algorithm]}  ${manifestPath(entry.path)}\n`));
  }
  return spools;
}

function bagInfo({ library, title, description, records, format, constants, now }: BagAbout, { bytes, files }: { readonly bytes: number; readonly files: number }): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Source-Organization', constants.organization], ['Contact-Name', constants.contact],
    ['External-Description', description], ['External-Identifier', `urn:uuid:${library.uuid}`],
    ['Bagging-Date', `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`],
    ['Bag-Size', sizeWords(bytes)], ['Payload-Oxum', `${bytes}.${files}`], ['Bag-Group-Identifier', title],
    ['Internal-Sender-Identifier', library.name], ['Internal-Sender-Description', `${records} records as ${format}`], ['Bag-Software-Agent', 'Jianbao'],
  ];
  return lines.map(([name, value]) => (value === undefined || value.trim() === '' ? '' : infoLine(name, value.trim()))).join('');
}

function sizeWords(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}
