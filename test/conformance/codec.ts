/**
 * The subcommands that read types, values and schemas and write them back: what Open vSwitch's test suite asks
 * of a client's codec (tests/ovsdb-{types,data,column,table,schema}.at).
 */
import {
  compareAtoms,
  decodeAtom,
  decodeDatum,
  defaultAtom,
  defaultValue,
  encodeAtom,
  encodeDatum,
  OvsdbError,
  sameValue,
} from '../../src/ovsdb/datum/index.ts';
import { formatJson, parseJson } from '../../src/ovsdb/json/exact.ts';
import { isArray, type Json } from '../../src/ovsdb/json/value.ts';
import {
  atomicTypes,
  formatAtomicType,
  formatBaseType,
  formatColumnSchema,
  formatColumnType,
  formatDatabaseSchema,
  formatTableSchema,
  parseAtomicType,
  parseBaseType,
  parseColumnSchema,
  parseColumnType,
  parseDatabaseSchema,
  parseTableSchema,
  type ColumnType,
} from '../../src/ovsdb/schema/index.ts';
import { print, type Command } from './command.ts';

/** JSON text must be an object or an array; an array of one stands for its element, so that atoms can be given. */
const read = (text: string | undefined): Json => {
  const json = parseJson(text ?? '');
  return isArray(json) && json.length === 1 ? (json[0] as Json) : json;
};

const printSorted = (json: Json): void => print(formatJson(json, true));

/** An error in the words of Open vSwitch. */
export const describe = (error: OvsdbError): string => {
  const syntax = error.json === undefined ? '' : `syntax "${formatJson(error.json)}": `;
  return `${syntax}${error.tag}: ${error.reason}`;
};

const verdict = (same: boolean): string => {
  if (!same) process.exitCode = 1;
  return same ? 'OK' : 'wrong';
};

const defaultAtoms = (): void => {
  for (const type of atomicTypes()) {
    const atom = defaultAtom(type);
    print(`${type}: ${verdict(decodeAtom({ type }, encodeAtom(type, atom)) === atom)}`);
  }
};

const defaultData = (): void => {
  for (const min of [0, 1] as const) {
    for (const key of atomicTypes()) {
      for (const value of [undefined, ...atomicTypes()]) {
        const type: ColumnType = {
          key: { type: key },
          ...(value === undefined ? {} : { value: { type: value } }),
          min,
          max: 1,
        };
        const datum = defaultValue(type);
        const same = sameValue(type, decodeDatum(type, encodeDatum(type, datum)), datum);
        print(`key ${key}, value ${value ?? 'void'}, n_min ${min}: ${verdict(same)}`);
      }
    }
  }
};

const parseAtoms = ([typeText, ...atoms]: readonly string[]): void => {
  const base = parseBaseType(read(typeText));
  for (const text of atoms) {
    try {
      print(formatJson(encodeAtom(base.type, decodeAtom(base, read(text)))));
    } catch (error) {
      if (!(error instanceof OvsdbError)) throw error;
      print(describe(error));
    }
  }
};

const parseData = ([typeText, ...data]: readonly string[]): void => {
  const type = parseColumnType(read(typeText));
  for (const text of data) print(formatJson(encodeDatum(type, decodeDatum(type, read(text)))));
};

const sortAtoms = ([typeText, atomsText]: readonly string[]): void => {
  const base = parseBaseType(read(typeText));
  const atomsJson = read(atomsText);
  const atoms = (isArray(atomsJson) ? atomsJson : [atomsJson]).map((json) => decodeAtom(base, json));
  print(formatJson(atoms.sort(compareAtoms).map((atom) => encodeAtom(base.type, atom))));
};

const command = (
  least: number,
  most: number,
  summary: string,
  run: (args: readonly string[]) => void,
): Command => ({ least, most, summary, run });

export const codecCommands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    'default-atoms': command(0, 0, 'test the default of each atomic type', defaultAtoms),
    'default-data': command(0, 0, 'test the default of each kind of column', defaultData),
    'parse-atomic-type': command(1, 1, 'TYPE: parse as atomic type, write back', ([type]) =>
      printSorted(formatAtomicType(parseAtomicType(read(type)))),
    ),
    'parse-base-type': command(1, 1, 'TYPE: parse as base type, write back', ([type]) =>
      printSorted(formatBaseType(parseBaseType(read(type)))),
    ),
    'parse-type': command(1, 1, 'JSON: parse as type of a column, write back', ([type]) =>
      printSorted(formatColumnType(parseColumnType(read(type)))),
    ),
    'parse-atoms': command(2, Infinity, 'TYPE ATOM...: parse atoms of a base type, write back', parseAtoms),
    'parse-data': command(2, Infinity, 'TYPE DATUM...: parse values of a type, write back', parseData),
    'sort-atoms': command(2, 2, 'TYPE ATOMS: write an array of atoms in order', sortAtoms),
    'parse-column': command(2, 2, 'NAME OBJECT: parse as column, write back', ([name, column]) =>
      printSorted(formatColumnSchema(parseColumnSchema(read(column), name ?? ''))),
    ),
    'parse-table': command(
      2,
      3,
      'NAME OBJECT [DEFAULT-IS-ROOT]: parse as table, write back',
      ([name, table, isRoot]) =>
        printSorted(formatTableSchema(parseTableSchema(read(table), name ?? ''), isRoot === 'true')),
    ),
    'parse-schema': command(1, 1, 'JSON: parse as database schema, write back', ([schema]) =>
      printSorted(formatDatabaseSchema(parseDatabaseSchema(read(schema)))),
    ),
  }),
);
