/** A column of text as one code a record: code 0 is no value. Codes are never taken back, so a value may have no record. */
export class Dictionary {
  readonly values: string[] = [''];
  readonly #codes = new Map<string, number>([['', 0]]);

  code(value: string): number {
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.#codes.set(value, code);
    }
    return code;
  }

  find(value: string): number | undefined {
    return this.#codes.get(value);
  }
}

/** How a field's text is parted into its values. */
export type Split = (text: string) => readonly string[];

/** A column whose text may hold several values: the single values behind each code. */
export class Parts {
  readonly dictionary = new Dictionary();
  readonly #whole: Dictionary;
  readonly #split: Split;
  readonly #parts: (readonly number[])[] = [];

  constructor(whole: Dictionary, split: Split) {
    this.#whole = whole;
    this.#split = split;
  }

  /** Codes of the single values, each once, for every code of the whole text. */
  all(): readonly (readonly number[])[] {
    for (let code = this.#parts.length; code < this.#whole.values.length; code++) {
      const codes = this.#split(this.#whole.values[code] ?? '').map((part) => this.dictionary.code(part));
      this.#parts.push(codes.length > 1 ? [...new Set(codes)] : codes);
    }
    return this.#parts;
  }
}
