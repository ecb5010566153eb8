/**
 * LXD and Incus, which began as a copy of it, name rows after the number of a network or ACL in their own database:
 *
 *     PREFIX-netN-lr                          the network's router
 *     PREFIX-netN-lr-lrp-int, -lrp-ext, -lrp-peer-netM
 *     PREFIX-netN-ls-int, PREFIX-netN-ls-ext  the switch of the instances, the one to the uplink
 *     PREFIX-netN-ls-…-lsp-router, -lsp-provider
 *     PREFIX-netN-instance-UUID-DEVICE        an instance's port
 *     PREFIX-netN-lb-ADDRESS                  a forward or load balancer
 *     PREFIX_aclN, PREFIX_aclN_netM, PREFIX_netN[_…]   port groups and address sets, where `-` is not allowed
 *
 * with PREFIX `lxd` or `incus`; the keys of `external_ids` begin with `lxd_` and `incus_`.
 */
import { told, type OwningSystem, type Recognised, type Subject } from './types.ts';

const INSTANCE = /^instance-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(.+)$/;

const ROLES: readonly (readonly [rest: RegExp, kind: string])[] = [
  [/^lr$/, 'router of a network'],
  [/^lr-lrp-int$/, 'port to the instances'],
  [/^lr-lrp-ext$/, 'port to the uplink'],
  [/^lr-lrp-peer-net\d+$/, 'port to a peer network'],
  [/^ls-int$/, 'network'],
  [/^ls-ext$/, 'uplink of a network'],
  [/^ls-(int|ext)-lsp-router$/, 'port to the router'],
  [/^ls-(int|ext)-lsp-provider$/, 'port to the uplink'],
  [/^lb-.+$/, 'forward or load balancer'],
  [/^$/, 'network'],
];

const namesOf = (prefix: string) => {
  const ofNetwork = new RegExp(`^(?:cr-)?${prefix}-(net\\d+)(?:-(.*))?$`, 's');
  const ofGroup = new RegExp(`^${prefix}_(acl\\d+|net\\d+)(?:_\\w+)?$`);
  return (name: string): Recognised | undefined => {
    // Most names are of other systems: that is seen at their first letters.
    if (!name.startsWith(prefix) && !name.startsWith(`cr-${prefix}`)) return undefined;
    const network = ofNetwork.exec(name);
    if (network !== null) return inNetwork(network[1] ?? '', network[2] ?? '');
    const id = ofGroup.exec(name)?.[1];
    if (id === undefined) return undefined;
    return { kind: id.startsWith('acl') ? 'network ACL' : 'network', name: id, direct: false };
  };
};

const inNetwork = (network: string, rest: string): Recognised | undefined => {
  const [, instance, device] = INSTANCE.exec(rest) ?? [];
  if (instance !== undefined && device !== undefined) {
    const facts = { network, instance, device };
    return { kind: 'instance port', name: `${instance}/${device}`, direct: true, facts };
  }
  const kind = ROLES.find(([pattern]) => pattern.test(rest))?.[1];
  return kind === undefined ? undefined : { kind, name: network, direct: false, facts: { network } };
};

const TABLES = new Set([
  'Logical_Switch',
  'Logical_Router',
  'Logical_Switch_Port',
  'Logical_Router_Port',
  'Port_Group',
  'Address_Set',
  'Load_Balancer',
  'HA_Chassis_Group',
]);

const system = (name: 'LXD' | 'Incus', prefix: string): OwningSystem => {
  const byName = namesOf(prefix);
  const made = (text: string | undefined): Recognised | undefined =>
    text === undefined ? undefined : byName(text);
  return {
    system: name,
    prefixes: [`${prefix}_`],
    keys: new Set(),
    recognise: ({ table, name: called, ids }: Subject) => {
      if (table === 'Interface') {
        const found = made(told(ids, 'iface-id'));
        return found?.kind === 'instance port' ? found : undefined;
      }
      if (TABLES.has(table)) return byName(called);
      // DNS, DHCP options, QoS: no names of their own.
      const found = made(told(ids, `${prefix}_switch_port`) ?? told(ids, `${prefix}_switch`));
      return found === undefined ? undefined : { ...found, direct: false };
    },
  };
};

export const lxd = system('LXD', 'lxd');
export const incus = system('Incus', 'incus');
