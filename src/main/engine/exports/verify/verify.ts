import type { BagFinding, BagVerdict } from '../../../../contract/exports.ts';
import type { LocalText } from '../../../../contract/text.ts';
import { pathFromManifest } from '../bag/manifest.ts';
import type { Pace } from '../pace.ts';
import { openBag } from './bag-files.ts';
import type { BagFiles } from './bag-files.ts';
import { infoLines, manifestLines, readDeclaration, staysInside, tagText } from './tag-files.ts';
import type { Declaration } from './tag-files.ts';

const LISTED = 1000;
const ALGORITHMS: readonly string[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'];
/** Files that operating systems make and delete by themselves. */
const SYSTEM = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

/** Sums a manifest gives a path, by algorithm. */
type Listed = Map<string, Record<string, string>>;

/**
 * Check a bag after RFC 8493 (BagIt 1.0), and older ones after the drafts they name. Complete: every listed file is there
 * and every payload file is listed; valid: every checksum is right. Nothing is ever fetched.
 */
export async function verifyBag(path: string, pace: Pace): Promise<BagVerdict> {
  const started = performance.now();
  const files = await openBag(path);
  try {
    const check = new Check(files);
    await check.run(pace);
    return {
      path, kind: files.kind, valid: check.errors === 0, version: check.declaration?.version ?? '', algorithms: [...check.algorithms],
      files: files.sizes.size, bytes: [...files.sizes.values()].reduce((sum, size) => sum + size, 0), info: check.info,
      list: check.list, findings: check.findings, seconds: (performance.now() - started) / 1000,
    };
  } finally {
    files.close();
  }
}

class Check {
  readonly list: BagFinding[] = [];
  readonly algorithms = new Set<string>();
  errors = 0;
  findings = 0;
  declaration: Declaration | null = null;
  info: BagVerdict['info'] = [];
  readonly #files: BagFiles;
  readonly #payload: Listed = new Map();
  readonly #tags: Listed = new Map();
  /** What stands in the bag under a name that differs in case or in the form of its letters from the one listed. */
  readonly #alike = new Map<string, string>();
  /** Listed system files that are not there. */
  #lostSystem = 0;

  constructor(files: BagFiles) {
    this.#files = files;
  }

  async run(pace: Pace): Promise<void> {
    for (const path of this.#files.strange) this.#say('error', 'strange', path, { zh: '不是普通文件，或不在包的文件夹里，没有读取。', en: 'It is no plain file, or lies outside the bag’s folder; it was not read.' });
    if (!await this.#declare()) return;
    await this.#readManifests();
    await this.#readFetch();
    await this.#readInfo();
    this.#compareNames();
    await this.#compareSums(pace);
  }

  #say(severity: BagFinding['severity'], code: string, path: string, text: LocalText): void {
    this.findings++;
    if (severity === 'error') this.errors++;
    if (this.list.length < LISTED) this.list.push({ severity, code, path, text });
  }

  async #declare(): Promise<boolean> {
    if (!this.#files.sizes.has('bagit.txt')) {
      this.#say('error', 'bagit-txt', 'bagit.txt', { zh: '没有 bagit.txt，不是 BagIt 包。', en: 'There is no bagit.txt; this is no bag.' });
      return false;
    }
    const read = readDeclaration(await this.#files.read('bagit.txt'));
    if ('zh' in read) {
      this.#say('error', 'bagit-txt', 'bagit.txt', read);
      return false;
    }
    this.declaration = read;
    if (read.order > 1000) this.#say('warning', 'version', 'bagit.txt', { zh: `版本 ${read.version} 比 1.0 新，按 1.0 检查。`, en: `Version ${read.version} is newer than 1.0; it was checked as 1.0.` });
    if (tagText(new Uint8Array(), read.encoding) === null) {
      this.#say('error', 'encoding', 'bagit.txt', { zh: `不认识编码“${read.encoding}”。`, en: `"${read.encoding}" is no encoding known here.` });
      return false;
    }
    return true;
  }

  async #text(path: string): Promise<string | null> {
    const text = tagText(await this.#files.read(path), this.declaration?.encoding ?? 'utf-8');
    if (text === null) this.#say('error', 'encoding', path, { zh: `内容不符合 bagit.txt 声明的编码 ${this.declaration?.encoding ?? ''}。`, en: `It is not in ${this.declaration?.encoding ?? ''}, the encoding bagit.txt tells.` });
    return text;
  }

  async #readManifests(): Promise<void> {
    let payloads = 0;
    for (const path of this.#files.sizes.keys()) {
      const [, tag, name = ''] = /^(tag)?manifest-([^/]+)\.txt$/i.exec(path) ?? [];
      if (name === '') continue;
      const algorithm = name.toLowerCase().replace(/^sha-(\d)/, 'sha$1');
      if (!ALGORITHMS.includes(algorithm)) {
        this.#say('warning', 'algorithm', path, { zh: `不认识校验算法“${name}”，没有核对这份清单。`, en: `The algorithm "${name}" is not known; this manifest was not checked.` });
        continue;
      }
      const text = await this.#text(path);
      if (tag === undefined) payloads++;
      if (text !== null) this.#readManifest(path, text, algorithm, tag === undefined ? this.#payload : this.#tags);
      if (tag === undefined) this.algorithms.add(algorithm);
    }
    if (payloads === 0) this.#say('error', 'no-manifest', '', { zh: '没有可核对的清单（manifest-sha256.txt 之类）。', en: 'There is no manifest to check against (such as manifest-sha256.txt).' });
    if (!this.#files.sizes.has('data') && ![...this.#files.sizes.keys()].some((path) => path.startsWith('data/')) && this.#payload.size > 0)
      this.#say('error', 'no-payload', 'data', { zh: '没有 data 文件夹。', en: 'There is no data folder.' });
  }

  #readManifest(manifest: string, text: string, algorithm: string, listed: Listed): void {
    const payload = listed === this.#payload;
    let starred = false;
    let dotted = false;
    for (const line of manifestLines(text)) {
      if (line === null) {
        this.#say('error', 'manifest-line', manifest, { zh: '有一行不是“校验和 路径”。', en: 'A line is not "checksum path".' });
        continue;
      }
      starred ||= line.starred;
      dotted ||= line.dotted;
      if (!staysInside(line.path) || payload !== line.path.startsWith('data/')) {
        this.#say('error', 'path', line.path, payload
          ? { zh: `${manifest} 中的路径不在包的 data 文件夹内，没有读取。`, en: `The path in ${manifest} lies outside the bag’s data folder; it was not read.` }
          : { zh: `${manifest} 中的路径不在包内，或属于 data，没有读取。`, en: `The path in ${manifest} lies outside the bag, or in data; it was not read.` });
        continue;
      }
      const path = this.#place(line.path);
      const sums = listed.get(path);
      const before = sums?.[algorithm];
      if (sums === undefined) listed.set(path, { [algorithm]: line.sum });
      else if (before === undefined) sums[algorithm] = line.sum;
      else if (before !== line.sum) this.#say('error', 'listed-twice', path, { zh: `${manifest} 两次列出它，校验和不同。`, en: `${manifest} lists it twice with different checksums.` });
      else {
        this.#say((this.declaration?.order ?? 0) >= 1000 ? 'error' : 'warning', 'listed-twice', path, { zh: `${manifest} 两次列出它。`, en: `${manifest} lists it twice.` });
      }
    }
    if (starred) this.#say('warning', 'asterisk', manifest, { zh: '路径前有“*”，是 md5sum 的写法，已略去。', en: 'Paths have an asterisk before them, as md5sum writes; it was passed over.' });
    if (dotted) this.#say('warning', 'dot-slash', manifest, { zh: '路径以“./”开头，已略去。', en: 'Paths begin with "./"; it was passed over.' });
  }

  /** A path as it is meant. Subtle: before 1.0 a percent sign stood for itself, and bags differ in whether they encode line ends. */
  #place(path: string): string {
    const decoded = pathFromManifest(path);
    return decoded !== path && (this.declaration?.order ?? 0) < 1000 && this.#files.sizes.has(path) ? path : decoded;
  }

  async #readFetch(): Promise<void> {
    if (!this.#files.sizes.has('fetch.txt')) return;
    const text = await this.#text('fetch.txt');
    for (const line of (text ?? '').split(/\r\n|\r|\n/)) {
      if (line.trim() === '') continue;
      const [, , path = ''] = /^(\S+)[ \t]+(?:\d+|-)[ \t]+(.+)$/.exec(line) ?? [];
      const plain = path.replace(/^\.\//, '');
      if (!staysInside(plain) || !plain.startsWith('data/')) this.#say('error', 'path', path, { zh: 'fetch.txt 中的路径不在包的 data 文件夹内。', en: 'The path in fetch.txt lies outside the bag’s data folder.' });
      else if (!this.#files.sizes.has(this.#place(plain))) this.#say('error', 'not-fetched', plain, { zh: '要到别处获取的文件还不在包里；这里不会联网获取。', en: 'A file that is to be fetched is not in the bag; nothing is fetched here.' });
      else if (!this.#payload.has(this.#place(plain))) this.#say('error', 'extra', plain, { zh: 'fetch.txt 列出了它，清单中没有。', en: 'fetch.txt lists it and no manifest does.' });
    }
  }

  async #readInfo(): Promise<void> {
    const name = ['bag-info.txt', 'package-info.txt'].find((file) => this.#files.sizes.has(file));
    if (name === undefined) return;
    this.info = infoLines(await this.#text(name) ?? '');
  }

  #checkOxum(): void {
    const oxum = this.info.filter((line) => line.name.toLowerCase() === 'payload-oxum');
    if (oxum.length > 1) this.#say('warning', 'oxum', 'bag-info.txt', { zh: 'Payload-Oxum 不止一个。', en: 'There is more than one Payload-Oxum.' });
    let files = 0;
    let bytes = 0;
    for (const [path, size] of this.#files.sizes) {
      if (!path.startsWith('data/')) continue;
      files++;
      bytes += size;
    }
    for (const { value } of oxum) {
      const [, toldBytes, toldFiles] = /^(\d+)\.(\d+)$/.exec(value) ?? [];
      if (Number(toldBytes) === bytes && Number(toldFiles) === files) continue;
      const explained = this.#lostSystem > 0 && Number(toldFiles) === files + this.#lostSystem;
      this.#say(explained ? 'warning' : 'error', 'oxum', 'bag-info.txt', { zh: `Payload-Oxum 为 ${value}，实有 ${bytes}.${files}。`, en: `Payload-Oxum is ${value}, there are ${bytes}.${files}.` });
    }
  }

  /** Listed and not there, there and not listed. */
  #compareNames(): void {
    const { sizes } = this.#files;
    const folded = new Map<string, string>();
    const fold = (path: string): string => path.normalize('NFC').toLowerCase();
    const missing: string[] = [];
    for (const listed of [this.#payload, this.#tags]) for (const path of listed.keys()) if (!sizes.has(path)) missing.push(path);
    if (missing.length > 0) for (const path of sizes.keys()) folded.set(fold(path), path);
    for (const path of missing) {
      const alike = folded.get(fold(path));
      if (alike !== undefined) {
        this.#alike.set(path, alike);
        this.#say('warning', 'name-differs', path, { zh: `包里的文件名是“${alike}”，大小写或字符形式不同。`, en: `The file in the bag is named "${alike}"; case or form of the letters differ.` });
      } else if (SYSTEM.test(path)) {
        this.#lostSystem++;
        this.#say('warning', 'system-file', path, { zh: '清单列出的系统文件不在包里。', en: 'A system file that is listed is not there.' });
      } else this.#say('error', 'missing', path, { zh: '清单列出了它，包里没有。', en: 'It is listed and not there.' });
    }
    const named = new Set(this.#alike.values());
    const twins = new Map<string, string>();
    for (const path of sizes.keys()) {
      const twin = fold(path);
      const other = twins.get(twin);
      if (other === undefined) twins.set(twin, path);
      else this.#say('warning', 'name-differs', path, { zh: `与“${other}”只有大小写或字符形式不同，在别的系统上会互相覆盖。`, en: `It differs from "${other}" in case or form only; on other systems one would replace the other.` });
      if (!path.startsWith('data/')) continue;
      if (SYSTEM.test(path)) this.#say('warning', 'system-file', path, { zh: '操作系统自动产生的文件。', en: 'A file the operating system made by itself.' });
      const sums = this.#payload.get(path);
      if (sums === undefined && named.has(path)) continue;
      if (sums === undefined) this.#say('error', 'extra', path, { zh: '包里有，清单中没有。', en: 'It is there and not listed.' });
      else if ((this.declaration?.order ?? 0) >= 1000) {
        for (const algorithm of this.algorithms) {
          if (sums[algorithm] === undefined) this.#say('error', 'not-in-all', path, { zh: `manifest-${algorithm}.txt 没有列出它；各份清单必须列出全部文件。`, en: `manifest-${algorithm}.txt does not list it; every manifest must list every file.` });
        }
      }
    }
    this.#checkOxum();
  }

  async #compareSums(pace: Pace): Promise<void> {
    const byFile = new Map<string, string[]>();
    for (const [listed, there] of this.#alike) byFile.set(there, [...(byFile.get(there) ?? []), listed]);
    const listedAs = (path: string): readonly Record<string, string>[] =>
      [path, ...(byFile.get(path) ?? [])].flatMap((name) => [this.#payload.get(name), this.#tags.get(name)]).filter((sums) => sums !== undefined);
    await this.#files.hash(
      (path) => [...new Set(listedAs(path).flatMap((sums) => Object.keys(sums)))],
      (path, sums) => {
        for (const told of listedAs(path)) {
          for (const [algorithm, sum] of Object.entries(told)) {
            if (sums[algorithm] !== sum) this.#say('error', 'checksum', path, { zh: `${algorithm} 校验和不符，内容已改变或损坏。`, en: `The ${algorithm} checksum is wrong; the content was changed or damaged.` });
          }
        }
      }, pace);
  }
}
