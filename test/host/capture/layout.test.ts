/** Files of our script, of the lab and of sosreport, told by their paths alone. */
import { describe, expect, it } from 'vitest';
import { classify, hostsIn } from '../../../src/host/capture/layout.ts';
import type { CapturedFile } from '../../../src/host/capture/types.ts';

const files = (...paths: readonly string[]): CapturedFile[] => paths.map((path) => ({ path, text: '[]' }));

/** `kind namespace device at ← path` of each output. */
const outputsOf = (list: readonly CapturedFile[]): string[] =>
  classify(list).outputs.map(
    ({ kind, namespace, device, at, file }) =>
      [kind, namespace, device, at].filter((part) => part !== undefined && part !== '').join(' ') +
      ` ← ${file.path}`,
  );

const pathOf = (kind: string, list: readonly CapturedFile[]): string | undefined =>
  classify(list).outputs.find((one) => one.kind === kind)?.file.path;

describe('classify', () => {
  it('knows the files of the lab', () => {
    expect(
      outputsOf(
        files(
          'root/ip-j-d-link.json',
          'root/ip-j-6-rule.json',
          'root/ip-j-netns.json',
          'root/bridge-j-vlan-tunnelshow.json',
          'root/ebtables-save.txt',
          'root/nft-j-list-ruleset.json',
          'root/proc/net/bonding/bond0',
          'root/tc-j-s-qdisc.json',
          'root/tc/eth3.filter-ingress.json',
          'root/tc/eth3.filter-root.json',
          'netns/qrouter-1/ip-j-6-route.json',
          'netns/qrouter-1/ip6tables-save.txt',
          'netns/peer/proc-net-bonding.txt',
          'ovs/ovsdb-backup.txt',
        ),
      ),
    ).toEqual([
      'ip-link ← root/ip-j-d-link.json',
      'ip-6-rule ← root/ip-j-6-rule.json',
      'ip-netns ← root/ip-j-netns.json',
      'bridge-vlan-tunnel ← root/bridge-j-vlan-tunnelshow.json',
      'ebtables-save ← root/ebtables-save.txt',
      'nft-ruleset ← root/nft-j-list-ruleset.json',
      'proc-bonding bond0 ← root/proc/net/bonding/bond0',
      'tc-qdisc ← root/tc-j-s-qdisc.json',
      'tc-filter eth3 ingress ← root/tc/eth3.filter-ingress.json',
      'tc-filter eth3 ← root/tc/eth3.filter-root.json',
      'ip-6-route qrouter-1 ← netns/qrouter-1/ip-j-6-route.json',
      'ip6tables-save qrouter-1 ← netns/qrouter-1/ip6tables-save.txt',
      'proc-bonding peer ← netns/peer/proc-net-bonding.txt',
      'ovsdb ← ovs/ovsdb-backup.txt',
    ]);
  });

  it('knows the files of sosreport, old and new', () => {
    const at = 'sos_commands/networking';
    const inside = 'namespaces/qdhcp-1_a/ip_netns_exec_qdhcp-1_a';
    expect(
      outputsOf(
        files(
          `${at}/ip_-d_address`,
          `${at}/ip_-s_-d_link`,
          `${at}/ip_route_show_table_all`,
          `${at}/ip_-6_route_show_table_all`,
          `${at}/ip_-4_rule_list`,
          `${at}/ip_-6_rule_list`,
          `${at}/ip_-s_-s_neigh_show`,
          `${at}/ip_netns`,
          `${at}/bridge_-s_-s_-d_link_show`,
          `${at}/bridge_-s_-s_-d_-t_fdb_show`,
          `${at}/bridge_-s_-s_-d_-t_mdb_show`,
          `${at}/bridge_-d_vlan_show`,
          `${at}/tc_-s_qdisc_show`,
          `${at}/tc_-s_filter_show_dev_eno1_x_ingress`,
          `${at}/tc_-s_filter_show_dev_eno1`,
          `${at}/${inside}_ip_-d_address_show`,
          `${at}/${inside}_iptables-save`,
          `${at}/ip_netns_exec_qrouter-2_ip_address_show`,
          'sos_commands/firewall_tables/nft_list_ruleset',
          'proc/net/bonding/bond0',
          'etc/openvswitch/conf.db',
        ),
      ),
    ).toEqual([
      `ip-addr ← ${at}/ip_-d_address`,
      `ip-link ← ${at}/ip_-s_-d_link`,
      `ip-route ← ${at}/ip_route_show_table_all`,
      `ip-6-route ← ${at}/ip_-6_route_show_table_all`,
      `ip-rule ← ${at}/ip_-4_rule_list`,
      `ip-6-rule ← ${at}/ip_-6_rule_list`,
      `ip-neigh ← ${at}/ip_-s_-s_neigh_show`,
      `ip-netns ← ${at}/ip_netns`,
      `bridge-link ← ${at}/bridge_-s_-s_-d_link_show`,
      `bridge-fdb ← ${at}/bridge_-s_-s_-d_-t_fdb_show`,
      `bridge-mdb ← ${at}/bridge_-s_-s_-d_-t_mdb_show`,
      `bridge-d-vlan ← ${at}/bridge_-d_vlan_show`,
      `tc-qdisc ← ${at}/tc_-s_qdisc_show`,
      `tc-filter eno1_x ingress ← ${at}/tc_-s_filter_show_dev_eno1_x_ingress`,
      `tc-filter eno1 ← ${at}/tc_-s_filter_show_dev_eno1`,
      `ip-addr qdhcp-1_a ← ${at}/${inside}_ip_-d_address_show`,
      `iptables-save qdhcp-1_a ← ${at}/${inside}_iptables-save`,
      `ip-addr qrouter-2 ← ${at}/ip_netns_exec_qrouter-2_ip_address_show`,
      'nft-ruleset ← sos_commands/firewall_tables/nft_list_ruleset',
      'proc-bonding bond0 ← proc/net/bonding/bond0',
      'ovsdb ← etc/openvswitch/conf.db',
    ]);
  });

  it('names what it does not know', () => {
    const paths = [
      'README.md',
      'root/brctl-show.txt',
      'root/ip-j-maddr.json',
      'root/toString-x.json',
      'root/constructor.txt',
      'sos_commands/networking/iptables_-vnxL',
      'sos_commands/networking/ip_-d_route_show_cache',
      'sos_commands/openvswitch/ovs-vsctl_-t_5_show',
      'ovs/ovsdb-dump.txt',
    ];
    expect(classify(files(...paths))).toEqual({ outputs: [], lesser: [], unknown: paths });
  });

  it.each([
    ['ip-link', ['root/ip-d-link.txt', 'root/ip-j-d-s-link.json', 'root/ip-j-d-link.json'], 2],
    ['ip-addr', ['root/ip-j-addr.json', 'root/ip-j-d-addr.json', 'root/ip-addr.txt'], 1],
    ['ip-route', ['root/ip-j-route.json', 'root/ip-j-route-all.json', 'root/ip-j-4-route-all.json'], 2],
    [
      'bridge-d-vlan',
      ['root/bridge-j-vlan.json', 'root/bridge-j-d-vlan.json', 'root/bridge-j-s-vlan.json'],
      1,
    ],
    ['bridge-fdb', ['root/bridge-j-s-fdb.json', 'root/bridge-j-d-fdb.json', 'root/bridge-fdb.txt'], 1],
    [
      'ebtables-save',
      ['root/ebtables-legacy-save.txt', 'root/ebtables-save.txt', 'root/ebtables-nft-save.txt'],
      1,
    ],
    ['ip-addr', ['sos_commands/networking/ip_-o_addr', 'sos_commands/networking/ip_-d_address'], 1],
    ['ip-neigh', ['sos_commands/networking/ip_neigh_show_nud_noarp', 'sos_commands/networking/ip_-s_-s_neigh_show'], 1], // prettier-ignore
    ['ovsdb', ['var/lib/openvswitch/conf.db', 'etc/openvswitch/conf.db'], 1],
  ])('%s: takes what tells most of %j', (kind, paths, best) => {
    const classified = classify(files(...paths));
    expect(classified.outputs.map((one) => [one.kind, one.file.path])).toEqual([[kind, paths[best]]]);
    expect(classified.lesser.map(({ path }) => path)).toEqual(paths.filter((_, i) => i !== best));
  });

  it('takes the plain VLANs where the detailed ones broke off', () => {
    const list = [
      { path: 'root/bridge-j-vlan.json', text: '[{"ifname":"br0","vlans":[]}]' },
      { path: 'root/bridge-j-d-vlan.json', text: '[' },
    ];
    expect(pathOf('bridge-vlan', list)).toBe('root/bridge-j-vlan.json');
  });

  it('takes text where the JSON is empty', () => {
    const list = [
      { path: 'root/ip-j-netns.json', text: '' },
      { path: 'root/ip-netns.txt', text: 'a\n' },
    ];
    expect(pathOf('ip-netns', list)).toBe('root/ip-netns.txt');
  });

  it('reads escaped names in captures of its own only', () => {
    const link = files('netns/a%20b/ip-j-d-link.json', 'netns/a%20b/tc/x%3By.filter-egress.json');
    expect(classify(link).outputs.map(({ namespace }) => namespace)).toEqual(['a%20b', 'a%20b']);
    const own = classify([...link, { path: '_capture.json', text: '{}' }]).outputs;
    expect(own.map(({ namespace, device }) => [namespace, device])).toEqual([
      ['a b', undefined],
      ['a b', 'x;y'],
    ]);
  });
});

