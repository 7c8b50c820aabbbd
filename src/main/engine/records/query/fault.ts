import { Fault } from '../../../../contract/fault.ts';
import type { LocalText } from '../../../../contract/text.ts';

/** Why a query cannot be read, and where. */
export function badQuery(position: number, text: LocalText): Fault {
  return new Fault('bad-query', {
    zh: `检索式第 ${position + 1} 个字符处：${text.zh}`,
    en: `At character ${position + 1} of the query: ${text.en}`,
  }, { position });
}
