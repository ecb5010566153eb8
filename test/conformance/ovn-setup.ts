/** What OVN's test program knows beforehand: symbols for errors, sets, ports and options. */
import {
  dhcpOptionTable,
  integerSet,
  standardSymbols,
  SymbolTableBuilder,
  xregisters,
  type ActionContext,
  type IntegerConstant,
  type Scope,
  type SymbolTable,
} from '../../src/flows/language/index.ts';

const makeSymbols = (): SymbolTable => {
  const builder = new SymbolTableBuilder(standardSymbols());
  const field = xregisters[0]!;
  builder.addField('bad_prereq', field, { prerequisites: 'xyzzy' });
  builder.addField('self_recurse', field, { prerequisites: 'self_recurse != 0' });
  builder.addField('mutual_recurse_1', field, { prerequisites: 'mutual_recurse_2 != 0' });
  builder.addField('mutual_recurse_2', field, { prerequisites: 'mutual_recurse_1 != 0' });
  builder.addString('big_string', field);
  return builder.table;
};

const addressSets: ReadonlyMap<string, readonly IntegerConstant[]> = new Map([
  ['set1', integerSet(['10.0.0.1', '10.0.0.2', '10.0.0.3'])],
  ['set2', integerSet(['::1', '::2', '::3'])],
  ['set3', integerSet(['00:00:00:00:00:01', '00:00:00:00:00:02', '00:00:00:00:00:03'])],
  ['set4', []],
]);

/** Groups are known as those of datapath 0: `@pg1` means `0_pg1`. */
const portGroups: ReadonlyMap<string, readonly string[]> = new Map([
  ['0_pg1', ['lsp1', 'lsp2', 'lsp3']],
  ['0_pg_empty', []],
]);

export const ports: ReadonlyMap<string, number> = new Map([
  ['eth0', 5],
  ['eth1', 6],
  ['LOCAL', 0xfffe],
  ['lsp1', 0x11],
  ['lsp2', 0x12],
  ['lsp3', 0x13],
]);

export const symbols = makeSymbols();

export const scope: Scope = {
  symbols,
  addressSet: (name) => addressSets.get(name),
  portGroup: (name) => portGroups.get(`0_${name}`),
};

const options = (text: string): ActionContext['dhcpOptions'] =>
  dhcpOptionTable(
    [...text.matchAll(/(\w+)\((\d+)(?:,(\w+))?\)/g)].map(([, name = '', code, type]) => ({
      name,
      code: Number(code),
      type: type ?? '',
    })),
  );

const dhcpv4 = `
  offerip(0,ipv4) netmask(1,ipv4) router(3,ipv4) dns_server(6,ipv4) log_server(7,ipv4) lpr_server(9,ipv4)
  hostname(12,str) domain_name(15,str) swap_server(16,ipv4) policy_filter(21,ipv4) router_solicitation(32,ipv4)
  nis_server(41,ipv4) ntp_server(42,ipv4) server_id(54,ipv4) tftp_server(66,host_id)
  classless_static_route(121,static_routes) ip_forward_enable(19,bool) router_discovery(31,bool)
  ethernet_encap(36,bool) default_ttl(23,uint8) tcp_ttl(37,uint8) mtu(26,uint16) lease_time(51,uint32) wpad(252,str)
  bootfile_name(67,str) path_prefix(210,str) tftp_server_address(150,ipv4) arp_cache_timeout(35,uint32)
  tcp_keepalive_interval(38,uint32) domain_search_list(119,domains) bootfile_name_alt(254,str)
  broadcast_address(28,ipv4) netbios_name_server(44,ipv4) netbios_node_type(46,uint8) next_server(253,ipv4)`;

const dhcpv6 = `
  server_id(2,mac) ia_addr(5,ipv6) dns_server(23,ipv6) domain_search(24,str) bootfile_name(59,str)
  bootfile_name_alt(254,str) fqdn(39,domain)`;

const TABLES = 35;

export const actionContext: ActionContext = {
  symbols,
  pipeline: 'ingress',
  table: 10,
  tables: { ingress: TABLES, egress: TABLES },
  dhcpOptions: options(dhcpv4),
  dhcpv6Options: options(dhcpv6),
};
