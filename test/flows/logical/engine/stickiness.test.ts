/** What keeps the packets of a client or of a connection together, and what leads them back to where they came from. */
import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../model/build.ts';
import { world, type World } from '../build.ts';
import { lines } from '../text.ts';
import { became, carryOut, told } from './actions.ts';
import { arrived, Conversation } from './conversation.ts';

const client = (port: number, address = '10.0.0.1'): string =>
  `inport == "p1" && ip4.src == ${address} && ip4.dst == 30.0.0.1 && tcp.src == ${port} && tcp.dst == 80`;

describe('affinity of a load balancer', () => {
  const dp = (router: boolean): World =>
    world({
      dp: {
        router,
        ports: { p1: {}, p2: {} },
        flows: `
          in 0: 1 ip4 => reg9[6] = chk_lb_aff(); next;
          in 1: 2 reg9[6] == 1 && reg4 == 10.0.0.3 => ct_lb_mark(backends=10.0.0.3:8083);
          in 1: 1 ip4.src == 10.0.0.1 => commit_lb_aff(vip = "30.0.0.1:80", backend = "10.0.0.3:8083", proto = tcp, timeout = 60); ct_lb_mark(backends=10.0.0.2:8082);
          in 1: 0 1 => ct_lb_mark(backends=10.0.0.4:8084);
          in 2: 0 1 => outport = "p2"; output;
          out 0: 0 1 => output;`,
      },
    });

  it.each([false, true])('a client is led to the backend that it had (router: %s)', (router) => {
    const talk = new Conversation(dp(router));
    const first = talk.send(client(1000));
    expect(lines(first)[1]).toBe('  assumed affinity');
    expect(arrived(first)).toEqual(['p2: 10.0.0.1:1000 → 10.0.0.2:8082']);
    expect(arrived(talk.send(client(1001)))).toEqual(['p2: 10.0.0.1:1001 → 10.0.0.3:8083']);
    // Another client is not, nor is the same one to another address.
    expect(arrived(talk.send(client(1000, '10.0.0.9')))).toEqual(['p2: 10.0.0.9:1000 → 10.0.0.4:8084']);
    expect(arrived(talk.send(client(1002).replace('30.0.0.1', '30.0.0.2')))).toEqual([
      'p2: 10.0.0.1:1002 → 10.0.0.2:8082',
    ]);
  });

  it.each([
    'xxreg1 == fd00::3 && reg2[0..15] == 8083',
    // Switches of older versions had both elsewhere.
    'xxreg0 == fd00::3 && reg8[0..15] == 8083',
  ])('of IPv6 stands in %s', (match) => {
    const dp6 = world({
      dp: {
        ports: { p1: {}, p2: {} },
        flows: `
          in 0: 1 ip6 => reg9[6] = chk_lb_aff(); next;
          in 1: 2 reg9[6] == 1 && ${match} => outport = "p2"; output;
          in 1: 1 1 => commit_lb_aff(vip = "[fd30::1]:80", backend = "[fd00::3]:8083", proto = tcp, timeout = 60);
          out 0: 0 1 => output;`,
      },
    });
    const talk = new Conversation(dp6);
    const microflow =
      'inport == "p1" && ip6.src == fd00::1 && ip6.dst == fd30::1 && tcp.src == 1 && tcp.dst == 80';
    expect(arrived(talk.send(microflow))).toEqual([]);
    expect(arrived(talk.send(microflow))).toHaveLength(1);
  });

  it('the registers of older versions are known by the flows that read them', () => {
    const old = world({
      dp: {
        ports: { p1: {}, p2: {} },
        flows: `
          in 0: 1 ip4 => reg9[6] = chk_lb_aff(); next;
          in 1: 2 reg9[6] == 1 && reg4 == 10.0.0.3 && reg8[0..15] == 8083 => outport = "p2"; output;
          in 1: 1 1 => commit_lb_aff(vip = "30.0.0.1:80", backend = "10.0.0.3:8083", proto = tcp, timeout = 60);
          out 0: 0 1 => output;`,
      },
    });
    const talk = new Conversation(old);
    expect(arrived(talk.send(client(1000)))).toEqual([]);
    expect(arrived(talk.send(client(1001)))).toHaveLength(1);
  });
});

describe('symmetric replies of ECMP routes', () => {
  const dp = world({
    lr0: {
      router: true,
      ports: { p1: {}, p2: {} },
      flows: `
        in 0: 2 inport == "p1" => commit_ecmp_nh(ipv6 = false, proto = tcp); next;
        in 0: 1 1 => reg9[5] = chk_ecmp_nh(); next;
        in 1: 2 reg9[5] == 1 => outport = "p1"; output;
        in 1: 1 1 => outport = "p2"; output;
        out 0: 0 1 => output;`,
    },
  });

  it('go back to where the connection came from', () => {
    const talk = new Conversation(dp);
    const first = talk.send(
      'inport == "p1" && ip4.src == 8.8.8.8 && ip4.dst == 10.0.0.1 && tcp.src == 1 && tcp.dst == 2',
    );
    expect(arrived(first)).toEqual(['p2: 8.8.8.8:1 → 10.0.0.1:2']);
    expect(arrived(talk.reply(first))).toEqual(['p1: 10.0.0.1:2 → 8.8.8.8:1']);
  });

  it('of a connection that is not known are told as assumed', () => {
    const other = dp.trace(
      'inport == "p2" && ip4.src == 10.0.0.1 && ip4.dst == 8.8.8.8 && tcp.src == 2 && tcp.dst == 1',
    );
    expect(lines(other)[1]).toBe('  assumed ecmp-nexthop');
    expect(lines(other).filter((line) => line.includes('same') || line.includes('omitting'))).toHaveLength(1);
  });
});

