/**
 * Kinds: what `get` lists and `describe` describes. A kind stands over one table of one database; its fields are
 * what a person wants to know of each row, joined with the other databases. Every column of the table is there as
 * well, under the name that the schema gives it.
 *
 * Values are typed, never formatted: renderers make text of them.
 */
import type { Row, Value } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Network } from '../network.ts';
import type { DatabaseName, RowRef } from '../rowref.ts';

/** One thing of a kind. */
export interface Subject {
  readonly ref: RowRef;
  /** What people call it; the UUID where a row has no name. */
  readonly name: string;
  readonly alias?: string | undefined;
  readonly row: Row;
  /** Of a row in a host's Open_vSwitch database. */
  readonly host?: Host | undefined;
}

/** `undefined` is "not known" or "none"; a list is shown side by side; a map as `key=value`. */
export type FieldValue = Value | readonly string[];

export interface Field<S extends Subject = Subject> {
  /** In JSON, `--columns`, `--filter` and `--sort`: one or more words in lower case joined by `-`. */
  readonly name: string;
  /**
   * `table`: shown by default; `wide`: with `-o wide`; `more`: only when asked for by name, and in JSON and YAML.
   */
  readonly level: 'table' | 'wide' | 'more';
  /** Columns of the kind's own table that it is made from: a live reader asks for these. */
  readonly columns: readonly string[];
  /** How text is aligned and whether a sort counts: default `text`. */
  readonly type?: 'text' | 'number' | 'state';
  readonly value: (subject: S, network: Network) => FieldValue;
}

/**
 * Table → columns, in other tables, that the fields of a kind look at; of its own table, what its things are named and
 * ordered by besides the fields that are shown by default.
 */
export type Joins = Readonly<Partial<Record<DatabaseName, Readonly<Record<string, readonly string[]>>>>>;

export interface Kind<S extends Subject = Subject> {
  /** Singular, lower case, words as the field says them: `logical switch`, `ACL`. */
  readonly title: string;
  /** What is typed after `get`: plural, `-` between words. */
  readonly name: string;
  /** Other spellings: the singular, the table's name in lower case with `-`, ovn-nbctl's abbreviation (`lsp`). */
  readonly words: readonly string[];
  readonly database: DatabaseName;
  readonly table: string;
  /** One line for `get --help`, the manual and the completion. */
  readonly summary: string;
  /** In the order in which they are shown; the first names the thing. */
  readonly fields: readonly Field<S>[];
  readonly joins: Joins;
  /** In natural order of their names, or as people know them: ACLs as they are evaluated, routes router by router. */
  readonly subjects: (network: Network) => readonly S[];
}
