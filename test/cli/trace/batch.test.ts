/** `--batch`: a request a line, an answer a line, in order, whatever stands between. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ovnscope, type Ran } from '../run.ts';
import { files, trace, type Scenario } from './support.ts';

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Promise.resolve(new TextEncoder().encode(text));
}

interface Answer {
  readonly schema: string;
  readonly text?: string;
  readonly packet?: string;
  readonly verdict?: { readonly outcome: string };
  readonly error?: {
    readonly kind: string;
    readonly message: string;
    readonly start?: number;
    readonly end?: number;
    readonly hint?: string;
  };
}

const answersOf = ({ out }: Ran): Answer[] => {
  const lines = out.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Answer);
};

const batch = (scenario: Scenario, ...input: readonly string[]): Promise<Ran> =>
  ovnscope(['trace', ...files(scenario), '--batch', '-'], {}, { in: pieces(...input) });

/** sw0-p1 to a port of 10.0.1.11. */
const microflow = (dport: number): string =>
  'inport == "sw0-p1" && eth.src == 00:00:00:00:00:11 && eth.dst == 00:00:00:00:ff:01 && ' +
  `ip4.src == 10.0.0.11 && ip4.dst == 10.0.1.11 && ip.ttl == 64 && tcp.dst == ${dport}`;

const request = (more: object = {}, dport = 80): string =>
  JSON.stringify({ microflow: microflow(dport), ...more });

describe('requests', () => {
  it.each([
    ['JSON', request()],
    ['JSON with a datapath', request({ datapath: 'sw0' })],
    ['JSON with nulls', request({ datapath: null, style: null, ct: null, lb_dst: null, select_id: null })],
    ['datapath, tab, microflow', `sw0\t${microflow(80)}`],
    ['a microflow alone', microflow(80)],
    ['blanks before it', `   ${request()}`],
  ])('%s', async (_name, line) => {
    const ran = await batch('two-switches', `${line}\n`);
    expect([ran.status, ran.err]).toEqual([0, '']);
    expect(answersOf(ran).map(({ verdict }) => verdict?.outcome)).toEqual(['delivered']);
  });

  it('ct is a list, or one', async () => {
    for (const ct of [['est'], 'est']) {
      const [answer] = answersOf(await batch('two-switches', request({ ct })));
      expect(JSON.stringify(answer)).toContain('"ct_state":"est|trk"');
    }
  });

  it('may end with CRLF, and stand between empty lines; the last line needs no end', async () => {
    const ran = await batch('two-switches', `\r\n\n${request()}\r\n  \n\r\n${request()}`);
    expect([ran.status, answersOf(ran).length]).toEqual([0, 2]);
  });

  it('may be cut anywhere, in the middle of a character too', async () => {
    const bytes = new TextEncoder().encode(`${request({ on: 'chässis' })}\n${request()}\n`);
    async function* single(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Promise.resolve(Uint8Array.of(byte));
    }
    const args = ['trace', ...files('two-switches'), '--batch', '-'];
    const answers = answersOf(await ovnscope(args, {}, { in: single() }));
    expect(answers.map(({ error }) => error?.message)).toEqual(['there is no chassis "chässis"', undefined]);
  });

  it('come from a file, too', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'trace-')), 'requests');
    writeFileSync(file, `${request()}\n${request()}\n`);
    expect(answersOf(await trace('two-switches', '--batch', file))).toHaveLength(2);
  });

  it('none: no answers', async () => {
    expect(await batch('two-switches', '\n')).toEqual({ status: 0, out: '', err: '' });
  });
});