describe('hairpins', () => {
  const more: Tables = {
    Load_Balancer: {
      web: { name: 'web', vips: { '30.0.0.1:80': '10.0.0.2:8080', '[fd30::1]:80': '[fd00::2]:8080' } },
    },
  };
  const TURNED = 'ip4.src == 10.0.0.2 && ip4.dst == 10.0.0.2 && tcp.src == 1000 && tcp.dst == 8080';

  it('are packets that a load balancer led back to their sender', () => {
    const dp = world(
      {
        sw0: {
          ports: { p1: {} },
          flows: `
            in 0: 0 1 => ct_lb_mark(backends=10.0.0.2:8080);
            in 1: 0 1 => reg0[6] = chk_lb_hairpin(); reg0[12] = chk_lb_hairpin_reply(); next;
            in 2: 1 reg0[6] == 1 => ct_snat_to_vip; next;
            in 2: 0 1 => drop;
            in 3: 0 1 => outport = "p1"; flags.loopback = 1; output;
            out 0: 0 1 => output;`,
        },
      },
      more,
    );
    const from = (address: string): string => client(1000, address);
    expect(arrived(dp.trace(from('10.0.0.2')))).toEqual(['p1: 30.0.0.1:1000 → 10.0.0.2:8080']);
    expect(lines(dp.trace(from('10.0.0.2'))).map((line) => line.trim())).toContain('/* nat(src=30.0.0.1) */');
    // Of another sender it is none.
    expect(arrived(dp.trace(from('10.0.0.9')))).toEqual([]);
  });

  it('of packets that nobody translated are none', () => {
    expect(carryOut(TURNED, 'reg0[6] = chk_lb_hairpin();', { more })).toEqual({
      told: ['reg0[6] = 0'],
      became: '',
    });
  });

  it('need a load balancer', () => {
    expect(became(`${TURNED} && ct.dnat`, 'reg0[6] = chk_lb_hairpin();')).toBe('');
    expect(told(`${TURNED} && ct.dnat`, 'ct_snat_to_vip;')).toEqual([]);
  });
});

describe('conntrack as ovn-trace takes it', () => {
  const options = { asOvnTrace: true };
  it.each([
    ['ct_next(dnat);', 'ct_next(ct_state=est|trk /* default (use --ct to customize) */)'],
    [
      'ct_snat;',
      'ct_snat /* assuming no un-snat entry, so no change */ /* default (use --ct to customize) */',
    ],
    ['ct_dnat(10.0.0.9);', 'ct_dnat(ip4.dst=10.0.0.9) /* default (use --ct to customize) */'],
    ['ct_snat(fd00::9);', 'ct_snat(ip6.src=fd00::9) /* default (use --ct to customize) */'],
    [
      'ct_dnat_in_czone;',
      'ct_dnatin_czone /* assuming no un-dnat entry, so no change */ /* default (use --ct to customize) */',
    ],
    [
      'ct_commit_nat;',
      'ct_commit_nat /* assuming no un-nat entry, so no change */ /* default (use --ct to customize) */',
    ],
    ['ct_lb_mark;', 'ct_lb_mark /* default (use --ct to customize) */'],
  ])('%s => %s', (action, expected) => {
    const microflow = action.includes('fd00') ? 'ip6' : 'ip4';
    expect(told(microflow, action, { options })[0]).toBe(expected);
  });

  it('takes each state that it was told once', () => {
    const dp = world(
      {
        sw0: {
          ports: { p1: {} },
          flows: 'in 0: 0 1 => ct_next;\nin 1: 0 1 => ct_next;\nin 2: 0 1 => ct_next;\nin 3: 0 1 => drop;',
        },
      },
      {},
      options,
    );
    const states = lines(dp.trace('inport == "p1" && ip4', { ct: [0x21, 0x2a] }))
      .filter((line) => line.includes('ct_state'))
      .map((line) => /ct_state=([^ )]*)/.exec(line)?.[1]);
    expect(states).toEqual(['new|trk', 'est|rpl|trk', 'est|trk']);
  });

  it('on a gateway router "ct_snat;" ends there', () => {
    const plan = { ports: { p1: { type: 'l3gateway' } } };
    expect(told('ip4', 'ct_snat;', { options, plan })).toEqual([]);
  });

  it('ct_clear forgets', () => {
    expect(became('ip4 && ct.est && ct.trk && ct_mark == 5 && ct_label == 7', 'ct_clear;')).toBe(
      'ct_state=0 ct_mark=0 ct_label=0',
    );
  });

  it('ct_state_save keeps what a packet was', () => {
    expect(became('ip4 && ct_state == 0x22', 'reg4[0..7] = ct_state_save();')).toBe('reg4=0x22');
    expect(became('ip4 && ct_state == 0x02', 'reg4[0..7] = ct_state_save();')).toBe('');
  });
});
