import type { LocalText } from './text.ts';

/** Every way a call can fail, with what to say when the place that noticed has nothing better. */
const SENTENCES = {
  'bad-input': {
    zh: '请求的内容不合规定，没有执行。',
    en: 'The request is not well formed; nothing was done.',
  },
  'bad-query': {
    zh: '检索式无法理解，请检查引号、括号和字段名。',
    en: 'The query cannot be read. Check its quotes, brackets and field names.',
  },
  'not-found': {
    zh: '要找的内容不存在，可能已被删除或移动。',
    en: 'What was asked for does not exist; it may have been removed or moved.',
  },
  'not-a-library': {
    zh: '这个文件不是剪报资料库，请选择 .jianbao 文件。',
    en: 'This file is not a Jianbao library. Choose a .jianbao file.',
  },
  'newer-library': {
    zh: '这个资料库由更新版本的剪报建立，请升级后再打开。',
    en: 'This library was made by a newer version of Jianbao. Update Jianbao to open it.',
  },
  'library-busy': {
    zh: '资料库正被另一个程序使用，请关闭那个程序后重试。',
    en: 'Another program is using the library. Close it and try again.',
  },
  'library-damaged': {
    zh: '资料库文件已损坏，请从备份恢复。',
    en: 'The library file is damaged. Restore it from a backup.',
  },
  'disk-full': {
    zh: '磁盘空间不足，请清理后重试；未完成的步骤没有保存。',
    en: 'The disk is full. Free some space and try again; the unfinished step was not saved.',
  },
  'read-only': {
    zh: '没有写入权限，请检查文件和文件夹的权限。',
    en: 'Writing is not allowed here. Check the permissions of the file and its folder.',
  },
  'cancelled': {
    zh: '已取消。',
    en: 'Cancelled.',
  },
  'conflict': {
    zh: '内容已被后来的操作改动，请先查看改动再决定。',
    en: 'Later work touched the same content. Look at it before you decide.',
  },
  'engine-down': {
    zh: '资料库引擎已停止，已保存的内容不受影响。请稍候，或重新启动引擎。',
    en: 'The library engine has stopped; what was saved is safe. Wait a moment, or restart the engine.',
  },
  'not-yet': {
    zh: '此版本尚不支持这项功能。',
    en: 'Not yet in this version.',
  },
  'internal': {
    zh: '程序内部出错，这一步没有完成。请重试；若再次出现，请连同日志一起报告。',
    en: 'Something went wrong inside; the step was not done. Try again, and if it happens again report it with the log.',
  },
} as const satisfies Record<string, LocalText>;

export type FaultCode = keyof typeof SENTENCES;

export const FAULT_CODES = Object.keys(SENTENCES) as readonly FaultCode[];

/** A Fault as it crosses from one process to another. */
export interface FaultData {
  readonly code: FaultCode;
  readonly text: LocalText;
  /** Where in the input it went wrong, counted in UTF-16 units from 0. */
  readonly position?: number;
  /** Cloneable; its shape belongs to the method that throws. */
  readonly details?: unknown;
}

export interface FaultMore {
  readonly position?: number;
  readonly details?: unknown;
  /** What really happened, for the log of this process; never crosses over. */
  readonly cause?: unknown;
}

/**
 * The only error a caller of the contract ever sees. The code is for programs, the text for people, and the text says
 * what to do. A bad record is not a fault: it is data in the import's ledger.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly text: LocalText;
  readonly position: number | undefined;
  readonly details: unknown;

  constructor(code: FaultCode, text: LocalText = SENTENCES[code], more: FaultMore = {}) {
    super(`${code}: ${text.en}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.text = text;
    this.position = more.position;
    this.details = more.details;
  }

  toData(): FaultData {
    return {
      code: this.code,
      text: { zh: this.text.zh, en: this.text.en },
      ...(this.position === undefined ? {} : { position: this.position }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  /** The Fault again on the other side. What is not fault data becomes an `internal` fault that carries it. */
  static fromData(data: unknown): Fault {
    if (!isFaultData(data)) return new Fault('internal', undefined, { details: data });
    return new Fault(data.code, data.text, { position: data.position, details: data.details });
  }

  /** Any thrown thing as a Fault: an abort becomes `cancelled`, everything unknown `internal`. */
  static from(thrown: unknown): Fault {
    if (thrown instanceof Fault) return thrown;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    // Subtle: an AbortError carries the code 'ABORT_ERR' in Node and 20 in a browser; only its name is the same everywhere.
    if (error.name === 'AbortError') return new Fault('cancelled', undefined, { cause: thrown });
    return new Fault('internal', undefined, { details: { name: error.name, message: error.message }, cause: thrown });
  }
}

function isFaultData(data: unknown): data is FaultData {
  if (typeof data !== 'object' || data === null) return false;
  const { code, text, position } = data as Partial<FaultData>;
  return typeof code === 'string' && Object.hasOwn(SENTENCES, code)
    && typeof text === 'object' && text !== null && typeof text.zh === 'string' && typeof text.en === 'string'
    && (position === undefined || typeof position === 'number');
}
