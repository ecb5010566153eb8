/** What is wrong with a text of OVN's language, in OVN's own words, and where it stands. */
export interface Diagnostic {
  readonly message: string;
  /** Offsets into the text, in UTF-16 units: the token at which it went wrong. */
  readonly start: number;
  readonly end: number;
}

/** A result of a phase: a value or what stands in its way, never both. */
export type Parsed<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: Diagnostic };
