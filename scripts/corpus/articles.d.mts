export interface CorpusOptions {
  /** How many records. */
  readonly records: number;
  /** Default 1. The same options give the same records. */
  readonly seed?: number;
  /** First and last day, YYYYMMDD; default 19560101 and 20120104. */
  readonly from?: string;
  readonly to?: string;
  /** Share of records that are copies of another; default 0. */
  readonly duplicates?: number;
  /** Share of records that look alike and are no copies; default 0.03 and half of `duplicates`. */
  readonly hard?: number;
  /** Share of class numbers from a house scheme; default 0. */
  readonly house?: number;
}

/** What was done to a copy, in order. */
export type Noise =
  | 'exact'
  | 'exact-lossy'
  | 'width'
  | 'traditional'
  | 'ocr-light'
  | 'ocr-heavy'
  | 'reprint'
  | 'wire'
  | 'truncated'
  | 'roundup'
  | `part${number}`;

export interface CorpusRecord {
  /** `txt`, the delivery; `update`, `update2` … later ones with the same date, page and item. */
  readonly tree: string;
  /** YYYYMMDD. */
  readonly date: string;
  readonly issue: number;
  /** Two digits. */
  readonly page: string;
  readonly item: number;
  readonly kicker: string;
  readonly title: string;
  readonly subtitle: string;
  readonly author: string;
  readonly class: string;
  readonly column: string;
  readonly pageName: string;
  readonly keywords: string;
  readonly genre: string;
  /** Paragraphs; null for a record without a body. */
  readonly body: readonly string[] | null;
  /** Subject it was written about; '' for a table or notice. */
  readonly topic: string;
  /** Family of look-alikes it belongs to (weather, cable, series, followup …), else ''. */
  readonly family: string;
  readonly role: 'single' | 'original' | 'variant';
  readonly noise: readonly Noise[];
  /** Records of one cluster are copies of one article; `left` is 0 with the last one. */
  readonly cluster: { readonly id: number; readonly left: number } | null;
  /** The last of its page in the main delivery. */
  readonly last: boolean;
}

/** Records one after another, in bounded memory. */
export function articles(options: CorpusOptions): Generator<CorpusRecord, void, undefined>;
