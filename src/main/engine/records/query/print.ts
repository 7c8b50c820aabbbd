import type { Query } from './query.ts';

/** A query in the language of the search box again. Reading it gives the same query. */
export function printQuery(query: Query): string {
  return print(query, false);
}

function print(query: Query, inside: boolean): string {
  switch (query.kind) {
    case 'all': return '';
    case 'and': return bracketed(query.parts.map((part) => print(part, true)).join(' '), inside);
    case 'or': return bracketed(query.parts.map((part) => print(part, true)).join(' OR '), inside);
    case 'not': return `-${print(query.part, true)}`;
    case 'text': return query.field === null ? value(query.text) : `${query.field}:${query.exact ? '=' : ''}${value(query.text)}`;
    case 'value': return `${query.field}:${query.exact ? '=' : ''}${value(query.value)}`;
    case 'range': return `${query.field}:${value(query.text)}`;
    case 'status': return `status:${query.status}`;
    case 'tag':
    case 'set': return `${query.kind}:${value(query.name)}`;
    case 'source': return `source:${value(query.path)}`;
    case 'import': return `import:${query.operation}`;
    case 'has': return `has:${query.what}`;
    case 'problem': return `problem:${value(query.code)}`;
    case 'duplicate': return `duplicate:${query.state}`;
  }
}

const bracketed = (text: string, inside: boolean): string => (inside ? `(${text})` : text);

/** In quotes unless it is plainly one word. */
function value(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._/*-]*$/u.test(text) && text !== 'OR' ? text : `"${text.replaceAll('"', '""')}"`;
}
