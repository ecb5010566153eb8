/**
 * `parse-actions` of OVN's own test program: actions on standard input, one list a line; each is echoed, and below it
 * stand the form that OVN would write if it is another one, the prerequisites, or what is wrong. (What the actions are
 * in OpenFlow is left out.)
 */
import {
  dhcpOptionTable,
  expandTemplate,
  formatActions,
  formatExpression,
  parseActions,
  registers,
  standardSymbols,
  SymbolTableBuilder,
  xregisters,
  type ActionContext,
  type Field,
  type OptionDefinition,
} from '../../src/flows/language/index.ts';

const INGRESS_TABLES = 35;
const EGRESS_TABLES = 16;

/** Some that are wrong on purpose. */
const symbols = () => {
  const builder = new SymbolTableBuilder(standardSymbols());
  const [, , , , , , , field] = registers;
  const wide = xregisters[0] as Field;
  builder.addField('bad_prereq', field as Field, { prerequisites: 'xyzzy' });
  builder.addField('self_recurse', field as Field, { prerequisites: 'self_recurse != 0' });
  builder.addField('mutual_recurse_1', field as Field, { prerequisites: 'mutual_recurse_2 != 0' });
  builder.addField('mutual_recurse_2', field as Field, { prerequisites: 'mutual_recurse_1 != 0' });
  builder.addString('big_string', wide);
  return builder.table;
};

/** `name code [type]`, one an entry; without a type it is the given one. */
const options = (type: string, text: string): readonly OptionDefinition[] =>
  text.split(',').map((entry) => {
    const [name = '', code = '', own] = entry.trim().split(' ');
    return { name, code: Number(code), type: own ?? type };
  });

const dhcpOptions = dhcpOptionTable(
  options(
    'ipv4',
    `offerip 0, netmask 1, router 3, dns_server 6, log_server 7, lpr_server 9, hostname 12 str, domain_name 15 str,
     swap_server 16, policy_filter 21, ip_forward_enable 19 bool, default_ttl 23 uint8, mtu 26 uint16,
     router_discovery 31 bool, router_solicitation 32, arp_cache_timeout 35 uint32, ethernet_encap 36 bool,
     tcp_ttl 37 uint8, tcp_keepalive_interval 38 uint32, nis_server 41, ntp_server 42, netbios_name_server 44,
     netbios_node_type 46 uint8, lease_time 51 uint32, server_id 54, tftp_server 66 host_id, bootfile_name 67 str,
     domain_search_list 119 domains, classless_static_route 121 static_routes, tftp_server_address 150,
     path_prefix 210 str, wpad 252 str, next_server 253, bootfile_name_alt 254 str, broadcast_address 28`,
  ),
);

const dhcpv6Options = dhcpOptionTable(
  options(
    'ipv6',
    `server_id 2 mac, ia_addr 5, dns_server 23, domain_search 24 str, fqdn 39 domain, bootfile_name 59 str,
     bootfile_name_alt 254 str`,
  ),
);

let standing: ActionContext | undefined;

/** Where the actions of OVN's tests stand. */
export const parseActionsContext = (): ActionContext =>
  (standing ??= {
    symbols: symbols(),
    pipeline: 'ingress',
    table: 10,
    tables: { ingress: INGRESS_TABLES, egress: EGRESS_TABLES },
    dhcpOptions,
    dhcpv6Options,
  });

/** What the program prints for a line, without the last newline. A comment is echoed, behind actions it is cut off. */
export const runParseActions = (line: string): string => {
  if (line.startsWith('#')) return line;
  const [input = ''] = line.split('#', 1);
  if (/^[ \t\n]*$/.test(input)) return '';
  const { text, missing } = expandTemplate(input, new Map());
  if (missing.length > 0) return `${input}\n    failed to parse ${input}`;
  return [input, ...describe(input, text)].join('\n    ');
};

const describe = (input: string, text: string): readonly string[] => {
  const context = parseActionsContext();
  const { value, error } = parseActions(text, context);
  if (error !== undefined) return [error.message];
  const formatted = formatActions(value.actions);
  const lines: string[] = [];
  if (formatted !== input) lines.push(`formats as ${formatted}`);
  if (value.prerequisites !== undefined) {
    lines.push(`has prereqs ${formatExpression(value.prerequisites)}`);
  }
  const again = parseActions(formatted, context);
  if (again.error !== undefined) return [...lines, `reparse error: ${again.error.message}`];
  const reformatted = formatActions(again.value.actions);
  return reformatted === formatted ? lines : [...lines, `bad reformat: ${reformatted}`];
};
