/** Names that want to do harm, through a real OVN into every output. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, RecordingProxy, Writer } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough } from './reads.ts';

const NAMES = [
  'quote"and\'quote',
  'two\nlines',
  '<script>alert(1)</script>',
  '\u001b[31mred\u001b[0m',
  '\u001b]0;title\u0007',
  'right\u202eto left',
  'zero\u200bwidth',
  'c1\u009b31m',
  '=cmd|calc',
  '--option',
  'constructor',
  '__proto__',
  'x'.repeat(65536),
];

const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

let lab: Lab;
let proxy: RecordingProxy;
beforeAll(async () => {
  lab = await Lab.start({ hypervisors: 0 });
  const writer = await Writer.open(lab.nb.sockets[0] ?? '');
  for (const [index, name] of NAMES.entries()) {
    await writer.transact('OVN_Northbound', [
      {
        op: 'insert',
        table: 'Logical_Switch_Port',
        'uuid-name': 'port',
        row: { name: `${name} port`, addresses: name },
      },
      {
        op: 'insert',
        table: 'Logical_Switch',
        row: {
          name,
          ports: ['named-uuid', 'port'],
          external_ids: [
            'map',
            [
              ['neutron:network_name', name],
              [name, name],
            ],
          ],
        },
      },
      {
        op: 'insert',
        table: 'Logical_Router_Port',
        'uuid-name': 'rp',
        row: {
          name: `${name} lrp`,
          mac: name,
          networks: name,
          peer: `${NAMES[(index + 1) % NAMES.length]} lrp`,
        },
      },
      { op: 'insert', table: 'Logical_Router', row: { name: `${name} router`, ports: ['named-uuid', 'rp'] } },
    ]);
  }
  writer.close();
  proxy = await RecordingProxy.start({ directory: lab.directory, name: 'proxy', target: lab.nb.remote });
});
afterAll(async () => {
  await proxy?.stop();
  await lab?.stop();
});

const read = async (...args: string[]): Promise<string> => {
  const { status, out, err } = await ovnscope([...args, '--nb', proxy.remote]);
  expect(status).toBe(0);
  expect(err).not.toMatch(HARMFUL);
  return out;
};

describe('hostile names', () => {
  it('are made visible in text', async () => {
    const out = await read('show', '--all');
    expect(out).not.toMatch(HARMFUL);
    expect(out).toContain('\\e[31mred');
    expect(out).toContain('two\\nlines');
    expect(out).toContain('<script>');
    expect(out).toContain('constructor');
    expect(out).toContain('__proto__');
  });

  it('are colours nobody chose, also when there are colours', async () => {
    const out = await read('show', '--all', '--color', 'always');
    expect(out.replaceAll(/\u001b\[[0-9;]*m/g, '')).not.toMatch(HARMFUL);
    expect(out).not.toContain('\u001b[31mred');
  });

  it('come whole and escaped in JSON', async () => {
    const out = await read('show', '-o', 'json');
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    const show = JSON.parse(out) as { switches: { name: string }[] };
    expect(show.switches.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
  });

  it('are text in a picture', async () => {
    const out = await read('graph');
    expect(out).not.toMatch(HARMFUL);
    expect(out).not.toContain('<script');
    expect(out).toContain('&lt;script&gt;');
    expect(out.length).toBeLessThan(2_000_000);
  });

  it('do not make anybody write', () => {
    const sent = sentThrough([proxy]);
    expect(sent.length).toBeGreaterThan(4);
    expect(otherThanReads(sent)).toEqual([]);
  });
});
