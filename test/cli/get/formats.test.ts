import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { csvCell } from '../../../src/cli/get/csv.ts';
import { parseJson } from '../../../src/ovsdb/index.ts';
import { printable } from '../../../src/text/index.ts';
import { Network } from '../../../src/model/index.ts';
import { northbound, uuidOf } from '../../model/build.ts';
import { acls, hostNetwork, interfaces, networkOf, ports } from '../../model/select/kinds.ts';
import { HOSTILE_NAMES } from '../../model/scenarios.ts';
import { FORMATS, printed } from './support.ts';

const two = networkOf({
  'web-1': {
    addresses: ['00:00:00:00:00:01 10.0.0.1', 'unknown'],
    up: true,
    tag: 7,
    external_ids: { 'neutron:port_name': 'blue, "the" one' },
  },
  'web-2': { up: false },
});

describe('a table', () => {
  it('has a line for each thing and - for what is not there', async () => {
    expect(await printed(two, 'table', { kinds: [ports] })).toBe(
      [
        'NAME   ADDRESSES                            UP',
        'web-1  00:00:00:00:00:01 10.0.0.1, unknown  true',
        'web-2  -                                    false',
        '',
      ].join('\n'),
    );
  });

  it('has more columns when wide', async () => {
    expect(await printed(two, 'wide', { kinds: [ports], names: ['web-1'] })).toBe(
      [
        'NAME   ADDRESSES                            UP    TAG',
        'web-1  00:00:00:00:00:01 10.0.0.1, unknown  true  7',
        '',
      ].join('\n'),
    );
  });

  it('leaves out headings', async () => {
    expect(await printed(two, 'table', { kinds: [ports], columns: ['name', 'tag'], headings: false })).toBe(
      'web-1  7\nweb-2  -\n',
    );
  });

  it('of several kinds says which is which', async () => {
    const network = new Network({
      nb: northbound({ Logical_Switch_Port: { p: {} }, ACL: { a: { priority: 5, match: 'ip4' } } }),
    });
    expect(await printed(network, 'table', { kinds: [ports, acls] })).toBe(
      [
        'ports',
        'NAME  ADDRESSES  UP',
        'p     -          -',
        '',
        'acls',
        'NAME  PRIORITY  MATCH',
        'a     5         ip4',
        '',
      ].join('\n'),
    );
  });

  it('of nothing is nothing', async () => {
    expect(await printed(networkOf({}), 'table', { kinds: [ports] })).toBe('');
  });

  const long = networkOf({ p: { addresses: ['x'.repeat(100), ...'abcdefghij'] } });

  it('cuts long cells on a terminal, and only there, and not when wide', async () => {
    const on = (format: 'table' | 'wide', width?: number) =>
      printed(long, format, {
        kinds: [ports],
        columns: ['addresses'],
        headings: false,
        ...(width === undefined ? {} : { width }),
      });
    expect(await on('table', 200)).toBe(`a, b, c, d, e, f, g, h, … 3 more\n`);
    expect(await on('table')).toBe(`a, b, c, d, e, f, g, h, i, j, ${'x'.repeat(100)}\n`);
    expect(await on('wide', 200)).toBe(`a, b, c, d, e, f, g, h, i, j, ${'x'.repeat(100)}\n`);
    const single = networkOf({ p: { addresses: ['x'.repeat(100)] } });
    expect(
      await printed(single, 'table', { kinds: [ports], columns: ['addresses'], headings: false, width: 200 }),
    ).toBe(`${'x'.repeat(59)}…\n`);
  });

  it('stacks what does not fit a terminal', async () => {
    expect(await printed(two, 'table', { kinds: [ports], width: 42 })).toBe(
      [
        'NAME   ADDRESSES                   UP',
        'web-1  00:00:00:00:00:01 10.0.0.1  true',
        '       unknown',
        'web-2  -                           false',
        '',
      ].join('\n'),
    );
  });

  it('colours states beside their words', async () => {
    const text = await printed(two, 'table', { kinds: [ports], columns: ['up'], width: 80, color: 'always' });
    expect(text).toContain('\u001b[32mtrue\u001b[39m');
    expect(text).toContain('\u001b[31mfalse\u001b[39m');
  });
});

