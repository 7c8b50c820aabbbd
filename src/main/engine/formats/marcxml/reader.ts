import type { FormatReader, ReadRequest } from '../format.ts';
import { dialectOf, knownCode } from '../marc/mapping.ts';
import { unbroken, withFields } from '../text/drafts.ts';
import type { Draft, DraftField, DraftProblem } from '../text/drafts.ts';
import { dateText, listText, ownCode } from '../text/names.ts';
import { trimmed } from '../text/places.ts';
import type { Place } from '../text/places.ts';
import { readXml } from '../xml/elements.ts';
import type { XmlElement, XmlListener } from '../xml/elements.ts';
import { readXmlText, xmlHead } from '../xml/text.ts';

/** MARC 21, UNIMARC and CNMARC as MARCXML (MarcXchange, and the older form of OAI): one record or a collection. */
export const marcxml = {
  name: 'marcxml',
  label: { zh: 'MARCXML（CNMARC、MARC21）', en: 'MARCXML (CNMARC, MARC 21)' },
  sniff(head) {
    const text = xmlHead(head);
    if (text === '') return 0;
    if (/<(?:[\w.-]+:)?(?:datafield|controlfield|varfield|fixfield)\s[^>]*\b(?:tag|id)\s*=/.test(text)) return 0.96;
    return /loc\.gov\/MARC21\/slim|marcxchange/i.test(text) && /<(?:[\w.-]+:)?(?:record|collection)[\s>]/.test(text) ? 0.9 : 0;
  },
  read: (request) => readXmlText(request, (text) => recordsOf(text, request), {
    zh: 'XML 中没有 MARC 记录（record、datafield）。', en: 'The XML holds no MARC record (record, datafield).',
  }),
} satisfies FormatReader;

const RECORD = new Set(['record', 'oai_marc']);
const CONTROL = new Set(['controlfield', 'fixfield']);
const DATA = new Set(['datafield', 'varfield']);

/** A subfield, or a field without any, as it stands. */
interface Value {
  readonly tag: string;
  readonly subfield: string;
  readonly value: string;
  readonly place: Place;
}

interface Frame {
  readonly start: number;
  readonly outer: Frame | null;
  leader: (Place & { readonly value: string }) | null;
  readonly values: Value[];
  readonly problems: DraftProblem[];
}

function recordsOf(text: string, { mapping }: ReadRequest): readonly Draft[] {
  const drafts: Draft[] = [];
  let frame: Frame | null = null;
  /** Said before the first record, or between two. */
  let loose: DraftProblem[] = [];

  const take = (of: Frame): void => {
    const fields = fieldsOf(of, mapping);
    if (fields.length === 0) {
      (of.outer?.problems ?? loose).push(...of.problems);
      return;
    }
    let outermost = of;
    while (outermost.outer !== null) outermost = outermost.outer;
    drafts.push({ start: outermost.start, fields, problems: [...loose, ...of.problems] });
    loose = [];
  };
  const listener: XmlListener = {
    resumeAt: /<(?:[\w.-]+:)?(?:record|oai_marc)[\s>]/,
    open(element) {
      if (RECORD.has(element.local)) frame = { start: element.from, outer: frame, leader: null, values: [], problems: [] };
    },
    close(element, value, to) {
      if (frame === null) return;
      if (RECORD.has(element.local)) {
        const closed: Frame = frame;
        frame = closed.outer;
        take(closed);
      } else if (element.local === 'leader') frame.leader = { value: value.trim(), from: element.inner, to };
      else add(frame, element, value, to);
    },
    note: (trouble) => { (frame?.problems ?? loose).push(trouble); },
  };
  readXml(text, listener);
  const last = drafts.at(-1);
  if (last !== undefined && loose.length > 0) drafts[drafts.length - 1] = { ...last, problems: [...last.problems, ...loose] };
  return withFields(drafts);

  function add(into: Frame, element: XmlElement, value: string, to: number): void {
    const { attributes, inner, local } = element;
    const place = trimmed(text, { from: inner, to });
    if (CONTROL.has(local)) into.values.push({ tag: tagOf(attributes), subfield: '', value: value.trim(), place });
    else if (local === 'subfield') {
      const field = element.parent;
      const tag = field !== null && DATA.has(field.local) ? tagOf(field.attributes) : '';
      into.values.push({ tag, subfield: (attributes.code ?? attributes.label ?? '_').trim() || '_', value: value.trim(), place });
    } else if (DATA.has(local) && value.trim() !== '')
      into.values.push({ tag: tagOf(attributes), subfield: '', value: value.trim(), place });
  }
}

const tagOf = (attributes: Readonly<Record<string, string>>): string => (attributes.tag ?? attributes.id ?? '').trim();

/** Fields as the same record in ISO 2709 has them: names and headings of a kind are one value. */
function fieldsOf({ leader, values }: Frame, mapping: ReadRequest['mapping']): readonly DraftField[] {
  if (values.length === 0) return [];
  const dialect = dialectOf(leader?.value ?? '', values);
  const fields: DraftField[] = [];
  const lists = new Map<string, { readonly at: number; readonly values: string[] }>();
  if (leader !== null && leader.value !== '') fields.push({ code: 'leader', name: '头标区', ...leader, value: unbroken(leader.value) });
  for (const { tag, subfield, value, place } of values) {
    const key = tag + subfield;
    const told = mapping !== undefined && Object.hasOwn(mapping, key) ? mapping[key] : undefined;
    const code = told === undefined ? knownCode(dialect, tag, subfield) ?? ownCode(key) : told;
    const words = unbroken(value);
    if (code === null || words === '') continue;
    const name = subfield === '' ? tag || '字段' : `${tag}$${subfield}`;
    if (code !== 'ZZ' && code !== 'GJ') {
      fields.push({ code, name, value: code === 'RQ' ? dateText(words) : words, ...place });
      continue;
    }
    const list = lists.get(code);
    if (list === undefined) {
      lists.set(code, { at: fields.length, values: [words] });
      fields.push({ code, name, value: words, ...place });
    } else {
      list.values.push(words);
      fields[list.at] = { code, name: fields[list.at]?.name ?? name, value: listText(list.values) };
    }
  }
  return fields;
}
