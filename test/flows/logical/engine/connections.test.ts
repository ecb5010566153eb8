/** Connections as a conversation opens them: states, NAT and its reverse, load balancers, marks, zones. */
import { describe, expect, it } from 'vitest';
import { world, type World } from '../build.ts';
import { lines } from '../text.ts';
import { arrived, Conversation } from './conversation.ts';

const PORTS = { client: {}, server: {}, other: {} };

/** A switch that tracks connections in either pipeline, and commits in the one of the sender. */
const stateful = (rules: string, ingress = 'ct_next;'): World =>
  world({
    sw0: {
      ports: PORTS,
      flows: `
        in 0: 0 1 => ${ingress}
        ${rules}
        in 2: 2 ip4.dst == 10.0.0.1 || ip6.dst == fd00::1 => outport = "client"; output;
        in 2: 1 1 => outport = "server"; output;
        out 0: 0 1 => output;`,
    },
  });

const TCP =
  'inport == "client" && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && tcp.src == 1000 && tcp.dst == 80';
const ECHO = 'inport == "client" && ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2 && icmp4.type == 8';
const TCP6 =
  'inport == "client" && ip6.src == fd00::1 && ip6.dst == fd00::2 && tcp.src == 1000 && tcp.dst == 80';

describe('states', () => {
  const commit = 'in 1: 1 ct.new => ct_commit { }; next;\nin 1: 1 ct.est => next;';

  it('the first packet is new, the second established', () => {
    const talk = new Conversation(stateful(commit));
    expect(lines(talk.send(TCP)).slice(0, 3)).toEqual([
      'ingress 0',
      '  assumed ct-state state=new|trk known=first-packet',
      '  ct_next(ct_state=new|trk /* default (use --ct to customize) */)',
    ]);
    expect(lines(talk.send(TCP))[2]).toBe(
      '  ct_next(ct_state=est|trk /* default (use --ct to customize) */)',
    );
  });

  it('a packet that nobody committed stays new', () => {
    const talk = new Conversation(stateful('in 1: 0 1 => reg0 = 1; next;'));
    talk.send(TCP);
    expect(lines(talk.send(TCP))[2]).toBe(
      '  ct_next(ct_state=new|trk /* default (use --ct to customize) */)',
    );
  });

  it('what was said of the state is not assumed', () => {
    const dp = stateful(commit);
    expect(lines(dp.trace(TCP, { ct: [0x22] }))[1]).toBe('  ct_next(ct_state=est|trk)');
  });

  it('other connections are new', () => {
    const talk = new Conversation(stateful(commit));
    talk.send(TCP);
    for (const other of [
      TCP.replace('1000', '1001'),
      TCP.replace('10.0.0.2', '10.0.0.3'),
      TCP.replaceAll('tcp.', 'udp.'),
      TCP.replace('client', 'other'),
    ]) {
      expect(lines(talk.send(other))[2]).toBe(
        '  ct_next(ct_state=new|trk /* default (use --ct to customize) */)',
      );
    }
  });

  it('a switch has a zone for each port: what one committed the other does not know', () => {
    const talk = new Conversation(stateful(commit));
    expect(lines(talk.reply(talk.send(TCP)))[2]).toBe(
      '  ct_next(ct_state=new|trk /* default (use --ct to customize) */)',
    );
  });

  it("the answer is a reply where the receiver's zone has the connection", () => {
    const both = world({
      sw0: {
        ports: PORTS,
        flows: `
          in 0: 0 1 => ct_next;
          in 1: 0 1 => outport = "server"; output;
          in 1: 1 inport == "server" => outport = "client"; output;
          out 0: 0 1 => ct_next;
          out 1: 1 ct.new => ct_commit { ct_mark.blocked = 0; ct_label = 0x1234; }; output;
          out 1: 1 ct.est => output;`,
      },
    });
    for (const microflow of [TCP, TCP6, ECHO]) {
      const talk = new Conversation(both);
      expect(lines(talk.reply(talk.send(microflow)))[2]).toBe(
        '  ct_next(ct_state=est|rpl|trk /* default (use --ct to customize) */)',
      );
    }
  });
});

