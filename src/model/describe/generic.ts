/**
 * A row of any table: its columns, what it refers to, and who refers to it, all from the schema alone. Descriptions
 * of tables that nobody wrote one for, of newer schemas too.
 *
 * Who refers is asked by lookup, column by column; maps that hold references cannot be asked for that way and are
 * looked at in tables of one row only (RFC 7047 §5.1 has no "map includes value").
 */
import type { AnyTables, Row, Value } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Lookup } from '../lookup.ts';
import type { Network } from '../network.ts';
import type { DatabaseName } from '../rowref.ts';
import { listing, section } from './build.ts';
import { Page } from './page.ts';
import { linkToRow, rowName, rowsOf } from './row-links.ts';
import { titleOf } from './titles.ts';
import type { Described, Description, Section } from './types.ts';

/** Tables of which a row may be referred to by a great part, and which say nothing of it. */
const TOO_BROAD = new Set(['Logical_Flow']);

interface Referrer {
  readonly row: Row;
  readonly column: string;
}

const referrersOf = (rows: Lookup<AnyTables>, row: Row): readonly Referrer[] => {
  const found: Referrer[] = [];
  for (const table of rows.database?.schema.tables.values() ?? []) {
    if (TOO_BROAD.has(table.name)) continue;
    for (const { name, type } of table.columns.values()) {
      if (type.key.refTable === row.tableName && type.value === undefined) {
        for (const other of rows.where(table.name, name, row.uuid)) found.push({ row: other, column: name });
      } else if (table.maxRows === 1 && type.value?.refTable === row.tableName) {
        for (const other of rows.all(table.name)) {
          const held = other.get(name);
          if (held instanceof Map && [...held.values()].includes(row.uuid))
            found.push({ row: other, column: name });
        }
      }
    }
  }
  return found;
};

const referredBy = (page: Page<Record<string, Value>>, row: Row): readonly Section[] => {
  const rows = rowsOf(page.network, page.database, page.host);
  const referrers = rows === undefined ? [] : referrersOf(rows, row);
  return section('referred-to-by', 'Referred to by', {
    listing: listing(
      [
        ['row', 'ROW'],
        ['column', 'COLUMN'],
      ],
      referrers.map(({ row: other, column }): readonly Described[] => [
        linkToRow(page.database, other),
        `${other.tableName}.${column}`,
      ]),
    ),
  });
};

/** Everything that the schema tells of a row. */
export const describeRow = (
  network: Network,
  row: Row,
  database: DatabaseName,
  host: Host | undefined,
): Description => {
  const page = new Page<Record<string, Value>>(network, row, database, host);
  const columns = page.rest('columns', 'Columns');
  page.told(...row.entries().map(([column]) => column));
  const by = referredBy(page, row);
  const count = by[0]?.listing?.rows.length ?? 0;
  const name = rowName(row);
  const title = titleOf(database, row.tableName);
  const what =
    name === row.uuid ? `A row of ${database}.${row.tableName}` : `The ${title} of that name in ${database}`;
  const headline = `${what}${count === 0 ? '' : `, which ${count === 1 ? 'one row refers' : `${count} rows refer`} to`}.`;
  return page.description({ headline, sections: [columns, by] });
};
