/** Measures two articles: the feature vector of `feature-names.ts`. */
import type { Alignment } from './align.ts';
import { align } from './align.ts';
import type { Article } from './article.ts';
import type { Feature } from './feature-names.ts';
import { at, FEATURES } from './feature-names.ts';
import type { Overlap } from './overlap.ts';
import { GramTable, maskDigits } from './overlap.ts';
import type { Differences } from './field-features.ts';
import { fieldFeatures } from './field-features.ts';
import { BigramSet } from './bigrams.ts';

/** Below this share of the shorter text the two texts count as having nothing in common. */
const APART = 0.25;

const NONE: Differences = { figures: 0, unexplained: 0 };

/** Comparison of one article with many: the tables of the loaded one are built once. */
export class Measure {
  readonly #table = new GramTable();
  readonly #masked = new GramTable();
  readonly #bigrams = new BigramSet();
  readonly #otherBigrams = new BigramSet();
  #article: Article | null = null;
  #differences = NONE;
  #loaded = false;
  #maskedLoaded = false;

  /** The features of two articles. The article of the higher id is the loaded one, so that order does not matter. */
  features(a: Article, b: Article): Float32Array {
    const [own, other] = a.id >= b.id ? [a, b] : [b, a];
    if (this.#article !== own) {
      this.#article = own;
      this.#loaded = false;
      this.#maskedLoaded = false;
    }
    const vector = new Float32Array(FEATURES.length);
    const set = (name: Feature, value: number): void => {
      vector[at(name)] = value < 0 ? 0 : value > 1 ? 1 : value;
    };
    this.#differences = NONE;
    this.#text(own, other, set);
    this.#headline(own, other, set);
    fieldFeatures(own, other, this.#differences, vector);
    return vector;
  }

  #headline(own: Article, other: Article, set: (name: Feature, value: number) => void): void {
    if (own.title.length < 2 || other.title.length < 2 || own.codes.length < 20 || other.codes.length < 20) return;
    this.#load(own);
    this.#otherBigrams.load(other.codes);
    headlineFeatures(own, other, this.#bigrams, this.#otherBigrams, set);
  }

  #load(article: Article): void {
    if (this.#loaded) return;
    this.#table.load(article.codes);
    this.#bigrams.load(article.codes);
    this.#loaded = true;
  }

  #text(own: Article, other: Article, set: (name: Feature, value: number) => void): void {
    const size = Math.min(own.codes.length, other.codes.length);
    const longer = Math.max(own.codes.length, other.codes.length);
    set('noBody', size < 4 ? 1 : 0);
    set('shortBody', 1 - size / 120);
    if (size < 4) {
      set('apart', 1);
      return;
    }
    if (own.hash === other.hash) {
      identicalFeatures(own, set);
      return;
    }
    this.#load(own);
    const overlap = this.#table.overlap(other.codes);
    const ownShorter = own.codes.length <= other.codes.length;
    const shorter = ownShorter ? overlap.own : overlap.other;
    overlapFeatures(overlap, ownShorter, set);
    set('lengthRatio', size / longer);
    set('apart', 1 - shorter / APART);
    // Texts that have next to nothing in common are judged by the rest: what differs between them says nothing.
    if (shorter < APART) return;
    this.#template(overlap, own, other, ownShorter, set);
    const aligned = align(this.#table, other.codes);
    alignmentFeatures(aligned, size, ownShorter, set);
    // A character misread spoils the four grams it is in; what is missing beyond that is other text.
    const unexplained = (1 - shorter) - (4 * aligned.characters) / size;
    this.#differences = { figures: changedFigures(aligned), unexplained };
    set('unexplained30', hinge(unexplained, 0.3));
  }

  #template(
    overlap: Overlap, own: Article, other: Article, ownShorter: boolean, set: (name: Feature, value: number) => void,
  ): void {
    if (!this.#maskedLoaded) this.#masked.load(maskDigits(own.codes));
    this.#maskedLoaded = true;
    const masked = this.#masked.overlap(maskDigits(other.codes));
    const moreOwn = masked.own - overlap.own;
    const moreOther = masked.other - overlap.other;
    set('maskedMore', 2 * (ownShorter ? moreOwn : moreOther));
    set('maskedMoreLonger', 2 * (ownShorter ? moreOther : moreOwn));
  }
}

const WHOLE: Overlap = { own: 1, other: 1, resemblance: 1, ownCovered: 1, otherCovered: 1, ownHead: 1, otherHead: 1 };

/** What measuring one text against itself comes to, without doing so: most pairs of a delivery that came twice are such. */
function identicalFeatures({ codes }: Article, set: (name: Feature, value: number) => void): void {
  const size = codes.length;
  overlapFeatures(WHOLE, true, set);
  set('identical', 1);
  set('lengthRatio', 1);
  let numbers = 0;
  let inDigits = false;
  for (let at = 0; at < size; at++) {
    const digit = (codes[at] ?? 0) >= 48 && (codes[at] ?? 0) <= 57;
    if (digit && !inDigits) numbers++;
    inDigits = digit;
  }
  alignmentFeatures({
    matched: size, longest: size, numbersKept: numbers, numbersChanged: 0, characters: 0, words: 0, repeated: 0,
    ownBlocks: 0, otherBlocks: 0,
  }, size, true, set);
}

function overlapFeatures(overlap: Overlap, ownShorter: boolean, set: (name: Feature, value: number) => void): void {
  const shorter = ownShorter ? overlap.own : overlap.other;
  const longer = ownShorter ? overlap.other : overlap.own;
  const shorterCovered = ownShorter ? overlap.ownCovered : overlap.otherCovered;
  const longerCovered = ownShorter ? overlap.otherCovered : overlap.ownCovered;
  set('shorterFound', shorter);
  set('shorterFound30', hinge(shorter, 0.3));
  set('shorterFound85', hinge(shorter, 0.85));
  set('longerFound', longer);
  set('longerFound30', hinge(longer, 0.3));
  set('longerFound85', hinge(longer, 0.85));
  set('resemblance', overlap.resemblance);
  set('shorterCovered', shorterCovered);
  set('shorterCovered60', hinge(shorterCovered, 0.6));
  set('shorterCovered90', hinge(shorterCovered, 0.9));
  set('longerCovered', longerCovered);
  set('longerCovered60', hinge(longerCovered, 0.6));
  set('headBoth', Math.min(overlap.ownHead, overlap.otherHead));
  set('headEither', Math.max(overlap.ownHead, overlap.otherHead));
  set('headWithText', Math.min(overlap.ownHead, overlap.otherHead) * shorter);
}

function alignmentFeatures(
  found: Alignment, size: number, ownShorter: boolean,
  set: (name: Feature, value: number) => void,
): void {
  const hundreds = Math.max(found.matched, 40) / 100;
  const figures = changedFigures(found);
  set('numbersChanged', figures / Math.max(3, figures + found.numbersKept));
  const slips = Math.max(0, found.characters - 2 * found.repeated);
  // Misreading changes figures and words too; beside many slips a changed figure proves nothing.
  set('words', (found.words / hundreds / 4) * (found.words / Math.max(1, found.words + slips)));
  set('numbersChangedClean', Math.min(1, figures / 6) * (figures / (figures + slips + 1)));
  set('repeated', found.repeated / 4);
  const foreignShorter = (ownShorter ? found.ownBlocks : found.otherBlocks) / size;
  // Misreading spoils a text evenly; slips beside whole passages of other text are two wordings of one matter.
  const even = Math.max(0, 1 - 2 * foreignShorter);
  // One slip in a line of text is a high rate and no evidence.
  set('misread', even * Math.min(1, slips / hundreds / 6) * Math.min(1, slips / 5));
  set('misreadSpread', even * (Math.min(slips, 6) / 6) * (1 - Math.min(1, found.longest / size)));
}

/** Figures changed beyond the two that another dateline changes in a text that is otherwise the same. */
const changedFigures = (found: Alignment): number => Math.max(0, found.numbersChanged - 2);

/** Whether the words of each headline occur in the other record's text as they do in its own. */
function headlineFeatures(
  a: Article, b: Article, inA: BigramSet, inB: BigramSet, set: (name: Feature, value: number) => void,
): void {
  const aInB = inB.share(a.title);
  const bInA = inA.share(b.title);
  const missing = Math.max(inA.share(a.title) - aInB, inB.share(b.title) - bInA);
  set('headlineBoth', Math.min(aInB, bInA));
  set('headlineEither', Math.max(aInB, bInA));
  set('headlineMissingPart', hinge(missing, 0.4));
}

function hinge(value: number, from: number): number {
  return value <= from ? 0 : (value - from) / (1 - from);
}
