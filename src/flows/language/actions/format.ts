/** Actions back to text, as OVN writes them. What is not quoted with JSON's escapes here, OVN does not escape either. */
import { formatConstant, formatConstantSet } from '../expr/constants.ts';
import { formatField } from '../expr/field.ts';
import { formatHexadecimal, formatInteger } from '../lexer/format.ts';
import type {
  Action,
  ActionOf,
  ActionType,
  Address,
  CommitLbAffinityAction,
  CtLbAction,
  CtNatAction,
  LoadBalancerBackend,
  MaskedValue,
  ObservationPoint,
  OptionValue,
} from './types.ts';

type Formatter<Type extends ActionType> = (action: ActionOf<Type>) => string;

const formatAddress = ({ family, value }: Address): string =>
  formatInteger(family === 4 ? 'ipv4' : 'ipv6', value);

const formatOptions = (options: readonly OptionValue[]): readonly string[] =>
  options.map(({ option, value }) => `${option.name} = ${formatConstantSet(value)}`);

const call = (name: string, ...parts: readonly string[]): string => `${name}(${parts.join(', ')});`;

const bare = ({ type }: { readonly type: string }): string => `${type};`;

/** `name(zone);` */
const zoned = ({ type, zone }: { readonly type: string; readonly zone: string }): string => call(type, zone);

const nested = ({ type, actions }: { readonly type: string; readonly actions: readonly Action[] }): string =>
  `${type} { ${formatActions(actions)} };`;

type FieldName = 'port' | 'address' | 'mac' | 'field';

/** `name(field, …);` */
const withFields =
  <Name extends FieldName>(...names: readonly Name[]) =>
  (action: { readonly type: string } & Readonly<Record<Name, Parameters<typeof formatField>[0]>>): string =>
    call(action.type, ...names.map((name) => formatField(action[name])));

type Resulting = { readonly type: string; readonly result: Parameters<typeof formatField>[0] };

/** `result = name(…);` */
const assign = ({ result, type }: Resulting, ...parts: readonly string[]): string =>
  `${formatField(result)} = ${call(type, ...parts)}`;

const question = (action: Resulting): string => assign(action);

/** `result = name(field, …);` */
const asking =
  <Name extends FieldName>(...names: readonly Name[]) =>
  (action: Resulting & Readonly<Record<Name, Parameters<typeof formatField>[0]>>): string =>
    assign(action, ...names.map((name) => formatField(action[name])));

const putOptions = (action: Resulting & { readonly options: readonly OptionValue[] }): string =>
  assign(action, ...formatOptions(action.options));

const formatNat = ({ type, address, ports }: CtNatAction): string => {
  if (address === undefined) return bare({ type });
  const high = ports?.high === undefined ? '' : `-${ports.high}`;
  return `${type}(${formatAddress(address)}${ports === undefined ? '' : `,${ports.low}${high}`});`;
};

const formatBackend = ({ address, port, portName }: LoadBalancerBackend): string => {
  const name = portName === undefined ? '' : `"${portName}":`;
  return name + (port === 0 ? formatAddress(address) : formatEndpoint(address, port));
};

const formatEndpoint = (address: Address, port: number): string => {
  const host = address.family === 4 ? formatAddress(address) : `[${formatAddress(address)}]`;
  return port === 0 ? host : `${host}:${port}`;
};

const formatCtLb = ({ type, backends, hashFields, flag }: CtLbAction): string => {
  if (backends.length === 0) return bare({ type });
  const hash = hashFields === undefined ? '' : `; hash_fields="${hashFields}"`;
  const snat = flag === undefined ? '' : `; ${flag}`;
  return `${type}(backends=${backends.map(formatBackend).join(',')}${hash}${snat});`;
};

const formatAffinity = (action: CommitLbAffinityAction): string =>
  call(
    action.type,
    `vip = "${formatEndpoint(action.vip, action.vipPort)}"`,
    `backend = "${formatEndpoint(action.backend, action.backendPort)}"`,
    ...(action.protocol === undefined ? [] : [`proto = ${action.protocol}`]),
    `timeout = ${action.timeout}`,
  );

const formatMasked = (name: string, width: number, masked: MaskedValue | undefined): readonly string[] => {
  if (masked === undefined || masked.mask === 0n) return [];
  const mask = masked.mask === (1n << BigInt(width)) - 1n ? '' : `/${formatHexadecimal(masked.mask)}`;
  return [`${name}=${formatHexadecimal(masked.value)}${mask}`];
};

const formatNext: Formatter<'next'> = ({ pipeline, table, from }) => {
  if (pipeline !== from.pipeline) return `next(pipeline=${pipeline}, table=${table});`;
  return table === from.table + 1 ? 'next;' : `next(${table});`;
};

const formatSelect: Formatter<'select'> = ({ result, destinations, hashFields }) => {
  const members = destinations.map(({ id, weight }) => `${id}=${weight}`).join(', ');
  const inside = hashFields === undefined ? members : `values=(${members}); hash_fields="${hashFields}"`;
  return `${formatField(result)} = select(${inside});`;
};

const formatPoint = (point: ObservationPoint): string => {
  if (point === 'cookie') return '$cookie';
  return typeof point === 'number' ? String(point) : formatField(point);
};

/** OVN's numbers here are signed. */
const formatRate = (rate: bigint): string => BigInt.asIntN(64, rate).toString();

