/** A MARC record before it has a form: indicators and subfields in order, control fields with `value`. */
export interface MarcField {
  readonly tag: string;
  /** Two characters; '' for a control field. */
  readonly indicators: string;
  readonly subfields: (readonly [code: string, value: string])[];
  /** Of a control field. */
  readonly value: string;
  /** The source of the value a report names. */
  readonly source: string;
}

export interface MarcRecord {
  /** 24 characters; lengths and the base address are zeros until they are known. */
  readonly leader: string;
  readonly fields: readonly MarcField[];
}
