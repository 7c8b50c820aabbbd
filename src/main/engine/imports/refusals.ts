import type { LocalText } from '../../../contract/text.ts';
import { LIMITS } from './archive/limits.ts';
import { LARGEST_WHOLE } from './read.ts';
import type { Failure } from './read.ts';
import type { MetFile } from './walk.ts';

// Why nothing was taken of a file, in words that say what to do.

const MB = (bytes: number): string => `${Math.round(bytes / (1024 * 1024)).toLocaleString('en')} MB`;
const GB = (bytes: number): string => `${Math.round(bytes / 1024 ** 3)} GB`;

const UNPACK = { zh: '请先解压，再导入解压后的文件夹。', en: 'Unpack it and import the folder.' };
const say = (zh: string, en: string): LocalText => ({ zh, en });
const unpack = (zh: string, en: string): LocalText => ({ zh: `${zh}${UNPACK.zh}`, en: `${en} ${UNPACK.en}` });

const SENTENCES: Readonly<Record<string, (detail: string) => LocalText>> = {
  'special': () => say('不是普通文件（管道、设备或套接字），没有读取。', 'Not an ordinary file (a pipe, device or socket); not read.'),
  'archive-link': () => say('压缩包中的链接，没有跟随。', 'A link in the archive, not followed.'),
  'archive-path': () => say(
    '压缩包中的路径指向包外（含“..”、盘符或绝对路径），没有读取。请向提供者要一份正常打包的文件。',
    'Its path in the archive leads out of it ("..", a drive or an absolute path); not read. Ask for an archive packed in the ordinary way.'),
  'archive-encrypted': () => unpack('条目已加密。', 'The entry is encrypted.'),
  'archive-method': (method) => unpack(`条目的压缩方法（${method}）不认识。`, `The entry is packed by a method (${method}) that is not known here.`),
  'archive-entry-large': (bytes) => unpack(
    `条目解压后${bytes === '' ? '' : `有 ${MB(Number(bytes))}，`}超过压缩包内单个文件的上限 ${MB(LIMITS.entryBytes)}。`,
    `Unpacked the entry ${bytes === '' ? 'is' : `has ${MB(Number(bytes))},`} over the limit of ${MB(LIMITS.entryBytes)} for a file in an archive.`),
  'archive-broken': (detail) => say(
    `压缩包在此处损坏（${detail}）。请重新复制或重新打包后再导入；已读出的记录都保留着。`,
    `The archive is broken here (${detail}). Copy it or pack it again and import it once more; what was read is kept.`),
  'archive-checksum': () => say('校验和不符，内容已损坏，没有读取。请重新复制压缩包。', 'The checksum does not fit: the content is damaged and was not read. Copy the archive again.'),
  'archive-nested': () => unpack('压缩包里的压缩包，没有读取。', 'An archive inside an archive; not read.'),
  'archive-empty': () => say('压缩包里没有文件。', 'There is no file in the archive.'),
  'archive-entries': () => unpack(
    `压缩包的条目超过上限 ${LIMITS.entries.toLocaleString('en')} 个，读到此为止。`, `The archive has more than ${LIMITS.entries.toLocaleString('en')} entries, the limit; reading ended there.`),
  'archive-total': () => unpack(
    `压缩包解压后超过上限 ${GB(LIMITS.totalBytes)}，读到此为止。`, `Unpacked the archive goes beyond the limit of ${GB(LIMITS.totalBytes)}; reading ended there.`),
  'archive-ratio': () => unpack(
    `压缩包解压后超过原来的 ${LIMITS.ratio} 倍，像是“压缩炸弹”，读到此为止。`,
    `Unpacked the archive grows to more than ${LIMITS.ratio} times its size, like a "zip bomb"; reading ended there.`),
  'ENOENT': () => say('读取之前文件就不见了。请检查它是否被移动或删除，然后重试。', 'The file was gone before it was read. Was it moved or deleted? Then try again.'),
  'EACCES': () => say('没有读取权限（EACCES）。请检查文件的权限后重试。', 'There is no permission to read it (EACCES). Check its permissions, then try again.'),
};

export function unreadable({ code, detail }: Failure): LocalText {
  return SENTENCES[code]?.(detail) ?? say(`文件读不出来（${code}）。请检查权限和磁盘后重试。`, `The file cannot be read (${code}). Check its permissions and the disk, then try again.`);
}

export function whyNotAFile(met: MetFile): LocalText {
  if (met.kind === 'link') return say('符号链接，没有跟随。请直接导入它指向的文件夹。', 'A symbolic link, not followed. Import the folder it points to.');
  if (met.kind === 'special') return unreadable({ code: 'special', detail: '' });
  if (met.code === 'ENOENT') return say('文件夹在读取时不见了。请检查它是否被移动，然后重试。', 'The folder was gone when it was to be read. Was it moved? Then try again.');
  return say(`文件夹无法打开${met.code === undefined ? '' : `（${met.code}）`}，请检查权限。`, `The folder cannot be opened${met.code === undefined ? '' : ` (${met.code})`}. Check its permissions.`);
}

export function tooLong(bytes: number, format: LocalText | null): LocalText {
  const kind = format ?? say('没有认出带标记的记录', 'no tagged record was found at its beginning');
  return say(
    `文件有 ${MB(bytes)}（${kind.zh}）。除带标记的记录文件不限大小外，一个文件最多读 ${MB(LARGEST_WHOLE)}。请先拆分。`,
    `The file has ${MB(bytes)} (${kind.en}). Files of tagged records may have any size; of other files up to ${MB(LARGEST_WHOLE)} are read. Split it first.`);
}

export const UNFINISHED = say(
  '还没有读完：读到的记录已在库中，其余的在继续导入时读入。', 'Not read to its end: the records read so far are here, the rest comes when the import is gone on with.');
export const CHANGED_SINCE = say(
  '读到一半时停下，之后文件有改动，没有接着读。已有的记录保留着；请把它作为新的一次再导入。',
  'The file was changed after its reading had been broken off, so it was not gone on with. Its records so far are kept; import it once more.');
export const CHANGED_MEANWHILE = say('读取过程中文件有改动。请再导入一次。', 'The file was changed while it was read. Import it once more.');
