/**
 * `-o csv`: RFC 4180 with a header line and CRLF. The elements of a list or a map are joined by `;`. Control characters
 * become visible escapes, as in a table, so that a record is always one line.
 *
 * A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a name in a database may be
 * anybody's: such a cell gets a `'` before it, which spreadsheets take for "this is text". Numbers stay.
 */
import type { Selection } from '../../model/index.ts';
import { printable } from '../../text/index.ts';
import { textsOf } from './item.ts';

/** Also the full-width forms, which some spreadsheets take for the same. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

export const csvCell = (text: string): string => {
  const shown = printable(text);
  // A tab or a return at the front is an escape by now, which no spreadsheet passes over; the ' says so all the same.
  const isFormula = !NUMBER.test(text) && (FORMULA.test(shown) || /^[\t\r]/.test(text));
  const cell = isFormula ? `'${shown}` : shown;
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
};

const record = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export const csvTexts = function* (selection: Selection, headings: boolean): Generator<string> {
  const { columns, subjects, network } = selection;
  if (headings) yield record(columns.map(({ name }) => name));
  for (const subject of subjects) {
    yield record(columns.map((column) => textsOf(column.value(subject, network)).join(';')));
  }
};
