/** Path under `fixtures/` → bytes. */
export function sampleFiles(): Map<string, Buffer>;
/** Write the fixtures afresh under `out`; what else lies in the two folders is taken away. Returns the number of files. */
export function writeSample(out: string): number;
