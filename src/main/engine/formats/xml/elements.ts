import { SaxesParser } from 'saxes';
import type { ProblemCode } from '../../../../contract/problem.ts';
import type { LocalText } from '../../../../contract/text.ts';

/** An element with where it stands in the text, as character indices. */
export interface XmlElement {
  /** The name without its prefix. */
  readonly local: string;
  /** '' where it has none. */
  readonly prefix: string;
  /** The address of its namespace, '' where none is declared for it. */
  readonly namespace: string;
  /** Values by name, prefix and all. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: XmlElement | null;
  /** Where its opening tag starts, and what is behind it. */
  readonly from: number;
  readonly inner: number;
}

export interface XmlTrouble {
  readonly code: ProblemCode;
  /** Character index. */
  readonly at: number;
  readonly text: LocalText;
}

/** What hears of a text's elements in their order. */
export interface XmlListener {
  open?(element: XmlElement): void;
  /** `text`: the characters directly inside; `to`: where the closing tag starts. */
  close(element: XmlElement, text: string, to: number): void;
  /** Something to be said here. Where the document breaks, every element that is open is closed after it. */
  note(trouble: XmlTrouble): void;
  /** After a break, reading goes on from the next tag that matches; null gives up. */
  readonly resumeAt: RegExp | null;
}

/** Elements inside one another; records have less than ten. */
const DEEPEST = 100;
/** Characters of one value. */
const LONGEST = 32 * 1024 * 1024;
/** Subtle: a character that no text has stands for a lone "&" while the text is read, so that places stay as they are. */
const LONE = '\ufdd0';
const LONE_AMPERSAND = /&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z_][\w.-]{0,31});)/g;

const XML = 'http://www.w3.org/XML/1998/namespace';

/**
 * Tell a listener of the elements of a text. Entities are never fetched and never expanded: what the five of XML and
 * numbers do not explain stays as it is written. A document that breaks is read on from where a record begins again.
 */
export function readXml(text: string, listener: XmlListener): void {
  const whole = text.includes('&') ? text.replace(LONE_AMPERSAND, LONE) : text;
  for (let from = 0, fragment = false; from < whole.length; fragment = true) {
    const trouble = readFrom(whole, from, fragment, listener);
    if (trouble === null) return;
    const again = listener.resumeAt === null ? null : new RegExp(listener.resumeAt, 'g');
    if (again === null) return;
    again.lastIndex = Math.max(from + 1, trouble.at);
    from = again.exec(whole)?.index ?? whole.length;
  }
}

/** Thrown through the parser, which knows no other way to be stopped. */
class Broken extends Error {}

interface Open extends XmlElement {
  text: string;
  readonly spaces: ReadonlyMap<string, string>;
}

/** Read until the end (null) or until it breaks. */
function readFrom(whole: string, from: number, fragment: boolean, listener: XmlListener): XmlTrouble | null {
  const parser = new SaxesParser({ fragment, xmlns: false });
  const stack: Open[] = [];
  const place = (): number => from + parser.position;
  let trouble: XmlTrouble | null = null;
  const stop = (code: ProblemCode, words: LocalText): never => {
    trouble = { code, at: Math.min(whole.length, place()), text: words };
    throw new Broken();
  };
  const add = (words: string): void => {
    const top = stack.at(-1);
    if (top === undefined) return;
    if (top.text.length + words.length > LONGEST) stop('xml-too-long', tooLong);
    top.text += words;
  };

  parser.on('error', ({ message }) => {
    const lenient = harmless(message);
    if (lenient !== null) listener.note({ ...lenient, at: place() });
    // What was open when the document broke may still be closed in the part that is read on.
    else if (!(fragment && stack.length === 0 && message.includes('unmatched closing tag')))
      stop('xml-broken', brokenBy(message, stack.at(-1)));
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length >= DEEPEST) stop('xml-too-deep', tooDeep);
    const parent = stack.at(-1) ?? null;
    const spaces = spacesOf(attributes, parent?.spaces ?? NO_SPACES);
    const colon = name.indexOf(':');
    const prefix = name.slice(0, Math.max(0, colon));
    const element: Open = {
      local: name.slice(colon + 1), prefix, namespace: spaces.get(prefix) ?? '', attributes, parent, spaces, text: '',
      from: whole.lastIndexOf('<', place() - 1), inner: place(),
    };
    stack.push(element);
    listener.open?.(element);
  });
  const close = (to: number): void => {
    const element = stack.pop();
    if (element === undefined) return;
    if (element.text.includes(LONE)) {
      listener.note({ code: 'xml-ampersand', at: element.inner, text: loneAmpersand });
      element.text = element.text.replaceAll(LONE, '&');
    }
    listener.close(element, element.text, Math.max(element.inner, to));
  };
  parser.on('closetag', ({ isSelfClosing }) => close(isSelfClosing ? 0 : whole.lastIndexOf('</', place() - 1)));

  try {
    parser.write(from === 0 ? whole : whole.slice(from)).close();
    return null;
  } catch (error) {
    if (!(error instanceof Broken) || trouble === null) throw error;
    listener.note(trouble);
    // Its own words end where the next tag is.
    while (stack.length > 0) close(nextTag(whole, stack.at(-1)?.inner ?? 0));
    return trouble;
  }
}

