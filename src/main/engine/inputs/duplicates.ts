import * as v from 'valibot';
import { id, ids, offset, limit, flag, name, query, values, nothing } from './parts.ts';

const kind = v.picklist(['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version']);
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const several = v.pipe(ids, v.minLength(2));

const rule = v.strictObject({
  name, kinds: v.array(kind), minScore: share,
  conditions: v.optional(v.strictObject({ sameDay: flag, samePlace: flag, sameTitle: flag, maxRecords: v.optional(v.pipe(id, v.minValue(2))) })),
  action: v.picklist(['merge', 'link', 'distinct']),
  keep: v.optional(v.array(v.picklist(['more-fields', 'longer-body', 'earliest-import', 'latest-import', 'earliest-date', 'latest-date', 'source']))),
  source: v.optional(v.string()),
  body: v.optional(v.picklist(['survivor', 'longest'])),
});

const settings = v.strictObject({
  sensitivity: v.optional(v.picklist(['strict', 'balanced', 'thorough'])), kinds: v.optional(v.array(kind)),
  review: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.1), v.maxValue(0.99)))),
  automatic: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1)))),
});

/** What each method of `duplicates` takes. */
export const duplicatesInputs = {
  'duplicates.find': v.strictObject({ query, again: flag, settings: v.optional(settings) }),
  'duplicates.settings': nothing,
  'duplicates.refine': v.strictObject({ reset: flag }),
  'duplicates.setSettings': settings,
  'duplicates.counts': nothing,
  'duplicates.list': v.strictObject({
    kind: v.optional(kind), confidence: v.optional(v.picklist(['sure', 'likely', 'possible'])),
    state: v.optional(v.picklist(['open', 'merged', 'distinct', 'linked'])), offset, limit: limit(100_000),
  }),
  'duplicates.get': v.strictObject({ group: id }),
  'duplicates.pairs': v.strictObject({ minScore: v.optional(v.number()), offset, limit: limit(100_000) }),
  'duplicates.merge': v.strictObject({ ids, survivor: v.optional(id), values: v.optional(values) }),
  'duplicates.distinct': v.strictObject({ ids, of: v.optional(id) }),
  'duplicates.link': v.strictObject({ ids, as: v.optional(v.picklist(['continuation', 'reprint'])) }),
  'duplicates.merged': v.strictObject({ id, only: flag }),
  'duplicates.unmerge': v.strictObject({
    id, only: flag, force: flag,
    assign: v.optional(v.array(v.strictObject({ edit: name, to: v.picklist(['survivor', 'part', 'both']), part: v.optional(id) }))),
  }),
  'duplicates.decisions': v.strictObject({
    decision: v.optional(v.picklist(['distinct', 'duplicate', 'continuation', 'reprint'])), find: v.optional(name), offset, limit: limit(1000),
  }),
  'duplicates.undecide': v.strictObject({ id, force: flag }),
  'duplicates.article': v.strictObject({ id }),
  'duplicates.reorder': v.strictObject({ ids: several }),
  'duplicates.unlink': v.strictObject({ ids: v.pipe(ids, v.minLength(1)) }),
  'duplicates.rules': nothing,
  'duplicates.saveRule': rule,
  'duplicates.deleteRule': v.strictObject({ name }),
  'duplicates.resolve': v.strictObject({
    rule: v.union([name, rule]), source: v.optional(v.string()), dryRun: flag, except: v.optional(ids), find: v.optional(name), offset, limit: limit(1_000_000),
  }),
} as const satisfies Record<string, v.GenericSchema>;
