/** Path under `fixtures/` → bytes. */
export function sampleFiles(): Map<string, Buffer>;
/** Write the fixtures afresh under `out`, taking away what else lies in the two folders. Gives the number of files. */
export function writeSample(out: string): number;
