import type { Random } from './random.mjs';

/** The least a record needs to be made noisy; the rest of it is carried over. */
export interface Noisy {
  readonly title: string;
  readonly author: string;
  readonly body: readonly string[];
  readonly noise: readonly string[];
}

/** Re-keyed or re-exported: fields and blanks differ, the text is not meant to. */
export function reimport<T extends Noisy>(random: Random, record: T): T;
/** Full width for half, other quotes and stops, traditional characters. */
export function width<T extends Noisy>(random: Random, record: T): T;
/** Read by a machine with this share of characters wrong, 0 … 1. */
export function ocr<T extends Noisy>(random: Random, record: T, rate: number): T;
/** The first 25–75 % of it, or the middle. */
export function truncated<T extends Noisy>(random: Random, record: T): T;
/** Printed again after editing; needs the `cast` a record of `articles` has. `share` of sentences, 0 … 1. */
export function edited<T extends Noisy>(random: Random, record: T, share: number, label?: string): T;
/** As taken from the wire by another paper; needs the `cast`. */
export function wire<T extends Noisy>(random: Random, record: T): T;
/** In as many parts as there are pages; needs the `cast` when the text is short. */
export function continued<T extends Noisy>(random: Random, record: T, pages: readonly string[]): T[];
