/** The symbols of OVN's newest version (ovn-sb(5), "Logical_Flow", "Symbols"). */
import { fields, registers, xregisters, xxregisters } from './fields.ts';
import { SymbolTableBuilder } from './table.ts';
import { WRITE_CT_COMMIT, type SymbolTable } from './types.ts';

/** reg0 to reg9 are for flows; those above carry what OVN itself keeps with a packet. */
const LOGICAL_REGISTERS = 10;
const REMOTE_OUTPORT = registers[1]!;
const FLAGS = registers[10]!;
const INPORT = registers[14]!;
const OUTPORT = registers[15]!;

/** The bit of a port's number that says that the port stands for a remote VTEP of an EVPN. */
const EVPN_KEY_BIT = 31;

const build = (): SymbolTable => {
  const builder = new SymbolTableBuilder();
  addPorts(builder);
  addRegisters(builder);
  addFlags(builder);
  addConnectionTracking(builder);
  addEthernet(builder);
  addIp(builder);
  addArp(builder);
  addNeighbourDiscovery(builder);
  addTransport(builder);
  return builder.table;
};

const addPorts = (builder: SymbolTableBuilder): void => {
  builder.addString('inport', INPORT);
  builder.addString('outport', OUTPORT);
  builder.addField('__inport', INPORT);
  builder.addField('__outport', OUTPORT);
  builder.addPredicate('from_evpn_vtep', `__inport[${EVPN_KEY_BIT}]`);
  builder.addPredicate('to_evpn_vtep', `__outport[${EVPN_KEY_BIT}]`);
  builder.addString('remote_outport', REMOTE_OUTPORT);
};

/** Registers that overlap are subfields of the widest one: expressions know nothing else that overlaps. */
const addRegisters = (builder: SymbolTableBuilder): void => {
  const wide = Math.floor(LOGICAL_REGISTERS / 4);
  const bits = (width: number, at: number): string => `[${width * at}..${width * at + width - 1}]`;
  for (let at = 0; at < wide; at++) builder.addField(`xxreg${at}`, xxregisters[at]!);
  for (let at = 0; at < LOGICAL_REGISTERS / 2; at++) {
    const parent = Math.floor(at / 2);
    if (parent < wide) builder.addSubfield(`xreg${at}`, `xxreg${parent}${bits(64, 1 - (at % 2))}`);
    else builder.addField(`xreg${at}`, xregisters[at]!);
  }
  for (let at = 0; at < LOGICAL_REGISTERS; at++) {
    const parent = Math.floor(at / 4);
    if (parent < wide) builder.addSubfield(`reg${at}`, `xxreg${parent}${bits(32, 3 - (at % 4))}`);
    else builder.addSubfield(`reg${at}`, `xreg${Math.floor(at / 2)}${bits(32, 1 - (at % 2))}`);
  }
};

const addFlags = (builder: SymbolTableBuilder): void => {
  builder.addField('flags', FLAGS);
  const bits: Readonly<Record<string, string>> = {
    loopback: '0',
    force_snat_for_dnat: '2',
    force_snat_for_lb: '3',
    skip_snat_for_lb: '9',
    use_snat_zone: '11',
    localnet: '15',
    icmp_snat: '17',
    tunnel_rx: '16',
    unsnat_new: '20',
    unsnat_not_tracked: '21',
    network_id: '28..31',
    from_ctrl: '19',
    igmp_loopback: '22',
    pkt_sampled: '23',
  };
  for (const [name, at] of Object.entries(bits)) builder.addSubfield(`flags.${name}`, `flags[${at}]`);
};

