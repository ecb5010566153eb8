/**
 * A description while it is being written. It remembers which columns of the row were told, and ends with those that
 * were not: nothing of a row is hidden, and a column of a newer schema shows up by itself.
 *
 *     page.column('priority')                     a fact of a column
 *     page.key('options', 'chassis', 'Chassis')   a fact of one key of a map; the other keys stay untold
 *     page.told('acls')                           told by a listing
 */
import type { Atom, ColumnType, Row, Value } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Network } from '../network.ts';
import { ownerOf } from '../owners/index.ts';
import { withoutSecrets, withoutSecretText } from '../redact/index.ts';
import { refOf, type DatabaseName } from '../rowref.ts';
import { fact, listing, section } from './build.ts';
import { linkToUuid, rowAlias, rowName, rowsOf } from './row-links.ts';
import { titleOf } from './titles.ts';
import type { Described, Description, Fact, Link, Section, Tone } from './types.ts';

export interface Telling {
  readonly label?: string | undefined;
  readonly tone?: Tone | undefined;
  readonly note?: string | undefined;
  /** In place of the column's own value. */
  readonly value?: Described;
}

/** What one describer says; the rest is the same for all. */
export interface Story {
  readonly headline: string;
  readonly name?: string | undefined;
  readonly alias?: string | undefined;
  readonly sections: readonly (readonly Section[])[];
}

const ACRONYMS =
  /\b(acl|acls|bfd|cfm|cidr|dhcp|dns|fdb|id|ids|ip|ips|lacp|mac|mtu|nat|nb|ovs|qos|rstp|sb|ssl|stp|tcp|udp|vip|vips|vlan|vlans)\b/g;

