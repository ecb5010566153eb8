/**
 * Where the default answer is not ovn-trace's: each line of the table in docs/trace.md, told as ovn-trace has it and as
 * OVN does it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../src/flows/logical/answer/index.ts';
import { suspectsOf } from '../../../src/flows/logical/answer/suspects.ts';
import type { TraceRequest } from '../../../src/flows/logical/request/types.ts';
import type { Tables } from '../../model/build.ts';
import { world, type DatapathPlan } from './build.ts';
import { fieldOf, lines, outputs, tablesIn } from './text.ts';

type Question = Omit<TraceRequest, 'microflow'>;

interface Told {
  /** Ports that the packet came out of. */
  readonly to: readonly string[];
  readonly told: string;
}

/** One switch, one packet: what ovn-trace says of it, and what OVN does. */
const both = (
  { flows, ...plan }: DatapathPlan,
  microflow = 'eth.src == 00:00:00:00:00:01 && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && tcp.dst == 80',
  more: Tables = {},
  question: Question = {},
): { readonly ovnTrace: Told; readonly here: Told } => {
  const told = (asOvnTrace: boolean): Told => {
    const ports = { p1: {}, p2: {}, p3: {}, ...plan.ports };
    const sw = world(
      { sw: { ...plan, ports, flows: `${flows ?? ''}\nout 0: 0 1 => output;` } },
      more,
      asOvnTrace ? { asOvnTrace } : { keepPackets: true },
    );
    const trace = sw.trace(`inport == "p1" && ${microflow}`, { datapath: 'sw', ...question });
    return { to: outputs(trace).map(({ port }) => port), told: lines(trace).join('\n') };
  };
  return { ovnTrace: told(true), here: told(false) };
};

/** To p2 if the flag was set, else to p3. */
const either = (actions: string, flag = 'reg0[0] == 1'): string => `
  in 0: 0 1 => ${actions} next;
  in 1: 1 ${flag} => outport = "p2"; output;
  in 1: 0 1 => outport = "p3"; output;`;

const to = ({ ovnTrace, here }: ReturnType<typeof both>): string =>
  `ovn-trace ${ovnTrace.to.join(' ') || 'nowhere'}, here ${here.to.join(' ') || 'nowhere'}`;

