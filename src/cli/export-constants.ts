import { CONSTANTS } from '../contract/exports.ts';
import type { Constants } from '../contract/exports.ts';
import { oneOf } from './usage.ts';

/** `newspaper=文汇日报` → constants. */
export function constantsOf(pairs: readonly string[]): Constants {
  const constants: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = oneOf('--constant', CONSTANTS.map((entry) => entry.name))(at < 0 ? pair : pair.slice(0, at));
    constants[name] = at < 0 ? '' : pair.slice(at + 1);
  }
  return constants;
}
