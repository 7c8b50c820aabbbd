/** Where a run writes: the two streams, and how wide a table may be. */
export interface Terminal {
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Columns for tables; 120 where stdout is no terminal. */
  readonly columns: number;
  readonly errIsTerminal: boolean;
}

/** The streams of this process. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    // The reader has gone (`jianbao … | head`): there is nobody left to tell.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
  return {
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    columns: process.stdout.columns ?? 120,
    errIsTerminal: process.stderr.isTTY === true,
  };
}

/** Settles when the text has left the process, so that an exit right after cannot cut a long document short. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}
