/** Bytes of `text` in GB18030. Throws on half a surrogate pair, which no encoding can hold. */
export function encodeGb18030(text: string): Buffer;
/** Write `text` in GB18030 into `out` (large enough) from `at` on; gives the offset behind the last byte. */
export function encodeGb18030Into(text: string, out: Buffer, at: number): number;
/** Bytes of `text` in Big5. Throws on a character Big5 does not have. */
export function encodeBig5(text: string): Buffer;