describe('marks and labels', () => {
  const marked = stateful(`
    in 1: 1 ct.new => ct_commit { ct_mark = 0x5; ct_label[0..31] = 0x1234; }; next;
    in 1: 1 ct.est && ct_mark == 0x5 && ct_label[0..31] == 0x1234 => next;`);

  it('are what was committed', () => {
    const talk = new Conversation(marked);
    talk.send(TCP);
    expect(arrived(talk.send(TCP))).toEqual(['server: 10.0.0.1:1000 → 10.0.0.2:80']);
  });

  it('keep the bits that a later commit does not name', () => {
    const talk = new Conversation(
      stateful(`
        in 1: 1 ct.new => ct_commit { ct_mark = 0x5; }; next;
        in 1: 1 ct.est && ct_mark == 0x5 => ct_commit { ct_mark.blocked = 0; }; next;
        in 1: 1 ct.est && ct_mark == 0x4 => outport = "other"; output;`),
    );
    talk.send(TCP);
    talk.send(TCP);
    expect(arrived(talk.send(TCP))).toEqual(['other: 10.0.0.1:1000 → 10.0.0.2:80']);
  });

  it('are taken from fields', () => {
    const talk = new Conversation(
      stateful(`
        in 1: 1 ct.new => reg9 = 7; ct_commit { ct_label[96..127] = reg9; }; next;
        in 1: 1 ct.est && ct_label[96..127] == 7 => next;`),
    );
    talk.send(TCP);
    expect(arrived(talk.send(TCP))).toHaveLength(1);
  });

  it('older spelling', () => {
    const talk = new Conversation(
      stateful(`
        in 1: 1 ct.new => ct_commit(ct_mark=3/2, ct_label=0x10/0x10); next;
        in 1: 1 ct.est && ct_mark == 2 && ct_label == 0x10 => next;`),
    );
    talk.send(TCP);
    expect(arrived(talk.send(TCP))).toHaveLength(1);
  });
});

describe('load balancer of a switch', () => {
  const VIP4 = TCP.replace('10.0.0.2', '30.0.0.1');
  const VIP6 = TCP6.replace('fd00::2', 'fd30::1');
  const balanced = (backends: string, vip = 'ip4.dst == 30.0.0.1'): World =>
    world({
      sw0: {
        ports: PORTS,
        flows: `
          in 0: 0 1 => ct_lb_mark;
          in 1: 1 ct.new && ${vip} => ct_lb_mark(backends=${backends});
          in 1: 0 1 => reg0 = 1; next;
          in 2: 2 inport == "server" => outport = "client"; output;
          in 2: 1 1 => outport = "server"; output;
          out 0: 1 inport == "client" => ct_next;
          out 0: 0 1 => ct_lb_mark;
          out 1: 0 1 => output;`,
      },
    });

  it.each([
    [
      VIP4,
      balanced('10.0.0.2:8080,10.0.0.3:8080'),
      'server: 10.0.0.1:1000 → 10.0.0.2:8080',
      'client: 30.0.0.1:80 → 10.0.0.1:1000',
    ],
    [
      VIP4,
      balanced('10.0.0.2'),
      'server: 10.0.0.1:1000 → 10.0.0.2:80',
      'client: 30.0.0.1:80 → 10.0.0.1:1000',
    ],
    [
      VIP6,
      balanced('[fd00::2]:8080', 'ip6.dst == fd30::1'),
      'server: [fd00::1]:1000 → [fd00::2]:8080',
      'client: [fd30::1]:80 → [fd00::1]:1000',
    ],
  ])('%s: there and back', (microflow, dp, there, back) => {
    const talk = new Conversation(dp);
    const first = talk.send(microflow);
    expect(arrived(first)).toEqual([there]);
    expect(arrived(talk.reply(first))).toEqual([back]);
  });

  it('says that it took the first backend of several, and takes the one that was asked for', () => {
    const dp = balanced('10.0.0.2:8080,10.0.0.3:8081');
    expect(lines(dp.trace(VIP4))).toContain('      assumed backend index=0 of=2');
    const asked = dp.trace(VIP4, { lbDst: '10.0.0.3' });
    expect(arrived(asked)).toEqual(['server: 10.0.0.1:1000 → 10.0.0.3:8081']);
    expect(lines(asked).filter((line) => line.includes('backend index'))).toEqual([]);
    expect(arrived(dp.trace(VIP4, { lbDst: '10.0.0.9' }))).toEqual(['server: 10.0.0.1:1000 → 10.0.0.2:8080']);
  });

  it('marks the connection, with its flag', () => {
    const flagged = (flag: string): World =>
      stateful(
        `in 1: 1 ct.new => ct_lb_mark(backends=10.0.0.2${flag});
         in 1: 1 ct.est => next;`,
      );
    for (const [flag, mark] of [
      ['', 0x2],
      ['; skip_snat', 0x6],
      ['; force_snat', 0xa],
    ] as const) {
      const dp = flagged(flag);
      const talk = new Conversation(dp);
      const balancedOnce = talk.send(VIP4);
      expect(arrived(balancedOnce)).toEqual(['server: 10.0.0.1:1000 → 10.0.0.2:80']);
      const sw0 = dp.datapath('sw0');
      const tracked = talk.connections.find({ datapath: sw0, id: 1 }, dp.packet(VIP4));
      expect(tracked?.connection.mark).toBe(mark);
    }
  });
});

