import { relative } from 'node:path';
import type { LocalText } from '../contract/text.ts';
import { KINDS } from './duplicate-kinds.ts';
import { bytes, count, duration, things } from './figures.ts';
import type { Lang } from './language.ts';
import type { MainJob } from './main-job-steps.ts';

const FORMATS: Readonly<Record<string, LocalText>> = {
  tagged: { zh: '标记文本', en: 'tagged text' },
  csv: { zh: 'CSV 表格', en: 'CSV' },
  jsonl: { zh: 'JSONL', en: 'JSONL' },
};

/** The main job told to a reader: Chinese with English under it, or only the language asked for. */
export function account(job: MainJob, lang: Lang | null): string {
  const lines: string[] = [];
  const say = (text: LocalText, indent = '   '): void => {
    if (lang !== 'en') lines.push(`${indent}${text.zh}`);
    if (lang !== 'zh') lines.push(`${indent}${text.en}`);
  };
  const head = (n: number, text: LocalText): void => {
    const title = lang === null ? `${text.zh}  ${text.en}` : text[lang];
    lines.push('', `${n}. ${title}`);
  };
  lines.push(
    lang === null
      ? '剪报：样本上的整个流程  Jianbao: the whole job on the sample'
      : { zh: '剪报：样本上的整个流程', en: 'Jianbao: the whole job on the sample' }[lang],
  );

  head(1, { zh: '导入', en: 'Bring in' });
  tellImport(job, say);
  head(2, { zh: '查重', en: 'Duplicates' });
  tellDuplicates(job, say);
  head(3, { zh: '分类', en: 'Classes' });
  tellSubjects(job, say);
  head(4, { zh: '质量检查', en: 'Quality' });
  tellQuality(job, say);
  head(5, { zh: '导出', en: 'Give out' });
  tellExports(job, say);
  head(6, { zh: '逐字节核对', en: 'Byte for byte' });
  tellBytes(job, say);
  head(7, { zh: '结果在哪里', en: 'Where the results lie' });
  const files = [job.library, ...job.exports.map(({ out }) => out)];
  for (const file of files) lines.push(`   ${shortPath(file)}`);
  return lines.join('\n');
}

const recordsOf = (n: number): string => things(n, 'record');
const groupsOf = (n: number): string => things(n, 'group');

type Say = (text: LocalText, indent?: string) => void;
const SUB = '     ';

function tellImport({ import: { files, records, seconds, attention }, again }: MainJob, say: Say): void {
  say({
    zh:
      `${count(files.total)} 个文件：已导入 ${files.imported}，已修补 ${files.repaired}，已在库中 ${files.alreadyHere}，` +
      `待查 ${files.needsReview}，未收 ${files.refused}；新增 ${count(records.added)} 条记录，用时 ${duration(seconds, 'zh')}。`,
    en:
      `${things(files.total, 'file')}: ${files.imported} imported, ${files.repaired} repaired, ` +
      `${files.alreadyHere} already here, ${files.needsReview} to review, ${files.refused} refused; ` +
      `${recordsOf(records.added)} added in ${duration(seconds, 'en')}.`,
  });
  for (const { path, reason, problems } of attention.filter(({ state }) => state !== 'repaired')) {
    const why = reason ?? problems[0]?.text ?? { zh: '', en: '' };
    const name = path.split(/[\\/]/).at(-1) ?? path;
    say({ zh: `· ${name}：${why.zh}`, en: `  ${name}: ${why.en}` }, SUB);
  }
  say({
    zh: `再导入一次：新增 ${again.records.added} 条，${again.files.alreadyHere} 个文件已在库中。`,
    en: `Once more: ${again.records.added} added, ${things(again.files.alreadyHere, 'file')} already here.`,
  });
}

