import type { RecordDetail } from '../contract/records.ts';
import type { Cli } from './cli.ts';
import { fieldLabel } from './edits.ts';
import { moment, percent } from './figures.ts';
import { manyLines, oneLine, pairs } from './table.ts';

const AS_IT_CAME = { zh: '与来件逐字节相同', en: 'byte for byte as it came' } as const;
const CHANGED = { zh: '已改动', en: 'changed' } as const;

/** Changes that say only that a record came or went; the sentence of the operation says it better. */
const INTERNAL: ReadonlySet<string> = new Set(['hidden', 'mergedInto', 'merged_into', 'day']);

/** The record as `records show --json` gives it: the lists stand under the plain names. */
export function showDocument(record: RecordDetail): Readonly<Record<string, unknown>> {
  const { problemList, duplicateLinks, ...rest } = record;
  return { ...rest, ref: record.source?.ref ?? String(record.id), problems: problemList, duplicates: duplicateLinks };
}

/** The record for people: where it is from, its fields, its text, what is known and what was done. */
export function showText(cli: Cli, record: RecordDetail): string {
  const { source } = record;
  const head: (readonly [string, string])[] = [
    [cli.say({ zh: '记录', en: 'Record' }), `${record.id}  ${record.status}`],
    ...(source === null
      ? []
      : [
          [cli.say({ zh: '出处', en: 'Source' }), source.ref] as const,
          [
            cli.say({ zh: '字节', en: 'Bytes' }),
            [
              `${source.span.start}–${source.span.end}`,
              source.encoding,
              cli.say(source.untouched ? AS_IT_CAME : CHANGED),
            ].join('  '),
          ] as const,
        ]),
    ...(record.mergedInto === null
      ? []
      : [[cli.say({ zh: '已并入', en: 'Merged into' }), String(record.mergedInto)] as const]),
    ...record.fields
      .filter(({ field }) => field !== 'body')
      .map(({ code, label, value }) => [`${code} ${label}`, oneLine(value)] as const),
  ];
  const parts = [pairs(head)];
  if (record.paragraphs.length > 0)
    parts.push(record.paragraphs.map((line) => `    ${manyLines(line).trim()}`).join('\n'));
  parts.push(
    ...[
      section(
        cli.say({ zh: '图片', en: 'Pictures' }),
        record.pictures.map(({ page, file }) => `${page} ${file}`),
      ),
      section(
        cli.say({ zh: '分类', en: 'Classes' }),
        record.classes.map(({ notation, caption, kind }) =>
          [notation, caption === null ? '' : cli.say(caption), kind === 'known' ? '' : `(${kind})`].join(' '),
        ),
      ),
      section(cli.say({ zh: '标签', en: 'Tags' }), record.tags),
      section(
        cli.say({ zh: '集合', en: 'Sets' }),
        record.sets.map(({ name }) => name),
      ),
      section(
        cli.say({ zh: '问题', en: 'Problems' }),
        record.problemList.map(({ code, offset, text }) =>
          cli.say(offset === null
            ? { zh: `${code}  ${text.zh}`, en: `${code}  ${text.en}` }
            : { zh: `${code}  第 ${offset} 字节  ${text.zh}`, en: `${code}  byte ${offset}  ${text.en}` }),
        ),
      ),
      section(
        cli.say({ zh: '重复', en: 'Duplicates' }),
        record.duplicateLinks.map(({ group, kind, score, records }) =>
          cli.say({
            zh: `第 ${group} 组  ${kind}  ${percent(score)}  记录 ${records.join(' ')}`,
            en: `group ${group}  ${kind}  ${percent(score)}  records ${records.join(' ')}`,
          }),
        ),
      ),
      section(
        cli.say({ zh: '历史', en: 'History' }),
        record.history.flatMap(({ operation, at, sentence, changes, undone }) => [
          `${operation}  ${moment(at)}  ${cli.say(sentence)}${undone ? cli.say({ zh: '（已撤销）', en: ' (undone)' }) : ''}`,
          ...changes
            .filter(({ field }) => !INTERNAL.has(field))
            .map(({ field, before, after }) => `    ${fieldLabel(cli, field)}: ${before ?? '—'} → ${after ?? '—'}`),
        ]),
      ),
    ].filter((part) => part !== ''),
  );
  return parts.join('\n\n');
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : [title, ...lines.map((line) => `  ${line.replaceAll(/[\r\n\t]+/g, ' ').trimEnd()}`)].join('\n');
