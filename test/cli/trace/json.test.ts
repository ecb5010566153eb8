/** `--json`: the members that docs/trace.md has, and what they refer to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HARMFUL } from '../odd/battery.ts';
import { ovnscope } from '../run.ts';
import { trace, withRows, type Scenario } from './support.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

const asked = async (scenario: Scenario, words: string): Promise<JsonObject> => {
  const { status, out } = await trace(scenario, ...words.split(' '), '--json');
  expect(status).toBe(0);
  return JSON.parse(out) as JsonObject;
};

/** Every member of every object. */
const membersOf = (json: Json, found = new Set<string>()): Set<string> => {
  if (Array.isArray(json)) for (const one of json as readonly Json[]) membersOf(one, found);
  else if (typeof json === 'object' && json !== null) {
    for (const [name, value] of Object.entries(json)) {
      found.add(name);
      membersOf(value as Json, found);
    }
  }
  return found;
};

const QUESTIONS: readonly (readonly [Scenario, string])[] = [
  ['two-switches', '--from sw0-p1 --to sw1-p1 --tcp --dport 80 --reply'],
  ['neutron', '--from app-1 --to db-1 --tcp --dport 3306 --reply'],
  ['neutron', '--from app-2 --to 192.0.2.1 --icmp'],
  ['neutron', '--from app-1 --to 10.0.0.1 --arp'],
  ['neutron', '--from app-1 --to ff:ff:ff:ff:ff:ff'],
  ['ovn-kubernetes', '--from default/client --to 10.96.55.7 --tcp --dport 80'],
  ['ovn-kubernetes', '--from default/client --to 10.96.200.9 --tcp --dport 80'],
];

describe('--json', () => {
  it('adds the microflow and the reply, which is a trace of its own', async () => {
    const json = await asked('two-switches', '--from sw0-p1 --to sw1-p1 --tcp --dport 80 --reply');
    expect(json['schema']).toBe('ovnscope.trace/1');
    expect(json['microflow']).toContain('inport == "sw0-p1"');
    expect(json['reply']).toMatchObject({ schema: 'ovnscope.trace/1', verdict: { outcome: 'delivered' } });
    expect(json).not.toHaveProperty('no_reply');
  });

  it('says why there is no reply', async () => {
    const json = await asked('neutron', '--from app-1 --to db-1 --tcp --dport 3306 --reply');
    expect(json).toMatchObject({
      no_reply: 'not-delivered',
      verdict: { outcome: 'dropped', reason: 'flow' },
    });
    expect(json).not.toHaveProperty('reply');
  });

  it.each(QUESTIONS)('%s %s: what decided is one of the steps', async (scenario, question) => {
    const json = await asked(scenario, question);
    const hops = json['hops'] as readonly JsonObject[];
    const endings = json['endings'] as readonly JsonObject[];
    for (const ending of [json['verdict'] as JsonObject, ...endings]) {
      const [hop = -1, step = -1] = ending['decided_at'] as readonly number[];
      expect((hops[hop]?.['steps'] as readonly Json[])[step]).toHaveProperty('stage');
    }
    hops.forEach(({ parent }, index) => {
      expect(index === 0 ? parent : (parent as number) < index).toBe(index === 0 ? null : true);
    });
  });

  it('has no member that the documentation leaves out', async () => {
    const page = readFileSync('docs/trace.md', 'utf8');
    const members = new Set<string>();
    for (const question of QUESTIONS) membersOf(await asked(...question), members);
    expect(members.size).toBeGreaterThan(30);
    expect([...members].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('is what the text tells', async () => {
    const question = '--from app-1 --to db-1 --tcp --dport 3306';
    const json = await asked('neutron', question);
    const { hops, verdict } = json as { hops: { steps: JsonObject[] }[]; verdict: JsonObject };
    const [hop = 0, step = 0] = verdict['decided_at'] as readonly number[];
    expect(hops[hop]?.steps[step]).toMatchObject({
      table: 4,
      stage: 'ls_out_acl',
      flow: { source: 'northd.c:6543', actions: '/* drop */' },
      row: { table: 'ACL', certain: true },
    });
  });
});

describe('names that would harm a terminal', () => {
  const EVIL = '\u001b[31mevil\u0007\u202e"\\';
  const sb = withRows('fixtures/two-switches/sb.db', {});
  const row = (): string => {
    // sw0-p1, sw0 and a flow's match with what nobody should print as it is.
    const text = readFileSync('fixtures/two-switches/sb.db', 'utf8');
    const port = /"([0-9a-f-]{36})":\{[^{}]*"logical_port":"sw1-p1"/.exec(text)?.[1];
    if (port === undefined) throw new Error('no port sw1-p1 in the file');
    return port;
  };

  it.each([[[]], [['--explain']], [['--json']], [['--reply']]])('%j', async (more) => {
    const file = withRows(sb, { Port_Binding: { [row()]: { external_ids: ['map', [['name', EVIL]]] } } });
    const words = ['--from', 'sw0-p1', '--to', 'sw1-p1', '--tcp', ...more];
    const { status, out, err } = await ovnscope(['trace', '--sb', file, ...words]);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('evil');
    expect(HARMFUL.exec(out)?.[0]).toBeUndefined();
  });

  it.each([false, true])('in the forms of ovn-trace too; on a terminal: %j', async (terminal) => {
    const file = withRows(sb, { Port_Binding: { [row()]: { external_ids: ['map', [['name', EVIL]]] } } });
    const words = ['trace', '--sb', file, '--from', 'sw0-p1', '--to', 'sw1-p1', '--tcp', '--all'];
    const { out } = await ovnscope([...words, '--color=never'], {}, { terminal });
    expect(out).toContain('evil');
    expect(HARMFUL.exec(out)?.[0]).toBeUndefined();
  });

  it.each([
    [[`inport == "${EVIL}" && ip4`]],
    [[EVIL, 'inport == "sw0-p1"']],
    [['--from', EVIL, '--to', EVIL]],
    [['--from', 'sw0-p1', '--to', 'sw1-p1', '--on', EVIL]],
    [['--from', 'sw0-p1', '--to', 'sw1-p1', '--expect', EVIL]],
    [['--from', 'sw0-p1', '--to', 'sw1-p1', '--lb-dst', EVIL]],
    [['--from', 'sw0-p1', '--to', 'sw1-p1', '--ct', EVIL]],
    [['--batch', EVIL]],
  ])('typed: %j', async (words) => {
    const { status, out, err } = await trace('two-switches', ...words);
    expect(status).toBe(1);
    expect(HARMFUL.exec(out + err)?.[0]).toBeUndefined();
  });
});

describe('a Southbound without flows', () => {
  it('says that northd has made none', async () => {
    const text = readFileSync('fixtures/two-switches/sb.db', 'utf8');
    const flows = [...text.matchAll(/"([0-9a-f-]{36})":\{[^{}]*"pipeline":/g)].map(([, uuid]) => uuid);
    expect(flows.length).toBeGreaterThan(100);
    const gone = Object.fromEntries(flows.map((uuid) => [uuid ?? '', null]));
    const file = withRows('fixtures/two-switches/sb.db', { Logical_Flow: gone });
    const { status, out, err } = await ovnscope([
      'trace',
      '--sb',
      file,
      '--from',
      'sw0-p1',
      '--to',
      'sw1-p1',
    ]);
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain('no logical flows');
    expect(err).toContain('ovn-northd');
  });
});