describe('NAT of a router', () => {
  const router = (flows: string): World =>
    world({
      lr0: {
        router: true,
        ports: { inside: {}, outside: {} },
        flows: `
          ${flows}
          in 9: 1 inport == "inside" => outport = "outside"; output;
          in 9: 1 inport == "outside" => outport = "inside"; output;`,
      },
    });

  const OUT =
    'inport == "inside" && ip4.src == 10.0.0.1 && ip4.dst == 8.8.8.8 && tcp.src == 1000 && tcp.dst == 80';
  const OUT6 =
    'inport == "inside" && ip6.src == fd00::1 && ip6.dst == 2001::8 && tcp.src == 1000 && tcp.dst == 80';
  const IN =
    'inport == "outside" && ip4.src == 8.8.8.8 && ip4.dst == 172.16.0.1 && tcp.src == 5000 && tcp.dst == 80';

  const snat = router(`
    in 0: 1 ip4.dst == 172.16.0.1 || ip6.dst == fd16::1 => ct_snat;
    in 0: 0 1 => reg0 = 1; next(9);
    in 1: 0 1 => reg0 = 1; next(9);
    out 0: 1 outport == "outside" && ip4 => ct_snat(172.16.0.1);
    out 0: 1 outport == "outside" && ip6 => ct_snat(fd16::1);
    out 0: 0 1 => reg0 = 1; next;
    out 1: 0 1 => output;`);

  it.each([
    [OUT, 'outside: 172.16.0.1:1000 → 8.8.8.8:80', 'inside: 8.8.8.8:80 → 10.0.0.1:1000'],
    [OUT6, 'outside: [fd16::1]:1000 → [2001::8]:80', 'inside: [2001::8]:80 → [fd00::1]:1000'],
    [
      'inport == "inside" && ip4.src == 10.0.0.1 && ip4.dst == 8.8.8.8 && icmp4.type == 8',
      'outside: 172.16.0.1:8 → 8.8.8.8:0',
      'inside: 8.8.8.8:0 → 10.0.0.1:0',
    ],
  ])('SNAT there and back: %s', (microflow, there, back) => {
    const talk = new Conversation(snat);
    const first = talk.send(microflow);
    expect(arrived(first)).toEqual([there]);
    expect(arrived(talk.reply(first))).toEqual([back]);
  });

  it('SNAT of nothing leaves the packet alone', () => {
    expect(arrived(snat.trace(IN))).toEqual(['inside: 8.8.8.8:5000 → 172.16.0.1:80']);
  });

  it('DNAT there and back, with a port', () => {
    const dnat = router(`
      in 0: 1 ip4.dst == 172.16.0.1 => ct_dnat(10.0.0.1);
      in 0: 0 1 => reg0 = 1; next(9);
      in 1: 0 1 => reg0 = 1; next(9);
      out 0: 1 outport == "outside" => ct_dnat;
      out 0: 0 1 => reg0 = 1; next;
      out 1: 0 1 => output;`);
    const talk = new Conversation(dnat);
    const first = talk.send(IN);
    expect(arrived(first)).toEqual(['inside: 8.8.8.8:5000 → 10.0.0.1:80']);
    expect(arrived(talk.reply(first))).toEqual(['outside: 172.16.0.1:80 → 8.8.8.8:5000']);
  });

  it('the zones of SNAT and of DNAT are two', () => {
    const both = router(`
      in 0: 0 1 => ct_dnat(10.0.0.9);
      in 1: 1 ip4.dst == 10.0.0.9 && !ct.snat => ct_snat(172.16.0.7);
      in 2: 1 ip4.src == 172.16.0.7 => next(9);
      out 0: 0 1 => output;`);
    const talk = new Conversation(both);
    expect(arrived(talk.send(OUT))).toEqual(['outside: 172.16.0.7:1000 → 10.0.0.9:80']);
    const lr0 = both.datapath('lr0');
    expect(
      [-1, -2].map((id) => talk.connections.find({ datapath: lr0, id }, both.packet(OUT)) !== undefined),
    ).toEqual([
      true,
      // Its zone has the packet as DNAT left it.
      false,
    ]);
  });

  it('in the common zone, DNAT and SNAT of one connection are both undone', () => {
    const common = router(`
      in 0: 1 ip4.dst == 172.16.0.9 => ct_snat_in_czone;
      in 0: 0 1 => reg0 = 1; next;
      in 1: 1 ip4.dst == 172.16.0.1 => ct_dnat_in_czone(10.0.0.1);
      in 1: 0 1 => reg0 = 1; next;
      in 2: 0 1 => reg0 = 1; next(9);
      out 0: 1 outport == "outside" => ct_dnat_in_czone;
      out 0: 0 1 => reg0 = 1; next;
      out 1: 1 outport == "inside" => ct_snat_in_czone(172.16.0.9);
      out 1: 0 1 => reg0 = 1; next;
      out 2: 0 1 => output;`);
    const talk = new Conversation(common);
    const first = talk.send(IN);
    expect(arrived(first)).toEqual(['inside: 172.16.0.9:5000 → 10.0.0.1:80']);
    expect(arrived(talk.reply(first))).toEqual(['outside: 172.16.0.1:80 → 8.8.8.8:5000']);
  });
});

