/**
 * The readable form the fixtures are kept in, and how it becomes bytes.
 *
 *   #= PATH                 a file begins; what follows up to the next `#=` is its text (PATH.part is only for copying)
 *   #! …                    a remark
 *   #encoding NAME          gb18030 (default), utf-8, utf-8-bom, utf-16le-bom, utf-16be-bom, big5
 *   #eol NAME               crlf (default), lf, cr
 *   #copy PATH              begin with the text of another file; #append PATH adds one
 *   #include FILE           begin with the text of a file beside the source
 *   #replace A ⇒ B          in what stands so far, once exactly; a ` *` at the end: everywhere
 *   #cut A ⇒ B              drop everything from A on and end with B
 *   #drop A                 drop the lines that begin with A
 *   #switch NAME            another encoding from here to the end
 *
 * In the text ⟦A3A0⟧ stands for those bytes, ⟦u+200B⟧ for that character, ⟦lf⟧ and ⟦crlf⟧ for that line end in place
 * of the file's own, ⟦end⟧ for: the file ends here, without a line end.
 */

import { encodeBig5, encodeGb18030 } from './gb18030.mjs';

const EOL = { crlf: '\r\n', lf: '\n', cr: '\r' };
const ESCAPE = /⟦(u\+[0-9A-Fa-f]+|[0-9A-Fa-f]{2,})⟧/gu;

/**
 * Read sources and return path → bytes, in the order of the sources.
 * @param {readonly string[]} sources texts in the form above
 * @param {(name: string) => string} include gives the text of an included file
 * @returns {Map<string, Buffer>}
 */
export function buildFiles(sources, include) {
  const files = new Map(sources.flatMap(splitFiles));
  const texts = new Map();
  const bytes = new Map();
  for (const path of files.keys()) {
    if (!path.endsWith('.part')) bytes.set(path, encodeFile(path, files, texts, include));
  }
  return bytes;
}

function splitFiles(source) {
  const blocks = source.split(/^#= /mu).slice(1);
  return blocks.map((block) => {
    const end = block.indexOf('\n');
    return [block.slice(0, end).trim(), block.slice(end + 1).replace(/\n+$/u, '')];
  });
}

/** Run the directives of one file; the result still has its escapes. */
function readFile(path, files, texts, include) {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const block = files.get(path);
  if (block === undefined) throw new Error(`no such file in the source: ${path}`);
  const file = { encoding: 'gb18030', eol: 'crlf', lines: [], switchAt: -1, switchTo: '' };
  for (const line of block.split('\n')) {
    const found = /^#(!|[a-z]+) ?(.*)$/u.exec(line);
    if (found === null) file.lines.push(line);
    else direct(file, found[1], found[2], (other) => readFile(other, files, texts, include).lines, include);
  }
  texts.set(path, file);
  return file;
}

function direct(file, name, rest, linesOf, include) {
  if (name === '!') return;
  if (name === 'encoding' || name === 'eol') file[name] = rest;
  else if (name === 'copy' || name === 'append') file.lines.push(...linesOf(rest));
  else if (name === 'include') file.lines.push(...include(rest).replace(/\n$/u, '').split('\n'));
  else if (name === 'drop') file.lines = file.lines.filter((line) => !line.startsWith(rest));
  else if (name === 'switch') {
    file.switchAt = file.lines.length;
    file.switchTo = rest;
  } else if (name === 'replace' || name === 'cut') {
    const everywhere = rest.endsWith(' *');
    const [from, to] = (everywhere ? rest.slice(0, -2) : rest).split(' ⇒ ');
    const text = file.lines.join('\n');
    const parts = text.split(from);
    if (to === undefined || (everywhere ? parts.length < 2 : parts.length !== 2)) throw new Error(`${name}: ${rest}`);
    file.lines = (name === 'cut' ? parts[0] + to : parts.join(to)).split('\n');
  } else throw new Error(`unknown directive #${name}`);
}

function encodeFile(path, files, texts, include) {
  const { encoding, eol, lines, switchAt, switchTo } = readFile(path, files, texts, include);
  const chunks = [mark(encoding)];
  lines.forEach((line, index) => {
    const name = switchAt >= 0 && index >= switchAt ? switchTo : encoding;
    const ended = line.endsWith('⟦end⟧');
    const own = /⟦(lf|crlf|cr)⟧$/u.exec(line)?.[1];
    const text = line.replace(/⟦(?:end|lf|crlf|cr)⟧$/u, '') + (ended ? '' : EOL[own ?? eol]);
    chunks.push(...encodeText(text, name));
  });
  return Buffer.concat(chunks);
}

function encodeText(text, encoding) {
  const chunks = [];
  let at = 0;
  for (const found of text.matchAll(ESCAPE)) {
    chunks.push(encodePlain(text.slice(at, found.index), encoding));
    const code = found[1];
    if (/^u\+/iu.test(code))
      chunks.push(encodePlain(String.fromCodePoint(Number.parseInt(code.slice(2), 16)), encoding));
    else chunks.push(Buffer.from(code, 'hex'));
    at = found.index + found[0].length;
  }
  chunks.push(encodePlain(text.slice(at), encoding));
  return chunks;
}

function encodePlain(text, encoding) {
  if (encoding.startsWith('utf-8')) return Buffer.from(text, 'utf8');
  if (encoding.startsWith('utf-16le')) return Buffer.from(text, 'utf16le');
  if (encoding.startsWith('utf-16be')) return Buffer.from(text, 'utf16le').swap16();
  return encoding === 'big5' ? encodeBig5(text) : encodeGb18030(text);
}

function mark(encoding) {
  return encoding.endsWith('-bom') ? encodePlain('\ufeff', encoding) : Buffer.alloc(0);
}
