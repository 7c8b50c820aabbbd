/** Numbers as bytes, the small ones short (LEB128); for what is kept of a model. */
export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #at = 0;

  varint(value: number): void {
    this.#room(8);
    let left = value;
    while (left >= 128) {
      this.#bytes[this.#at++] = (left % 128) | 128;
      left = Math.floor(left / 128);
    }
    this.#bytes[this.#at++] = left;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value & 255;
  }

  /** A text, or anything that is one number a byte, with its length before it. */
  block(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  json(value: unknown): void {
    this.block(new TextEncoder().encode(JSON.stringify(value)));
  }

  get length(): number {
    return this.#at;
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(this.#at + more, this.#bytes.length * 2));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('the kept model ends too soon');
    return byte;
  }

  block(): Uint8Array {
    const length = this.varint();
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new RangeError('the kept model ends too soon');
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  json(): unknown {
    return JSON.parse(new TextDecoder().decode(this.block()));
  }
}
