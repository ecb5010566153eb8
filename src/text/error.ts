/** What went wrong, coarsely: decides the exit status and nothing else. */
export type ErrorKind = 'usage' | 'connection' | 'protocol' | 'server' | 'schema' | 'data' | 'file';

export interface ErrorDetail {
  /** Where it was read: `file:offset`, `table:row:column`, a remote. */
  readonly where?: string | undefined;
  /** What should have stood there. */
  readonly expected?: string | undefined;
  /** What the person may try next. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An error meant to be read by a person: what was read, where, what was expected, what to try.
 * The message alone says what happened; the renderer adds the other parts.
 */
export class OvnscopeError extends Error {
  readonly kind: ErrorKind;
  readonly where: string | undefined;
  readonly expected: string | undefined;
  readonly hint: string | undefined;

  constructor(kind: ErrorKind, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'OvnscopeError';
    this.kind = kind;
    this.where = detail.where;
    this.expected = detail.expected;
    this.hint = detail.hint;
  }
}

/** The text of anything that was thrown. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
