/** A sentence for people, in both languages of the interface. */
export interface LocalText {
  readonly zh: string;
  readonly en: string;
}