describe('answers', () => {
  it('come in order, one for each request, bad ones among them', async () => {
    const ports = Array.from({ length: 200 }, (_, i) => 1000 + i);
    const lines = ports.map((port) => (port % 10 === 0 ? `nonsense ${port}` : request({}, port)));
    const ran = await batch('two-switches', lines.join('\n'));
    const answers = answersOf(ran);
    expect([ran.status, ran.err, answers.length]).toEqual([1, '', ports.length]);
    answers.forEach(({ packet, error }, i) => {
      const port = ports[i] ?? 0;
      if (port % 10 === 0) expect(error?.kind).toBe('microflow');
      else expect(packet).toContain(`tp_dst=${port}`);
    });
  });

  it.each(['detailed', 'summary', 'minimal', 'all'])(
    'with style %s hold what that form prints',
    async (style) => {
      const [answer] = answersOf(await batch('two-switches', request({ style })));
      const { out } = await trace('two-switches', `--${style}`, microflow(80));
      expect(answer?.text).toBe(out);
      expect(out).toContain('output');
      expect(answer?.verdict?.outcome).toBe('delivered');
    },
  );

  it('with friendly_names false hold names as they stand in the flows', async () => {
    const line = JSON.stringify({
      microflow: 'inport == "5eb7e725-e6ba-443f-aa90-6437aa7be080" && eth.src == fa:16:3e:2c:a5:58',
      style: 'detailed',
      friendly_names: false,
    });
    const [answer] = answersOf(await batch('neutron', line));
    expect(answer?.text).toContain('inport="5eb7e725-e6ba-443f-aa90-6437aa7be080"');
  });

  it('with a style say what that form says of a request that cannot be traced', async () => {
    const line = JSON.stringify({ microflow: 'inport == "nobody"', style: 'minimal' });
    const [answer] = answersOf(await batch('two-switches', line));
    expect([answer?.text, answer?.error?.kind]).toEqual(['unknown port "nobody"\n', 'unknown-port']);
  });
});

describe('a bad request', () => {
  it.each([
    ['{bad', 'request', 'a request is not valid JSON'],
    ['{"microflow":5}', 'request', '"microflow" of a request is not a string'],
    ['{}', 'request', 'a request has no "microflow"'],
    ['{"microflow":"x","colour":1}', 'request', 'a request has a member "colour" that is not known'],
    ['{"microflow":"x","style":"loud"}', 'request', '"style" is none of the forms'],
    ['{"microflow":"x","ct":["foo"]}', 'request', '"foo" is no connection tracking state'],
    ['{"microflow":"x","ct":[1]}', 'request', '"ct" of a request is not a list of states'],
    ['{"microflow":"x","select_id":-1}', 'request', '"select_id" of a request is not a number'],
    [request({ lb_dst: 'here' }), 'bad-address', '"here" is no address'],
    [request({ datapath: 'sw9' }), 'unknown-datapath', 'there is no datapath "sw9"'],
    ['inport == "sw0-p9"', 'unknown-port', 'there is no logical port "sw0-p9"'],
    ['{"microflow":"inport == \\"sw0-p1\\" && bogus"}', 'microflow', 'the microflow cannot be used: '],
  ])('%s', async (line, kind, message) => {
    const ran = await batch('two-switches', `${line}\n${request()}\n`);
    const [bad, good] = answersOf(ran);
    expect([ran.status, ran.err]).toEqual([1, '']);
    expect([bad?.schema, bad?.error?.kind]).toEqual(['ovnscope.trace/1', kind]);
    expect(bad?.error?.message).toContain(message);
    expect(good?.verdict?.outcome).toBe('delivered');
  });

  it('says where', async () => {
    const [answer] = answersOf(await batch('two-switches', 'inport == "sw0-p1" && ip4.dts == 10.0.0.1'));
    expect([answer?.error?.start, answer?.error?.end]).toEqual([22, 29]);
    expect(answer?.error?.hint).toContain('ip4.dst');
  });
});

describe('a long request', () => {
  it('of 10,000 characters is traced like any other', async () => {
    const addresses = Array.from({ length: 700 }, (_, i) => `10.9.${i >> 8}.${i & 255}`);
    const long = `${microflow(80)} && !(ip4.src == {${addresses.join(', ')}})`;
    expect(long.length).toBeGreaterThan(8000);
    const [answer] = answersOf(await batch('two-switches', JSON.stringify({ microflow: long })));
    expect(answer?.verdict?.outcome ?? answer?.error?.message).toBe('delivered');
  });

  it('that is no request at all is answered', async () => {
    const [answer] = answersOf(await batch('two-switches', 'x'.repeat(10_000)));
    expect(answer?.error?.kind).toBe('microflow');
  });
});

it('has no standard input where there is none', async () => {
  const { status, err } = await trace('two-switches', '--batch', '-');
  expect([status, err]).toEqual([1, 'ovnscope: there is no standard input to read requests from\n']);
});
