import { describe, expect, it } from 'vitest';
import {
  columnsRead,
  parseFilter,
  parseSort,
  select,
  type Asked,
  type Network,
  type Kind,
} from '../../../src/model/index.ts';
import { uuidOf } from '../build.ts';
import { acls, hostNetwork, interfaces, networkOf, ports } from './kinds.ts';

const network = networkOf({
  'web-1': { addresses: ['00:00:00:00:00:01 10.0.0.1'], up: true, tag: 7 },
  'web-2': { addresses: ['00:00:00:00:00:02 10.0.0.2'], external_ids: { 'neutron:port_name': 'blue' } },
  'web-10': { addresses: ['router'], external_ids: { 'neutron:port_name': 'blue' } },
  '1234': {},
});

const asked = (some: Partial<Asked> = {}): Asked => ({
  names: [],
  columns: 'table',
  filters: [],
  sort: [],
  ...some,
});
const found = (some: Partial<Asked>, on: Network = network, kind: Kind = ports) => {
  const { subjects, unknown } = select(on, kind, asked(some));
  return { names: subjects.map(({ name }) => name), unknown };
};

describe('names', () => {
  it.each<[string[], string[]]>([
    [[], ['1234', 'web-1', 'web-2', 'web-10']],
    [['web-2'], ['web-2']],
    [
      ['web-2', 'web-1', 'web-2'],
      ['web-1', 'web-2'],
    ],
    [['blue'], ['web-2', 'web-10']],
    [['1234'], ['1234']],
    [[uuidOf('web-1')], ['web-1']],
    [[uuidOf('web-1').slice(0, 8).toUpperCase()], ['web-1']],
    [['web-*'], ['web-1', 'web-2', 'web-10']],
    [['web-?'], ['web-1', 'web-2']],
    [['b*e'], ['web-2', 'web-10']],
    [['web-[!1]'], ['web-2']],
    [['*[0-2]'], ['web-1', 'web-2', 'web-10']],
  ])('%j => %j', (names, expected) => {
    expect(found({ names })).toEqual({ names: expected, unknown: [] });
  });

  it('that nothing answers to come back with the nearest', () => {
    expect(found({ names: ['web-1', 'wbe-2', 'zzz*', '12'] })).toEqual({
      names: ['web-1'],
      unknown: [
        { name: 'wbe-2', nearest: ['web-2', 'web-1'] },
        { name: 'zzz*', nearest: [] },
        { name: '12', nearest: [] },
      ],
    });
  });

  it('with many stars are matched without trying everything', () => {
    const long = networkOf({ ['a'.repeat(5000)]: {} });
    expect(found({ names: [`${'*a'.repeat(200)}*b`] }, long).names).toEqual([]);
  });
});

describe('columns', () => {
  const row = (columns: readonly string[], kind: Kind = ports, on: Network = network, name = 'web-2') => {
    const selection = select(on, kind, asked({ columns, names: [name] }));
    const [subject] = selection.subjects;
    if (subject === undefined) throw new Error('nothing was found');
    return selection.columns.map((column) => column.value(subject, on));
  };

  it.each<[string, unknown]>([
    ['name', 'web-2'],
    ['uuid', uuidOf('web-2')],
    ['_uuid', uuidOf('web-2')],
    ['alias', 'blue'],
    ['external_ids', new Map([['neutron:port_name', 'blue']])],
    ['external_ids:neutron:port_name', 'blue'],
    ['external_ids:nothing', undefined],
    ['addresses:key', undefined],
    ['host', undefined],
  ])('%s => %j', (column, value) => {
    expect(row([column])).toEqual([value]);
  });

  it('of hosts know the host', () => {
    expect(row(['host', 'name'], interfaces, hostNetwork({ eth0: {} }), 'eth0')).toEqual(['hv1', 'eth0']);
  });

  it.each([
    ['adresses', 'did you mean "addresses"'],
    ['external-ids', 'did you mean "external_ids"'],
    ['nothing:like:it', 'ovnscope get ports -o json'],
  ])('%s is an error with what may have been meant', (column, hint) => {
    expect(() => select(network, ports, asked({ columns: [column] }))).toThrow(
      expect.objectContaining({ kind: 'usage', hint: expect.stringContaining(hint) as string }),
    );
  });

  it('of a filter are shown with their place', () => {
    expect(() => found({ filters: [parseFilter('adresses=x')] })).toThrow('\n    adresses=x\n    ^');
  });

  it('never hold a secret, nor can one be guessed by a filter', () => {
    const host = hostNetwork({ geneve0: { options: { psk: 'swordfish', remote_ip: '192.0.2.1' } } });
    expect(row(['options:psk', 'options:remote_ip'], interfaces, host, 'geneve0')).toEqual([
      '<secret left out>',
      '192.0.2.1',
    ]);
    expect(found({ filters: [parseFilter('options:psk~^s')] }, host, interfaces).names).toEqual([]);
    expect(found({ filters: [parseFilter('options~swordfish')] }, host, interfaces).names).toEqual([]);
  });
});

describe('filters and sort', () => {
  it('must all hold', () => {
    const filters = ['addresses=10.0.0.0/24', 'up=true'].map(parseFilter);
    expect(found({ filters }).names).toEqual(['web-1']);
  });

  it('look at columns that are not shown, and at keys', () => {
    expect(found({ filters: [parseFilter('external_ids:neutron:port_name=blue')] }).names).toEqual([
      'web-2',
      'web-10',
    ]);
    expect(found({ filters: [parseFilter('tag=7')] }).names).toEqual(['web-1']);
  });

  it('order what is left', () => {
    expect(found({ names: ['web-*'], sort: parseSort('-name') }).names).toEqual(['web-10', 'web-2', 'web-1']);
    expect(found({ sort: parseSort('alias,-name') }).names).toEqual(['web-10', 'web-2', 'web-1', '1234']);
  });

  it('sort by number where a field counts', () => {
    const rules = networkOf({ a: { priority: 1000 }, b: { priority: 999 } }, 'ACL');
    expect(found({ sort: parseSort('priority') }, rules, acls).names).toEqual(['b', 'a']);
  });
});

describe('columnsRead', () => {
  it.each<[string, Partial<Asked>, readonly string[] | undefined]>([
    ['what is shown', {}, ['addresses', 'external_ids', 'name', 'up']],
    ['what is asked for', { columns: ['tag'] }, ['addresses', 'external_ids', 'name', 'tag', 'up']],
    [
      'what is compared',
      { filters: [parseFilter('options:x=1')], sort: parseSort('type') },
      ['addresses', 'external_ids', 'name', 'options', 'type', 'up'],
    ],
    ['everything', { columns: 'more' }, undefined],
    ['everything for a column that only the server may know', { columns: ['brand_new'] }, undefined],
  ])('is %s', (_, some, columns) => {
    expect(columnsRead(ports, asked(some))).toEqual(columns);
  });
});
