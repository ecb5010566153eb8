/** Packets that OVN makes out of the one at hand: what they are like, and that the first one is left alone. */
import { describe, expect, it } from 'vitest';
import { world } from '../build.ts';
import { differences, lines, tablesIn } from '../text.ts';
import { carryOut } from './actions.ts';

const ENDS = 'eth.src == 00:00:00:00:00:01 && eth.dst == 00:00:00:00:00:02';
const IP4 = `${ENDS} && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && ip.ttl == 64`;
const IP6 = `${ENDS} && ip6.src == fd00::1 && ip6.dst == fd00::2 && ip.ttl == 64`;
const TCP = `${IP4} && tcp.src == 1000 && tcp.dst == 80`;
const TCP6 = `${IP6} && tcp.src == 1000 && tcp.dst == 80`;
const UDP = `${IP4} && udp.src == 1000 && udp.dst == 53`;
const SCTP = `${IP4} && sctp.src == 1000 && sctp.dst == 80`;
const SCTP6 = `${IP6} && sctp.src == 1000 && sctp.dst == 80`;
const NS = `${ENDS} && ip6.src == fd00::1 && ip6.dst == fd00::2 && icmp6.type == 135 && nd.target == fd00::2 && nd.sll == 00:00:00:00:00:01`;

/** What is different about the packet that is made, in the next table. */
const made = (microflow: string, action: string, asOvnTrace = false): string => {
  const dp = world(
    { dp: { ports: { p1: {} }, flows: `in 0: 0 1 => ${action} { next; };\nin 1: 0 1 => drop;` } },
    {},
    { keepPackets: true, asOvnTrace },
  );
  const trace = dp.trace(`inport == "p1" && ${microflow}`);
  const [, second] = tablesIn(trace.root.steps);
  return second?.packet === undefined ? 'nothing' : differences(trace.packet, second.packet);
};

const turnedEnds = 'eth.src=00:00:00:00:00:02 eth.dst=00:00:00:00:00:01';

describe('what is made', () => {
  it.each([
    [TCP, 'clone', ''],
    [
      UDP,
      'arp',
      // Sender and target stand where the addresses of the IP packet stood.
      'eth.type=0x806 ip.proto=1 ip.ttl=0 arp.sha=00:00:00:00:00:01',
    ],
    [
      NS,
      'nd_na',
      `${turnedEnds} ip6.src=fd00::2 ip6.dst=fd00::1 tcp.src=136 arp.sha=00:00:00:00:00:00 arp.tha=00:00:00:00:00:02`,
    ],
    [
      NS,
      'nd_na_router',
      `${turnedEnds} ip6.src=fd00::2 ip6.dst=fd00::1 tcp.src=136 arp.sha=00:00:00:00:00:00 arp.tha=00:00:00:00:00:02`,
    ],
    [
      `${ENDS} && ip6.src == fd00::1 && ip6.dst == fd00::12:3456`,
      'nd_ns',
      'eth.dst=33:33:ff:12:34:56 ip.proto=58 ip.ttl=255 ip6.dst=ff02::1:ff12:3456 tcp.src=135 ' +
        'arp.sha=00:00:00:00:00:01 nd.target=fd00::12:3456',
    ],
    [UDP, 'icmp4', 'ip.proto=1 ip.ttl=255 tcp.src=3 tcp.dst=1'],
    [UDP, 'icmp4_error', 'ip.proto=1 ip.ttl=255 tcp.src=3 tcp.dst=1'],
    [IP6, 'icmp6', 'ip.proto=58 ip.ttl=255 tcp.src=1 tcp.dst=1'],
    [IP6, 'icmp6_error', 'ip.proto=58 ip.ttl=255 tcp.src=1 tcp.dst=1'],
    [TCP, 'tcp_reset', 'ip.ttl=255 tcp.flags=rst'],
    [SCTP, 'sctp_abort', 'ip.ttl=255 tcp.flags=rst'],
    [SCTP6, 'sctp_abort', 'ip.ttl=255 tcp.flags=rst'],
  ])('%s + %s => %s', (microflow, action, expected) => {
    expect(made(microflow, action)).toBe(expected);
  });

  it('a solicitation is hardly one to ovn-trace', () => {
    expect(made(`${ENDS} && ip6.dst == fd00::12:3456`, 'nd_ns', true)).toBe(
      'eth.dst=33:33:ff:12:34:56 tcp.src=135 arp.tha=00:00:00:00:00:02',
    );
  });

  it('of SCTP over IPv6 is TCP to ovn-trace', () => {
    expect(made(SCTP6, 'sctp_abort', true)).toBe('ip.proto=6 ip.ttl=255 tcp.flags=rst');
  });
});