describe('hostsIn', () => {
  it('takes hosts apart, whatever stands before and however namespaces are called', () => {
    const hosts = hostsIn(
      files(
        'lab/h1/_capture.json',
        'lab/h1/root/ip-j-d-link.json',
        'lab/h1/netns/root/ip-j-d-link.json',
        'h2/netns/root/ip-j-d-link.json',
        'h2/ovs/ovsdb-backup.txt',
        'sosreport-h3/sos_commands/networking/ip_-d_address',
        'sosreport-h3/proc/net/bonding/bond0',
        'elsewhere/notes.txt',
      ),
    );
    expect([...hosts].map(([host, list]) => [host, list.map(({ path }) => path)])).toEqual([
      ['h2', ['netns/root/ip-j-d-link.json', 'ovs/ovsdb-backup.txt']],
      ['lab/h1', ['_capture.json', 'root/ip-j-d-link.json', 'netns/root/ip-j-d-link.json']],
      ['sosreport-h3', ['sos_commands/networking/ip_-d_address', 'proc/net/bonding/bond0']],
    ]);
  });

  it('knows one host without a folder of its own', () => {
    const list = files('netns/root/ip-j-d-link.json', 'root/ip-d-link.txt', 'ovs/ovsdb-backup.txt');
    expect([...hostsIn(list)]).toEqual([['', list]]);
    expect([...hostsIn(files('a.txt'))]).toEqual([]);
  });
});
