import { describe, expect, it } from 'vitest';
import { formatField, type FieldReference } from '../../../../src/flows/language/index.ts';
import { actionOf, actionsOf, errorOf, formatted, prerequisitesOf } from './read.ts';

/** An action with the names of fields in the place of fields. */
const readable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  if ('symbol' in value) return formatField(value as FieldReference);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readable(each)]));
};

const integer = (value: bigint, format = 'decimal') => ({ value, mask: 0n, masked: false, format });

const ipv4 = (value: bigint) => ({ family: 4, value });

describe('parseActions', () => {
  it.each<[string, object]>([
    ['output;', { type: 'output' }],
    ['ip.ttl--;', { type: 'dec_ttl' }],
    ['handle_bfd_msg();', { type: 'handle_bfd_msg' }],
    [
      'next(pipeline=egress, table=5);',
      { type: 'next', pipeline: 'egress', table: 5, from: { pipeline: 'ingress', table: 10 } },
    ],
    ['reg0 = 5;', { type: 'load', field: 'reg0', value: integer(5n) }],
    ['outport = "lsp1";', { type: 'load', field: 'outport', value: { string: 'lsp1' } }],
    ['icmp4.frag_mtu = 1500;', { type: 'load_ovn_field', field: 'icmp4.frag_mtu', value: integer(1500n) }],
    ['reg0[0..15] = tcp.dst;', { type: 'move', field: 'reg0[0..15]', source: 'tcp.dst' }],
    ['inport <-> outport;', { type: 'exchange', left: 'inport', right: 'outport' }],
    ['push(xreg0);', { type: 'push', field: 'xreg0' }],
    ['ct_next(snat);', { type: 'ct_next', zone: 'snat', table: 11 }],
    ['ct_commit;', { type: 'ct_commit', actions: [] }],
    [
      'ct_commit { ct_mark = 1; };',
      { type: 'ct_commit', actions: [{ type: 'load', field: 'ct_mark', value: integer(1n) }] },
    ],
    ['ct_commit_nat(snat);', { type: 'ct_commit_nat', zone: 'snat', table: 11 }],
    ['ct_snat;', { type: 'ct_snat', address: undefined, ports: undefined, table: 11 }],
    [
      'ct_dnat(10.0.0.1, 1-3000);',
      { type: 'ct_dnat', address: ipv4(0x0a000001n), ports: { low: 1, high: 3000 }, table: 11 },
    ],
    [
      'ct_lb_mark(backends=10.0.0.1:80,[::2]:81; hash_fields="ip_src"; skip_snat);',
      {
        type: 'ct_lb_mark',
        backends: [
          { address: ipv4(0x0a000001n), port: 80 },
          { address: { family: 6, value: 2n }, port: 81 },
        ],
        hashFields: 'ip_src',
        flag: 'skip_snat',
        table: 11,
      },
    ],
    [
      'ct_lb_mark_local(backends="lsp1":10.0.0.1);',
      {
        type: 'ct_lb_mark_local',
        backends: [{ address: ipv4(0x0a000001n), port: 0, portName: 'lsp1' }],
        hashFields: undefined,
        flag: undefined,
        table: 11,
      },
    ],
    [
      'reg0 = select(1, 2=20);',
      {
        type: 'select',
        result: 'reg0',
        destinations: [
          { id: 1, weight: 100 },
          { id: 2, weight: 20 },
        ],
        hashFields: undefined,
        table: 11,
      },
    ],
    ['clone { output; };', { type: 'clone', actions: [{ type: 'output' }] }],
    ['arp { drop; };', { type: 'arp', actions: [] }],
    [
      'put_arp(inport, arp.spa, arp.sha);',
      { type: 'put_arp', port: 'inport', address: 'arp.spa', mac: 'arp.sha' },
    ],
    [
      'reg0[0] = lookup_nd_ip(inport, nd.target);',
      { type: 'lookup_nd_ip', result: 'reg0[0]', port: 'inport', address: 'nd.target' },
    ],
    ['reg0[0] = chk_evpn_arp(arp.tpa);', { type: 'chk_evpn_arp', result: 'reg0[0]', address: 'arp.tpa' }],
    [
      'reg0[0] = put_dhcp_opts(offerip = 10.0.0.4, hostname = "h");',
      {
        type: 'put_dhcp_opts',
        result: 'reg0[0]',
        options: [
          {
            option: { name: 'offerip', code: 0, type: 'ipv4' },
            value: { type: 'integer', values: [integer(0x0a000004n, 'ipv4')], inCurlies: false },
          },
          {
            option: { name: 'hostname', code: 12, type: 'str' },
            value: { type: 'string', values: [{ string: 'h' }], inCurlies: false },
          },
        ],
      },
    ],
    [
      'reg0[0] = dhcp_relay_req_chk(10.0.0.1, 10.0.0.2);',
      {
        type: 'dhcp_relay_req_chk',
        result: 'reg0[0]',
        relay: ipv4(0x0a000001n),
        server: ipv4(0x0a000002n),
      },
    ],
    ['xxreg0 = ct_ip6_dst();', { type: 'ct_ip6_dst', result: 'xxreg0' }],
    ['reg0[0] = check_pkt_larger(1500);', { type: 'check_pkt_larger', result: 'reg0[0]', length: 1500 }],
    [
      'log(verdict=drop, name="acl", severity=alert);',
      { type: 'log', name: 'acl', verdict: 'drop', severity: 'alert', meter: undefined },
    ],
    ['set_queue(61440);', { type: 'set_queue', id: 61440 }],
    ['set_meter(100, 200);', { type: 'set_meter', rate: 100n, burst: 200n }],
    ['bind_vport("v", inport);', { type: 'bind_vport', vport: 'v', parent: 'inport' }],
    [
      'fwd_group(liveness=true, childports="a", "b");',
      { type: 'fwd_group', liveness: true, ports: ['a', 'b'], table: 11 },
    ],
    ['outport = get_fdb(eth.dst);', { type: 'get_fdb', result: 'outport', mac: 'eth.dst' }],
    [
      'sample(probability=10,collector_set=2,obs_domain=3,obs_point=reg0);',
      { type: 'sample', probability: 10, collectorSet: 2, domain: 3, point: 'reg0' },
    ],
    ['commit_ecmp_nh(ipv6 = true, proto = sctp);', { type: 'commit_ecmp_nh', ipv6: true, protocol: 'sctp' }],
    [
      'commit_lb_aff(vip = "[::1]:80", backend = "[::2]:8080", proto = tcp, timeout = 30);',
      {
        type: 'commit_lb_aff',
        vip: { family: 6, value: 1n },
        vipPort: 80,
        backend: { family: 6, value: 2n },
        backendPort: 8080,
        protocol: 'tcp',
        timeout: 30,
      },
    ],
    ['mirror("lsp1");', { type: 'mirror', port: 'lsp1' }],
  ])('%s', (text, expected) => {
    expect(readable(actionOf(text))).toStrictEqual(expected);
  });

  it.each([
    ['drop;', 'drop;'],
    ['', 'drop;'],
    [' \t', 'drop;'],
    ['next(11);', 'next;'],
    ['clone{}; ', 'clone { drop; };'],
  ])('%j is written back as %s', (text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  it('reads several actions in their order', () => {
    const types = actionsOf('reg0 = 1; ct_clear; next;').map(({ type }) => type);
    expect(types).toStrictEqual(['load', 'ct_clear', 'next']);
  });

  it('gives the egress pipeline its own number of tables', () => {
    const tables = { ingress: 34, egress: 16 };
    expect(errorOf('next(pipeline=egress, table=16);', { tables })?.message).toBe(
      '"next" action cannot advance beyond table 16.',
    );
    expect(formatted('next(3);', { pipeline: 'egress', table: 2, tables })).toBe('next;');
  });
});

describe('prerequisites', () => {
  it.each([
    ['reg0 = 1;', undefined],
    ['ct_next;', 'ip'],
    ['ip.ttl--; ct_next;', 'ip && ip'],
    // What clone requires of the packet is required of the one at hand, before all else.
    ['ct_next; clone { dec_ttl_is_not_meant; };', undefined],
    ['ct_clear; clone { ip.ttl--; };', 'ip'],
    ['ct_next; clone { ip4.src = 10.0.0.1; };', 'eth.type == 0x800 && ip'],
    // The packet of an ARP request is one of its own.
    ['arp { arp.op = 1; };', 'ip'],
    ['tcp_reset { output; };', 'tcp'],
  ])('%s => %s', (text, expected) => {
    expect(prerequisitesOf(text)).toBe(expected);
  });
});

describe('what may be written where', () => {
  it.each([
    ['ct_mark = 1;', 'Field ct_mark is not modifiable.'],
    ['ct_commit { ip.ttl = 1; };', 'Field ip.ttl is not modifiable.'],
    ['ct_commit { ct_mark = 1; clone { ct_mark = 1; }; };', 'Field ct_mark is not modifiable.'],
    ['ct_commit { arp { ct_mark = 1; }; };', undefined],
    ['ct_commit { ct_mark = 1; }; ct_mark = 1;', 'Field ct_mark is not modifiable.'],
    ['push(ct_mark);', undefined],
    ['pop(ct_mark);', 'Field ct_mark is not modifiable.'],
  ])('%s => %s', (text, message) => {
    expect(errorOf(text)?.message).toBe(message);
  });
});
