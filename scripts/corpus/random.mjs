/** Seeded chance: the same seed gives the same corpus, on every machine. */

/** One stream of chance. Two numbers make it: the corpus's seed and the stream's own. */
export class Random {
  #a;
  #b;
  #c;
  #d;

  constructor(seed, stream = 0) {
    this.#a = 0x9e3779b9 ^ seed;
    this.#b = 0x243f6a88 ^ Math.imul(stream + 1, 0x85ebca6b);
    this.#c = 0xb7e15162 ^ Math.floor(stream / 0x100000000);
    this.#d = 1;
    for (let i = 0; i < 12; i += 1) this.#next32();
  }

  /** A number from 0 up to, not including, 1. */
  next() {
    return this.#next32() / 0x100000000;
  }

  /** A whole number from 0 up to, not including, `below`. */
  int(below) {
    return Math.floor((this.#next32() / 0x100000000) * below);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low, high) {
    return low + this.int(high - low + 1);
  }

  chance(probability) {
    return this.#next32() / 0x100000000 < probability;
  }

  pick(list) {
    return list[this.int(list.length)];
  }

  /** A member of a list whose n-th member comes up about 1/n as often as the first (Zipf's law). */
  zipf(list) {
    return list[Math.floor((list.length + 1) ** this.next()) - 1];
  }

  /** A member of a list, the first ones more often, but less steeply so than by Zipf's law. */
  lean(list) {
    const u = this.next();
    return list[Math.floor(list.length * u * Math.sqrt(u))];
  }

  /** `count` different members, or all when there are fewer. */
  some(list, count) {
    if (count >= list.length) return [...list];
    const picked = new Set();
    while (picked.size < count) picked.add(this.int(list.length));
    return [...picked].map((index) => list[index]);
  }

  /** A key of `weights` by its weight. */
  weighted(weights) {
    let total = 0;
    for (const key in weights) total += weights[key];
    let at = this.next() * total;
    for (const key in weights) {
      at -= weights[key];
      if (at < 0) return key;
    }
    return Object.keys(weights)[0];
  }

  /** A number of the normal distribution (Box and Muller), mean 0, deviation 1. */
  normal() {
    const u = 1 - this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }

  /** sfc32, by Chris Doty-Humphrey (PractRand, 2010): small, fast and good enough for text. */
  #next32() {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
