import type { FieldName } from '../../../../contract/records.ts';
import type { LocalText } from '../../../../contract/text.ts';
import type { ProfileOptions } from '../../../../contract/quality.ts';

/** A record as the rules look at it. */
export interface Checked {
  readonly id: number;
  /** Below the folder that was imported; null for a record without a file. */
  readonly path: string | null;
  readonly rootId: number | null;
  readonly issue: string | null;
  readonly date: string | null;
  readonly day: number | null;
  readonly page: string | null;
  readonly item: string | null;
  readonly title: string | null;
  readonly author: string | null;
  readonly class: string | null;
  readonly genre: string | null;
  readonly body: string | null;
}

/** What the rules are told of other folders' matters. */
export interface Surroundings {
  readonly standing: (notation: string) => 'known' | 'house' | 'unknown';
  readonly numbersOf: (field: string) => readonly string[];
  /** Names of the picture files a body names. */
  readonly picturesOf: (body: string) => readonly string[];
  /** The names of an author field, and the unit behind them. */
  readonly authorsOf: (field: string) => readonly string[];
  readonly decodeEntities: (text: string) => string;
  /** The paragraphs of a body as a reader sees them. */
  readonly paragraphsOf: (body: string) => readonly string[];
  /** Text folded as for searching: width, case, the two dots, blanks between Chinese characters. */
  readonly fold: (text: string) => string;
}

export interface Sight extends Surroundings {
  readonly options: ProfileOptions;
  /** Whether a file with this path (below the same root) came with an import. */
  readonly hasFile: (rootId: number, path: string) => boolean;
}

export interface Rule {
  readonly rule: string;
  readonly caption: LocalText;
  /** What is wrong with the record, or null. */
  check(record: Checked, sight: Sight): LocalText | null;
  /** For a record that breaks the rule: the values that mend it without losing anything; null when a person has to decide. */
  readonly fix?: (record: Checked, sight: Sight) => Partial<Record<FieldName, string | null>> | null;
}
