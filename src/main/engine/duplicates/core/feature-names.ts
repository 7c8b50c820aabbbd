/**
 * The evidence two records are judged by. Each entry is one number of the model, 0..1, named so that a person can
 * read a score. Entries of one group say the same thing in different strengths (a value and its hinges) and are
 * explained as one.
 */
export type FeatureGroup =
  | 'text' | 'length' | 'template' | 'spread' | 'head' | 'numbers' | 'wording' | 'misreading' | 'blocks'
  | 'title' | 'headline' | 'day' | 'place' | 'link' | 'author' | 'continuation';

/**
 * What an entry can speak for: 1 = only for the same article, −1 = only against it, 0 = either, as the rest of the
 * evidence makes it. Fitting keeps to it, so that no weight contradicts what a person would read into the evidence.
 */
export type Direction = 1 | 0 | -1;

const LIST = [
  ['noBody', 'text', 0], ['noBodyTitleLong', 'title', 1], ['shortBody', 'text', 0], ['shorterFound', 'text', 1],
  ['shorterFound30', 'text', 1], ['shorterFound85', 'text', 1], ['longerFound', 'text', 1],
  ['longerFound30', 'text', 1], ['longerFound85', 'text', 1], ['resemblance', 'text', 1], ['identical', 'text', 1],
  ['lengthRatio', 'length', 0], ['maskedMore', 'template', -1], ['maskedMoreLonger', 'template', -1],
  ['maskedMoreOtherDay', 'template', -1], ['shorterCovered', 'spread', 1], ['shorterCovered60', 'spread', 1],
  ['shorterCovered90', 'spread', 1], ['longerCovered', 'spread', 1], ['longerCovered60', 'spread', 1],
  ['headBoth', 'head', 1], ['headEither', 'head', 1], ['headWithText', 'head', 1], ['numbersChanged', 'numbers', -1],
  ['numbersChangedClean', 'numbers', -1], ['numbersChangedTitleSame', 'numbers', -1], ['words', 'wording', -1],
  ['repeated', 'wording', -1], ['misread', 'misreading', 0], ['misreadSpread', 'misreading', 1],
  ['unexplained30', 'blocks', -1], ['titleSame', 'title', 1], ['titleAlike', 'title', 1],
  ['titleNumbered', 'title', -1], ['titleMissing', 'title', 0], ['titleGeneric', 'title', 0],
  ['titleSameOtherText', 'title', 0], ['titleAlikeWithText', 'title', 1], ['partTitleOther', 'title', -1],
  ['headlineBoth', 'headline', 1], ['headlineEither', 'headline', 1], ['headlineMissingPart', 'headline', -1],
  ['daySame', 'day', 1], ['dayNear', 'day', 0], ['dayFar', 'day', -1], ['dayUnknown', 'day', 0],
  ['dayNearWithText', 'day', 0], ['dayOtherTitleSame', 'day', -1], ['dayUnknownTitleAlike', 'day', 0],
  ['dayUnknownUnexplained', 'day', -1], ['pageSame', 'place', 1], ['itemSame', 'place', 1], ['placeSame', 'place', 0],
  ['placeSameTitleAlike', 'place', 1], ['linkSame', 'link', 1], ['linkOther', 'link', -1],
  ['authorSame', 'author', 1], ['authorOther', 'author', -1], ['apart', 'continuation', 0],
  ['apartTitle', 'continuation', 1], ['apartTitleDayPage', 'continuation', 1],
  ['apartTitleDayUnknown', 'continuation', 0], ['apartTurnBoth', 'continuation', 1],
  ['apartTurnOne', 'continuation', 1], ['apartTurnPage', 'continuation', 1], ['apartTurnPages', 'continuation', 1],
  ['apartTurnTitle', 'continuation', 1], ['apartAuthor', 'continuation', 1], ['apartAuthorOther', 'continuation', -1],
] as const satisfies readonly (readonly [string, FeatureGroup, Direction])[];

export type Feature = (typeof LIST)[number][0];

/** All features in the order of a feature vector. */
export const FEATURES: readonly { readonly name: Feature; readonly group: FeatureGroup;
  readonly direction: Direction }[] =
  LIST.map(([name, group, direction]) => ({ name, group, direction }));

/** Place of each feature in the vector. */
export const AT = Object.freeze(Object.fromEntries(FEATURES.map(({ name }, at) => [name, at]))) as Readonly<Record<Feature, number>>;

/** Place of a feature in the vector. */
export function at(name: Feature): number {
  return AT[name];
}
