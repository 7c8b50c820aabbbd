import type { Store } from '../../store/open.ts';
import { fileSink } from '../target.ts';
import type { Pace } from '../pace.ts';

const CONTEXT = {
  prov: 'http://www.w3.org/ns/prov#', premis: 'http://www.loc.gov/premis/rdf/v3/', dct: 'http://purl.org/dc/terms/', xsd: 'http://www.w3.org/2001/XMLSchema#',
  id: '@id', type: '@type', wasDerivedFrom: { '@id': 'prov:wasDerivedFrom', '@type': '@id' }, wasGeneratedBy: { '@id': 'prov:wasGeneratedBy', '@type': '@id' },
  qualified: { '@id': 'prov:qualifiedInfluence', '@container': '@list' }, activity: { '@id': 'prov:activity', '@type': '@id' }, fields: 'dct:subject',
  sha256: 'premis:messageDigest', size: 'premis:size', path: 'premis:originalName', format: 'dct:format', encoding: 'dct:conformsTo', ordinal: 'dct:isPartOf',
  at: { '@id': 'prov:startedAtTime', '@type': 'xsd:dateTime' }, agent: 'prov:wasAssociatedWith', description: 'dct:description', kind: 'premis:EventType',
} as const;

interface SourceRow {
  readonly id: number; readonly path: string; readonly bytes: number; readonly sha256: Uint8Array | null; readonly format: string | null; readonly encoding: string | null;
  readonly operation: number; readonly modified: number;
}
interface ChangeRow {
  readonly operation: number; readonly record: number | null; readonly table: string; readonly column: string | null; readonly before: string | null; readonly after: string | null;
}

/**
 * Where each record came from and what was done to it, by operation, in two files: `provenance.jsonld` (PROV and PREMIS
 * as JSON-LD: operations, files, records) and `history.jsonl` (a line for every changed value, before and after). Written
 * record by record.
 */
export async function writeProvenance(
  { sqlite }: Store, ids: Uint32Array, library: { readonly uuid: string; readonly name: string }, files: { readonly provenance: string; readonly history: string }, pace: Pace,
): Promise<void> {
  const record = sqlite.prepare<[number], { source: number | null; ordinal: number; start: number; end: number }>('SELECT source_id AS source, ordinal, start, "end" FROM record WHERE id = ?');
  const source = sqlite.prepare<[number], SourceRow>(
    'SELECT id, path, bytes, sha256, format, encoding, operation_id AS operation, modified_at AS modified FROM source WHERE id = ?');
  const changes = sqlite.prepare<[number], ChangeRow>(
    'SELECT operation_id AS operation, record_id AS record, table_name AS "table", "column", "before", "after" FROM change WHERE record_id = ? ORDER BY operation_id, seq');
  const operation = sqlite.prepare<[number], { id: number; kind: string; zh: string; en: string; at: number; actor: string; target: number | null }>(
    'SELECT id, kind, zh, en, at, actor, target FROM operation WHERE id = ?');
  const urn = `urn:uuid:${library.uuid}`;
  const graph = fileSink(files.provenance);
  const lines = fileSink(files.history);
  let done = false;
  try {
    graph.write(`{"@context":${JSON.stringify(CONTEXT)},\n"@graph":[\n${JSON.stringify({ id: urn, type: 'prov:Collection', 'dct:title': library.name })}`);
    const told = { operations: new Set<number>(), source: 0 };
    const operationId = (id: number): string => {
      const name = `${urn}#operation-${id}`;
      if (told.operations.has(id)) return name;
      told.operations.add(id);
      const row = operation.get(id);
      if (row !== undefined) {
        graph.write(`,\n${JSON.stringify({
          id: name, type: ['prov:Activity', 'premis:Event'], kind: row.kind, at: new Date(row.at).toISOString(), ...(row.actor === '' ? {} : { agent: row.actor }),
          description: [{ '@value': row.zh, '@language': 'zh' }, { '@value': row.en, '@language': 'en' }],
        })}`);
      }
      return name;
    };
    let count = 0;
    for (const id of ids) {
      const row = record.get(id);
      if (row === undefined) continue;
      let from: string | null = null;
      if (row.source !== null) {
        from = `${urn}#file-${row.source}`;
        // Records come in the order of their numbers, which is that of their files.
        if (told.source !== row.source) {
          told.source = row.source;
          const file = source.get(row.source);
          if (file !== undefined) {
            graph.write(`,\n${JSON.stringify({
              id: from, type: ['prov:Entity', 'premis:File'], path: file.path, size: file.bytes, format: file.format, encoding: file.encoding,
              ...(file.sha256 === null ? {} : { sha256: Buffer.from(file.sha256).toString('hex') }), 'dct:modified': new Date(file.modified).toISOString(),
              wasGeneratedBy: operationId(file.operation),
            })}`);
          }
        }
      }
      const byOperation = Map.groupBy(changes.all(id), (change) => change.operation);
      const influences = [...byOperation].map(([number, list]) => ({ activity: operationId(number), fields: [...new Set(list.map(({ column, table }) => column ?? table))] }));
      graph.write(`,\n${JSON.stringify({
        id: `${urn}#record-${id}`, type: ['prov:Entity', 'premis:IntellectualEntity'], 'dct:identifier': id,
        ...(from === null ? {} : { wasDerivedFrom: from, ordinal: row.ordinal, 'premis:selector': `bytes=${row.start}-${row.end}` }),
        ...(influences.length === 0 ? {} : { qualified: influences }),
      })}`);
      for (const [number, list] of byOperation) {
        const told = operation.get(number);
        for (const { table, column, before, after } of list) {
          lines.write(`${JSON.stringify({ operation: number, kind: told?.kind, at: told === undefined ? null : new Date(told.at).toISOString(), record: id, table, column, before, after })}\n`);
        }
      }
      count++;
      if (pace.due()) await pace.rest(count);
    }
    graph.write('\n]}\n');
    graph.close();
    lines.close();
    done = true;
  } finally {
    if (!done) {
      graph.abandon();
      lines.abandon();
    }
  }
}