const DIFFERENCES: Readonly<Record<string, () => void>> = {
  'connections are tracked': () => {
    const answer = both({
      flows: 'in 0: 0 ip => ct_next;' + either('', 'ct.new').replace('in 0: 0 1', 'in 0: 0 arp'),
    });
    expect(to(answer)).toBe('ovn-trace p3, here p2');
    expect(answer.here.told).toContain('assumed ct-state state=new|trk known=first-packet');
    const asked = both({ flows: either('ct_next;', 'ct.est') }, undefined, {}, { ct: [0x22] });
    expect(asked.here.told).toContain('ct_state=est|trk');
  },

  '`ct_mark` and `ct_label`': () => {
    const flows = `
      in 0: 0 ip => ct_next;
      in 1: 0 1 => ct_commit { ct_mark = 7; }; next;
      in 2: 0 1 => ct_next;
      in 3: 1 ct_mark == 7 => outport = "p2"; output;
      in 3: 0 1 => outport = "p3"; output;`;
    expect(to(both({ flows }))).toBe('ovn-trace p3, here p2');
  },

  'template variables': () => {
    const vars: Tables = {
      Chassis: { hv1: { name: 'hv1', hostname: 'hv1' }, hv2: { name: 'hv2', hostname: 'hv2' } },
      Chassis_Template_Var: {
        hv1: { chassis: 'hv1', variables: { PORT: '80' } },
        hv2: { chassis: 'hv2', variables: { PORT: '81' } },
      },
    };
    const flows = `
      in 0: 1 tcp.dst == ^PORT => outport = "p2"; output;
      in 0: 0 1 => outport = "p3"; output;`;
    const answer = both({ flows }, undefined, vars);
    expect(to(answer)).toBe('ovn-trace p3, here p2');
    expect(answer.here.told).toContain('assumed template chassis=hv1');
    const on = both({ flows }, undefined, vars, { on: 'hv2' });
    expect([on.here.to, on.here.told.includes('assumed template')]).toEqual([['p3'], false]);
  },

  'ACL conntrack translation': () => {
    const flow = (match: string): Tables => ({
      Logical_Flow: {
        acl: {
          logical_datapath: 'sw',
          pipeline: 'ingress',
          table_id: 1,
          priority: 5,
          match,
          actions: 'outport = "p2"; output;',
          tags: { acl_ct_translation: 'true' },
        },
      },
    });
    // The connection was opened to port 80, and a load balancer made 8080 of it.
    const flows = `
      in 0: 0 ip => ct_lb_mark(backends=10.0.0.2:8080);
      in 1: 0 1 => outport = "p3"; output;`;
    const answer = both({ flows }, undefined, flow('tcp.dst == 80'));
    expect(to(answer)).toBe('ovn-trace p3, here p2');
  },

  '`chk_ecmp_nh`': () => {
    const answer = both({ flows: either('reg0[0] = 1; reg0[0] = chk_ecmp_nh();') });
    expect(to(answer)).toBe('ovn-trace p2, here p3');
    expect(answer.here.told).toContain('assumed ecmp-nexthop');
  },

  '`chk_lb_aff`': () => {
    const answer = both({ flows: either('reg0[0] = 1; reg0[0] = chk_lb_aff();') });
    expect(to(answer)).toBe('ovn-trace p2, here p3');
    expect(answer.here.told).toContain('assumed affinity');
  },

  '`check_pkt_larger`': () => {
    const flows = either('reg0[0] = check_pkt_larger(1500);');
    const assumed = both({ flows });
    expect(to(assumed)).toBe('ovn-trace p3, here p3');
    expect(assumed.here.told).toContain('assumed packet-size limit=1500 larger=false');
    expect(to(both({ flows }, undefined, {}, { size: 1501 }))).toBe('ovn-trace p3, here p2');
    expect(to(both({ flows }, undefined, {}, { size: 1500 }))).toBe('ovn-trace p3, here p3');
  },

  '`fwd_group`': () => {
    const flows = `
      in 0: 0 1 => fwd_group(liveness="false", childports="p2", "p3");
      in 1: 0 1 => output;`;
    const answer = both({ flows });
    expect(to(answer)).toBe('ovn-trace nowhere, here p2');
    expect(answer.here.told).toContain('assumed forwarding-group port=p2 of=2');
  },

  'static MAC bindings': () => {
    const fixed = (override: boolean): Tables => ({
      MAC_Binding: {
        a: { datapath: 'sw', logical_port: 'p2', ip: '10.0.0.2', mac: '00:00:00:00:00:22' },
      },
      Static_MAC_Binding: {
        a: {
          datapath: 'sw',
          logical_port: 'p2',
          ip: '10.0.0.2',
          mac: '00:00:00:00:00:aa',
          override_dynamic_mac: override,
        },
      },
    });
    const flows = either('outport = "p2"; get_arp(outport, ip4.dst);', 'eth.dst == 00:00:00:00:00:aa');
    expect(to(both({ flows }, undefined, fixed(true)))).toBe('ovn-trace p3, here p2');
    expect(to(both({ flows }, undefined, fixed(false)))).toBe('ovn-trace p3, here p3');
  },

  DNS: () => {
    const records: Tables = { DNS: { d: { datapaths: ['sw'], records: { 'db.example': '10.0.0.2' } } } };
    const query = 'ip4.src == 10.0.0.1 && udp.dst == 53';
    const flows = either('reg0[0] = dns_lookup();');
    const unnamed = both({ flows }, query, records);
    expect(to(unnamed)).toBe('ovn-trace p3, here p3');
    expect(unnamed.here.told).toContain('assumed dns-name records=1');
    expect(to(both({ flows }, query, records, { dnsName: 'DB.example' }))).toBe('ovn-trace p3, here p2');
    expect(to(both({ flows }, query, records, { dnsName: 'other' }))).toBe('ovn-trace p3, here p3');
  },

  loops: () => {
    const sw = world({ sw: { ports: { p1: {} }, flows: 'in 0: 0 1 => next(pipeline=ingress, table=0);' } });
    expect(answerTrace(sw.trace('inport == "p1"')).verdict.outcome).toMatchObject({
      kind: 'dropped',
      reason: 'error',
      error: { kind: 'loop' },
    });
  },

  multicast: () => {
    const plan = (options: object): string[] => {
      const sw = world(
        {
          sw: {
            ports: { p1: {}, p2: {}, p3: {} },
            groups: { flood: ['p2', 'p3'] },
            flows: `
              in 0: 0 1 => outport = "flood"; output;
              out 0: 1 outport == "p2" => ip.ttl = 9; output;
              out 0: 0 1 => output;`,
          },
        },
        {},
        options,
      );
      const trace = sw.trace('inport == "p1" && ip4.src == 10.0.0.1 && ip.ttl == 64');
      return outputs(trace).map(({ port, packet }) => `${port} ${fieldOf(packet, 'ip.ttl')}`);
    };
    expect(plan({ asOvnTrace: true })).toEqual(['p2 9', 'p3 9']);
    expect(plan({})).toEqual(['p2 9', 'p3 64']);
  },

  'SCTP abort over IPv6': () => {
    const flows = `
      in 0: 1 inport == "p1" => sctp_abort { outport = "p2"; output; };`;
    const out = 'out 0: 9 sctp => output;\nout 0: 5 1 => drop;';
    const answer = both(
      { flows: `${flows}\n${out}` },
      'ip6.src == fd00::1 && ip6.dst == fd00::2 && sctp.dst == 1',
    );
    expect(to(answer)).toBe('ovn-trace nowhere, here p2');
  },

  chassis: () => {
    const more: Tables = {
      Chassis: { hv1: { name: 'hv1', hostname: 'one' }, hv2: { name: 'hv2', hostname: 'two' } },
    };
    const plan: DatapathPlan = {
      ports: { p2: { chassis: 'hv1' } },
      flows: `
        in 0: 1 is_chassis_resident("p2") => outport = "p2"; output;
        in 0: 0 1 => outport = "p3"; output;`,
    };
    const answer = both(plan, undefined, more);
    expect(to(answer)).toBe('ovn-trace p2, here p2');
    expect(answer.here.told).toContain('assumed chassis');
    expect(to(both(plan, undefined, more, { on: 'hv1' }))).toBe('ovn-trace p2, here p2');
    const two = both(plan, undefined, more, { on: 'two' });
    expect([to(two), two.here.told.includes('assumed')]).toEqual(['ovn-trace p2, here p3', false]);
  },

  'unknown actions': () => {
    const flows = `
      in 0: 1 1 => frobnicate(reg0); outport = "p2"; output;
      in 0: 0 1 => outport = "p3"; output;`;
    const answer = both({ flows });
    expect(to(answer)).toBe('ovn-trace p3, here p2');
    expect(answer.here.told).toContain('frobnicate(reg0)');
  },

  rivals: () => {
    const sw = world({
      sw: {
        ports: { p1: {}, p2: {} },
        flows: `
          in 0: 5 ip4 => outport = "p2"; output;
          in 0: 5 ip => drop;
          in 0: 5 arp => drop;
          out 0: 0 1 => output;`,
      },
    });
    const [first] = tablesIn(sw.trace('inport == "p1" && ip4.src == 10.0.0.1').root.steps);
    expect(first?.rivals.map(({ match }) => match)).toHaveLength(1);
    expect(['ip4', 'ip']).toContain(first?.rivals[0]?.match);
  },

  'flows that do not parse': () => {
    const sw = world({
      sw: {
        ports: { p1: {}, p2: {} },
        flows: `
          in 0: 9 ip4.frobnicated == 1 => drop;
          in 0: 5 1 => outport = "p2"; output;
          in 0: 1 also.unknown => drop;
          out 0: 0 1 => output;`,
      },
    });
    const trace = sw.trace('inport == "p1" && ip4.src == 10.0.0.1');
    expect(outputs(trace).map(({ port }) => port)).toEqual(['p2']);
    // The one below could not have won.
    expect(suspectsOf(trace).map(({ flow }) => flow.match)).toEqual(['ip4.frobnicated == 1']);
  },

  'random choices': () => {
    const flows = `
      in 0: 0 1 => reg0[0..15] = select(7=50, 8, 9);
      in 1: 1 reg0[0..15] == 7 => outport = "p2"; output;
      in 1: 0 1 => outport = "p3"; output;`;
    const answer = both({ flows });
    expect(answer.here.to).toEqual(['p2']);
    expect(answer.here.told).toContain('assumed select id=7 of=3');
    expect(both({ flows }, undefined, {}, { selectId: 9 }).here.to).toEqual(['p3']);
  },
};

describe('ovn-trace is different in', () => {
  it.each(Object.entries(DIFFERENCES))('%s', (_name, holds) => {
    holds();
  });

  it('what docs/trace.md tells, and nothing else', () => {
    const page = readFileSync(new URL('../../../docs/trace.md', import.meta.url), 'utf8');
    const section = page.slice(page.indexOf('## Where it differs'), page.indexOf('## Many questions'));
    const rows = [...section.matchAll(/^\| (.+?) +\|/gm)].map(([, name]) => name);
    expect(rows.slice(2)).toEqual(Object.keys(DIFFERENCES));
  });
});
