import { describe, expect, it } from 'vitest';
import { Network, type Demand } from '../../src/model/index.ts';
import type { Clause } from '../../src/ovsdb/index.ts';
import { northbound, southbound, uuidOf } from './build.ts';

const nb = () =>
  northbound({
    Logical_Switch: { sw0: { ports: ['a', 'b'] }, sw1: { ports: ['b'] } },
    Logical_Switch_Port: {
      a: { addresses: ['00:00:00:00:00:01', 'unknown'], options: { 'router-port': 'lrp' } },
      b: { tag: 7 },
    },
  });

const names = (rows: readonly { get(column: 'name'): string }[]): string[] =>
  rows.map((row) => row.get('name'));

describe('Lookup', () => {
  const { nbRows } = new Network({ nb: nb() });

  it('finds rows by what a scalar, an optional or a set holds', () => {
    expect(names(nbRows.where('Logical_Switch', 'name', 'sw1'))).toEqual(['sw1']);
    expect(names(nbRows.where('Logical_Switch_Port', 'tag', 7))).toEqual(['b']);
    expect(names(nbRows.where('Logical_Switch', 'ports', uuidOf('b')))).toEqual(['sw0', 'sw1']);
    expect(names(nbRows.where('Logical_Switch_Port', 'addresses', 'unknown'))).toEqual(['a']);
    expect(nbRows.where('Logical_Switch', 'name', 'nobody')).toEqual([]);
    expect(nbRows.where('Logical_Switch', 'name', undefined)).toEqual([]);
  });

  it('finds rows by a key of a map', () => {
    expect(names(nbRows.whereKey('Logical_Switch_Port', 'options', 'router-port', 'lrp'))).toEqual(['a']);
    expect(nbRows.whereKey('Logical_Switch_Port', 'options', 'peer', 'lrp')).toEqual([]);
  });

  it('finds rows by UUID, and leaves out those that do not exist', () => {
    const uuids = [uuidOf('b'), uuidOf('nobody'), uuidOf('a')];
    expect(names(nbRows.rows('Logical_Switch_Port', uuids))).toEqual(['b', 'a']);
    expect(nbRows.row('Logical_Switch', undefined)).toBeUndefined();
  });

  it('has the same answer before there is an index and after', () => {
    const { nbRows: fresh } = new Network({ nb: nb() });
    const ask = (): unknown[] => [
      names(fresh.where('Logical_Switch', 'ports', uuidOf('b'))),
      names(fresh.where('Logical_Switch', 'ports', uuidOf('a'))),
      fresh.where('Logical_Switch', 'ports', uuidOf('nobody')),
      names(fresh.where('Logical_Switch_Port', 'name', 'a')),
      names(fresh.whereAny('Logical_Switch', 'ports', [uuidOf('a'), uuidOf('b')])),
      names(fresh.whereKey('Logical_Switch_Port', 'options', 'router-port', 'lrp')),
    ];
    const first = ask();
    expect(first).toEqual([['sw0', 'sw1'], ['sw0'], [], ['a'], ['sw0', 'sw1'], ['a']]);
    for (let i = 0; i < 3; i++) expect(ask()).toEqual(first);
  });

  it('knows nothing of a database that was not read', () => {
    const { sbRows } = new Network({ nb: nb() });
    expect([...sbRows.all('Chassis')]).toEqual([]);
    expect(sbRows.where('Chassis', 'name', 'x')).toEqual([]);
    expect(sbRows.row('Chassis', uuidOf('x'))).toBeUndefined();
  });
});

describe('a database that is read piece by piece', () => {
  const demanded = (ask: (network: Network) => void): [string, Clause | true][] => {
    const wanted: [string, Clause | true][] = [];
    const demand: Demand = { want: (table, clause) => wanted.push([table, clause]) > 0 };
    ask(new Network({ nb: nb(), sb: southbound({}), demandOf: () => demand }));
    return wanted;
  };

  it.each<[string, (network: Network) => void, [string, Clause | true][]]>([
    [
      'a row that is not there',
      ({ sbRows }) => sbRows.row('Chassis', uuidOf('hv')),
      [['Chassis', ['_uuid', '==', ['uuid', uuidOf('hv')]]]],
    ],
    ['no row that is there', ({ nbRows }) => nbRows.row('Logical_Switch', uuidOf('sw0')), []],
    [
      'rows by a scalar',
      ({ sbRows }) => sbRows.where('Port_Binding', 'logical_port', 'a'),
      [['Port_Binding', ['logical_port', '==', 'a']]],
    ],
    [
      'rows by an optional reference',
      ({ sbRows }) => sbRows.where('Port_Binding', 'chassis', uuidOf('hv')),
      [['Port_Binding', ['chassis', 'includes', ['uuid', uuidOf('hv')]]]],
    ],
    [
      'rows by a key of a map',
      ({ sbRows }) => sbRows.whereKey('Datapath_Binding', 'external_ids', 'name', 'sw0'),
      [['Datapath_Binding', ['external_ids', 'includes', ['map', [['name', 'sw0']]]]]],
    ],
    ['every row', ({ sbRows }) => sbRows.all('Chassis'), [['Chassis', true]]],
  ])('demands %s', (_, ask, wanted) => {
    expect(demanded(ask)).toEqual(wanted);
  });
});
