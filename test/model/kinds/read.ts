/** Networks of the fixtures, and values of kinds as compact text, for tests of kinds. */
import { fileURLToPath } from 'node:url';
import type { Network } from '../../../src/model/index.ts';
import {
  kindOf,
  type Field,
  type FieldValue,
  type Kind,
  type NetworkSources,
  type Subject,
} from '../../../src/model/index.ts';
import { openDatabases, type Database } from '../../../src/ovsdb/index.ts';

type Parts = { -readonly [K in keyof NetworkSources]: NetworkSources[K] };

/** All databases of a fixture that were saved once: what `--from` reads, without the copies. */
export const fixture = async (name: string): Promise<NetworkSources> => {
  const path = fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url));
  const parts: Parts = {};
  const ovs: { name: string; database: Database }[] = [];
  for (const { name: file, database } of (await openDatabases(path)).databases) {
    if (database.name === 'OVN_Northbound') parts.nb ??= database;
    else if (database.name === 'OVN_Southbound') parts.sb ??= database;
    else ovs.push({ name: file.replace(/.*\//, ''), database });
  }
  return { ...parts, ovs };
};

export const kind = (word: string): Kind => {
  const found = kindOf(word);
  if (found === undefined) throw new Error(`no kind ${word}`);
  return found;
};

const atom = (value: unknown): string => (value === '' ? "''" : String(value));

export const textOf = (value: FieldValue): string => {
  if (value === undefined) return '-';
  if (value instanceof Map) return `{${[...value].map((pair) => pair.map(atom).join('=')).join(' ')}}`;
  return Array.isArray(value) ? `[${value.map(atom).join(', ')}]` : atom(value);
};

/** Lines of `field | field | …`, with the names of the fields first. */
export const listed = (
  network: Network,
  word: string,
  fields: readonly string[] | Field['level'] = 'table',
): string => {
  const { fields: all, subjects } = kind(word);
  const chosen = all.filter(({ name, level }) =>
    typeof fields === 'string'
      ? level === fields || (fields === 'wide' && level === 'table')
      : fields.includes(name),
  );
  const line = (subject: Subject): string =>
    chosen.map(({ value }) => textOf(value(subject, network))).join(' | ');
  return [chosen.map(({ name }) => name).join(' | '), ...subjects(network).map(line)].join('\n');
};
