/**
 * Questions to tables that OVN has learned, and what puts entries into them.
 *
 *     get_arp(port, ip);   put_arp(port, ip, mac);   put_fdb(port, mac);
 *     bit = lookup_arp(port, ip, mac);   bit = lookup_arp_ip(port, ip);   field = get_fdb(mac);   field = word();
 *
 * and likewise nd for arp.
 */
import { resolveField } from '../expr/field.ts';
import type { ActionParser, ActionReader, ResultParser } from './reader.ts';
import type {
  Action,
  GetFdbAction,
  GetMacBindingAction,
  LookupMacBindingAction,
  LookupMacBindingIpAction,
  PutMacBindingAction,
  ResultAction,
} from './types.ts';

const PORT = 0;
const BIT = 1;
const IPV4 = 32;
const MAC = 48;
const IPV6 = 128;

const getParser =
  (type: GetMacBindingAction['type'], width: number): ActionParser =>
  (reader): Action | undefined => {
    const [port, address] = reader.fields([PORT, width]) ?? [];
    return port && address && { type, port, address };
  };

const putParser =
  (type: PutMacBindingAction['type'], width: number): ActionParser =>
  (reader): Action | undefined => {
    const [port, address, mac] = reader.fields([PORT, width, MAC]) ?? [];
    return port && address && mac && { type, port, address, mac };
  };

const lookupParser =
  (type: LookupMacBindingAction['type'], width: number): ResultParser =>
  (reader, result): Action | undefined => {
    if (!reader.check(result, BIT, true)) return undefined;
    reader.skip(2);
    const [port, address, mac] = reader.remainingFields([PORT, width, MAC]) ?? [];
    return port && address && mac && { type, result, port, address, mac };
  };

const lookupIpParser =
  (type: LookupMacBindingIpAction['type'], width: number): ResultParser =>
  (reader, result): Action | undefined => {
    if (!reader.check(result, BIT, true)) return undefined;
    reader.skip(2);
    const [port, address] = reader.remainingFields([PORT, width]) ?? [];
    return port && address && { type, result, port, address };
  };

const parsePutFdb: ActionParser = (reader) => {
  const [port, mac] = reader.fields([PORT, MAC]) ?? [];
  return port && mac && { type: 'put_fdb', port, mac };
};

/** The result is a number of 32 bits or a port's name. */
const getFdbParser =
  (type: GetFdbAction['type']): ResultParser =>
  (reader, result): Action | undefined => {
    reader.skip(2);
    if (result.width !== 0 && !reader.check(result, 32, true)) return undefined;
    const [mac] = reader.remainingFields([MAC]) ?? [];
    return mac && { type, result, mac };
  };

const parseLookupFdb: ResultParser = (reader, result) => {
  reader.skip(2);
  if (!reader.check(result, BIT, true)) return undefined;
  const [port, mac] = reader.remainingFields([PORT, MAC]) ?? [];
  return port && mac && { type: 'lookup_fdb', result, port, mac };
};

/** `bit = chk_evpn_arp(ip);` of either family. */
const parseCheckEvpnArp: ResultParser = (reader, result) => {
  const { lexer } = reader;
  if (!reader.check(result, BIT, true)) return undefined;
  reader.skip(2);
  const { start } = lexer.token;
  const address = reader.anyField();
  if (address === undefined) return undefined;
  const width = resolveField(address)?.width;
  if (width !== IPV4 && width !== IPV6) {
    lexer.error('chk_evpn_arp requires a 32-bit or 128-bit IP field', start);
    return undefined;
  }
  lexer.forceMatch(')');
  return { type: 'chk_evpn_arp', result, address };
};

/** A question without arguments. */
const questionParser =
  (type: ResultAction['type'], width = BIT, prerequisite?: string): ResultParser =>
  (reader: ActionReader, result): Action | undefined => {
    reader.skip(2);
    if (!reader.lexer.match(')')) {
      reader.lexer.error(`${type} doesn't take any parameters`);
      return undefined;
    }
    if (!reader.check(result, width, true)) return undefined;
    if (prerequisite !== undefined) reader.require(prerequisite);
    return { type, result };
  };

export const lookupParsers: Readonly<Record<string, ActionParser>> = {
  get_arp: getParser('get_arp', IPV4),
  get_nd: getParser('get_nd', IPV6),
  put_arp: putParser('put_arp', IPV4),
  put_nd: putParser('put_nd', IPV6),
  put_fdb: parsePutFdb,
};

export const lookupResultParsers: Readonly<Record<string, ResultParser>> = {
  lookup_arp: lookupParser('lookup_arp', IPV4),
  lookup_nd: lookupParser('lookup_nd', IPV6),
  lookup_arp_ip: lookupIpParser('lookup_arp_ip', IPV4),
  lookup_nd_ip: lookupIpParser('lookup_nd_ip', IPV6),
  chk_evpn_arp: parseCheckEvpnArp,
  get_fdb: getFdbParser('get_fdb'),
  get_remote_fdb: getFdbParser('get_remote_fdb'),
  lookup_fdb: parseLookupFdb,
  dns_lookup: questionParser('dns_lookup', BIT, 'udp'),
  chk_lb_hairpin: questionParser('chk_lb_hairpin'),
  chk_lb_hairpin_reply: questionParser('chk_lb_hairpin_reply'),
  check_in_port_sec: questionParser('check_in_port_sec'),
  check_out_port_sec: questionParser('check_out_port_sec'),
  chk_ecmp_nh_mac: questionParser('chk_ecmp_nh_mac'),
  chk_ecmp_nh: questionParser('chk_ecmp_nh'),
  chk_lb_aff: questionParser('chk_lb_aff'),
  ct_nw_dst: questionParser('ct_nw_dst', IPV4),
  ct_ip6_dst: questionParser('ct_ip6_dst', IPV6),
  ct_tp_dst: questionParser('ct_tp_dst', 16),
  ct_proto: questionParser('ct_proto', 8),
  ct_state_save: questionParser('ct_state_save', 8),
};
