import type { FieldMap } from '../../../../contract/exports.ts';
import { fieldLoss } from '../losses.ts';
import type { ClassStep, FormatWriter, Loss, RecordWriter, WriterOptions } from '../writer.ts';

const MAP: FieldMap = { class: ['skos:notation'] };

/** The classes the records use, with what stands above them, as a SKOS concept scheme in Turtle. Source: SKOS Reference (W3C, 2009). */
export const skosWriter = {
  info: {
    name: 'skos', label: { zh: 'SKOS（所用类目）', en: 'SKOS (classes used)' }, kind: 'file', extension: 'ttl', encodings: ['utf-8'], body: 'none', map: MAP, places: ['skos:notation'],
    about: { zh: '只写出这些记录用到的分类号及其上位类，Turtle 格式，附用到的记录数。', en: 'Only the class numbers these records use and those above them, as Turtle, with counts.' },
  },
  open: (options) => skosRecords(options),
} satisfies FormatWriter;

async function skosRecords({ classPath, library, now }: WriterOptions): Promise<RecordWriter> {
  const { Writer, DataFactory } = await import('n3');
  const { namedNode, literal } = DataFactory;
  const SKOS = 'http://www.w3.org/2004/02/skos/core#';
  const used = new Map<string, number>();
  return {
    render(record) {
      const losses: Loss[] = Object.keys(record.values).filter((field) => field !== 'class').map(fieldLoss);
      for (const { code } of record.others) losses.push(fieldLoss(code));
      if (record.tags.length > 0) losses.push(fieldLoss('tags'));
      return { part: [...new Set(record.classes)], losses };
    },
    begin() {},
    write(part) {
      for (const notation of part) if (typeof notation === 'string') used.set(notation, (used.get(notation) ?? 0) + 1);
    },
    end(sink) {
      const writer = new Writer({ prefixes: { skos: SKOS, dct: 'http://purl.org/dc/terms/', xsd: 'http://www.w3.org/2001/XMLSchema#' } });
      const scheme = namedNode(`urn:uuid:${library.uuid}#classes`);
      const uri = (notation: string): ReturnType<typeof namedNode> => namedNode(`urn:uuid:${library.uuid}#class-${encodeURIComponent(notation)}`);
      const skos = (name: string): ReturnType<typeof namedNode> => namedNode(SKOS + name);
      const a = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
      writer.addQuad(scheme, a, skos('ConceptScheme'));
      writer.addQuad(scheme, namedNode('http://purl.org/dc/terms/title'), literal(library.name === '' ? 'Jianbao' : library.name, 'zh'));
      writer.addQuad(scheme, namedNode('http://purl.org/dc/terms/created'), literal(now.toISOString().slice(0, 10), namedNode('http://www.w3.org/2001/XMLSchema#date')));
      for (const [notation, { caption, above }] of [...concepts(used.keys(), classPath)].sort(([x], [y]) => (x < y ? -1 : 1))) {
        const concept = uri(notation);
        writer.addQuad(concept, a, skos('Concept'));
        writer.addQuad(concept, skos('inScheme'), scheme);
        writer.addQuad(concept, skos('notation'), literal(notation));
        if (caption !== null) {
          writer.addQuad(concept, skos('prefLabel'), literal(caption.zh, 'zh'));
          if (caption.en !== caption.zh) writer.addQuad(concept, skos('prefLabel'), literal(caption.en, 'en'));
        }
        if (above === null) writer.addQuad(concept, skos('topConceptOf'), scheme);
        else writer.addQuad(concept, skos('broader'), uri(above));
        const count = used.get(notation);
        if (count !== undefined) writer.addQuad(concept, skos('note'), literal(`${count} 条记录`, 'zh'));
      }
      return new Promise<void>((resolve, reject) => writer.end((error: Error | null | undefined, text: string) => {
        if (error !== null && error !== undefined) reject(error);
        else {
          sink.write(text);
          resolve();
        }
      }));
    },
    show: (part) => (Array.isArray(part) ? `${part.join(' ')}\n` : ''),
  };
}

function concepts(
  notations: Iterable<string>, classPath: (notation: string) => readonly ClassStep[],
): Map<string, { readonly caption: ClassStep['caption']; readonly above: string | null }> {
  const found = new Map<string, { readonly caption: ClassStep['caption']; readonly above: string | null }>();
  for (const notation of notations) {
    const path = classPath(notation);
    path.forEach((step, at) => found.set(step.notation, { caption: step.caption, above: path[at + 1]?.notation ?? null }));
    if (path.length === 0) found.set(notation, { caption: null, above: null });
  }
  return found;
}
