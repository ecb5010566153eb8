/**
 * The addresses that each row holds, and whether the thing has the address or only mentions it. What is a rule's
 * text (`ACL.match`, `Logical_Router_Policy.match`) is not looked into.
 */
import type { Row } from '../../ovsdb/index.ts';
import { idsOf, textOf } from './catalog.ts';
import type { Hit } from './types.ts';

/** `text` may hold several addresses and other words: each that is an address counts. */
export type Add = (text: string | undefined, where: string, role: Hit['role']) => void;

const listOf = (row: Row, column: string): readonly string[] => {
  const value = row.get(column);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

/** `10.0.0.1:80`, `[fd00::1]:80` and both without port: the address alone. */
export const hostOf = (text: string): string => {
  if (text.startsWith('[')) return text.slice(1, Math.max(1, text.indexOf(']')));
  const colon = text.indexOf(':');
  return colon >= 0 && colon === text.lastIndexOf(':') ? text.slice(0, colon) : text;
};

const column =
  (name: string, role: Hit['role'], where = name) =>
  (row: Row, add: Add): void => {
    for (const text of listOf(row, name)) add(text, where, role);
  };

const all =
  (...parts: readonly ((row: Row, add: Add) => void)[]) =>
  (row: Row, add: Add): void => {
    for (const part of parts) part(row, add);
  };

const options =
  (role: Hit['role'], keys?: readonly string[]) =>
  (row: Row, add: Add): void => {
    for (const [key, value] of idsOf(row, 'options') ?? []) {
      if (keys === undefined || keys.includes(key)) add(value, `options:${key}`, role);
    }
  };

const loadBalancer = (row: Row, add: Add): void => {
  for (const [vip, backends] of idsOf(row, 'vips') ?? []) {
    add(hostOf(vip), 'VIP', 'is');
    for (const backend of backends.split(',')) add(hostOf(backend.trim()), `backend of ${vip}`, 'uses');
  }
};

/** A source NAT shares the address of its router's port; the others have it for themselves. */
const nat = (row: Row, add: Add): void => {
  const own = textOf(row, 'type') !== 'snat';
  add(textOf(row, 'external_ip'), 'external IP', own ? 'is' : 'uses');
  add(textOf(row, 'external_mac'), 'external MAC', own ? 'is' : 'uses');
  add(textOf(row, 'logical_ip'), 'logical IP', 'uses');
};

/** A chassis-redirect port has the addresses of the router port that it stands in for. */
const bindingMac = (row: Row, add: Add): void =>
  column('mac', textOf(row, 'type') === 'chassisredirect' ? 'uses' : 'is', 'addresses')(row, add);

const dns = (row: Row, add: Add): void => {
  for (const [name, addresses] of idsOf(row, 'records') ?? []) add(addresses, `record ${name}`, 'uses');
};

const floating = (row: Row, add: Add): void =>
  add(idsOf(row)?.get('neutron:port_fip'), 'external_ids:neutron:port_fip', 'uses');

const host = (row: Row, add: Add): void => {
  for (const [key, value] of idsOf(row) ?? []) {
    if (key.startsWith('ovn-encap-ip')) add(value.replaceAll(',', ' '), `external_ids:${key}`, 'is');
  }
};

const macBinding = all(column('ip', 'uses'), column('mac', 'uses'));

/** By table, of whichever database. */
export const ADDRESSES: Readonly<Record<string, (row: Row, add: Add) => void>> = {
  Logical_Switch_Port: all(
    column('addresses', 'is'),
    column('dynamic_addresses', 'is'),
    column('port_security', 'uses'),
    options('is', ['virtual-ip']),
    floating,
  ),
  Logical_Router_Port: all(column('mac', 'is'), column('networks', 'is')),
  Port_Binding: all(
    bindingMac,
    column('address', 'is'),
    column('port_security', 'uses'),
    options('is', ['virtual-ip']),
    floating,
  ),
  NAT: nat,
  Load_Balancer: loadBalancer,
  Load_Balancer_Health_Check: (row, add) => add(hostOf(textOf(row, 'vip') ?? ''), 'vip', 'uses'),
  Logical_Router_Static_Route: all(column('nexthop', 'uses'), column('ip_prefix', 'uses')),
  Logical_Router_Policy: all(column('nexthop', 'uses'), column('nexthops', 'uses')),
  Address_Set: column('addresses', 'uses'),
  DHCP_Options: all(column('cidr', 'uses'), options('uses')),
  DNS: dns,
  BFD: column('dst_ip', 'uses'),
  Forwarding_Group: all(column('vip', 'uses'), column('vmac', 'uses')),
  Static_MAC_Binding: macBinding,
  MAC_Binding: macBinding,
  FDB: column('mac', 'uses'),
  IGMP_Group: column('address', 'uses'),
  Service_Monitor: all(macBinding, column('src_ip', 'uses'), column('src_mac', 'uses')),
  Learned_Route: all(column('nexthop', 'uses'), column('ip_prefix', 'uses')),
  Advertised_Route: column('ip_prefix', 'uses'),
  Route: all(column('nexthop', 'uses'), column('ip_prefix', 'uses')),
  Interface: options('uses', ['remote_ip', 'local_ip']),
  Open_vSwitch: host,
};

/**
 * MACs of an interface. Where it serves a logical port that was read, the port has the address and the interface
 * only uses it.
 */
export const interfaceMacs = (row: Row, add: Add, serves: boolean): void => {
  const role = serves ? 'uses' : 'is';
  add(idsOf(row)?.get('attached-mac'), 'external_ids:attached-mac', role);
  add(textOf(row, 'mac_in_use'), 'mac_in_use', role);
  add(textOf(row, 'mac'), 'mac', role);
  add(idsOf(row)?.get('ip_addresses'), 'external_ids:ip_addresses', 'uses');
};
