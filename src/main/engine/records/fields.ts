import { Fault } from '../../../contract/fault.ts';
import { FIELDS } from '../../../contract/fields.ts';
import type { FieldName } from '../../../contract/records.ts';

export const isFieldName = (name: string): name is FieldName => FIELDS.some(({ field }) => field === name);

export function unknownField(name: string): Fault {
  return new Fault('bad-input', { zh: `没有名为“${name}”的字段。`, en: `There is no field "${name}".` });
}
