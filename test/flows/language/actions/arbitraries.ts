/** Any actions that OVN can write, read where `actionContext` stands. */
import fc from 'fast-check';
import {
  CONTROLLER_EVENTS,
  ND_RA_OPTIONS,
  type Action,
  type Address,
  type ConstantSet,
  type FieldReference,
  type IntegerConstant,
  type OptionDefinition,
  type OptionValue,
} from '../../../../src/flows/language/index.ts';
import { actionContext } from '../../../conformance/ovn-setup.ts';

const TABLE = actionContext.table + 1;
const { symbols } = actionContext;

const pick = <const Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);

/** With Object's own prototype, as parsed values have it. */
const record = <Value>(model: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> }): fc.Arbitrary<Value> =>
  fc.record<Value>(model, { noNullPrototype: true });

const whole = (name: string): FieldReference => {
  const symbol = symbols.get(name);
  if (symbol === undefined) throw new Error(`no field ${name}`);
  return { symbol, offset: 0, width: symbol.width };
};

const part = (name: string, width: number): fc.Arbitrary<FieldReference> => {
  const { symbol } = whole(name);
  return fc.integer({ min: 0, max: symbol.width - width }).map((offset) => ({ symbol, offset, width }));
};

const port = pick(whole('inport'), whole('outport'));
const bit = fc.oneof(part('reg0', 1), part('xxreg1', 1), pick(whole('flags.loopback')));
const ip4Field = pick(whole('ip4.src'), whole('arp.spa'), whole('reg1'));
const ip6Field = pick(whole('ip6.src'), whole('nd.target'), whole('xxreg1'));
const macField = pick(whole('eth.src'), whole('eth.dst'), whole('arp.sha'));
const numericField = fc.oneof(
  ip4Field,
  ip6Field,
  macField,
  pick(whole('tcp.dst'), whole('ip.ttl'), whole('vlan.vid')),
  fc.integer({ min: 1, max: 31 }).chain((width) => part('reg2', width)),
);

/** Any text that needs no escape, or, for what is written with JSON's escapes, any at all. */
const plain = fc.string({ unit: fc.constantFrom(...'abcxyz019_-:.,/ é'), maxLength: 12 });
const anyText = fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !text.includes('\0'));

const uint16 = fc.integer({ min: 0, max: 65535 });
const positive16 = fc.integer({ min: 1, max: 65535 });
const ip4: fc.Arbitrary<Address> = fc
  .bigInt({ min: 0n, max: 0xffffffffn })
  .map((value) => ({ family: 4, value }));
const ip6: fc.Arbitrary<Address> = fc
  .bigInt({ min: 0n, max: (1n << 128n) - 1n })
  // OVN takes a mapped address in commit_lb_aff for one of IPv4.
  .filter((value) => value >> 32n !== 0xffffn)
  .map((value) => ({ family: 6, value }));
const address = fc.oneof(ip4, ip6);

const constant = (width: number): fc.Arbitrary<IntegerConstant> => {
  const all = (1n << BigInt(width)) - 1n;
  const value = fc.bigInt({ min: 0n, max: all });
  const make = (format: IntegerConstant['format']) => (value: bigint) => ({
    value,
    mask: 0n,
    masked: false,
    format,
  });
  const kinds = [
    fc.bigInt({ min: 0n, max: width < 64 ? all : (1n << 64n) - 1n }).map(make('decimal')),
    value.filter((each) => each > 0n).map(make('hexadecimal')),
    fc
      .tuple(value, value)
      .filter(([, mask]) => mask > 0n)
      .map(([each, mask]) => ({ value: each & mask, mask, masked: true, format: 'hexadecimal' as const })),
  ];
  if (width === 32) kinds.push(value.map(make('ipv4')));
  if (width === 48) kinds.push(value.map(make('ethernet')));
  if (width === 128) kinds.push(value.map(make('ipv6')));
  // A masked 0 is written without 0x, and read as a decimal number.
  return fc.oneof(...kinds).filter(({ value, masked }) => !masked || value > 0n);
};

const constants = (inCurlies: boolean, ...values: readonly IntegerConstant[]): ConstantSet => ({
  type: 'integer',
  values,
  inCurlies,
});

const strings = (...values: readonly string[]): ConstantSet => ({
  type: 'string',
  values: values.map((string) => ({ string })),
  inCurlies: false,
});

const optionValue = (option: OptionDefinition): fc.Arbitrary<OptionValue> => {
  const text = anyText.map((each) => strings(each));
  const numbers = fc
    .array(constant(32), { minLength: 1, maxLength: 3 })
    .chain((values) =>
      values.length > 1
        ? fc.constant(constants(true, ...values))
        : fc.boolean().map((inCurlies) => constants(inCurlies, ...values)),
    );
  const isText = ['str', 'domain', 'domains'].includes(option.type);
  const value = option.type === 'host_id' ? fc.oneof(text, numbers) : isText ? text : numbers;
  return value.map((each) => ({ option, value: each }));
};