const formatters: { readonly [Type in ActionType]: Formatter<Type> } = {
  output: bare,
  dec_ttl: () => 'ip.ttl--;',
  ct_clear: bare,
  ct_snat_to_vip: bare,
  igmp: bare,
  handle_dhcpv6_reply: bare,
  handle_bfd_msg: () => 'handle_bfd_msg();',
  mac_cache_use: bare,
  flood_remote: bare,
  next: formatNext,
  load: ({ field, value }) => `${formatField(field)} = ${formatConstant(value)};`,
  load_ovn_field: ({ field, value }) => `${field.symbol.name} = ${formatConstant(value)};`,
  move: ({ field, source }) => `${formatField(field)} = ${formatField(source)};`,
  exchange: ({ left, right }) => `${formatField(left)} <-> ${formatField(right)};`,
  push: withFields('field'),
  pop: withFields('field'),
  ct_next: zoned,
  ct_commit: (action) => (action.actions.length === 0 ? bare(action) : nested(action)),
  ct_commit_v1: ({ mark, label }) => {
    const parts = [...formatMasked('ct_mark', 32, mark), ...formatMasked('ct_label', 128, label)];
    return parts.length === 0 ? 'ct_commit;' : call('ct_commit', ...parts);
  },
  ct_commit_to_zone: zoned,
  ct_commit_nat: zoned,
  ct_dnat: formatNat,
  ct_snat: formatNat,
  ct_dnat_in_czone: formatNat,
  ct_snat_in_czone: formatNat,
  ct_lb: formatCtLb,
  ct_lb_mark: formatCtLb,
  ct_lb_mark_local: formatCtLb,
  select: formatSelect,
  clone: nested,
  arp: nested,
  icmp4: nested,
  icmp4_error: nested,
  icmp6: nested,
  icmp6_error: nested,
  tcp_reset: nested,
  sctp_abort: nested,
  reject: nested,
  nd_na: nested,
  nd_na_router: nested,
  nd_ns: nested,
  get_arp: withFields('port', 'address'),
  get_nd: withFields('port', 'address'),
  put_arp: withFields('port', 'address', 'mac'),
  put_nd: withFields('port', 'address', 'mac'),
  lookup_arp: asking('port', 'address', 'mac'),
  lookup_nd: asking('port', 'address', 'mac'),
  lookup_arp_ip: asking('port', 'address'),
  lookup_nd_ip: asking('port', 'address'),
  chk_evpn_arp: asking('address'),
  put_dhcp_opts: putOptions,
  put_dhcpv6_opts: putOptions,
  put_nd_ra_opts: putOptions,
  dhcp_relay_req_chk: (action) => assign(action, formatAddress(action.relay), formatAddress(action.server)),
  dhcp_relay_resp_chk: (action) => assign(action, formatAddress(action.relay), formatAddress(action.server)),
  dns_lookup: question,
  chk_lb_hairpin: question,
  chk_lb_hairpin_reply: question,
  check_in_port_sec: question,
  check_out_port_sec: question,
  chk_ecmp_nh_mac: question,
  chk_ecmp_nh: question,
  chk_lb_aff: question,
  ct_nw_dst: question,
  ct_ip6_dst: question,
  ct_tp_dst: question,
  ct_proto: question,
  ct_state_save: question,
  check_pkt_larger: (action) => assign(action, String(action.length)),
  log: ({ type, name, verdict, severity, meter }) =>
    call(
      type,
      ...(name === undefined ? [] : [`name="${name}"`]),
      `verdict=${verdict}`,
      `severity=${severity}`,
      ...(meter === undefined ? [] : [`meter="${meter}"`]),
    ),
  set_queue: ({ type, id }) => call(type, String(id)),
  set_meter: ({ type, rate, burst }) =>
    call(type, formatRate(rate), ...(burst === 0n ? [] : [formatRate(burst)])),
  trigger_event: ({ type, event, meter, options }) =>
    call(
      type,
      `event = "${event}"`,
      ...(meter === undefined ? [] : [`meter = "${meter}"`]),
      ...formatOptions(options),
    ),
  bind_vport: ({ type, vport, parent }) => call(type, `"${vport}"`, formatField(parent)),
  handle_svc_check: withFields('port'),
  fwd_group: ({ liveness, ports }) => {
    const names = ports.map((port) => `"${port}"`).join(', ');
    return `fwd_group(${liveness ? 'liveness="true", ' : ''}${names && `childports=${names}`});`;
  },
  put_fdb: withFields('port', 'mac'),
  get_fdb: asking('mac'),
  get_remote_fdb: asking('mac'),
  lookup_fdb: asking('port', 'mac'),
  sample: ({ probability, collectorSet, domain, point }) =>
    `sample(probability=${probability},collector_set=${collectorSet},obs_domain=${domain},` +
    `obs_point=${formatPoint(point)});`,
  commit_ecmp_nh: ({ type, ipv6, protocol }) => call(type, `ipv6 = ${ipv6}`, `proto = ${protocol}`),
  commit_lb_aff: formatAffinity,
  mirror: ({ type, port }) => call(type, `"${port}"`),
  unknown: ({ text }) => text,
};

/** The action as OVN writes it, with its semicolon; an unknown one as it stands. */
export const formatAction = (action: Action): string => {
  // The table has for each type the formatter of exactly that type.
  const format = formatters[action.type] as (action: Action) => string;
  return format(action);
};

/** Actions as OVN writes them; none are "drop;". */
export const formatActions = (actions: readonly Action[]): string =>
  actions.length === 0 ? 'drop;' : actions.map(formatAction).join(' ');
