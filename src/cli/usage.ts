import type { CommanderError } from 'commander';
import type { LocalText } from '../contract/text.ts';
import { FIELDS } from '../contract/fields.ts';
import type { FieldName } from '../contract/records.ts';
import { UsageError } from './exit.ts';

/** What the parser says about a command line it cannot read, in both languages. */
export function parserSentence(error: CommanderError): LocalText {
  const en = error.message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  const [first = '', second = ''] = [...en.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const hint = /\(Did you mean (.+?)\?\)/.exec(en)?.[1];
  const meant = hint === undefined ? '' : `（是不是 ${hint.replace(/^one of /, '')}？）`;
  const choices = /Allowed choices are (.+)\./.exec(en)?.[1];
  const zh = (
    {
      'commander.unknownOption': `没有选项 ${first}${meant}`,
      'commander.unknownCommand': `没有命令 ${first}${meant}`,
      'commander.missingArgument': `缺少参数 ${first}`,
      'commander.optionMissingArgument': `选项 ${first} 缺少值`,
      'commander.missingMandatoryOptionValue': `必须给出选项 ${first}`,
      'commander.conflictingOption': `选项 ${first} 与 ${second} 不能同时使用`,
      'commander.excessArguments': `${first} 的参数太多`,
      'commander.invalidArgument':
        choices === undefined
          ? `${first} 的值“${second}”不合规定`
          : `${first} 的值“${second}”不合规定，可用：${choices}`,
    } as Readonly<Record<string, string>>
  )[error.code];
  return { zh: `${zh ?? en}。`, en: /[.?)]$/.test(en) ? en : `${en}.` };
}

/** A field by its name, its code or its Chinese name: `title`, `BT`, `标题`. */
export function fieldNamed(name: string): FieldName {
  const wanted = name.trim().toLowerCase();
  const found = FIELDS.find(({ field, code, zh }) => [field.toLowerCase(), code.toLowerCase(), zh].includes(wanted));
  if (found !== undefined) return found.field;
  const known = FIELDS.map(({ field, code, zh }) => `${field} ${code} ${zh}`).join(', ');
  throw new UsageError({
    zh: `没有字段“${name}”。可用：${known}。`,
    en: `There is no field "${name}". Known: ${known}.`,
  });
}

/** `标题=新标题` → the field and its value; an empty value takes the field away. */
export function assignment(text: string): readonly [FieldName, string | null] {
  const at = text.indexOf('=');
  if (at <= 0) {
    throw new UsageError({ zh: `“${text}”不是 字段=值 的形式。`, en: `"${text}" is not of the form FIELD=VALUE.` });
  }
  const value = text.slice(at + 1);
  return [fieldNamed(text.slice(0, at)), value === '' ? null : value];
}

/** A whole number of at least `least`, for options like `--limit`. */
export function wholeNumber(option: string, least = 0): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) >= least && Number.isSafeInteger(Number(text))) return Number(text);
    throw new UsageError({
      zh: `${option} 需要一个不小于 ${least} 的整数，而不是“${text}”。`,
      en: `${option} needs a whole number of at least ${least}, not "${text}".`,
    });
  };
}

/** A number from 0 to 1, for options like `--min-confidence`. */
export function share(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= 1) return value;
    throw new UsageError({
      zh: `${option} 需要 0 到 1 之间的数，而不是“${text}”。`,
      en: `${option} needs a number from 0 to 1, not "${text}".`,
    });
  };
}

/** One of a closed list, for options whose values the parser's own `choices` would refuse in one language only. */
export function oneOf<const T extends string>(option: string, known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((value) => value === text);
    if (found !== undefined) return found;
    throw new UsageError({
      zh: `${option} 没有“${text}”，可用：${known.join('、')}。`,
      en: `${option} knows no "${text}"; it takes ${known.join(', ')}.`,
    });
  };
}

/** A comma-separated list of a closed list. */
export function severalOf<const T extends string>(option: string, known: readonly T[]): (text: string) => readonly T[] {
  const one = oneOf(option, known);
  return (text) => text.split(',').map((part) => one(part.trim()));
}
