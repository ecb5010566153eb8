/** Where `output` takes a packet: the egress pipeline, each port of a group, the other side of a patch, out. */
import { describe, expect, it } from 'vitest';
import { world, type DatapathPlan } from '../build.ts';
import { lines } from '../text.ts';

const egress = 'out 0: 0 1 => output;';

const sw0: DatapathPlan = {
  ports: { p1: {}, p2: {}, ln: { type: 'localnet' } },
  groups: { flood: ['p1', 'p2', 'ln'], nobody: [] },
  flows: egress,
};

/** What becomes of a packet from p1 after these actions. */
const after = (actions: string, plan: DatapathPlan = sw0): string[] =>
  lines(
    world({ sw0: { ...plan, flows: `in 0: 0 1 => ${actions}\n${plan.flows ?? ''}` } }).trace(
      'inport == "p1"',
    ),
  );

describe('output to a port', () => {
  it('goes through the egress pipeline and leaves', () => {
    expect(after('outport = "p2"; output;')).toEqual([
      'ingress 0',
      '  egress(dp="sw0", inport="p1", outport="p2")',
      '    egress 0',
      '      /* output to "p2", type "" */',
      '      output("p2")',
    ]);
  });

  it('leaves registers behind, but for the ports', () => {
    const plan = { ...sw0, flows: 'out 0: 1 reg0 == 0 && inport == "p1" => output;' };
    expect(after('reg0 = 7; outport = "p2"; output;', plan)).toContain('      output("p2")');
    const flags = { ...sw0, flows: 'out 0: 1 !flags.loopback => output;' };
    expect(after('flags.loopback = 1; outport = "p2"; output;', flags)).toContain('      output("p2")');
  });

  it('is told with its type', () => {
    expect(after('outport = "ln"; output;')).toContain('      /* output to "ln", type "localnet" */');
  });

  it('where it came from is left out', () => {
    expect(after('outport = "p1"; output;')).toEqual([
      'ingress 0',
      '  /* omitting output because inport == outport && !flags.loopback */',
    ]);
  });

  it('where it came from goes on if it may', () => {
    expect(after('flags.loopback = 1; outport = "p1"; output;').at(-1)).toBe('      output("p1")');
  });

  it('without a port is an error', () => {
    expect(after('output;')).toEqual(['ingress 0', '  *** output to null logical port']);
    expect(after('outport = "elsewhere"; output;')).toEqual([
      'ingress 0',
      '  *** output to null logical port',
    ]);
  });

  it('of a key that nobody has is an error', () => {
    expect(after('reg15 = 99; output;')).toEqual([
      'ingress 0',
      '  *** unknown action reg15 = 99;',
      '  *** output to null logical port',
    ]);
    const copied = 'reg0 = 99; push(reg0); pop(outport); output;';
    expect(after(copied)).toContain('  *** unknown port or multicast group 99');
  });

  it('that nobody takes in the egress pipeline ends there', () => {
    expect(after('outport = "p2"; output;', { ...sw0, flows: '' })).toEqual([
      'ingress 0',
      '  egress(dp="sw0", inport="p1", outport="p2")',
      '    egress 0: no match',
    ]);
  });
});

describe('output to a multicast group', () => {
  it('goes to each port in the order of names, and not back', () => {
    expect(after('outport = "flood"; output;')).toEqual([
      'ingress 0',
      '  multicast(dp="sw0", mcgroup="flood")',
      '    egress(dp="sw0", inport="p1", outport="ln")',
      '      egress 0',
      '        /* output to "ln", type "localnet" */',
      '        output("ln")',
      '    egress(dp="sw0", inport="p1", outport="p1")',
      '      /* omitting output because inport == outport && !flags.loopback */',
      '    egress(dp="sw0", inport="p1", outport="p2")',
      '      egress 0',
      '        /* output to "p2", type "" */',
      '        output("p2")',
    ]);
  });

  it('without ports goes nowhere', () => {
    expect(after('outport = "nobody"; output;')).toEqual([
      'ingress 0',
      '  multicast(dp="sw0", mcgroup="nobody")',
    ]);
  });

  const counting = { ...sw0, flows: 'out 0: 0 1 => ip.ttl--; output;' };
  const ttls = (asOvnTrace: boolean): string[] =>
    lines(
      world(
        { sw0: { ...counting, flows: `in 0: 0 1 => outport = "flood"; output;\n${counting.flows}` } },
        {},
        { asOvnTrace },
      ).trace('inport == "p1" && ip4 && ip.ttl == 1'),
    ).filter((line) => /ttl/i.test(line));

  it('gives each port a packet of its own', () => {
    expect(ttls(false)).toEqual(['        ip.ttl--', '        ip.ttl--']);
  });

  it('gives each port what the last one left, as ovn-trace does', () => {
    expect(ttls(true)).toEqual(['        ip.ttl--', '        *** TTL underflow']);
  });
});

describe('output to a patch port', () => {
  const twoSides = (type: string, peer: string): string[] =>
    lines(
      world({
        sw0: {
          ports: { p1: {}, 'sw0-lr0': { type, options: { peer } } },
          flows: `in 0: 0 1 => reg0 = 5; outport = "sw0-lr0"; output;\n${egress}`,
        },
        lr0: {
          router: true,
          ports: { 'lr0-x': {}, 'lr0-sw0': { type, options: { peer: 'sw0-lr0' } } },
          flows: 'in 0: 1 inport == "lr0-sw0" && reg0 == 0 && outport == "" => drop;',
        },
      }).trace('inport == "p1"'),
    ).slice(2);

  it.each(['patch', 'l3gateway'])('of type %s comes in on the other side', (type) => {
    expect(twoSides(type, 'lr0-sw0')).toEqual([
      '    egress 0',
      `      /* output to "sw0-lr0", type "${type}" */`,
      '      ingress(dp="lr0", inport="lr0-sw0")',
      '        ingress 0',
      '          drop',
    ]);
  });

  it('of another type, or whose other side is not there, leaves', () => {
    expect(twoSides('vtep', 'lr0-sw0').at(-1)).toBe('      output("sw0-lr0")');
    expect(twoSides('patch', 'gone').at(-1)).toBe('      output("sw0-lr0")');
  });
});

describe('output to a chassisredirect port', () => {
  const redirected = (options: Record<string, string>): string[] =>
    lines(
      world({
        lr0: {
          router: true,
          ports: { 'lr0-in': {}, 'lr0-pub': {}, 'cr-lr0-pub': { type: 'chassisredirect', options } },
          flows: `in 0: 0 1 => outport = "cr-lr0-pub"; output;\n${egress}`,
        },
        other: { ports: { elsewhere: {} } },
      }).trace('inport == "lr0-in"'),
    );

  it('goes to the distributed port', () => {
    expect(redirected({ 'distributed-port': 'lr0-pub' })).toEqual([
      'ingress 0',
      '  /* Replacing type "chassisredirect" outport "cr-lr0-pub" with distributed port "lr0-pub". */',
      '  egress(dp="lr0", inport="lr0-in", outport="lr0-pub")',
      '    egress 0',
      '      /* output to "lr0-pub", type "" */',
      '      output("lr0-pub")',
    ]);
  });

  it.each([[{}], [{ 'distributed-port': 'nobody' }], [{ 'distributed-port': 'elsewhere' }]])(
    'with %o is an error',
    (options) => {
      expect(redirected(options)).toEqual([
        'ingress 0',
        '  *** output to type "chassisredirect" port "cr-lr0-pub" with no or invalid distributed port',
      ]);
    },
  );
});
