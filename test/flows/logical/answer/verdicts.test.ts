/** What became of a packet: the verdict, and the table that decided. */
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../../../../src/flows/logical/answer/index.ts';
import type { Ending, Outcome, TraceAnswer } from '../../../../src/flows/logical/answer/types.ts';
import type { Tables } from '../../../model/build.ts';
import { world, type DatapathPlan } from '../build.ts';

const PORTS: DatapathPlan['ports'] = {
  p1: {},
  p2: { chassis: ['hv1'] },
  p3: {},
  ln: { type: 'localnet' },
  l2: { type: 'l2gateway' },
};

const DELIVER = 'out 9 ls_out_deliver: 0 1 => output;\nout 0: 0 1 => next(9);';

const answer = (
  flows: string,
  microflow = 'inport == "p1"',
  plan: DatapathPlan = {},
  more: Tables = {},
): TraceAnswer =>
  answerTrace(
    world({ sw0: { ports: PORTS, ...plan, flows: `${flows}\n${DELIVER}` } }, more).trace(microflow),
  );

const outcomeText = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'delivered':
    case 'left':
      return `${outcome.kind} ${outcome.port.name}`;
    case 'answered':
      return `answered ${outcome.answer}`;
    case 'rejected':
      return `rejected ${outcome.by}`;
    case 'resolving':
      return `resolving ${outcome.by} ${outcome.target ?? '?'}`;
    case 'controller':
      return `controller ${outcome.action}`;
    case 'dropped':
      return `dropped ${outcome.reason}`;
  }
};

const decided = ({ outcome, deciding }: Ending): string =>
  `${outcomeText(outcome)} @ ${deciding === undefined ? '-' : `${deciding.pipeline} ${deciding.stage ?? deciding.table}`}`;

const verdict = (...parameters: Parameters<typeof answer>): string => decided(answer(...parameters).verdict);

describe('a packet that arrives', () => {
  it.each([
    ['p2', 'delivered p2 @ egress ls_out_deliver'],
    ['ln', 'left ln @ egress ls_out_deliver'],
    ['l2', 'left l2 @ egress ls_out_deliver'],
  ])('at %s => %s', (port, expected) => {
    expect(verdict(`in 0: 0 1 => outport = "${port}"; output;`)).toBe(expected);
  });

  it('is delivered though a copy of it is not', () => {
    const {
      verdict: one,
      endings,
      aside,
    } = answer('in 0: 0 1 => clone { outport = ""; output; }; outport = "p2"; output;');
    expect(decided(one)).toBe('delivered p2 @ egress ls_out_deliver');
    expect([endings.length, aside.length]).toEqual([1, 0]);
  });

  it('is told from copies, which end aside', () => {
    const { endings, aside } = answer(
      'in 0: 0 1 => clone { outport = "p3"; output; }; outport = "p2"; output;',
    );
    expect(endings.map(decided)).toEqual(['delivered p2 @ egress ls_out_deliver']);
    expect(aside.map((one) => `${one.aside ?? ''} ${decided(one)}`)).toEqual([
      'clone delivered p3 @ egress ls_out_deliver',
    ]);
  });

  it('of a group has an ending for each port', () => {
    const plan = { groups: { flood: ['p1', 'p2', 'p3', 'ln'] } };
    const { verdict: one, endings } = answer('in 0: 0 1 => outport = "flood"; output;', undefined, plan);
    expect(endings.map(decided)).toEqual([
      'left ln @ egress ls_out_deliver',
      'dropped same-port @ ingress 0',
      'delivered p2 @ egress ls_out_deliver',
      'delivered p3 @ egress ls_out_deliver',
    ]);
    expect(outcomeText(one.outcome)).toBe('delivered p2');
  });

  it('of a group without ports is dropped', () => {
    const plan = { groups: { flood: [] } };
    expect(verdict('in 0: 0 1 => outport = "flood"; output;', undefined, plan)).toBe(
      'dropped flow @ ingress 0',
    );
  });
});

