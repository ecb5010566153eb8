/** What a parser gives: everything that could be read, and what could not. */
import type { HostProblem } from './types.ts';

export interface Parsed<T> {
  readonly value: T;
  readonly problems: readonly HostProblem[];
}
