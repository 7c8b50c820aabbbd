/** One stream of seeded chance. */
export class Random {
  constructor(seed: number, stream?: number);
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: ArrayLike<T>): T;
  /** A member by Zipf's law, the first ones most often. */
  zipf<T>(list: ArrayLike<T>): T;
  /** A member, the first ones more often. */
  lean<T>(list: ArrayLike<T>): T;
  /** `count` different members, or all when there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
  /** A key by its weight. */
  weighted(weights: Readonly<Record<string, number>>): string;
  /** Of the normal distribution, mean 0, deviation 1. */
  normal(): number;
}