const someOptions = (table: ReadonlyMap<string, OptionDefinition>): fc.Arbitrary<readonly OptionValue[]> =>
  fc.array(
    pick(...table.values()).chain((option) => optionValue(option)),
    { maxLength: 4 },
  );

const known = (table: ReadonlyMap<string, OptionDefinition>, name: string): OptionDefinition => {
  const option = table.get(name);
  if (option === undefined) throw new Error(`no option ${name}`);
  return option;
};

const event = known(CONTROLLER_EVENTS.get('empty_lb_backends') ?? new Map(), 'vip');
const sourceLink: OptionValue = {
  option: known(ND_RA_OPTIONS, 'slla'),
  value: constants(false, { value: 0xae0102030405n, mask: 0n, masked: false, format: 'ethernet' }),
};
const stateful: OptionValue = {
  option: known(ND_RA_OPTIONS, 'addr_mode'),
  value: strings('dhcpv6_stateful'),
};

const simple: readonly fc.Arbitrary<Action>[] = [
  pick<Action>(
    { type: 'output' },
    { type: 'dec_ttl' },
    { type: 'ct_clear' },
    { type: 'ct_snat_to_vip' },
    { type: 'igmp' },
    { type: 'handle_dhcpv6_reply' },
    { type: 'handle_bfd_msg' },
    { type: 'mac_cache_use' },
    { type: 'flood_remote' },
  ),
  record({
    type: fc.constant('next' as const),
    pipeline: pick('ingress', 'egress'),
    table: fc.nat(15),
    from: fc.constant({ pipeline: actionContext.pipeline, table: actionContext.table }),
  }),
  numericField.chain((field) =>
    constant(field.symbol.width).map((value): Action => ({ type: 'load', field, value })),
  ),
  record({ type: fc.constant('load' as const), field: port, value: record({ string: anyText }) }),
  uint16.map((value): Action => ({
    type: 'load_ovn_field',
    field: whole('icmp6.frag_mtu'),
    value: { value: BigInt(value), mask: 0n, masked: false, format: 'decimal' },
  })),
  record({ type: fc.constant('move' as const), field: ip4Field, source: ip4Field }),
  record({ type: fc.constant('exchange' as const), left: macField, right: macField }),
  record({ type: pick('push', 'pop'), field: numericField }),
  record({
    type: pick('ct_next', 'ct_commit_nat', 'ct_commit_to_zone'),
    zone: pick('dnat', 'snat'),
    table: fc.constant(TABLE),
  }),
  record({
    type: pick('ct_dnat', 'ct_snat', 'ct_dnat_in_czone', 'ct_snat_in_czone'),
    address,
    ports: fc.option(
      fc.oneof(
        positive16.map((low) => ({ low, high: undefined })),
        fc
          .uniqueArray(positive16, { minLength: 2, maxLength: 2 })
          .map((pair) => ({ low: Math.min(...pair), high: Math.max(...pair) })),
      ),
      { nil: undefined },
    ),
    table: fc.constant(TABLE),
  }),
  record({
    type: pick('ct_lb', 'ct_lb_mark'),
    backends: fc.array(record({ address, port: uint16 }), { minLength: 1, maxLength: 4 }),
    hashFields: fc.option(plain, { nil: undefined }),
    flag: pick('skip_snat' as const, 'force_snat' as const, undefined),
    table: fc.constant(TABLE),
  }),
  record({
    type: fc.constant('ct_lb_mark_local' as const),
    backends: fc.array(record({ address, port: uint16, portName: plain }), { minLength: 1, maxLength: 4 }),
    hashFields: fc.constant(undefined),
    flag: fc.constant(undefined),
    table: fc.constant(TABLE),
  }),
  record({
    type: fc.constant('select' as const),
    result: pick(whole('reg0'), whole('xreg1')),
    destinations: fc.array(record({ id: uint16, weight: positive16 }), { minLength: 2, maxLength: 5 }),
    hashFields: fc.option(plain, { nil: undefined }),
    table: fc.constant(TABLE),
  }),
  record({ type: fc.constant('get_arp' as const), port, address: ip4Field }),
  record({ type: fc.constant('get_nd' as const), port, address: ip6Field }),
  record({ type: fc.constant('put_arp' as const), port, address: ip4Field, mac: macField }),
  record({ type: fc.constant('put_nd' as const), port, address: ip6Field, mac: macField }),
  record({
    type: fc.constant('lookup_arp' as const),
    result: bit,
    port,
    address: ip4Field,
    mac: macField,
  }),
  record({ type: fc.constant('lookup_nd' as const), result: bit, port, address: ip6Field, mac: macField }),
  record({ type: fc.constant('lookup_arp_ip' as const), result: bit, port, address: ip4Field }),
  record({ type: fc.constant('lookup_nd_ip' as const), result: bit, port, address: ip6Field }),
  record({
    type: fc.constant('chk_evpn_arp' as const),
    result: bit,
    address: fc.oneof(ip4Field, ip6Field),
  }),
  record({
    type: fc.constant('put_dhcp_opts' as const),
    result: bit,
    options: fc
      .tuple(optionValue(known(actionContext.dhcpOptions, 'offerip')), someOptions(actionContext.dhcpOptions))
      .map(([first, rest]) => [first, ...rest]),
  }),
  record({
    type: fc.constant('put_dhcpv6_opts' as const),
    result: bit,
    options: someOptions(actionContext.dhcpv6Options),
  }),
  record({
    type: fc.constant('put_nd_ra_opts' as const),
    result: bit,
    options: fc.shuffledSubarray([sourceLink, stateful], { minLength: 2 }),
  }),
  record({
    type: pick('dhcp_relay_req_chk', 'dhcp_relay_resp_chk'),
    result: bit,
    relay: ip4,
    server: ip4,
  }),
  record({
    type: pick(
      'dns_lookup',
      'chk_lb_hairpin',
      'chk_lb_hairpin_reply',
      'check_in_port_sec',
      'check_out_port_sec',
      'chk_ecmp_nh_mac',
      'chk_ecmp_nh',
      'chk_lb_aff',
    ),
    result: bit,
  }),
  pick<Action>(
    { type: 'ct_nw_dst', result: whole('reg4') },
    { type: 'ct_ip6_dst', result: whole('xxreg0') },
    { type: 'ct_tp_dst', result: whole('tcp.src') },
    { type: 'ct_proto', result: whole('ip.ttl') },
    { type: 'ct_state_save', result: whole('ip.ttl') },
  ),
  record({ type: fc.constant('check_pkt_larger' as const), result: bit, length: uint16 }),
  record({
    type: fc.constant('log' as const),
    name: fc.option(plain, { nil: undefined }),
    verdict: pick('allow', 'drop', 'reject', 'pass'),
    severity: pick('alert', 'warning', 'notice', 'info', 'debug'),
    meter: fc.option(plain, { nil: undefined }),
  }),
  record({ type: fc.constant('set_queue' as const), id: fc.nat(0xf000) }),
  record({
    type: fc.constant('set_meter' as const),
    rate: fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }),
    burst: fc.bigInt({ min: 0n, max: (1n << 63n) - 1n }),
  }),
  record({
    type: fc.constant('trigger_event' as const),
    event: fc.constant('empty_lb_backends'),
    options: fc.array(
      uint16.map((each) => ({ option: event, value: strings(`10.0.0.1:${each}`) })),
      { maxLength: 2 },
    ),
  }),
  record({ type: fc.constant('bind_vport' as const), vport: plain, parent: port }),
  record({ type: fc.constant('handle_svc_check' as const), port }),
  record({
    type: fc.constant('fwd_group' as const),
    liveness: fc.boolean(),
    ports: fc.array(plain, { minLength: 1, maxLength: 3 }),
    table: fc.constant(TABLE),
  }),
  record({ type: fc.constant('put_fdb' as const), port, mac: macField }),
  record({
    type: pick('get_fdb', 'get_remote_fdb'),
    result: pick(whole('reg0'), whole('outport')),
    mac: macField,
  }),
  record({ type: fc.constant('lookup_fdb' as const), result: bit, port, mac: macField }),
  record({
    type: fc.constant('sample' as const),
    probability: positive16,
    collectorSet: fc.nat(),
    domain: fc.nat(255),
    point: fc.oneof(fc.nat(), fc.constant('cookie' as const), pick(whole('reg0'), whole('ct_mark'))),
  }),
  record({
    type: fc.constant('commit_ecmp_nh' as const),
    ipv6: fc.boolean(),
    protocol: pick('tcp', 'udp', 'sctp'),
  }),
  fc.oneof(fc.tuple(ip4, ip4), fc.tuple(ip6, ip6)).chain(([vip, backend]) =>
    record({
      vipPort: uint16,
      backendPort: uint16,
      timeout: uint16,
      protocol: pick('tcp', 'udp', 'sctp'),
    }).map(({ protocol, ...rest }): Action => ({
      type: 'commit_lb_aff',
      vip,
      backend,
      ...rest,
      protocol: rest.vipPort === 0 ? undefined : protocol,
    })),
  ),
  record({ type: fc.constant('mirror' as const), port: plain }),
  fc
    .array(
      fc.oneof(
        constant(32).map((value): Action => ({ type: 'load', field: whole('ct_mark'), value })),
        constant(128).map((value): Action => ({ type: 'load', field: whole('ct_label'), value })),
      ),
      { maxLength: 2 },
    )
    .map((actions): Action => ({ type: 'ct_commit', actions })),
];

/** Actions of all types, nested ones included. */
export const actionLists: fc.Arbitrary<readonly Action[]> = fc.letrec<{
  action: Action;
  list: readonly Action[];
}>((tie) => ({
  list: fc.array(tie('action'), { maxLength: 5 }),
  action: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: fc.oneof(...simple), weight: 6 },
    {
      arbitrary: record({
        type: pick(
          'clone',
          'arp',
          'icmp4',
          'icmp4_error',
          'icmp6',
          'icmp6_error',
          'tcp_reset',
          'sctp_abort',
          'reject',
          'nd_na',
          'nd_na_router',
          'nd_ns',
        ),
        actions: tie('list'),
      }),
      weight: 1,
    },
  ),
})).list;
