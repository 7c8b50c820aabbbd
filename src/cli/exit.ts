import { Fault } from '../contract/fault.ts';
import type { LocalText } from '../contract/text.ts';

/** What the process ends with. `cancelled` is what shells report for a program that Ctrl+C ended. */
export const EXIT = { done: 0, failed: 1, usage: 2, problems: 3, cancelled: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command line cannot be understood as it stands; nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly text: LocalText;

  constructor(text: LocalText) {
    super(text.en);
    this.text = text;
  }
}

/** The command itself failed before or outside the engine; nothing was changed. */
export class FailedError extends Error {
  override readonly name = 'FailedError';
  readonly text: LocalText;

  constructor(text: LocalText) {
    super(text.en);
    this.text = text;
  }
}

/** Thrown by what is on its way; answered in both languages whatever `--lang` says, for whoever reads the log. */
export function notYet(what: string): never {
  throw new Fault('not-yet', {
    zh: `此版本尚不支持“${what}”。`,
    en: `"${what}" is not yet in this version.`,
  });
}

/** Something that went wrong, as the last line of a run: the code of the process and the sentence for people. */
export interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly text: LocalText;
  readonly position?: number;
  readonly details?: unknown;
  /** Print both languages. */
  readonly both: boolean;
}

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof UsageError) return { exit: EXIT.usage, code: 'usage', text: thrown.text, both: false };
  if (thrown instanceof FailedError) return { exit: EXIT.failed, code: 'failed', text: thrown.text, both: false };
  const fault = Fault.from(thrown);
  const { code, position } = fault;
  const exit =
    code === 'cancelled' ? EXIT.cancelled : code === 'bad-query' || code === 'not-yet' ? EXIT.usage : EXIT.failed;
  return {
    exit,
    code,
    both: code === 'not-yet',
    text: explain(fault),
    ...(position === undefined ? {} : { position }),
    ...(fault.details === undefined ? {} : { details: fault.details }),
  };
}

/** The fault's own sentence, with what a command line can add to it: the reason behind, the way on. */
function explain(fault: Fault): LocalText {
  const { zh, en } = fault.text;
  if (fault.code === 'conflict' && Array.isArray(fault.details)) {
    const n = fault.details.length;
    return {
      zh: `${zh}（${n} 处；加 --force 则跳过这些、处理其余）`,
      en: `${en} (${n} of them; --force leaves those and does the rest)`,
    };
  }
  if (fault.code === 'cancelled') {
    return {
      zh: '已取消；没有完成的一步没有保存，之前的都在。',
      en: 'Cancelled; the unfinished step was not saved, all before it is kept.',
    };
  }
  if (fault.code === 'internal' && fault.cause instanceof Error) {
    return { zh: `${zh}（${fault.cause.message}）`, en: `${en} (${fault.cause.message})` };
  }
  return { zh, en };
}