describe('a packet that is dropped', () => {
  it.each([
    ['by a flow', 'in 0 ls_in_l2_lkup: 0 1 => drop;', 'dropped flow @ ingress ls_in_l2_lkup'],
    ['by a flow that goes on nowhere', 'in 0 x: 0 1 => reg0 = 1;', 'dropped flow @ ingress x'],
    [
      'since no flow fits',
      'in 0 a: 1 1 => reg0 = 1; next;\nin 1 b: 1 ip6 => next;',
      'dropped no-match @ ingress b',
    ],
    ['since there is no table', 'in 0 a: 1 1 => reg0 = 1; next(7);', 'dropped no-match @ ingress 7'],
    [
      'at the port where it came from',
      'in 0 a: 0 1 => outport = "p1"; output;',
      'dropped same-port @ ingress a',
    ],
    ['without a port', 'in 0 a: 0 1 => output;', 'dropped error @ ingress a'],
    [
      'in the egress pipeline',
      'in 0: 0 1 => outport = "p2"; output;\nout 0 acl: 5 1 => drop;',
      'dropped flow @ egress acl',
    ],
  ])('%s => %s', (_title, flows, expected) => {
    expect(verdict(flows)).toBe(expected);
  });

  it('says which error it was', () => {
    expect(answer('in 0: 0 1 => output;').verdict.outcome).toEqual({
      kind: 'dropped',
      reason: 'error',
      error: { kind: 'null-port' },
    });
  });

  const acl = `
    in 0 ls_in_acl_eval: 2002 ip4 && tcp.dst == 23 => reg8[17] = 1; next;
    in 0 ls_in_acl_eval: 1 1 => reg0 = 1; next;
    in 1 ls_in_acl_action: 1000 reg8[17] == 1 => reg8[17] = 0;
    in 1 ls_in_acl_action: 500 ip6 => reg0 = 0;
    in 1 ls_in_acl_action: 0 1 => outport = "p2"; output;`;

  it('is decided where the ACL was looked at, not where it was carried out', () => {
    expect(verdict(acl, 'inport == "p1" && ip4 && tcp.dst == 23')).toBe(
      'dropped flow @ ingress ls_in_acl_eval',
    );
    expect(verdict(acl, 'inport == "p1" && ip4 && tcp.dst == 80')).toBe(
      'delivered p2 @ egress ls_out_deliver',
    );
  });

  it('is decided where it was carried out, if no ACL fitted', () => {
    expect(verdict(acl, 'inport == "p1" && ip6')).toBe('dropped flow @ ingress ls_in_acl_action');
  });

  it('by port security is decided where that was looked at', () => {
    const flows = `
      in 0 ls_in_check_port_sec: 50 inport == "p1" => reg0[15] = check_in_port_sec(); next;
      in 1 ls_in_apply_port_sec: 50 reg0[15] == 1 => drop;
      in 1 ls_in_apply_port_sec: 0 1 => outport = "p2"; output;`;
    const plan = { ports: { p1: { port_security: ['00:00:00:00:00:01'] }, p2: {} } };
    expect(verdict(flows, 'inport == "p1" && ip4', plan)).toBe('dropped flow @ ingress ls_in_check_port_sec');
    expect(verdict(flows, 'inport == "p1" && eth.src == 00:00:00:00:00:01', plan)).toBe(
      'delivered p2 @ egress ls_out_deliver',
    );
  });
});

