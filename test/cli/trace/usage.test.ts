/** What a person is told who asked for what cannot be traced: what is wrong, where, what to try. */
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';
import { complaint, trace } from './support.ts';

const told = (...args: readonly string[]): Promise<string[]> => complaint('neutron', ...args);

describe('a microflow', () => {
  it.each([
    [
      'inport == "web-1" && eth.src == fa:16:3e:bb:63:90 && ip4.src == 10.1.0.11 && ip4.dts == 10.0.0.1',
      [
        "ovnscope: the microflow cannot be used: Syntax error at `ip4.dts' expecting field name.",
        '  …c == fa:16:3e:bb:63:90 && ip4.src == 10.1.0.11 && ip4.dts == 10.0.0.1',
        '                                                     ^^^^^^^',
        '  try: did you mean ip4.dst, ip6.dst, ip.ttl, ip4.src?',
      ],
    ],
    [
      'inport == "web-1" && ip4.src == 10.0.0.1 || ip6',
      [
        'ovnscope: the microflow cannot be used: && and || must be parenthesized when used together.',
        '  inport == "web-1" && ip4.src == 10.0.0.1 || ip6',
        '                                           ^^',
      ],
    ],
    [
      'inport == "web-1" && ip4.src == 10.0.0.1 && ip4.src == 10.0.0.2',
      [
        'ovnscope: the microflow cannot be used: Constraints are contradictory.',
        '  inport == "web-1" && ip4.src == 10.0.0.1 && ip4.src == 10.0.0.2',
        '  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  try: no packet has all of this at once: two values of one field, or a port that is not on the datapath',
      ],
    ],
    [
      'ip4',
      [
        'ovnscope: the microflow cannot be used: flow match expression does not match on inport',
        '  ip4',
        '  ^^^',
        '  try: inport == "PORT" && …, or name the datapath',
      ],
    ],
    [
      'inport == "web-9" && ip4',
      ['ovnscope: there is no logical port "web-9"', '  try: did you mean web-1, web-2?'],
    ],
  ])('%s', async (microflow, lines) => {
    const actual = await told(microflow);
    expect(actual).toEqual(lines);
  });

  it('of an alias, in a form of ovn-trace, which knows none', async () => {
    expect(await told('--all', 'inport == "app-1" && ip4')).toEqual([
      'ovnscope: there is no logical port "app-1"',
      '  try: in ovn-trace\'s forms it is called by its own name: "5eb7e725-e6ba-443f-aa90-6437aa7be080"',
    ]);
  });

  it('of 10,000 characters is shown around the place', async () => {
    const addresses = Array.from({ length: 900 }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
    const lines = await told(`inport == "web-1" && ip4.src == {${addresses.join(', ')}} && bogus`);
    const [, text = '', caret = ''] = lines;
    expect(text.length).toBeLessThan(120);
    expect(text.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('bogus');
  });

  it('that is ambiguous: what to say', async () => {
    const lines = await told('inport == "web-1" && (ip4 || ip6)');
    expect(lines[0]).toContain('Constraints are ambiguous');
    expect(lines.at(-1)).toContain('ip4 or ip6');
  });
});

describe('what is not there', () => {
  it('datapath: the nearest', async () => {
    expect(await told('weeb', 'inport == "web-1"')).toEqual([
      'ovnscope: there is no datapath "weeb"',
      '  try: did you mean web?',
    ]);
  });

  it('port of another datapath', async () => {
    expect(await told('web', 'inport == "app-1" && ip4')).toEqual([
      'ovnscope: the microflow does not say by which port the packet comes in',
      '  try: "app-1" is a port of another datapath: leave the datapath out',
    ]);
  });

  it('no inport', async () => {
    expect((await told('web', 'ip4')).at(-1)).toContain('inport == "PORT"');
  });

  it.each([
    [['--from', 'web-9', '--to', 'db-1'], 'ovnscope: no port is called "web-9"'],
    [['--from', 'web-1', '--to', 'db-9'], 'ovnscope: no port is called "db-9"'],
    [['--from', 'web-1', '--to', 'db-1', '--expect', 'db-9'], 'ovnscope: no port is called "db-9"'],
  ])('%j', async (words, first) => {
    const lines = await told(...words);
    expect(lines[0]).toBe(first);
    expect(lines.at(-1)).toContain('did you mean');
  });

  it('chassis: the nearest', async () => {
    expect(await told('--from', 'web-1', '--to', 'db-1', '--on', 'comput-1')).toEqual([
      'ovnscope: there is no chassis "comput-1"',
      expect.stringContaining('did you mean compute-1'),
    ]);
  });
});

describe('options', () => {
  const between = ['--from', 'web-1', '--to', 'db-1'];

  it.each([
    [[], 'there is no packet to trace'],
    [['--dport', '80'], 'there is no packet to trace'],
    [['--to', 'web-1'], '--to was given alone'],
    [[...between, 'inport == "web-1"'], 'there is more than one packet to trace'],
    [[...between, '--batch', 'x'], 'there is more than one packet to trace'],
    [[...between, '--tcp', '--udp'], 'a packet cannot be both --tcp and --udp'],
    [[...between, '--ipv4', '--ipv6'], 'a packet cannot be both --ipv4 and --ipv6'],
    [[...between, '--dport', '99999'], '--dport needs a whole number from 0 to 65535'],
    [[...between, '--select-id', 'x'], '--select-id needs a whole number'],
    [[...between, '--ct', 'foo'], '"foo" is no connection tracking state'],
    [[...between, '--lb-dst', 'foo'], '"foo" is no address'],
    [[...between, '--minimal', '--json'], 'the forms of ovn-trace are text'],
    [[...between, '--minimal', '--reply'], 'ovn-trace knows no replies'],
    [[...between, '--watch', '--json'], '--watch tells a person'],
    [[...between, '--watch'], 'files do not change: --watch needs a server'],
    [['--from', 'web-1', '--to', 'web-1'], '"web-1" is both ends'],
    [['--batch', 'no/such/file'], 'cannot read requests from "no/such/file": there is no such file'],
    [['--batch', 'fixtures'], 'cannot read requests from "fixtures": it is a directory'],
    [['--from', 'app-1', '--to', '10.0.0.1', '--nd'], '--nd is not for IPv4'],
    [['--from', 'app-1', '--to', 'fd00:a::1', '--arp'], '--arp is not for IPv6'],
  ])('%j', async (words, text) => {
    const [first] = await told(...words);
    expect(first).toContain(text);
    expect(first).not.toContain('should not happen');
  });

  it('--ct that no connection can have is used all the same, and told', async () => {
    const { status, err } = await trace('neutron', ...between, '--ct', 'new,est');
    expect([status, err]).toEqual([0, 'ovnscope: --ct new,est: "new" and "est" are mutually exclusive\n']);
  });
});

describe('databases', () => {
  it('a Northbound alone: the trace needs the other', async () => {
    const { status, err } = await ovnscope([
      'trace',
      '--nb',
      'fixtures/neutron/nb.db',
      '--from',
      'web-1',
      '--to',
      'db-1',
    ]);
    expect([status, err.split('\n')[0]]).toEqual([
      1,
      'ovnscope: a trace needs the Southbound database, and none was found',
    ]);
  });

  it('a Southbound alone: where it was decided, without names of rows', async () => {
    const question = ['--from', 'app-1', '--to', 'db-1', '--tcp', '--dport', '3306'];
    const { status, out } = await ovnscope(['trace', '--sb', 'fixtures/neutron/sb.db', ...question]);
    expect(status).toBe(0);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'dropped in switch db, egress table 4 (ls_out_acl)',
      '  ACLs of direction to-lport',
      '  match reg0[9] == 1 && (outport == @neutron_pg_drop && ip) → /* drop */',
      '  flow 910e0cfa · northd.c:6543',
    ]);
  });

  it('--db names the Southbound, as ovn-trace has it', async () => {
    const question = ['--from', 'sw0-p1', '--to', 'sw1-p1'];
    const { status, out } = await ovnscope(['trace', '--db', 'fixtures/two-switches/sb.db', ...question]);
    expect([status, out.split('\n')[0]]).toEqual([0, 'delivered to sw1-p1 on hv1']);
  });
});