function nextTag(text: string, from: number): number {
  const at = text.indexOf('<', from);
  return at < 0 ? text.length : at;
}

const NO_SPACES: ReadonlyMap<string, string> = new Map([['xml', XML]]);

function spacesOf(attributes: Readonly<Record<string, string>>, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let spaces: Map<string, string> | null = null;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') (spaces ??= new Map(outer)).set('', value);
    else if (name.startsWith('xmlns:')) (spaces ??= new Map(outer)).set(name.slice(6), value);
  }
  return spaces ?? outer;
}

/** Errors after which the parser is where it was; the characters concerned are kept as they stand. */
function harmless(message: string): { readonly code: ProblemCode; readonly text: LocalText } | null {
  if (message.includes('undefined entity')) {
    return {
      code: 'xml-entity-unknown',
      text: { zh: '有没有定义的实体（&名称;），照原样保留。', en: 'An entity (&name;) that XML does not know; it was kept as written.' },
    };
  }
  if (/disallowed character\.|malformed character entity/.test(message)) {
    return {
      code: 'xml-character',
      text: { zh: '有 XML 不允许的控制字符，照原样保留。', en: 'A control character that XML does not allow; it was kept.' },
    };
  }
  return null;
}

const loneAmpersand: LocalText = {
  zh: '有单独的“&”，应写作 &amp;，按文字读取。', en: 'A lone “&” that should be &amp;; it was read as the character.',
};
const tooDeep: LocalText = {
  zh: `元素嵌套超过 ${DEEPEST} 层，不像是记录，读到这里为止。`, en: `Elements nested more than ${DEEPEST} deep, which no record has; reading stopped here.`,
};
const tooLong: LocalText = {
  zh: '一个元素的内容超过 3200 万字，读到这里为止。请拆分文件。', en: 'One element holds more than 32 million characters; reading stopped here. Split the file.',
};

/** What is wrong in words: the tag that is not closed, or the place alone. */
function brokenBy(message: string, open: XmlElement | undefined): LocalText {
  const name = open === undefined ? '' : `<${open.prefix === '' ? '' : `${open.prefix}:`}${open.local}>`;
  if (name !== '' && /unclosed tag|unexpected close|unmatched closing|end of file|must contain/.test(message)) {
    return {
      zh: `XML 在这里断开：${name} 没有结束标记。之前的内容已读出，从下一条记录继续。`,
      en: `The XML breaks here: ${name} is not closed. What came before was read; reading goes on with the next record.`,
    };
  }
  return {
    zh: 'XML 在这里写法有误，不能往下读。之前的内容已读出，从下一条记录继续。',
    en: 'The XML is broken here and cannot be read on. What came before was read; reading goes on with the next record.',
  };
}
