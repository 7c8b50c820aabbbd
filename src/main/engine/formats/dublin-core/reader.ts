import type { FormatReader, ReadRequest } from '../format.ts';
import { unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { dateText, listText, ownCode } from '../text/names.ts';
import { trimmed } from '../text/places.ts';
import type { Place } from '../text/places.ts';
import { readXml } from '../xml/elements.ts';
import type { XmlElement } from '../xml/elements.ts';
import { readXmlText, xmlHead } from '../xml/text.ts';

/** The addresses of the elements and of the terms. Source: DCMI Metadata Terms. */
const DC = /^https?:\/\/purl\.org\/(?:dc\/(?:elements\/1\.[01]|terms)|dcx)\/?$/i;

/** Element or term → code of the tagged format, and what it is called; the others are fields of their own. */
const ELEMENTS: Readonly<Record<string, { readonly code: string; readonly name: string }>> = {
  title: { code: 'BT', name: '题名' }, creator: { code: 'ZZ', name: '创建者' }, subject: { code: 'GJ', name: '主题' },
  date: { code: 'RQ', name: '日期' }, alternative: { code: 'FT', name: '其他题名' }, issued: { code: 'RQ', name: '发布日期' },
  created: { code: 'RQ', name: '创建日期' }, description: { code: 'description', name: '描述' },
  abstract: { code: 'abstract', name: '摘要' }, publisher: { code: 'publisher', name: '出版者' },
  contributor: { code: 'contributor', name: '其他责任者' }, type: { code: 'type', name: '类型' },
  format: { code: 'format', name: '格式' }, identifier: { code: 'identifier', name: '标识符' },
  source: { code: 'source', name: '来源' }, language: { code: 'language', name: '语种' },
  relation: { code: 'relation', name: '关联' }, coverage: { code: 'coverage', name: '覆盖范围' },
  rights: { code: 'rights', name: '权限' },
};
/** What the header of a harvested record says of it. */
const HEADER: Readonly<Record<string, string>> = { identifier: '收割标识', datestamp: '收割日期', setSpec: '收割集合' };

/**
 * Dublin Core: `oai_dc:dc`, a harvest (OAI-PMH ListRecords), or elements of the namespace in any wrapper. What directly
 * holds such elements is a record.
 */
export const dublinCore = {
  name: 'dublincore',
  label: { zh: 'Dublin Core（XML、OAI-PMH）', en: 'Dublin Core (XML, OAI-PMH)' },
  sniff(head) {
    const text = xmlHead(head);
    if (text === '' || /^<(?:!DOCTYPE\s+)?html\b/i.test(text)) return 0;
    if (/<(?:dc|dcterms):[a-z]+[\s>]/i.test(text)) return 0.9;
    return /purl\.org\/dc\/(?:elements|terms)|openarchives\.org\/OAI\/2\.0\/?["']/i.test(text) ? 0.7 : 0;
  },
  read: (request) => readXmlText(request, (text) => recordsOf(text, request), {
    zh: 'XML 中没有 Dublin Core 元素（dc:title 等）。', en: 'The XML holds no elements of Dublin Core (dc:title and others).',
  }),
} satisfies FormatReader;

interface Value {
  readonly name: string;
  readonly scheme: string;
  readonly value: string;
  readonly place: Place;
}

interface Harvested {
  readonly element: XmlElement;
  readonly header: DraftField[];
  deleted: boolean;
}

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const drafts: Draft[] = [];
  let problems: DraftProblem[] = [];
  /** The element that directly holds the values met. */
  let holder: XmlElement | null = null;
  let values: Value[] = [];
  let harvested: Harvested | null = null;
  let wrapper: XmlElement | null = null;

  const take = (): void => {
    if (holder === null) return;
    const fields = fieldsOf(values, mapping);
    drafts.push({ start: harvested?.element.from ?? holder.from, fields: [...(fields.length === 0 ? [] : harvested?.header ?? []), ...fields], problems });
    wrapper = harvested?.element ?? holder;
    holder = null;
    values = [];
    problems = [];
  };
  const endOfHarvested = ({ element, deleted, header }: Harvested): void => {
    if (deleted) problems.push(gone(element.from, header));
    // Told to the record before or behind: one that is deleted has no values to be kept.
    if (problems.length > 0) drafts.push({ start: element.from, fields: [], problems });
    problems = [];
  };
  readXml(text, {
    get resumeAt() { return wrapper === null ? null : opening(wrapper); },
    open(element) {
      if (isDc(element)) {
        if (element.parent !== null && (holder === null || !isDc(element.parent))) {
          if (holder !== null && holder !== element.parent) take();
          holder = element.parent;
        }
      } else if (element.local === 'record') {
        harvested = { element, header: [], deleted: false };
        wrapper = element;
      } else if (element.local === 'header' && harvested !== null && element.parent === harvested.element)
        harvested.deleted = element.attributes.status === 'deleted';
    },
    close(element, value, to) {
      if (element === holder) take();
      else if (isDc(element)) {
        if (holder === null || value.trim() === '') return;
        const { attributes } = element;
        const scheme = attributes['xsi:type'] ?? attributes.scheme ?? attributes['xsi:schemaLocation'] ?? '';
        values.push({ name: element.local, scheme, value: value.trim(), place: trimmed(text, { from: element.inner, to }) });
      } else if (harvested !== null && element === harvested.element) {
        endOfHarvested(harvested);
        harvested = null;
      } else if (harvested !== null && element.parent?.local === 'header' && Object.hasOwn(HEADER, element.local) && value.trim() !== '')
        harvested.header.push({
          code: `oai-${element.local}`, name: HEADER[element.local] ?? element.local, value: unbroken(value.trim()), ...trimmed(text, { from: element.inner, to }),
        });
    },
    note: (trouble) => { problems.push(trouble); },
  });
  if (problems.length > 0) drafts.push({ start: text.length, fields: [], problems });
  return withFields(drafts);
}

/** Subtle: an `oai_dc:dc` stands in a namespace of its own, and its elements may be written without declaring theirs. */
const isDc = ({ namespace, prefix, local }: XmlElement): boolean =>
  DC.test(namespace) || (namespace === '' && (prefix === 'dc' || prefix === 'dcterms') && local !== 'dc');

const opening = ({ prefix, local }: XmlElement): RegExp => new RegExp(`<${prefix === '' ? '' : `${prefix}:`}${local}[\\s>]`);

const gone = (at: number, header: readonly DraftField[]): DraftProblem => {
  const id = header.find(({ code }) => code === 'oai-identifier')?.value ?? '';
  return {
    code: 'record-deleted', at,
    text: { zh: `来源库已删除记录 ${id}，没有内容可收。`, en: `The source has deleted its record ${id}; there is nothing to take in.` },
  };
};

/** Class numbers stand among the subjects, marked as such or not: a letter, digits, a point. */
const CLC = /\b(?:clc|中图|ztf)/i;

function fieldsOf(values: readonly Value[], mapping: ReadRequest['mapping']): readonly DraftField[] {
  const fields: DraftField[] = [];
  const lists = new Map<string, { readonly at: number; readonly values: string[] }>();
  let dated = false;
  for (const { name: element, scheme, value, place } of values) {
    const known = ELEMENTS[element];
    const told = mapping !== undefined && Object.hasOwn(mapping, element) ? mapping[element] : undefined;
    let code = told === undefined ? (element === 'subject' && CLC.test(scheme) ? 'FL' : known?.code ?? ownCode(element)) : told;
    if (code === null) continue;
    // Several dates of a record: the first one is when it appeared.
    if (code === 'RQ' && dated) code = ownCode(element);
    if (code === 'RQ') dated = true;
    const words = unbroken(value);
    const name = known?.name ?? element;
    const list = code === 'ZZ' || code === 'GJ' ? lists.get(code) : undefined;
    if (list !== undefined) {
      list.values.push(words);
      fields[list.at] = { code, name: fields[list.at]?.name ?? name, value: listText(list.values) };
      continue;
    }
    if (code === 'ZZ' || code === 'GJ') lists.set(code, { at: fields.length, values: [words] });
    fields.push({ code, name, value: code === 'RQ' ? dateText(words.replace(/T\d.*$/, '')) : words, ...place });
  }
  return fields;
}
