/** The folded records that were needed last, so that a family of copies is not read and folded again for each of them. */
import type { Article } from './article.ts';

/** Characters kept: 32 million are 64 MB. */
const MOST = 32_000_000;

export class Articles {
  readonly #load: (id: number) => Article | undefined;
  readonly #most: number;
  readonly #kept = new Map<number, Article>();
  #size = 0;

  constructor(load: (id: number) => Article | undefined, most: number = MOST) {
    this.#load = load;
    this.#most = most;
  }

  /** The folded record, kept or loaded; undefined = there is none. */
  get(id: number): Article | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) {
      // What was asked for last is given up last.
      this.#kept.delete(id);
      this.#kept.set(id, kept);
      return kept;
    }
    const loaded = this.#load(id);
    if (loaded !== undefined) this.set(loaded);
    return loaded;
  }

  set(article: Article): void {
    this.forget(article.id);
    this.#kept.set(article.id, article);
    this.#size += article.codes.length;
    if (this.#size <= this.#most) return;
    for (const [id, { codes }] of this.#kept) {
      if (this.#size <= this.#most || this.#kept.size === 1) break;
      this.#kept.delete(id);
      this.#size -= codes.length;
    }
  }

  /** To be called when a record has changed. */
  forget(id: number): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    this.#size -= kept.codes.length;
  }

  clear(): void {
    this.#kept.clear();
    this.#size = 0;
  }
}