/** `bond_active_slave` → `Bond active slave`, `mac_in_use` → `MAC in use`. */
export const labelOf = (column: string): string => {
  const words = column
    .replaceAll('_', ' ')
    .replace(ACRONYMS, (word) =>
      word.endsWith('s') && word !== 'ovs' && word !== 'dns' && word !== 'qos'
        ? `${word.slice(0, -1).toUpperCase()}s`
        : word.toUpperCase(),
    );
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const factId = (column: string): string => column.replaceAll(/[^A-Za-z0-9]+/g, '-').toLowerCase();

const isMap = (value: Value): value is ReadonlyMap<Atom, Atom> => value instanceof Map;

/** Columns of the row itself were cleaned when they were taken; what came from other rows is here. */
const cleanCell = (cell: Described): Described => {
  if (typeof cell === 'string') return withoutSecretText(cell);
  return isMap(cell as Value) ? withoutSecrets('', '', cell as Value) : cell;
};

const cleaned = (one: Section): Section => {
  const facts = one.facts.map((each) =>
    typeof each.value === 'string' ? { ...each, value: withoutSecretText(each.value) } : each,
  );
  if (one.listing === undefined) return { ...one, facts };
  const rows = one.listing.rows.map((row) => row.map(cleanCell));
  return { ...one, facts, listing: { ...one.listing, rows } };
};

export class Page<R> {
  readonly network: Network;
  readonly row: Row<R>;
  readonly database: DatabaseName;
  readonly host: Host | undefined;
  private readonly toldColumns = new Set<string>();
  private readonly toldKeys = new Map<string, Set<Atom>>();

  constructor(network: Network, row: Row<R>, database: DatabaseName, host?: Host) {
    this.network = network;
    this.row = row;
    this.database = database;
    this.host = host;
  }

  private get plain(): Row {
    return this.row as unknown as Row;
  }

  /** What these columns hold is said somewhere on the page. */
  told(...columns: readonly (keyof R & string)[]): void {
    for (const column of columns) this.toldColumns.add(column);
  }

  /** The column's value, taken as told. */
  take<C extends keyof R & string>(column: C): R[C] {
    this.told(column);
    return this.row.get(column);
  }

  /** The value of one key, taken as told; an empty one stays with the others. */
  takeKey(column: keyof R & string, key: string): string | undefined {
    const value = withoutSecrets(this.row.tableName, column, this.plain.get(column));
    const held = isMap(value) ? value.get(key) : undefined;
    if (held === undefined || held === '') return undefined;
    const keys = this.toldKeys.get(column) ?? new Set();
    this.toldKeys.set(column, keys.add(key));
    return String(held);
  }

  column(column: keyof R & string, telling: Telling = {}): readonly Fact[] {
    const { label = labelOf(column), tone, note } = telling;
    this.told(column);
    const value = 'value' in telling ? telling.value : this.described(column, this.untold(column));
    return fact(factId(column), label, value, { tone, note });
  }

  columns(...columns: readonly (keyof R & string)[]): readonly Fact[] {
    return columns.flatMap((column) => this.column(column));
  }

  /** True is told, false and 0 are what everybody expects: taken as told without a fact. */
  flag(column: keyof R & string, telling: Telling = {}): readonly Fact[] {
    const value = this.take(column) as Value;
    return value === false || value === 0 || value === undefined ? [] : this.column(column, telling);
  }

  key(column: keyof R & string, key: string, label = labelOf(key), telling: Telling = {}): readonly Fact[] {
    const value = this.takeKey(column, key);
    if (value === undefined) return [];
    const { tone, note } = telling;
    return fact(factId(key), label, 'value' in telling ? telling.value : value, { tone, note });
  }

  /** The row that a column refers to. */
  link(column: keyof R & string): Link | undefined {
    const [link] = this.links(column);
    return link;
  }

  /** The rows that a column refers to, in its order. */
  links(column: keyof R & string): readonly Link[] {
    const value = this.plain.get(column);
    const table = this.typeOf(column)?.key.refTable;
    this.told(column);
    if (table === undefined || value === undefined || isMap(value)) return [];
    const uuids = (Array.isArray(value) ? value : [value]) as readonly string[];
    return uuids.map((uuid) => this.linkTo(table, uuid));
  }

  linkTo(table: string, uuid: string): Link {
    return linkToUuid(this.network, this.database, table, uuid, this.host);
  }

  /** The system above OVN that made the row, as its `external_ids` tell. */
  owner(): readonly Fact[] {
    const ids = this.plain.get('external_ids');
    const table = this.row.tableName;
    const owner = ownerOf(
      table,
      rowName(this.plain),
      isMap(ids) ? (ids as ReadonlyMap<string, string>) : undefined,
    );
    if (owner === undefined) return [];
    const { system, kind, name } = owner;
    return fact(
      'made-by',
      'Made by',
      name === '' ? `${system}, as ${kind}` : `${system}, as ${kind} ${name}`,
    );
  }

  /** What has not been told of the row, each column a fact. */
  rest(id = 'other-columns', title = 'Other columns'): readonly Section[] {
    const names = this.plain.entries().map(([name]) => name);
    const facts = names.filter((name) => !this.toldColumns.has(name)).map((name) => this.plainFacts(name));
    return section(id, title, { facts });
  }

  /** A section of one map column: keys and values that were not told yet. */
  map(column: keyof R & string, title: string, key = 'KEY', value = 'VALUE'): readonly Section[] {
    const held = this.untold(column);
    this.told(column);
    if (!isMap(held)) return [];
    const rows = [...held].map(([k, v]) => [k, v] as const);
    return section(factId(column), title, {
      listing: listing(
        [
          ['key', key],
          ['value', value],
        ],
        rows,
      ),
    });
  }

  description({ headline, name, alias, sections }: Story): Description {
    return {
      kind: titleOf(this.database, this.row.tableName),
      ref: refOf(this.database, this.plain),
      name: name ?? rowName(this.plain),
      alias: alias ?? rowAlias(this.plain),
      headline: withoutSecretText(headline),
      sections: [...sections.flat(), ...this.rest()].map(cleaned),
    };
  }

  /** A column under its own name; a map that refers to rows is a fact for each of its keys. */
  private plainFacts(name: string): readonly Fact[] {
    const value = this.untold(name);
    const table = this.typeOf(name)?.value?.refTable;
    if (table === undefined || !isMap(value)) return fact(factId(name), name, this.described(name, value));
    return [...value].flatMap(([key, uuid]) =>
      fact(factId(`${name}-${String(key)}`), `${name}:${String(key)}`, this.linkTo(table, String(uuid))),
    );
  }

  private typeOf(column: string): ColumnType | undefined {
    const schema = rowsOf(this.network, this.database, this.host)?.database?.schema;
    return schema?.tables.get(this.row.tableName)?.columns.get(column)?.type;
  }

  private untold(column: string): Value {
    const value = withoutSecrets(this.row.tableName, column, this.plain.get(column));
    const told = this.toldKeys.get(column);
    if (told === undefined || !isMap(value)) return value;
    return new Map([...value].filter(([key]) => !told.has(key)));
  }

  /** References become links. */
  private described(column: string, value: Value): Described {
    const type = this.typeOf(column);
    if (type === undefined || value === undefined) return value;
    const { key } = type;
    if (isMap(value)) return value;
    if (key.refTable === undefined) return value;
    const links = ((Array.isArray(value) ? value : [value]) as readonly string[]).map((uuid) =>
      this.linkTo(key.refTable as string, uuid),
    );
    return Array.isArray(value) ? links : links[0];
  }
}
