import type { LocalText } from '../../../contract/text.ts';
import { csv } from './csv/read.ts';
import { decode, proveEncoding } from './encoding.ts';
import { jsonl } from './jsonl/read.ts';

interface Guess {
  readonly looks: (text: string) => boolean;
  readonly advice: LocalText;
}

/** A field of MARC as catalogues show it on a page: tag, indicators, subfields behind a sign. */
const MARC_LINE = /^(?:=?\d{3}[ \t]{0,4}[\d\\#_ ]{0,2}[ \t]*[|$■‡▼_\x1f][a-z\d]|=?(?:LDR|000)\s{1,4}\S{5,})/m;

/** Texts of which no record is read, in the order they are tried. */
const GUESSES: readonly Guess[] = [
  {
    looks: (text) => MARC_LINE.test(text) && (text.match(new RegExp(MARC_LINE, 'gm'))?.length ?? 0) >= 3,
    advice: {
      zh: '看来是网页或屏幕上显示的 MARC（文字形式）。请在原系统中改用 ISO 2709 或 MARCXML 导出，再导入。',
      en: 'It seems to be MARC as a page shows it, in words. Export it as ISO 2709 or MARCXML where it comes from, and import that.',
    },
  },
  {
    looks: (text) => /^\d{5}[a-z\d ]{3}.{2}[\d ]{12}/.test(text),
    advice: {
      zh: '看来是 ISO 2709 的 MARC，但字段分隔符已被替换或丢失，无法可靠地拆分。请重新导出，不要经过文本编辑器或网页。',
      en: 'It seems to be MARC in ISO 2709 whose separators were replaced or lost, so its fields cannot be told apart. Export it again, not by way of an editor or a page.',
    },
  },
  {
    looks: (text) => /^\s*(?:<!DOCTYPE\s+html|<html\b)/i.test(text),
    advice: { zh: '这是网页（HTML），不是记录文件。', en: 'This is a web page (HTML), not a file of records.' },
  },
  {
    looks: (text) => /^\s*<[?!A-Za-z_]/.test(text),
    advice: {
      zh: '是 XML，但不是 MARCXML 或 Dublin Core。', en: 'It is XML, but neither MARCXML nor Dublin Core.',
    },
  },
  {
    looks: (text) => /^\s*(?:\[\s*[{["]|\{\s*["}])/.test(text),
    advice: {
      zh: '是 JSON，但不是每行一个记录对象。请导出为 JSON Lines，或在导入时指定各字段的对应关系。',
      en: 'It is JSON, but not one record object a line. Export it as JSON Lines, or tell the import which key is which field.',
    },
  },
];

const TABLE: LocalText = {
  zh: '是表格，但列名都不认识。请在导入前指定各列是什么字段（“列的对应”或 --mapping）。',
  en: 'It is a table whose columns are not known by name. Say which column is which field before importing it (the mapping, or --mapping).',
};
const PROSE: LocalText = {
  zh: '是文字，但其中没有认得的记录标记。如果一个文件就是一篇文章，请选“纯文本”格式导入（--format text）。',
  en: 'It is text without the marks of any record format known here. If each file is an article, import it as plain text (--format text).',
};

/** Why nothing was found in a file of text, and what its owner can do; null when that cannot be said. */
export function adviceFor(head: Uint8Array, path: string): LocalText | null {
  const { encoding, bom, confidence } = proveEncoding(head);
  const { text } = decode(head, encoding, bom);
  if (text.trim() === '') return null;
  if (csv.sniff(head, path) > 0) return TABLE;
  if (jsonl.sniff(head, path) > 0) return GUESSES.at(-1)?.advice ?? null;
  for (const { looks, advice } of GUESSES) if (looks(text)) return advice;
  return confidence > 0.5 && /[\p{L}\p{N}]{2}/u.test(text) ? PROSE : null;
}
