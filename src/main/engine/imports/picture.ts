const MAGIC = [
  { type: 'JPEG', bytes: [0xff, 0xd8, 0xff] },
  { type: 'PNG', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'GIF', bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'TIFF', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'TIFF', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'BMP', bytes: [0x42, 0x4d] },
] as const;

/**
 * The picture format a file is in by its first bytes, or null. BMP's two letters begin many a text, so it is believed
 * only of a file that is named like a picture (`.bmp`, `.T01`).
 */
export function pictureType(bytes: Uint8Array, path: string): string | null {
  for (const { type, bytes: magic } of MAGIC) {
    if (!magic.every((byte, at) => bytes[at] === byte)) continue;
    if (type !== 'BMP' || /\.(bmp|t\d\d)$/i.test(path)) return type;
  }
  return null;
}
