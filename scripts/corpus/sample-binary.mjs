/** The files of the sample that are not text: a small picture, and two files of another kind. */

const WIDTH = 64;
const HEIGHT = 40;

/**
 * A grey picture of a dike over water, as PNG. The pixels are stored, not packed: what a compressor makes of them
 * differs from one release of zlib to the next, and the fixture has to come out the same everywhere.
 */
export function dikePicture() {
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) rows[y * (WIDTH + 1) + 1 + x] = shade(x, y);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', storedZlib(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The first sector of a compound file, as a .doc or Thumbs.db begins, with `label` in UTF-16 behind it. */
export function compoundFile(label) {
  const sector = Buffer.alloc(1024, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(sector, 0);
  sector.fill(0, 8, 24);
  sector.writeUInt16LE(0x3e, 24);
  sector.writeUInt16LE(3, 26);
  sector.writeUInt16LE(0xfffe, 28);
  sector.writeUInt16LE(9, 30);
  sector.writeUInt16LE(6, 32);
  sector.fill(0, 34, 76);
  sector.fill(0, 512, 640);
  sector.write(label, 512, 'utf16le');
  return sector;
}

function shade(x, y) {
  const crest = 14 + Math.abs(x - 32) / 8;
  if (y < crest) return 225 - y;
  if (y < crest + 6) return 70 + ((x * 7 + y * 3) % 11);
  return 120 + ((x + y * 5) % 9 < 2 ? 60 : 0) + (y % 4) * 6;
}

function storedZlib(bytes) {
  const head = Buffer.alloc(7);
  head.writeUInt16BE(0x7801, 0);
  head[2] = 1;
  head.writeUInt16LE(bytes.length, 3);
  head.writeUInt16LE(0xffff - bytes.length, 5);
  const tail = Buffer.alloc(4);
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  tail.writeUInt32BE(b * 65536 + a, 0);
  return Buffer.concat([head, bytes, tail]);
}

function chunk(name, bytes) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(bytes.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
