/** Where a packet goes on without leaving: next, select, forwarding groups; and what is logged on the way. */
import { describe, expect, it } from 'vitest';
import { world } from '../build.ts';
import { lines } from '../text.ts';
import { carryOut, told } from './actions.ts';

const dp = (flows: string) => world({ sw0: { ports: { p1: {}, p2: {}, p3: {} }, flows } });

const path = (flows: string, microflow = 'inport == "p1"', selectId?: number): string[] =>
  lines(dp(flows).trace(microflow, { selectId }));

describe('next', () => {
  it('goes to the next table, or to the one that it names', () => {
    expect(path('in 0: 0 1 => reg0 = 1; next;\nin 1: 0 1 => next(5);\nin 5: 1 reg0 == 1 => drop;')).toEqual([
      'ingress 0',
      '  ingress 1',
      '    ingress 5',
      '      drop',
    ]);
  });

  it('ends where there is no table', () => {
    expect(path('in 0: 0 1 => reg0 = 1; next;')).toEqual(['ingress 0', '  ingress 1: no match']);
  });

  it('tables that let everything pass are not told', () => {
    expect(path('in 0: 0 1 => next;\nin 1: 0 1 => next;\nin 2: 0 1 => drop;')).toEqual([
      'ingress 2',
      '  drop',
    ]);
    expect(path('in 0: 0 1 => next;\nin 1: 0 1 => next(3);\nin 3: 0 1 => drop;')).toEqual([
      'ingress 1',
      '  ingress 3',
      '    drop',
    ]);
  });

  it('goes from one pipeline to the other with the packet as it is', () => {
    const flows = `
      in 0: 0 1 => reg0 = 1; outport = "p2"; next(pipeline=egress, table=2);
      out 2: 1 reg0 == 1 => next(pipeline=ingress, table=4);
      in 4: 1 reg0 == 1 => drop;`;
    expect(path(flows)).toEqual([
      'ingress 0',
      '  egress(dp="sw0", outport="p2")',
      '    egress 2',
      '      ingress(dp="sw0", inport="p1")',
      '        ingress 4',
      '          drop',
    ]);
  });

  const other = 'in 0: 0 1 => next(pipeline=egress, table=1);\nin 1: 0 1 => drop;\nout 1: 0 1 => drop;';

  it('of another pipeline is gone to, even if nothing else is done', () => {
    expect(path(other)).toEqual([
      'ingress 0',
      '  egress(dp="sw0", outport="")',
      '    egress 1',
      '      drop',
    ]);
  });

  it('of another pipeline is passed over by ovn-trace, if nothing else is done', () => {
    const traced = world({ sw0: { ports: { p1: {} }, flows: other } }, {}, { asOvnTrace: true });
    expect(lines(traced.trace('inport == "p1"'))).toEqual(['ingress 1', '  drop']);
  });

  it('may be followed by other actions, which see the packet as it came back', () => {
    expect(path('in 0: 0 1 => next; reg0 = 1; next(2);\nin 1: 0 1 => drop;\nin 2: 0 1 => drop;')).toEqual([
      'ingress 0',
      '  ingress 1',
      '    drop',
      '  ingress 2',
      '    drop',
    ]);
  });
});

describe('select', () => {
  const flows = `
    in 0: 0 1 => reg8[16..31] = select(1=100, 2=50, 7=1);
    in 1: 1 reg8[16..31] == 1 => outport = "p1"; next(2);
    in 1: 1 reg8[16..31] == 7 => outport = "p3"; next(3);
    in 3: 0 1 => drop;`;

  it('takes the first, and says that it did', () => {
    expect(path(flows)).toEqual([
      'ingress 0',
      '  assumed select id=1 of=3',
      '  select: reg8[16..31] = 1 /* Randomly selected. Use --select-id to specify. */',
      '    ingress 1',
      '      ingress 2: no match',
    ]);
  });

  it('takes the one that was asked for', () => {
    expect(path(flows, 'inport == "p1"', 7)).toEqual([
      'ingress 0',
      '  select: reg8[16..31] = 7',
      '    ingress 1',
      '      ingress 3',
      '        drop',
    ]);
  });

  it('takes the first where the one that was asked for is none of them', () => {
    expect(path(flows, 'inport == "p1"', 5)[1]).toBe('  assumed select id=1 of=3');
  });
});

describe('fwd_group', () => {
  const flows = `
    in 0: 0 1 => fwd_group(childports="p2","p3");
    in 1: 0 1 => output;
    out 0: 0 1 => output;`;

  it('sends to the first port, and says that it did', () => {
    expect(path(flows)).toEqual([
      'ingress 0',
      '  assumed forwarding-group port=p2 of=2',
      '  ingress 1',
      '    egress(dp="sw0", inport="p1", outport="p2")',
      '      egress 0',
      '        /* output to "p2", type "" */',
      '        output("p2")',
    ]);
  });

  it('ends there, as ovn-trace does', () => {
    expect(told('ip4', 'fwd_group(childports="p2","p3");', { options: { asOvnTrace: true } })).toEqual([]);
  });
});

describe('log', () => {
  it('tells what would be logged, of the packet as it is then', () => {
    const actions = 'ip.ttl = 9; log(name="web", verdict=drop, severity=warning, meter="m");';
    expect(carryOut('ip4', actions).told).toEqual([
      'ip.ttl = 9',
      'LOG: ACL name=web, direction=IN, verdict=drop, severity=warning, packet="ip,reg14=0x1,vlan_tci=0x0000,' +
        'dl_src=00:00:00:00:00:00,dl_dst=00:00:00:00:00:00,nw_src=0.0.0.0,nw_dst=0.0.0.0,nw_proto=0,' +
        'nw_tos=0,nw_ecn=0,nw_ttl=9,nw_frag=no"',
    ]);
    expect(told('arp', 'log(verdict=allow, severity=info);')[0]).toMatch(
      /^LOG: ACL name=<unnamed>, direction=IN, verdict=allow, severity=info, packet="arp,/,
    );
  });
});

describe('an action that is not known', () => {
  it('keeps its text, and the others are carried out', () => {
    expect(carryOut('ip4', 'frobnicate(1, "a;b"); reg0 = 1;')).toEqual({
      told: ['*** unknown action frobnicate(1, "a;b");'],
      became: 'reg0=0x1',
    });
  });

  it('makes a flow that ovn-trace leaves out', () => {
    expect(carryOut('ip4', 'frobnicate(1); reg0 = 1;', { options: { asOvnTrace: true } }).became).toBe(
      'gone',
    );
  });
});

describe('actions that change nothing that a trace could see', () => {
  it.each([
    'set_queue(5);',
    'set_meter(100);',
    'put_arp(inport, arp.spa, arp.sha);',
    'sample(probability=65535, collector_set=1, obs_domain=1, obs_point=1);',
    'ct_clear;',
  ])('%s', (action) => {
    expect(carryOut('arp && arp.op == 1', action)).toEqual({ told: [], became: '' });
  });
});
