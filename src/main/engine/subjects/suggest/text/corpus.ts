import { FEATURES } from './grams.ts';
import type { Grams } from './grams.ts';

/** A text as weighted features; headings and the whole text are each of a fixed length, together of length 1. */
export interface Vector {
  readonly features: Uint32Array;
  readonly values: Float32Array;
  /** How much of the text is made of features met before, 0 to 1. */
  readonly known: number;
}

/** Length of the headings' part beside the whole text's 1. */
const HEADING_SHARE = 0.6;

/** Features in more than this share of the texts tell nothing apart. */
const COMMON = 0.5;

/** How many texts have a feature; from it a feature's weight. */
export class Corpus {
  readonly documents: Uint32Array;
  size = 0;
  /** Features in fewer texts than this say nothing yet. */
  least: number;

  constructor(least = 2) {
    this.documents = new Uint32Array(FEATURES);
    this.least = least;
  }

  add({ packed }: Grams): void {
    this.size++;
    for (let at = 0; at < packed.length; at++) {
      const feature = (packed[at] ?? 0) >>> 8;
      this.documents[feature] = (this.documents[feature] ?? 0) + 1;
    }
  }

  take({ packed }: Grams): void {
    this.size--;
    for (let at = 0; at < packed.length; at++) {
      const feature = (packed[at] ?? 0) >>> 8;
      this.documents[feature] = Math.max(0, (this.documents[feature] ?? 0) - 1);
    }
  }

  /** Sublinear frequency times inverse document frequency. */
  vector({ packed, heading }: Grams): Vector {
    const least = this.size < 300 ? 1 : this.least;
    const most = this.size < 300 ? this.size : this.size * COMMON;
    const size1 = Math.log(1 + this.size) + 1;
    const features = new Uint32Array(packed.length);
    const values = new Float32Array(packed.length);
    const part = (from: number, to: number, length: number, size: number): number => {
      let sum = 0;
      let next = size;
      for (let at = from; at < to; at++) {
        const feature = (packed[at] ?? 0) >>> 8;
        const met = this.documents[feature] ?? 0;
        if (met < least || met > most) continue;
        const value = (FREQUENCY[(packed[at] ?? 0) & 255] ?? 1) * (size1 - (met < LOGS ? LOG[met + 1] ?? 0 : Math.log(met + 1)));
        features[next] = feature;
        values[next++] = value;
        sum += value * value;
      }
      const scale = sum === 0 ? 0 : length / Math.sqrt(sum);
      for (let at = size; at < next; at++) values[at] = (values[at] ?? 0) * scale;
      return next;
    };
    const inHeading = part(0, heading, HEADING_SHARE, 0);
    const all = part(heading, packed.length, 1, inHeading);
    const scale = 1 / Math.sqrt((inHeading > 0 ? HEADING_SHARE * HEADING_SHARE : 0) + (all > inHeading ? 1 : 0) || 1);
    for (let at = 0; at < all; at++) values[at] = (values[at] ?? 0) * scale;
    return {
      features: features.slice(0, all), values: values.slice(0, all),
      known: packed.length === heading ? 0 : (all - inHeading) / (packed.length - heading),
    };
  }
}

const FREQUENCY = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(Math.max(1, count)));
const LOGS = 32_768;
const LOG = Float64Array.from({ length: LOGS + 1 }, (_, count) => Math.log(Math.max(1, count)));
