import type { Progress } from '../contract/progress.ts';
import type { LocalText } from '../contract/text.ts';
import { count, duration } from './figures.ts';
import { pick } from './language.ts';
import type { Lang } from './language.ts';

/** `auto` is a bar on a terminal and nothing elsewhere; `json` is one JSON line a message on stderr. */
export const PROGRESS_MODES = ['auto', 'json', 'none'] as const;
export type ProgressMode = (typeof PROGRESS_MODES)[number];

/** What a long call tells while it runs goes here; `end` clears the bar before the answer is printed. */
export interface Reporter {
  push(progress: Progress): void;
  end(): void;
}

const STEPS: Readonly<Record<string, LocalText>> = {
  walk: { zh: '查看文件夹', en: 'Looking through folders' },
  read: { zh: '读取', en: 'Reading' },
  import: { zh: '导入', en: 'Importing' },
  index: { zh: '编索引', en: 'Indexing' },
  learn: { zh: '学习', en: 'Learning' },
  suggest: { zh: '建议', en: 'Suggesting' },
  sketch: { zh: '取指纹', en: 'Sketching' },
  compare: { zh: '比对', en: 'Comparing' },
  group: { zh: '归组', en: 'Grouping' },
  plan: { zh: '按规则排定', en: 'Planning' },
  settle: { zh: '按规则处理', en: 'Settling' },
  check: { zh: '检查', en: 'Checking' },
  write: { zh: '写出', en: 'Writing' },
  provenance: { zh: '写来源', en: 'Writing provenance' },
  verify: { zh: '核对', en: 'Verifying' },
  edit: { zh: '修改', en: 'Editing' },
  undo: { zh: '撤销', en: 'Undoing' },
  redo: { zh: '重做', en: 'Redoing' },
  backup: { zh: '备份', en: 'Backing up' },
};

const UNITS: Readonly<Record<Progress['unit'], LocalText>> = {
  files: { zh: '个文件', en: 'files' },
  records: { zh: '条记录', en: 'records' },
  bytes: { zh: '字节', en: 'bytes' },
  pairs: { zh: '对', en: 'pairs' },
  groups: { zh: '组', en: 'groups' },
};

/** Milliseconds between two lines or redraws. */
const EVERY = 100;
const BAR = 24;

/** One line of the bar: step, bar and share where the total is known, count, rate, time left. */
export function progressLine(progress: Progress, lang: Lang): string {
  const { step, done, total, unit, rate, secondsLeft } = progress;
  const caption = STEPS[step];
  const parts = [caption === undefined ? step : pick(lang, caption)];
  if (total !== null && total > 0) {
    const share = Math.min(1, done / total);
    const full = Math.round(share * BAR);
    parts.push(`${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)}%`);
  }
  parts.push(`${count(done)}${total === null ? '' : `/${count(total)}`} ${pick(lang, UNITS[unit])}`);
  if (rate > 0) parts.push(pick(lang, { zh: `${count(rate)}/秒`, en: `${count(rate)}/s` }));
  if (secondsLeft !== null && done !== total) {
    const left = duration(secondsLeft, lang);
    parts.push(pick(lang, { zh: `还需 ${left}`, en: `${left} left` }));
  }
  return parts.join('  ');
}

/** One JSON line a message on stderr, ten a second at most; the last of each step always comes. */
function jsonReporter(write: (line: string) => void): Reporter {
  let last = 0;
  let held: Progress | null = null;
  const send = (progress: Progress): void => {
    held = null;
    last = performance.now();
    write(`${JSON.stringify(progress)}\n`);
  };
  return {
    push(progress) {
      if (held !== null && held.step !== progress.step) send(held);
      if (performance.now() - last >= EVERY) send(progress);
      else held = progress;
    },
    end() {
      if (held !== null) send(held);
    },
  };
}

/** The bar of a terminal. */
async function barReporter(stream: NodeJS.WriteStream, lang: Lang): Promise<Reporter> {
  const { SingleBar } = (await import('cli-progress')).default;
  // Subtle: a long synchronous stretch lets no timer run; `synchronousUpdate` redraws from `update` as well.
  const bar = new SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    linewrap: false,
    gracefulExit: false,
    fps: 1000 / EVERY,
    synchronousUpdate: true,
    format: (_options, _params, payload: { readonly latest?: Progress }) =>
      payload.latest === undefined ? '' : progressLine(payload.latest, lang),
  });
  let started = false;
  return {
    push(latest) {
      if (started) bar.update(latest.done, { latest });
      else bar.start(Number.MAX_SAFE_INTEGER, 0, { latest });
      started = true;
    },
    end() {
      if (started) bar.stop();
      started = false;
    },
  };
}

const SILENT: Reporter = { push: () => {}, end: () => {} };

/** The reporter for a mode; `stream` is stderr, so that stdout holds nothing but the answer. */
export async function reporterFor(mode: ProgressMode, stream: NodeJS.WriteStream, lang: Lang): Promise<Reporter> {
  if (mode === 'json')
    return jsonReporter((line) => {
      stream.write(line);
    });
  return mode === 'auto' && stream.isTTY ? barReporter(stream, lang) : SILENT;
}