function tellDuplicates({ duplicates: { groups, pairs, before, merged, absorbed, left } }: MainJob, say: Say): void {
  const kinds = Object.entries(KINDS).flatMap(([kind, name]) => {
    const n = before.byKind[kind as keyof typeof KINDS] ?? 0;
    return n === 0 ? [] : [{ zh: `${name.zh} ${n}`, en: `${n} ${name.en}` }];
  });
  say({
    zh: `${groups} 组、${pairs} 对：${kinds.map(({ zh }) => zh).join('，')}。`,
    en: `${groupsOf(groups)}, ${things(pairs, 'pair')}: ${kinds.map(({ en }) => en).join(', ')}.`,
  });
  say({
    zh: `同一文章的 ${merged} 组已合并，${absorbed} 条并入留下的记录（随时可以分开）；其余 ${left.length} 组留给人判断：`,
    en:
      `${groupsOf(merged)} of the same article merged, ${recordsOf(absorbed)} absorbed (taken apart any time); ` +
      `${groupsOf(left.length)} left for a person:`,
  });
  for (const { kind, title, records } of left) {
    say(
      {
        zh: `· ${KINDS[kind].zh}：${title}（${records.length} 条）`,
        en: `  ${KINDS[kind].en}: ${title} (${recordsOf(records.length)})`,
      },
      SUB,
    );
  }
}

function tellSubjects({ subjects: { classes, flagged, without, assigned } }: MainJob, say: Say): void {
  for (const { query, notation, records } of assigned) {
    say({
      zh: `${query} 的 ${records} 条记录给了 ${notation}。`,
      en: `${recordsOf(records)} of ${query} given ${notation}.`,
    });
  }
  const main = (of: Lang, comma: string): string =>
    classes.map(({ notation, caption, records }) => `${notation} ${caption[of]} ${records}`).join(comma);
  say({
    zh: `大类：${main('zh', '，')}；没有分类号的 ${without} 条。`,
    en: `Main classes: ${main('en', ', ')}; ${recordsOf(without)} without a number.`,
  });
  const list = (kind: 'house' | 'unknown'): string =>
    flagged
      .filter((number) => number.kind === kind)
      .map(({ notation, records }) => `${notation}×${records}`)
      .join(' ') || '—';
  say({
    zh: `标出而不拒绝：自编号 ${list('house')}；未知号 ${list('unknown')}。`,
    en: `Flagged, not refused: house numbers ${list('house')}; unknown ${list('unknown')}.`,
  });
}

function tellQuality({ quality: { records, breaches, rules } }: MainJob, say: Say): void {
  say({
    zh: `检查 ${count(records)} 条，${count(breaches)} 处不合规则：`,
    en: `Checked ${recordsOf(records)}; ${things(breaches, 'breach', 'breaches')}:`,
  });
  for (const { caption, records: n } of rules.filter((rule) => rule.records > 0)) {
    say({ zh: `· ${caption.zh}：${n}`, en: `  ${caption.en}: ${n}` }, SUB);
  }
}

function tellExports({ set, exports }: MainJob, say: Say): void {
  say({
    zh: `集合“${set.name}”（${set.query}）：${set.records} 条，导出后冻结。`,
    en: `The set "${set.name}" (${set.query}): ${recordsOf(set.records)}, frozen as exported.`,
  });
  for (const { format, records, files, bytes: written, sha256, losses } of exports) {
    const size = bytes(written);
    const named = FORMATS[format] ?? { zh: format, en: format };
    const sum = `SHA-256 ${sha256.slice(0, 16)}…`;
    const lost = { zh: `损失 ${losses.length}`, en: things(losses.length, 'loss', 'losses') };
    say(
      {
        zh: `· ${named.zh}：${records} 条，${files} 个文件，${size}，${lost.zh}，${sum}`,
        en: `  ${named.en}: ${recordsOf(records)}, ${things(files, 'file')}, ${size}, ${lost.en}, ${sum}`,
      },
      SUB,
    );
  }
}

function tellBytes(
  { bytes: { untouched, identical, changed, files, wholeFiles, different } }: MainJob,
  say: Say,
): void {
  say({
    zh: `没有改动的 ${untouched} 条记录中，${identical} 条导出后与来件逐字节相同；改动过的 ${changed} 条。`,
    en: `Of ${recordsOf(untouched)} nobody changed, ${identical} came out byte for byte; ${changed} had been changed.`,
  });
  say({
    zh: `导出的 ${files} 个文件里，${wholeFiles} 个与来件整个相同。`,
    en: `Of ${things(files, 'file')} written, ${wholeFiles} are as a whole the same as the files that came.`,
  });
  for (const ref of different) say({ zh: `· 不同：${ref}`, en: `  differs: ${ref}` }, SUB);
}

function shortPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near === '' || near.startsWith('..') ? file : near;
}
