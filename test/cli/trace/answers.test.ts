/** What a person reads: the verdict, what decided, the path, the packet at its end, what was assumed. */
import { describe, expect, it } from 'vitest';
import { trace, type Scenario } from './support.ts';

const ask = (words: string): string[] => words.split(' ');

/** [what, scenario, question, the first line of the answer] */
const QUESTIONS: readonly (readonly [string, Scenario, string, string])[] = [
  [
    'delivered',
    'two-switches',
    '--from sw0-p1 --to sw1-p1 --tcp --dport 80 --reply',
    'delivered to sw1-p1 on hv1',
  ],
  [
    'dropped-by-acl',
    'neutron',
    '--from app-1 --to db-1 --tcp --dport 3306 --explain',
    'dropped in switch db, egress table 4 (ls_out_acl)',
  ],
  [
    'dropped-by-policy',
    'ovn-kubernetes',
    '--from default/client --to shop/backend-5d8b9c7f6d-t6rgh --tcp --dport 5432 --explain',
    'dropped in switch ovn-worker2, egress table 4 (ls_out_acl)',
  ],
  [
    'no-route',
    'neutron',
    '--from app-1 --to fd00:b::1 --icmp --explain',
    'dropped in router r1, ingress table 13 (lr_in_ip_routing)',
  ],
  [
    'unknown-next-hop',
    'neutron',
    '--from app-2 --to 192.0.2.1 --tcp --dport 443 --reply',
    'waits: OVN asks by ARP for the MAC of 203.0.113.1, which it does not know',
  ],
  ['answered-arp', 'neutron', '--from app-1 --to 10.0.0.1 --arp', 'answered by OVN itself with an ARP reply'],
  [
    'answered-nd',
    'neutron',
    '--from app-1 --to fd00:a::1 --nd',
    'answered by OVN itself with a neighbour advertisement',
  ],
  [
    'answered-ping',
    'neutron',
    '--from app-1 --to 10.0.0.1 --icmp',
    'answered by OVN itself with an echo reply',
  ],
  [
    'load-balanced',
    'ovn-kubernetes',
    '--from shop/frontend-7c9f6d5b8d-8wz5r --to 10.96.121.40 --tcp --dport 5432 --reply',
    'delivered to shop/backend-5d8b9c7f6d-2vqkx on ovn-worker',
  ],
  [
    'node-port',
    'ovn-kubernetes',
    '--from default/client --to 172.18.0.4 --tcp --dport 30080 --lb-dst 10.244.2.3:8080 --reply',
    'delivered to shop/frontend-7c9f6d5b8d-pl7xn on ovn-worker2',
  ],
  [
    'no-backend',
    'ovn-kubernetes',
    '--from default/client --to 10.96.200.9 --tcp --dport 80',
    'rejected with a TCP reset in switch ovn-worker, ingress table 12 (ls_in_lb)',
  ],
  [
    'affinity',
    'ovn-kubernetes',
    '--from default/client --to 10.96.55.7 --tcp --dport 80 --reply',
    'dropped in switch ovn-worker, ingress table 13 (ls_in_lb_aff_learn)',
  ],
  ['flooded', 'neutron', '--from app-1 --to ff:ff:ff:ff:ff:ff', 'delivered to 5 ports'],
  [
    'switched-off',
    'neutron',
    '--from app-off --to app-1 --icmp',
    'dropped in switch app, ingress table 0 (ls_in_check_port_sec)',
  ],
  ['not-bound', 'neutron', '--from app-1 --to app-down', 'delivered to app-down, which is on no chassis'],
];

describe('the answer', () => {
  it.each(QUESTIONS)('%s', async (name, scenario, question, headline) => {
    const { status, out, err } = await trace(scenario, ...ask(question));
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe(headline);
    await expect(`$ ovnscope trace ${question}\n${out}`).toMatchFileSnapshot(
      `../../golden/trace-${name}.txt`,
    );
  });

  it('names the ACL, whose it is, and where in the Northbound', async () => {
    const { out } = await trace('neutron', ...ask('--from app-1 --to db-1 --tcp --dport 3306'));
    expect(out.split('\n').slice(1, 3)).toEqual([
      '  by ACL (port group neutron_pg_drop, to-lport, priority 1001, drop): outport == @neutron_pg_drop && ip',
      '  ACL cf32da49-8951-4c30-926d-0232b4958d24 · flow 910e0cfa · northd.c:6543',
    ]);
  });

  it('says what port security would let pass', async () => {
    const microflow = 'inport == "app-1" && eth.src == fa:16:3e:00:00:01 && ip4';
    const { out } = await trace('neutron', microflow);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'dropped in switch app, ingress table 1 (ls_in_apply_port_sec)',
      '  port security of app-1: it may send from fa:16:3e:2c:a5:58 10.0.0.11 fd00:a::11 only',
    ]);
  });

  it('takes a packet that a load balancer leads back to its client for delivered, not for an answer', async () => {
    const { out } = await trace('neutron', ...ask('--from web-1 --to 10.1.0.100 --tcp --dport 80'));
    expect(out.split('\n')[0]).toBe('delivered to web-1 on compute-1');
  });

  it('lists near misses where it was decided, ACLs of people first, and the field on which they failed', async () => {
    const { out } = await trace('neutron', ...ask('--from app-1 --to db-1 --tcp --dport 3306 --explain'));
    const misses = out
      .slice(out.indexOf('Near misses'))
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/.*; fails/, 'fails'));
    expect(misses[0]).toBe('fails on tcp.dst (it is 3306)');
    expect(misses[1]).toBe('fails on outport (it is db-1)');
  });

  it('has none for a packet that arrived', async () => {
    const { out } = await trace('two-switches', ...ask('--from sw0-p1 --to sw1-p1 --explain'));
    expect(out).toContain('delivered');
    expect(out).not.toContain('Near misses');
  });

  it('tells how the packet was built, under --explain', async () => {
    const { out } = await trace('neutron', ...ask('--from app-1 --to db-1 --tcp --explain'));
    expect(out).toContain("\n  ip4.src 10.0.0.11: app-1's own\n");
    expect(out).toContain(
      "router port lrp-ecd618 (by DHCP's router option), since 10.0.1.11 is not in 10.0.0.0/24",
    );
  });
});

describe('colours', () => {
  it('are the same text', async () => {
    const question = ask('--from app-1 --to db-1 --tcp --explain');
    const [plain, coloured] = await Promise.all([
      trace('neutron', ...question),
      trace('neutron', ...question, '--color=always'),
    ]);
    expect(coloured.out.replaceAll(/\u001b\[\d*m/g, '')).toBe(plain.out);
    expect(coloured.out).not.toBe(plain.out);
  });
});