const addConnectionTracking = (builder: SymbolTableBuilder): void => {
  const scope = WRITE_CT_COMMIT;
  const addParts = (parent: string, parts: Readonly<Record<string, string>>): void => {
    for (const [name, at] of Object.entries(parts)) {
      builder.addSubfield(`${parent}.${name}`, `${parent}[${at}]`, { scope });
    }
  };
  builder.addField('ct_mark', fields.ctMark, { scope });
  addParts('ct_mark', {
    blocked: '0',
    natted: '1',
    ecmp_reply_port: '16..31',
    skip_snat: '2',
    force_snat: '3',
    obs_stage: '4..5',
    allow_established: '6',
    obs_collector_id: '16..23',
  });
  builder.addField('ct_label', fields.ctLabel, { scope });
  addParts('ct_label', {
    ecmp_reply_eth: '32..79',
    label: '96..127',
    obs_point_id: '96..127',
    obs_unused: '0..95',
    acl_id: '80..95',
    nf: '7',
    nf_id: '17..24',
    tun_if: '8',
    tun_if_id: '80..95',
  });
  builder.addField('ct_state', fields.ctState);
  for (const [bit, name] of ['new', 'est', 'rel', 'rpl', 'inv', 'trk', 'snat', 'dnat'].entries()) {
    builder.addSubfield(`ct.${name}`, `ct_state[${bit}]`, name === 'trk' ? {} : { prerequisites: 'ct.trk' });
  }
};

const addEthernet = (builder: SymbolTableBuilder): void => {
  builder.addField('eth.src', fields.ethSrc);
  builder.addField('eth.dst', fields.ethDst);
  builder.addField('eth.type', fields.ethType, { mustCrossproduct: true });
  builder.addPredicate('eth.bcast', 'eth.dst == ff:ff:ff:ff:ff:ff');
  builder.addSubfield('eth.mcast', 'eth.dst[40]');
  builder.addPredicate('eth.mcastv6', 'eth.dst[32..47] == 0x3333');

  builder.addField('vlan.tci', fields.vlanTci);
  builder.addPredicate('vlan.present', 'vlan.tci[12]');
  builder.addSubfield('vlan.pcp', 'vlan.tci[13..15]', { prerequisites: 'vlan.present' });
  builder.addSubfield('vlan.vid', 'vlan.tci[0..11]', { prerequisites: 'vlan.present' });

  builder.addField('pkt.mark', fields.pktMark);
};

const addIp = (builder: SymbolTableBuilder): void => {
  const ip = { prerequisites: 'ip' };
  builder.addPredicate('ip4', 'eth.type == 0x800');
  builder.addPredicate('ip6', 'eth.type == 0x86dd');
  builder.addPredicate('ip', 'ip4 || ip6');
  builder.addField('ip.proto', fields.ipProto, { ...ip, mustCrossproduct: true });
  builder.addField('ip.dscp', fields.ipDscp, ip);
  builder.addField('ip.ecn', fields.ipEcn, ip);
  builder.addField('ip.ttl', fields.ipTtl, ip);

  builder.addField('ip4.src', fields.ipv4Src, { prerequisites: 'ip4' });
  builder.addField('ip4.dst', fields.ipv4Dst, { prerequisites: 'ip4' });
  builder.addPredicate('ip4.src_mcast', 'ip4.src[28..31] == 0xe');
  builder.addPredicate('ip4.mcast', 'eth.mcast && ip4.dst[28..31] == 0xe');
  builder.addPredicate('icmp4', 'ip4 && ip.proto == 1');
  builder.addField('icmp4.type', fields.icmp4Type, { prerequisites: 'icmp4' });
  builder.addField('icmp4.code', fields.icmp4Code, { prerequisites: 'icmp4' });
  builder.addPredicate('igmp', 'ip4.mcast && ip.proto == 2');

  builder.addField('ip6.src', fields.ipv6Src, { prerequisites: 'ip6' });
  builder.addField('ip6.dst', fields.ipv6Dst, { prerequisites: 'ip6' });
  builder.addField('ip6.label', fields.ipv6Label, { prerequisites: 'ip6' });
  // RFC 4291, 2.7.1: the multicast groups that are there beforehand.
  const reserved = Array.from({ length: 16 }, (_, scope) => `ff0${scope.toString(16)}::0`);
  builder.addPredicate('ip6.mcast_rsvd', `ip6.dst == { ${reserved.join(', ')} }`);
  builder.addPredicate('ip6.mcast_all_nodes', 'ip6.dst == ff01::1 || ip6.dst == ff02::1');
  builder.addPredicate(
    'ip6.mcast_all_rtrs',
    'ip6.dst == ff01::2 || ip6.dst == ff02::2 || ip6.dst == ff05::2',
  );
  builder.addPredicate('ip6.mcast_sol_node', 'ip6.dst == ff02::1:ff00:0000/104');
  builder.addPredicate(
    'ip6.mcast_flood',
    'eth.mcastv6 && (ip6.mcast_rsvd || ip6.mcast_all_nodes || ip6.mcast_all_rtrs || ip6.mcast_sol_node)',
  );
  builder.addPredicate('ip6.mcast', 'eth.mcastv6 && ip6.dst[120..127] == 0xff');
  builder.addPredicate('icmp6', 'ip6 && ip.proto == 58');
  builder.addField('icmp6.type', fields.icmp6Type, { prerequisites: 'icmp6', mustCrossproduct: true });
  builder.addField('icmp6.code', fields.icmp6Code, { prerequisites: 'icmp6', mustCrossproduct: true });
  builder.addPredicate('icmp', 'icmp4 || icmp6');

  builder.addField('ip.frag', fields.ipFrag, ip);
  builder.addPredicate('ip.is_frag', 'ip.frag[0]');
  builder.addPredicate('ip.later_frag', 'ip.frag[1]');
  builder.addPredicate('ip.first_frag', 'ip.is_frag && !ip.later_frag');

  builder.addOvnField('icmp4.frag_mtu', 16);
  builder.addOvnField('icmp6.frag_mtu', 32);
  builder.addOvnField('icmp4.inner_ip4.src', 32);
};

