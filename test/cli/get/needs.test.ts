/** A live reader asks for no more than an answer is made of, and the answer is the same. */
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/cli/get/asked.ts';
import { needsOf } from '../../../src/cli/get/needs.ts';
import type { CommandArguments } from '../../../src/cli/command.ts';
import type { Needs } from '../../../src/cli/read.ts';
import { kindOf, kinds, Network, type NetworkSources } from '../../../src/model/index.ts';
import { Database, Row, type Spec } from '../../../src/ovsdb/index.ts';
import { everything } from '../../model/kinds/everything.ts';
import { fixture } from '../../model/kinds/read.ts';
import { registry } from '../../model/select/kinds.ts';
import { printed } from './support.ts';

const arguments_ = (more: Readonly<Record<string, unknown>>): CommandArguments => ({
  leaderOnly: true,
  noLeaderOnly: false,
  color: 'never',
  verbose: false,
  ...more,
});

describe('needsOf', () => {
  it.each<[string, Readonly<Record<string, unknown>>, Needs]>([
    [
      'ports',
      {},
      {
        nb: { Logical_Switch_Port: { columns: ['addresses', 'external_ids', 'name', 'up'] } },
        sb: { Port_Binding: { columns: ['logical_port', 'chassis'] } },
      },
    ],
    [
      'acls,interfaces',
      { columns: 'name', filter: ['priority>5', 'external_ids:a=b'] },
      {
        nb: { ACL: { columns: ['external_ids', 'match', 'name', 'priority'] } },
        // `priority` may be a column of a newer schema.
        ovs: { Interface: {} },
      },
    ],
    ['acls', { output: 'json' }, { nb: { ACL: {} } }],
  ])('of %s %j', (kind, more, needs) => {
    expect(needsOf(readRequest(arguments_(more), kind, registry))).toEqual(needs);
  });
});

/** The database with what the spec asks for and nothing else. */
const restricted = (database: Database, spec: Spec | undefined): Database => {
  const copy = new Database(database.schema, { name: 'part', kind: 'memory', bytes: 0, milliseconds: 0 });
  if (spec === undefined || spec === 'all') return copy;
  for (const [name, { columns }] of Object.entries(spec)) {
    const table = copy.open(name, columns);
    if (table === undefined) continue;
    for (const row of database.table(name)) {
      const cells = Array.from(table.columns.all(), (column) =>
        columns === undefined || columns.includes(column.name) ? row.get(column.name) : column.default,
      );
      table.set(new Row(table.columns, row.uuid, {}, cells));
    }
  }
  return copy;
};

const partOf = ({ nb, sb, icNb, icSb, ovs = [] }: NetworkSources, needs: Needs): Network => {
  const part = (database: Database | undefined, spec: Spec | undefined): Database | undefined =>
    database === undefined || spec === undefined ? undefined : restricted(database, spec);
  return new Network({
    nb: part(nb, needs.nb),
    sb: part(sb, needs.sb),
    icNb: part(icNb, needs.icNb),
    icSb: part(icSb, needs.icSb),
    ovs: ovs.flatMap(({ name, database }) => {
      const some = part(database, needs.ovs);
      return some === undefined ? [] : [{ name, database: some }];
    }),
  });
};

describe.each<[string, () => NetworkSources | Promise<NetworkSources>]>([
  ['neutron', () => fixture('neutron')],
  ['ovn-kubernetes', () => fixture('ovn-kubernetes')],
  ['a row in every table', everything],
])('what is asked of the servers: %s', (_, read) => {
  it('suffices for every kind, as a table and as names', async () => {
    const sources = await read();
    const whole = new Network(sources);
    for (const kind of kinds) {
      for (const format of ['table', 'name'] as const) {
        const request = readRequest(arguments_({ output: format }), kind.name, { kinds, kindOf });
        const part = partOf(sources, needsOf(request));
        expect([kind.name, await printed(part, format, { kinds: [kind] })]).toEqual([
          kind.name,
          await printed(whole, format, { kinds: [kind] }),
        ]);
      }
    }
  });
});
