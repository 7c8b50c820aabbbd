import type { LocalText } from '../../../../contract/text.ts';
import type { NamedClass } from './lexical/lexical.ts';

/** What suggestions need to know of the class scheme in use. */
export interface SchemeSight {
  standing(notation: string): { readonly kind: 'known' | 'house' | 'unknown'; readonly nearest: string | null; readonly caption: LocalText | null };
  /** Prefixes of a number that are classes of their own, the broadest first: D and D8 of D822. None for what is not formed like a class number. */
  levels(notation: string): readonly string[];
  /** The classes that captions suggest. */
  classes(): readonly NamedClass[];
  /** The parts of a field with several class numbers. */
  numbersOf(value: string): readonly string[];
}