/** RARP has the layout of ARP. */
const addArp = (builder: SymbolTableBuilder): void => {
  for (const [name, type] of [
    ['arp', '0x806'],
    ['rarp', '0x8035'],
  ] as const) {
    const options = { prerequisites: name };
    builder.addPredicate(name, `eth.type == ${type}`);
    builder.addField(`${name}.op`, fields.arpOp, options);
    builder.addField(`${name}.spa`, fields.arpSpa, options);
    builder.addField(`${name}.sha`, fields.arpSha, options);
    builder.addField(`${name}.tpa`, fields.arpTpa, options);
    builder.addField(`${name}.tha`, fields.arpTha, options);
  }
};

const addNeighbourDiscovery = (builder: SymbolTableBuilder): void => {
  const local = 'icmp6.code == 0 && ip.ttl == 255';
  builder.addPredicate('nd', `icmp6.type == {135, 136} && ${local}`);
  builder.addPredicate('nd_ns', `icmp6.type == 135 && ${local}`);
  builder.addPredicate('nd_ns_mcast', `ip6.mcast && icmp6.type == 135 && ${local}`);
  builder.addPredicate('nd_na', `icmp6.type == 136 && ${local}`);
  builder.addPredicate('nd_rs', `icmp6.type == 133 && ${local}`);
  builder.addPredicate('nd_ra', `icmp6.type == 134 && ${local}`);
  builder.addField('nd.target', fields.ndTarget, { prerequisites: 'nd' });
  builder.addField('nd.sll', fields.ndSll, { prerequisites: 'nd_ns' });
  builder.addField('nd.tll', fields.ndTll, { prerequisites: 'nd_na' });
  // Multicast listeners speak from link-local addresses (RFC 2710, RFC 3810), version 2 to all routers that listen.
  builder.addPredicate('mldv1', 'eth.mcastv6 && ip6.src == fe80::/10 && icmp6.type == {130, 131, 132}');
  builder.addPredicate('mldv2', 'eth.mcastv6 && ip6.dst == ff02::16 && icmp6.type == 143');
};

const addTransport = (builder: SymbolTableBuilder): void => {
  builder.addPredicate('tcp', 'ip.proto == 6');
  builder.addField('tcp.src', fields.tcpSrc, { prerequisites: 'tcp' });
  builder.addField('tcp.dst', fields.tcpDst, { prerequisites: 'tcp' });
  builder.addField('tcp.flags', fields.tcpFlags, { prerequisites: 'tcp' });
  builder.addPredicate('udp', 'ip.proto == 17');
  builder.addField('udp.src', fields.udpSrc, { prerequisites: 'udp' });
  builder.addField('udp.dst', fields.udpDst, { prerequisites: 'udp' });
  builder.addPredicate('sctp', 'ip.proto == 132');
  builder.addField('sctp.src', fields.sctpSrc, { prerequisites: 'sctp' });
  builder.addField('sctp.dst', fields.sctpDst, { prerequisites: 'sctp' });
};

let standard: SymbolTable | undefined;

/** All symbols of matches and actions. */
export const standardSymbols = (): SymbolTable => (standard ??= build());
