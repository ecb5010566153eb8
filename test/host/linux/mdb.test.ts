import { describe, expect, it } from 'vitest';
import { parseMdb } from '../../../src/host/linux/mdb.ts';

const ENTRY =
  '{"index":27,"dev":"br0","port":"p2","grp":"239.1.1.1","state":"temp","flags":[],"vid":10,"timer":" 258.44"}';
const BARE = '{"port":"p2","grp":"239.1.1.1","state":"temp","vid":10}';
const entries = [{ bridge: 'br0', port: 'p2', group: '239.1.1.1', vlan: 10, state: 'temp' }];
const routerPorts = [{ bridge: 'br0', port: 'p4' }];

describe('parseMdb', () => {
  it.each<[string, string]>([
    [
      'with statistics',
      `[{"mdb":[${ENTRY}],"router":{"br0":[{"port":"p4","timer":"   0.00","type":"permanent"}]}}]`,
    ],
    ['plain', `[{"mdb":[${ENTRY}],"router":{"br0":[{"port":"p4"}]}}]`],
    ['an object', `{"mdb":[${ENTRY}],"router":{"br0":[{"port":"p4"}]}}`],
    ['by bridge', `{"mdb":[{"br0":[${BARE}]}],"router":{"br0":["p4"]}}`],
    ['by bridge, in objects', `[{"mdb":{"br0":[${BARE}]},"router":[{"br0":[{"port":"p4"}]}]}]`],
    [
      'text',
      'dev br0 port p2 grp 239.1.1.1 temp filter_mode exclude proto kernel  vid 10\nrouter ports on br0: p4 \n',
    ],
    [
      'text with statistics',
      'dev br0 port p2 grp 239.1.1.1 temp  vid 10 258.44\nrouter ports on br0: p4    0.00 permanent\n',
    ],
  ])('%s', (_, text) => {
    expect(parseMdb(text, 'f')).toEqual({ value: { entries, routerPorts }, problems: [] });
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no groups', '[{"mdb":[],"router":{}}]'],
  ])('%s', (_, text) => {
    expect(parseMdb(text, 'f')).toEqual({ value: { entries: [], routerPorts: [] }, problems: [] });
  });

  it('keeps the whole entries of an output that is cut off', () => {
    expect(parseMdb(`[{"mdb":[${ENTRY},{"index":27,"dev":"br0","port":"p3","grp":"239`, 'f')).toMatchObject({
      value: { entries, routerPorts: [] },
      problems: [{ lost: 1 }],
    });
    expect(parseMdb('[{"mdb":[', 'f')).toMatchObject({ value: { entries: [] }, problems: [{ lost: 1 }] });
  });

  it('counts what it cannot read', () => {
    const { value, problems } = parseMdb('[{"mdb":[{"dev":"br0"},7],"router":{"br0":[{}]}},{"x":1}]', 'f');
    expect(value).toEqual({ entries: [], routerPorts: [] });
    expect(problems.length).toBeGreaterThanOrEqual(3);
  });
});
