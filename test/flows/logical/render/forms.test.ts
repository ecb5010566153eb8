/** The forms of ovn-trace, and JSON, of one small trace that has something of everything. */
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../../src/flows/logical/answer/index.ts';
import { TRACE_SCHEMA, TraceJson } from '../../../../src/flows/logical/render/json/index.ts';
import { ovnTraceText } from '../../../../src/flows/logical/render/ovn-trace/index.ts';
import { uuidOf } from '../../../model/build.ts';
import { world, type World } from '../build.ts';
import { asOvnTrace } from '../text.ts';

const UUID = '1f2e3d4c-0000-4000-8000-000000000001';

const plan = {
  [`neutron-${UUID}`]: {
    ids: { name2: 'net1' },
    ports: { p1: {}, [UUID]: { external_ids: { name: 'vm-2' } } },
    flows: `
      in 0 ls_in_check: 100 inport == "p1" && ip4 => reg0[0] = 1; ip.ttl--; next;
      in 1 ls_in_track: 50 reg0[0] == 1 => ct_next(dnat);
      in 2 ls_in_lookup: 10 1 => clone { outport = ""; output; }; outport = "${UUID}"; output;
      out 0 ls_out_deliver: 1 outport == "${UUID}" => output;`,
  },
};

const MICROFLOW =
  'inport == "p1" && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64 && tcp.dst == 80';

const first =
  '# tcp,reg14=0x1,vlan_tci=0x0000,dl_src=00:00:00:00:00:00,dl_dst=00:00:00:00:00:00,nw_src=10.0.0.1,' +
  'nw_dst=10.0.0.2,nw_tos=0,nw_ecn=0,nw_ttl=64,nw_frag=no,tp_src=0,tp_dst=80,tcp_flags=0';

const flowUuid = (n: number): string => uuidOf(`neutron-${UUID} flow ${n}`).slice(0, 8);

const dp: World = world(plan, {}, { asOvnTrace: true });
const trace = dp.trace(MICROFLOW);

const DETAILED = `
ingress(dp="net1", inport="p1")
-------------------------------
 0. ls_in_check (northd.c:1): inport == "p1" && ip4, priority 100, uuid ${flowUuid(0)}
    reg0[0] = 1;
    ip.ttl--;
    next;
 1. ls_in_track (northd.c:1): reg0[0] == 1, priority 50, uuid ${flowUuid(1)}
    ct_next(dnat);

ct_next(ct_state=est|trk /* default (use --ct to customize) */)
---------------------------------------------------------------
 2. ls_in_lookup (northd.c:1): 1, priority 10, uuid ${flowUuid(2)}
    clone { outport = ""; output; };

    clone
    -----
            outport = "";
            output;
            *** output to null logical port
    outport = "vm-2";
    output;

egress(dp="net1", inport="p1", outport="vm-2")
----------------------------------------------
 0. ls_out_deliver (northd.c:1): outport == "vm-2", priority 1, uuid ${flowUuid(3)}
    output;
    /* output to "vm-2", type "" */
`;

const SUMMARY = `ingress(dp="net1", inport="p1") {
    reg0[0] = 1;
    ip.ttl--;
    next;
    ct_next(dnat);
    ct_next(ct_state=est|trk /* default (use --ct to customize) */) {
        clone { outport = ""; output; };
        clone {
            outport = "";
            output;
            *** output to null logical port;
        };
        outport = "vm-2";
        output;
        egress(dp="net1", inport="p1", outport="vm-2") {
            output;
            /* output to "vm-2", type "" */;
        };
    };
};
`;

const MINIMAL = `ip.ttl--;
ct_next(ct_state=est|trk /* default (use --ct to customize) */) {
    clone {
        *** output to null logical port;
    };
    output("vm-2");
};
`;

describe('ovn-trace', () => {
  it.each([
    ['detailed', DETAILED],
    ['summary', SUMMARY],
    ['minimal', MINIMAL],
  ] as const)('%s', (style, text) => {
    expect(asOvnTrace(trace, style)).toBe(`${first}\n${text}`);
  });

  const all = [
    first,
    '# Detailed trace.',
    DETAILED + '# Summary trace.',
    SUMMARY + '# Minimal trace.',
    MINIMAL,
  ].join('\n');

  it('all of them, or some', () => {
    expect(asOvnTrace(trace, 'all')).toBe(all);
    const some = ovnTraceText(trace, { style: ['minimal', 'summary'], friendlyNames: true });
    expect(some).toBe(`${first}\n# Summary trace.\n${SUMMARY}# Minimal trace.\n${MINIMAL}`);
  });

  it('without friendly names', () => {
    const text = ovnTraceText(trace, { style: 'minimal', friendlyNames: false });
    expect(text).toContain(`output("${UUID}");`);
    expect(ovnTraceText(trace, { style: 'detailed', friendlyNames: false })).toContain(
      `\ningress(dp="${uuidOf(`nb neutron-${UUID}`)}", inport="p1")\n`,
    );
  });

  it('of older versions writes no zones', () => {
    const of = (major: number, minor: number): string =>
      ovnTraceText(trace, { style: 'summary', friendlyNames: true, version: { major, minor, text: '' } });
    expect(of(24, 9)).toContain('    ct_next;\n');
    expect(of(25, 3)).toContain('    ct_next(dnat);\n');
  });
});

describe('JSON', () => {
  const one = new TraceJson();
  const answer = answerTrace(world(plan).trace(MICROFLOW));
  const json = JSON.parse(one.write(answer, { request: '{"id":7}' })) as Record<string, unknown>;

  it('has the members that its documentation names', () => {
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining(['schema', 'request', 'verdict', 'endings', 'assumptions', 'packet', 'hops']),
    );
    expect(json).toMatchObject({
      schema: TRACE_SCHEMA,
      request: { id: 7 },
      verdict: {
        outcome: 'delivered',
        port: { name: UUID, alias: 'vm-2', key: 2 },
        chassis: null,
        decided_at: [2, 0],
      },
      assumptions: [{ type: 'assumption', kind: 'ct-state', state: 'new|trk', known: 'first-packet' }],
      packet: first.slice(2),
    });
  });

  it('has hops with their steps, flows and events', () => {
    expect(json).toMatchObject({
      hops: [
        {
          pipeline: 'ingress',
          via: 'start',
          parent: null,
          datapath: { name: `neutron-${UUID}`, alias: 'net1', uuid: uuidOf(`neutron-${UUID}`) },
          inport: { name: 'p1', alias: null, type: '', key: 1 },
          outport: null,
          steps: [
            {
              table: 0,
              stage: 'ls_in_check',
              flow: { priority: 100, match: 'inport == "p1" && ip4', source: 'northd.c:1' },
              events: [{ type: 'change', kind: 'ttl', text: 'ip.ttl--' }],
            },
            {
              table: 1,
              events: [
                { type: 'assumption', kind: 'ct-state' },
                { type: 'transform', kind: 'ct_next', ct_state: 'new|trk', assumed: true },
              ],
            },
            { table: 2, stage: 'ls_in_lookup' },
          ],
        },
        { pipeline: 'ingress', via: 'clone', parent: 0, steps: [] },
        { pipeline: 'egress', via: 'output', parent: 0, outport: { name: UUID }, steps: [{ table: 0 }] },
      ],
    });
  });

  it('is the same for the same trace, however often it was written', () => {
    expect(one.write(answer)).toBe(new TraceJson().write(answer));
  });
});
