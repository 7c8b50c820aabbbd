import type { LocalText } from '../../../../contract/text.ts';
import type { ProblemCode } from '../../../../contract/problem.ts';

/** What was met and what was assumed. `tag` is the tag or code concerned, `other` a second one. */
type Sentence = (tag: string, other: string) => LocalText;

const SENTENCES = {
  'empty-file': () => ({ zh: '空文件，没有内容。', en: 'The file is empty.' }),
  'foreign-file': (zh, en) => ({ zh: `不是文本，看来是${zh}。`, en: `Not text, it seems to be ${en}.` }),
  'no-record': () => ({ zh: '没有找到带标记的记录。', en: 'No tagged record was found.' }),
  'undecodable-bytes': (count) => ({
    zh: `这里 ${count} 个字节不成字符，文中以“\ufffd”代替，原字节保留。`,
    en: `${count} bytes here are no character; “\ufffd” stands for them, the bytes are kept.`,
  }),
  'cut-in-character': () => ({
    zh: '文件在一个字符中间断开，末尾可能缺失。',
    en: 'The file ends inside a character; its end may be missing.',
  }),
  'private-characters': (count) => ({
    zh: `有 ${count} 个用户自定义字符，各系统显示可能不同。`,
    en: `${count} user-defined characters, which other systems may show differently.`,
  }),
  'problems-left-out': (count) => ({ zh: `另有 ${count} 个问题未列出。`, en: `${count} more problems are not listed.` }),
  'record-too-long': (limit) => ({
    zh: `一条记录超过 ${limit} 字节，在此处断开。`,
    en: `A record of more than ${limit} bytes; it was broken off here.`,
  }),
  'text-before-first-tag': () => ({
    zh: '第一个标记之前有文字，不属于任何字段。',
    en: 'Text before the first tag belongs to no field.',
  }),
  'text-between-fields': () => ({
    zh: '字段之间有文字，不属于任何字段。',
    en: 'Text between the fields belongs to none of them.',
  }),
  'text-after-record': () => ({
    zh: '记录结束之后还有文字，不属于任何字段。',
    en: 'Text after the end of the record belongs to no field.',
  }),
  'record-boundary-assumed': (tag) => ({
    zh: `${tag} 再次出现，从这里起当作新的一条记录。`,
    en: `${tag} occurs again; a new record was taken to begin here.`,
  }),
  'field-after-body': (tag) => ({
    zh: `${tag} 在正文之后，仍算作本条记录的字段。`,
    en: `${tag} comes after the body; it was kept as a field of this record.`,
  }),
  'repeated-field': (tag) => ({
    zh: `${tag} 在同一条记录中重复，都已保留，以第一个为准。`,
    en: `${tag} is repeated within the record; all are kept, the first one counts.`,
  }),
  'unclosed-field': (tag) => ({
    zh: `${tag} 没有结束标记，内容算到该行末尾或下一标记。`,
    en: `${tag} is not closed; its value was taken to end with the line or at the next tag.`,
  }),
  'unclosed-body': (tag) => ({
    zh: `${tag} 没有结束标记，正文可能不完整。`,
    en: `${tag} is not closed; the body may be incomplete.`,
  }),
  'truncated-tag': (tag) => ({
    zh: `文件在标记“${tag}”中间断开，其后内容缺失。`,
    en: `The file ends inside the tag “${tag}”; what followed is missing.`,
  }),
  'unfinished-tag': (tag) => ({
    zh: `标记“${tag}”缺少“〗”，按完整标记处理。`,
    en: `The tag “${tag}” lacks its 〗; it was taken as whole.`,
  }),
  'open-tag-missing': (tag) => ({
    zh: `${tag} 没有开始标记，前面的文字当作其内容。`,
    en: `${tag} was never opened; the text before it was taken as its value.`,
  }),
  'close-without-open': (tag) => ({
    zh: `${tag} 没有对应的开始标记，已忽略。`,
    en: `${tag} was never opened; it was passed over.`,
  }),
  'wrong-close-tag': (tag, other) => ({
    zh: `${tag} 以 ${other} 结束，当作它的结束标记。`,
    en: `${tag} ends with ${other}, which was taken as its closing tag.`,
  }),
  'crossed-tags': (tag, other) => ({
    zh: `${tag} 与 ${other} 交叉，各取到对方标记为止。`,
    en: `${tag} and ${other} cross; each value ends where the other tag stands.`,
  }),
  'nested-field': (tag, other) => ({
    zh: `${tag} 写在 ${other} 里面，当作记录自己的字段。`,
    en: `${tag} stands inside ${other}; it was taken as a field of the record itself.`,
  }),
  'tag-in-text': (tag, other) => ({
    zh: `${other} 的文字中出现标记 ${tag}，当作文字保留。`,
    en: `The text of ${other} contains the tag ${tag}, which was kept as text.`,
  }),
  'tag-variant': (tag, other) => ({
    zh: `标记“${tag}”写法不规范，按 ${other} 处理。`,
    en: `The tag “${tag}” is oddly written; it was taken as ${other}.`,
  }),
  'tag-brackets': () => ({ zh: '标记用【】而不是〖〗书写。', en: 'The tags are written with 【】 instead of 〖〗.' }),
  'tag-name-differs': (tag, other) => ({
    zh: `标记“${tag}”的名称与 ${other} 不同，按代码处理。`,
    en: `The name in “${tag}” is not that of ${other}; the code counts.`,
  }),
  'mark-variant': (tag) => ({
    zh: `正文中的标记“${tag}”写法不规范。`,
    en: `The mark “${tag}” in the body is oddly written.`,
  }),
  'mark-unbalanced': (tag) => ({
    zh: `正文中的标记 ${tag} 不成对。`,
    en: `The mark ${tag} in the body has no counterpart.`,
  }),
  'picture-not-closed': (tag) => ({
    zh: `图片中的 ${tag} 没有结束标记，内容算到该行末尾。`,
    en: `${tag} of a picture is not closed; its value was taken to end with the line.`,
  }),
} as const satisfies Readonly<Partial<Record<ProblemCode, Sentence>>>;

/** The problems of tagged records, and those every format may meet. */
export type ShapeProblem = keyof typeof SENTENCES;

export const sentence = (code: ShapeProblem, tag = '', other = ''): LocalText => {
  const say: Sentence = SENTENCES[code];
  return say(tag, other);
};