describe('JSON and YAML', () => {
  const item = {
    kind: 'ports',
    name: 'web-1',
    alias: 'blue, "the" one',
    uuid: uuidOf('web-1'),
    database: 'OVN_Northbound',
    table: 'Logical_Switch_Port',
  };
  const chosen = {
    kinds: [ports],
    names: ['web-1'],
    columns: ['name', 'up', 'tag', 'addresses', 'parent_name'],
  };
  const fields = {
    name: 'web-1',
    up: true,
    tag: 7,
    addresses: ['00:00:00:00:00:01 10.0.0.1', 'unknown'],
    parent_name: null,
  };

  it('have the chosen columns as fields', async () => {
    const answer = { schema: 'ovnscope.get/1', items: [{ ...item, fields }] };
    const json = await printed(two, 'json', chosen);
    expect(JSON.parse(json)).toEqual(answer);
    expect(json).toBe(`${JSON.stringify(answer, null, 2)}\n`);
    expect(parseYaml(await printed(two, 'yaml', chosen))).toEqual(answer);
  });

  it('have all fields and all columns of the row when none were chosen', async () => {
    const json = JSON.parse(await printed(two, 'json', { kinds: [ports], names: ['web-1'] })) as {
      items: { fields: object; columns: Record<string, unknown> }[];
    };
    expect(Object.keys(json.items[0]?.fields ?? {})).toEqual(['name', 'addresses', 'up', 'tag', 'options']);
    expect(Object.keys(json.items[0]?.columns ?? {}).sort()).toEqual(
      [...(two.nb?.schema.tables.get('Logical_Switch_Port')?.columns.keys() ?? [])].sort(),
    );
    expect(json.items[0]?.columns).toMatchObject({
      external_ids: { 'neutron:port_name': 'blue, "the" one' },
      parent_name: null,
    });
  });

  it('of nothing are lists of nothing', async () => {
    const network = networkOf({});
    expect(await printed(network, 'json', { kinds: [ports] })).toBe(
      '{\n  "schema": "ovnscope.get/1",\n  "items": []\n}\n',
    );
    expect(await printed(network, 'yaml', { kinds: [ports] })).toBe('schema: ovnscope.get/1\nitems: []\n');
  });

  it('of several kinds are one list', async () => {
    const network = new Network({
      nb: northbound({ Logical_Switch_Port: { p: {}, q: {} }, ACL: { a: { priority: 5 } } }),
    });
    const options = { kinds: [ports, acls], columns: ['name'] };
    const kinds = (text: string) =>
      (parseYaml(text) as { items: { kind: string }[] }).items.map(({ kind }) => kind);
    expect(kinds(await printed(network, 'json', options))).toEqual(['ports', 'ports', 'acls']);
    expect(kinds(await printed(network, 'yaml', options))).toEqual(['ports', 'ports', 'acls']);
  });

  it('keep numbers that a double cannot hold, and say which host', async () => {
    const network = hostNetwork({ eth0: {} });
    const row = network.hosts[0]?.database.table('Interface').row(uuidOf('eth0'));
    const bytes = 9007199254740993n;
    const changed = row?.replaced({ statistics: ['map', [['rx_bytes', bytes]]] });
    if (changed !== undefined) network.hosts[0]?.database.table('Interface').set(changed);
    const answer = { items: [{ host: 'hv1', fields: { statistics: { rx_bytes: bytes } } }] };
    const json = await printed(network, 'json', { kinds: [interfaces] });
    expect(parseJson(json)).toMatchObject(answer);
    expect(json).toContain('\n        "statistics": {\n          "rx_bytes": 9007199254740993\n        }\n');
    const yaml = await printed(network, 'yaml', { kinds: [interfaces] });
    expect(parseYaml(yaml, { intAsBigInt: true })).toMatchObject(answer);
  });

  it('give back every text as it was, and YAML 1.1 reads the same', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'no',
        'null',
        '~',
        '1e3',
        '12:30:45',
        '0x10',
        '- a',
        '# b',
        '%c',
        '1234',
        ' x ',
        '...',
        '---',
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, text, async (value, key) => {
        const network = networkOf({ p: { addresses: [value], external_ids: { [key]: value } } });
        const options = { kinds: [ports], columns: ['addresses', 'external_ids'] };
        // The codec of the database itself may have had something to say about the text.
        const row = network.nb?.table('Logical_Switch_Port').row(uuidOf('p'));
        const fields = {
          addresses: row?.get('addresses'),
          external_ids: Object.fromEntries(row?.get('external_ids') ?? []),
        };
        expect(JSON.parse(await printed(network, 'json', options))).toMatchObject({ items: [{ fields }] });
        const yaml = await printed(network, 'yaml', options);
        for (const version of ['1.1', '1.2'] as const) {
          expect(parseYaml(yaml, { version })).toMatchObject({ items: [{ fields }] });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('CSV', () => {
  it('is RFC 4180 with a header', async () => {
    expect(
      await printed(two, 'csv', {
        kinds: [ports],
        columns: ['name', 'addresses', 'tag', 'external_ids:neutron:port_name'],
      }),
    ).toBe(
      [
        'name,addresses,tag,external_ids:neutron:port_name',
        'web-1,00:00:00:00:00:01 10.0.0.1;unknown,7,"blue, ""the"" one"',
        'web-2,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('of nothing is its header', async () => {
    expect(await printed(networkOf({}), 'csv', { kinds: [ports] })).toBe('name,addresses,up,tag\r\n');
    expect(await printed(networkOf({}), 'csv', { kinds: [ports], headings: false })).toBe('');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['-1', '-1'],
    ['-1.5', '-1.5'],
    ['-1+cmd', "'-1+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\uff1d1', "'\uff1d1"],
    [' =1', "' =1"],
    ['\t=1', "'\\t=1"],
    ['\r=1', "'\\r=1"],
    ['00:00:00:00:00:01', '00:00:00:00:00:01'],
    ['a,b', '"a,b"'],
    ['a\nb', 'a\\nb'],
    ['say "a"', '"say ""a"""'],
    [' a ', '" a "'],
    ['', ''],
  ])('cell %j => %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('gives back every text as a table shows it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
        async (texts) => {
          const network = networkOf({ p: Object.fromEntries(texts.map((text, i) => [COLUMNS[i], text])) });
          const csv = await printed(network, 'csv', {
            kinds: [ports],
            columns: COLUMNS.slice(0, texts.length),
          });
          const [, record = []] = readCsv(csv);
          const row = network.nb?.table('Logical_Switch_Port').row(uuidOf('p'));
          const held = COLUMNS.slice(0, texts.length).map((column) =>
            printable(String((row as { get: (name: string) => unknown } | undefined)?.get(column) ?? '')),
          );
          expect(record.map((cell, i) => (cell === `'${held[i]}` ? held[i] : cell))).toEqual(held);
        },
      ),
    );
  });
});

const COLUMNS = ['type', 'dynamic_addresses', 'parent_name', 'peer'];

/** Records of RFC 4180. */
const readCsv = (text: string): string[][] => {
  const records: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
};

describe('names', () => {
  it('are what finds a thing again', async () => {
    const network = networkOf({ a: {}, b1: { name: 'b' }, b2: { name: 'b' }, 'c\n': {}, d: { name: '' } });
    expect((await printed(network, 'name', { kinds: [ports] })).split('\n').sort()).toEqual(
      ['', 'a', uuidOf('b1'), uuidOf('b2'), uuidOf('c\n'), uuidOf('d')].sort(),
    );
  });
});

const MORE_NAMES = ['\u0085\u009b31m', '\u007f', 'a\u{e0041}b', '=cmd|x', 'x'.repeat(65_536)];

describe('hostile names', () => {
  /** What may never come out: controls other than line ends, and what reorders or hides. */
  const UNSAFE =
    /[\p{Cs}\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

  it.each(FORMATS)('stay harmless as %s', async (format) => {
    // Two of each would be two rows of one handle; no name at all is another test.
    const names = [...new Set([...HOSTILE_NAMES, ...MORE_NAMES])].filter((name) => name !== '');
    const rows = Object.fromEntries(
      names.map((name, i) => [
        name,
        { addresses: [`${name} ${i}`], external_ids: { [name]: name, 'neutron:port_name': name } },
      ]),
    );
    const network = networkOf(rows);
    const options = { kinds: [ports], ...(format === 'csv' ? { columns: ['name', 'external_ids'] } : {}) };
    const text = await printed(network, format, options);
    expect(text).not.toMatch(UNSAFE);
    if (format === 'table' || format === 'wide' || format === 'name') {
      expect(text.trimEnd().split('\n').length).toBe(names.length + (format === 'name' ? 0 : 1));
      expect(text).not.toContain('\r');
    }
    if (format === 'csv') expect(text.split('\r\n').length).toBe(names.length + 2);
    if (format === 'json' || format === 'yaml') {
      const { items } = parseYaml(text) as { items: { name: string }[] };
      // The whole texts would fill the screen of who reads a failure.
      expect(items.map(({ name }) => name.slice(0, 50)).sort()).toEqual(
        names.map((name) => name.slice(0, 50)).sort(),
      );
    }
  });
});
