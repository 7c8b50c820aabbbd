const SPECIAL = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NEEDED = /[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/;

/** Text in an element. What XML 1.0 has no place for is left out (the report counts it); a CR would else become a line end. */
export function xmlText(text: string): string {
  if (!NEEDED.test(text)) return text;
  return text.replace(SPECIAL, (char) => {
    switch (char) {
      case '&': return '&amp;';
      case '<': return '&lt;';
      case '>': return '&gt;';
      case '\r': return '&#13;';
      default: return '';
    }
  });
}

/** The value of an attribute in double quotes. */
export const xmlAttribute = (text: string): string => xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** `<name attributes>text</name>`, '' for an empty text. `attributes` are written as they stand. */
export const element = (name: string, text: string, attributes = ''): string =>
  (text === '' ? '' : `<${name}${attributes === '' ? '' : ` ${attributes}`}>${xmlText(text)}</${name}>`);

/** `<name attributes>inner</name>` around elements, '' around nothing. */
export const around = (name: string, inner: string, attributes = ''): string =>
  (inner === '' ? '' : `<${name}${attributes === '' ? '' : ` ${attributes}`}>${inner}</${name}>`);