describe('a packet that OVN answers itself', () => {
  const TURN = 'eth.dst = eth.src; eth.src = 00:00:00:00:00:fe;';
  const BACK = 'outport = inport; flags.loopback = 1; output;';
  const ASKS = 'inport == "p1" && eth.src == 00:00:00:00:00:01 && eth.dst == 00:00:00:00:00:fe';

  it('ARP', () => {
    const flows = `in 0 arp: 50 arp.op == 1 => ${TURN} arp.op = 2; arp.tha = arp.sha; arp.sha = 00:00:00:00:00:fe; arp.tpa <-> arp.spa; ${BACK}`;
    expect(
      verdict(flows, 'inport == "p1" && arp.op == 1 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2'),
    ).toBe('answered arp @ ingress arp');
  });

  it('neighbour discovery', () => {
    const flows = `in 0 nd: 50 nd_ns => nd_na { eth.src = 00:00:00:00:00:fe; ip6.src = nd.target; nd.tll = 00:00:00:00:00:fe; ${BACK} };`;
    expect(
      verdict(
        flows,
        `${ASKS} && ip6.src == fd00::1 && ip6.dst == ff02::1:ff00:2 && nd_ns && nd.target == fd00::2`,
      ),
    ).toBe('answered nd @ ingress nd');
  });

  it('a ping of a router', () => {
    const flows = `in 0 ip_input: 90 icmp4.type == 8 => ip4.dst <-> ip4.src; ip.ttl = 255; icmp4.type = 0; eth.dst <-> eth.src; ${BACK}`;
    expect(verdict(flows, `${ASKS} && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.254 && icmp4.type == 8`)).toBe(
      'answered icmp @ ingress ip_input',
    );
  });

  it('DHCP', () => {
    const more: Tables = { DHCP_Options: { offer: { name: 'offerip', code: 0, type: 'ipv4' } } };
    const flows = `
      in 0 dhcp_options: 1 udp.dst == 67 => reg0[3] = put_dhcp_opts(offerip = 10.0.0.5); next;
      in 1 dhcp_response: 1 reg0[3] => ${TURN} ip4.src = 10.0.0.254; udp.src = 67; udp.dst = 68; ${BACK}`;
    const asks =
      'inport == "p1" && eth.src == 00:00:00:00:00:01 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';
    expect(verdict(flows, asks, {}, more)).toBe('answered dhcp @ ingress dhcp_response');
  });

  it('what comes back unchanged to its port is delivered', () => {
    expect(verdict(`in 0: 0 1 => ${BACK}`, `${ASKS} && ip4`)).toBe('delivered p1 @ egress ls_out_deliver');
  });
});

describe('a packet that is rejected', () => {
  it.each([
    ['tcp', 'tcp_reset', 'other'],
    ['udp', 'icmp4', 'icmp'],
    ['sctp', 'sctp_abort', 'other'],
  ])('%s by %s', (protocol, by, kind) => {
    const flows = 'in 0 acl: 1 1 => reject { outport <-> inport; next(pipeline=egress, table=9); };';
    const { verdict: one, aside } = answer(flows, `inport == "p1" && ip4 && ${protocol}`);
    expect(decided(one)).toBe(`rejected ${by} @ ingress acl`);
    expect(aside.map((each) => `${each.aside ?? ''} ${outcomeText(each.outcome)}`)).toEqual([
      `${by} answered ${kind}`,
    ]);
  });
});

describe('a packet that waits', () => {
  it('for ARP', () => {
    const flows = `in 0 arp_request: 1 ip4 => arp { eth.dst = ff:ff:ff:ff:ff:ff; arp.spa = 10.0.0.254; arp.tpa = 10.0.0.9; arp.op = 1; outport = "p2"; output; };`;
    const { verdict: one, aside } = answer(flows, 'inport == "p1" && ip4');
    expect(decided(one)).toBe('resolving arp 10.0.0.9 @ ingress arp_request');
    expect(aside.map((each) => outcomeText(each.outcome))).toEqual(['delivered p2']);
  });

  it('for neighbour discovery', () => {
    const flows = 'in 0 arp_request: 1 ip6 => nd_ns { nd.target = fd00::9; outport = "p2"; output; };';
    expect(verdict(flows, 'inport == "p1" && ip6.dst == fd00::9')).toBe(
      'resolving nd_ns fd00::9 @ ingress arp_request',
    );
  });
});

describe('a packet that the controller takes', () => {
  it.each(['igmp', 'handle_dhcpv6_reply', 'handle_bfd_msg()'])('%s', (action) => {
    expect(verdict(`in 0 x: 0 1 => ${action};`)).toBe(`controller ${action.replace('()', '')} @ ingress x`);
  });
});

describe('of several endings the verdict', () => {
  it('is the one where the packet arrives, whatever else happens', () => {
    const plan = { groups: { flood: ['ln', 'p2', 'p3'] } };
    const flows = 'in 0: 0 1 => outport = "flood"; output;\nout 0: 9 outport == "p2" => drop;';
    expect(outcomeText(answer(flows, undefined, plan).verdict.outcome)).toBe('delivered p3');
  });

  it('of drops is the one that the packet got to last', () => {
    const flows = `
      in 0: 0 1 => outport = "flood"; output;
      out 0 first: 9 outport == "p2" => drop;
      out 0 second: 9 outport == "p3" => reg0 = 1; next;
      out 1 third: 9 1 => drop;`;
    expect(verdict(flows, undefined, { groups: { flood: ['p2', 'p3'] } })).toBe(
      'dropped flow @ egress third',
    );
  });
});