describe('reject answers', () => {
  const turned4 = `${turnedEnds} ip.ttl=255 ip4.src=10.0.0.2 ip4.dst=10.0.0.1`;
  const icmp4 = `${turnedEnds} ip.proto=1 ip.ttl=255 ip4.src=10.0.0.2 ip4.dst=10.0.0.1 tcp.src=3 tcp.dst=1`;
  it.each([
    ['TCP with a reset', TCP, `${turned4} tcp.flags=rst`],
    ['TCP over IPv6', TCP6, `${turnedEnds} ip.ttl=255 ip6.src=fd00::2 ip6.dst=fd00::1 tcp.flags=rst`],
    ['SCTP with an abort', SCTP, `${turned4} tcp.flags=rst`],
    ['UDP with an ICMP error', UDP, icmp4],
    [
      'an echo request too',
      `${IP4} && icmp4.type == 8`,
      `${turnedEnds} ip.ttl=255 ip4.src=10.0.0.2 ip4.dst=10.0.0.1 tcp.src=3 tcp.dst=1`,
    ],
    [
      'IPv6 with ICMPv6',
      `${IP6} && udp.dst == 53`,
      `${turnedEnds} ip.proto=58 ip.ttl=255 ip6.src=fd00::2 ip6.dst=fd00::1 tcp.src=1 tcp.dst=1`,
    ],
    ['no reset', `${TCP} && tcp.flags == 4`, 'nothing'],
    ['no ICMP error', `${IP4} && icmp4.type == 3`, 'nothing'],
    ['no ICMPv6 error', `${IP6} && icmp6.type == 1`, 'nothing'],
  ])('%s', (_title, microflow, expected) => {
    expect(made(microflow, 'reject')).toBe(expected);
  });
});

describe('the packet at hand', () => {
  it.each([
    'clone { ip4.dst = 1.2.3.4; outport = "p3"; };',
    'arp { eth.dst = ff:ff:ff:ff:ff:ff; };',
    'icmp4 { eth.dst <-> eth.src; };',
    'reject { outport <-> inport; };',
  ])('is left as it was by %s', (actions) => {
    expect(carryOut(UDP, actions).became).toBe('');
  });

  it('goes on after a copy, which has steps of its own', () => {
    const dp = world({
      dp: {
        ports: { p1: {}, p2: {}, p3: {} },
        flows: `
          in 0: 0 1 => clone { outport = "p2"; output; }; outport = "p3"; output;
          out 0: 0 1 => output;`,
      },
    });
    expect(lines(dp.trace('inport == "p1"'))).toEqual([
      'ingress 0',
      '  clone',
      '    egress(dp="dp", inport="p1", outport="p2")',
      '      egress 0',
      '        /* output to "p2", type "" */',
      '        output("p2")',
      '  egress(dp="dp", inport="p1", outport="p3")',
      '    egress 0',
      '      /* output to "p3", type "" */',
      '      output("p3")',
    ]);
  });

  it('an empty list of actions drops the one that was made', () => {
    expect(carryOut(UDP, 'icmp4 { };')).toEqual({ told: ['icmp4', '  drop'], became: '' });
  });
});

describe('mirror', () => {
  const mirrored = (port: string): string[] =>
    lines(
      world({
        dp: {
          ports: { p1: {}, p2: {}, m: {} },
          flows: `in 0: 0 1 => mirror("${port}"); outport = "p2"; output;\nout 0: 0 1 => output;`,
        },
        other: { ports: { elsewhere: {} } },
      }).trace('inport == "p1"'),
    );

  it('sends a copy out of its port, past the rest of the ingress pipeline', () => {
    expect(mirrored('m').slice(0, 6)).toEqual([
      'ingress 0',
      '  clone',
      '    egress 0',
      '      /* output to "m", type "" */',
      '      output("m")',
      '  egress(dp="dp", inport="p1", outport="p2")',
    ]);
  });

  it.each(['nobody', 'elsewhere'])('to %s sends none', (port) => {
    expect(mirrored(port)[1]).toBe('  /* omitting output because no taget port found. */');
  });
});
