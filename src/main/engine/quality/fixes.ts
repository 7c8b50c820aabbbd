import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { QualityProfile } from '../../../contract/quality.ts';
import type { EditResult, FieldName } from '../../../contract/records.ts';
import type { LocalText } from '../../../contract/text.ts';
import type { Store } from '../store/open.ts';
import { checkedReader, sightOf } from './check.ts';
import type { Surroundings } from './rules/rule.ts';
import { RECORD_RULES } from './rules/rules.ts';

/** New values for records, by record. */
export type Values = ReadonlyMap<number, Partial<Record<FieldName, string | null>>>;

/** Writes new values as one operation, or only tells what would change; records/ does it, engine.ts hands it over. */
export type WriteValues = (
  intent: { readonly kind: string; readonly input: unknown; readonly sentence: (records: number) => LocalText }, values: Values, dryRun: boolean,
) => EditResult;

/** Mend what a rule found, wherever it can be mended without losing anything; what a person has to decide stays. */
export function fixBreaches(
  { sqlite }: Store, around: Surroundings, profile: QualityProfile, write: WriteValues,
  input: { readonly rule: string; readonly dryRun?: boolean }, ids: Uint32Array,
): EditResult {
  const rule = RECORD_RULES.find((one) => one.rule === input.rule);
  if (rule?.fix === undefined) {
    const able = RECORD_RULES.filter((one) => one.fix !== undefined).map((one) => one.rule).join(', ');
    throw new Fault('bad-input', { zh: `规则“${input.rule}”没有可以自动做的修正。可以修正的有：${able}。`, en: `There is no safe fix for "${input.rule}". There is one for: ${able}.` });
  }
  const read = checkedReader(sqlite);
  const sight = sightOf(sqlite, around, profile);
  const known = new Set<string>(FIELDS.map(({ field }) => field));
  const values = new Map<number, Partial<Record<FieldName, string | null>>>();
  for (const id of ids) {
    const record = read(id);
    if (record === undefined || rule.check(record, sight) === null) continue;
    const mended = rule.fix(record, sight);
    if (mended !== null && Object.keys(mended).every((field) => known.has(field))) values.set(id, mended);
  }
  const { caption } = rule;
  return write({
    kind: 'quality.fix', input: { rule: rule.rule },
    sentence: (records) => ({ zh: `修正 ${records} 条记录：${caption.zh}`, en: `Mend ${records} records: ${caption.en}` }),
  }, values, input.dryRun === true);
}
