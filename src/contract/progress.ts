/** How far a long call has come. Sent at most ten times a second. */
export interface Progress {
  /** What is being done now, a stable key the window translates: 'walk', 'import', 'index', 'compare', 'write' … */
  readonly step: string;
  readonly done: number;
  /** Null while the total is not known yet. */
  readonly total: number | null;
  readonly unit: 'files' | 'records' | 'bytes' | 'pairs' | 'groups';
  /** Units a second, over the last seconds. */
  readonly rate: number;
  /** Seconds, null while they cannot be told. */
  readonly secondsLeft: number | null;
}

/** A long job as the task list shows it, whether a call or the engine itself started it. */
export interface Task {
  readonly id: number;
  /** The method or the background job: 'imports.run', 'duplicates.find', 'records.index' … */
  readonly kind: string;
  /** What it works on, as data: a folder, a query, a file name. */
  readonly subject: string;
  readonly state: 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  readonly progress: Progress | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly cancellable: boolean;
  readonly pausable: boolean;
}