describe('what a connection was opened to', () => {
  it('is known after load balancing', () => {
    const dp = stateful(
      `in 1: 1 ct.new => ct_lb_mark(backends=10.0.0.2:8080);
       in 1: 1 ct.est && ct_mark.natted => reg1 = ct_nw_dst(); reg2[0..15] = ct_tp_dst(); reg3[0..7] = ct_proto(); next(5);
       in 5: 1 reg1 == 30.0.0.1 && reg2[0..15] == 80 && reg3[0..7] == 6 => next(2);`,
    );
    const talk = new Conversation(dp);
    const vip = TCP.replace('10.0.0.2', '30.0.0.1');
    talk.send(vip);
    expect(arrived(talk.send(vip))).toHaveLength(1);
  });
});

describe('load balancer with several ports at one address', () => {
  it('takes the port that was asked for', () => {
    const dp = stateful('in 1: 1 ct.new => ct_lb_mark(backends=10.0.0.2:8080,10.0.0.2:8081);');
    const vip = TCP.replace('10.0.0.2', '30.0.0.1');
    expect(arrived(dp.trace(vip, { lbDst: '10.0.0.2:8081' }))).toEqual([
      'server: 10.0.0.1:1000 → 10.0.0.2:8081',
    ]);
    expect(arrived(dp.trace(vip, { lbDst: '10.0.0.2' }))).toEqual(['server: 10.0.0.1:1000 → 10.0.0.2:8080']);
  });
});
