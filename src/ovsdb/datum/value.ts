/**
 * Column values as JavaScript sees them.
 *
 * | OVSDB                 | here                                              |
 * |-----------------------|---------------------------------------------------|
 * | integer               | `number`, and `bigint` beyond ±(2^53 − 1): exact  |
 * | real                  | `number`                                          |
 * | boolean, string       | `boolean`, `string`                               |
 * | uuid                  | `string` of 36 characters, lower case             |
 * | min 1, max 1          | the atom itself                                   |
 * | min 0, max 1          | the atom, or `undefined`                          |
 * | set                   | array in canonical order, without duplicates      |
 * | map                   | `ReadonlyMap` in canonical order of the keys      |
 */
export type Atom = number | bigint | boolean | string;

export type Value = Atom | undefined | readonly Atom[] | ReadonlyMap<Atom, Atom>;