describe('--from', () => {
  const to = ['--to', 'sw1-p1', '--tcp'];

  it('is the sender where no file is called so', async () => {
    const { out } = await trace('two-switches', '--from', 'sw0-p1', ...to);
    expect(out).toContain('from sw0-p1');
  });

  it('is both: a directory to read from and a sender', async () => {
    const { out, err } = await ovnscope([
      'trace',
      '--from',
      'fixtures/demo',
      '--from',
      'app-1',
      '--to',
      'app-2',
    ]);
    expect([err, out.split('\n')[0]]).toEqual(['', 'delivered to app-2 on compute-2']);
  });

  it('is a source with --inport, whatever is called so', async () => {
    const { out } = await ovnscope([
      'trace',
      '--from',
      'fixtures/two-switches/sb.db',
      '--inport',
      'sw0-p1',
      ...to,
    ]);
    expect(out.split('\n')[0]).toBe('delivered to sw1-p1 on hv1');
  });

  it('is a source without --to', async () => {
    const microflow = 'inport == "sw0-p1" && eth.src == 00:00:00:00:00:11 && ip4';
    const { status } = await ovnscope(['trace', '--from', 'fixtures/two-switches/sb.db', microflow]);
    expect(status).toBe(0);
  });

  it('of a port that is called as a file: the last one', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'trace-')), 'sw0-p1');
    writeFileSync(file, 'not a database');
    const { status, err } = await trace('two-switches', '--from', file, ...to);
    expect([status, err.split('\n')[0]]).toEqual([1, `ovnscope: no port is called "${file}"`]);
  });

  it('is an address, or a pod, too', async () => {
    const ip = await trace('two-switches', '--from', '10.0.0.11', ...to);
    expect(ip.out).toContain('from sw0-p1');
    const pod = await trace('ovn-kubernetes', '--from', 'default/client', '--to', 'default/server');
    expect(pod.out.split('\n')[0]).toBe('delivered to default/server on ovn-worker2');
  });
});

describe('--expect', () => {
  const between = (dport: string): string[] => ['--from', 'app-1', '--to', 'db-1', '--tcp', '--dport', dport];

  it.each([
    ['5432', 'delivered', 0],
    ['5432', 'dropped', 2],
    ['5432', 'db-1', 0],
    ['5432', 'db-2', 2],
    ['3306', 'delivered', 2],
    ['3306', 'dropped', 0],
    ['3306', 'db-1', 2],
  ])('port %s, %s: status %i', async (dport, expected, status) => {
    const { status: actual, out, err } = await trace('neutron', ...between(dport), '--expect', expected);
    expect(actual).toBe(status);
    expect(out).not.toBe('');
    expect(err === '').toBe(status === 0);
  });

  it('with --reply means there and back', async () => {
    const back = ['--from', 'sw0-p1', '--to', 'sw1-p1', '--reply', '--expect', 'delivered'];
    expect((await trace('two-switches', ...back)).status).toBe(0);
    const waits = ['--from', 'default/client', '--to', '192.0.2.1', '--reply', '--expect', 'delivered'];
    expect((await trace('ovn-kubernetes', ...waits)).status).toBe(2);
  });
});
