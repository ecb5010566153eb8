/** What a person wants to know of the row that a flow was made of: each table in its own words. */
import {
  naturalCompare,
  parseAddress,
  portAlias,
  routerAlias,
  switchAlias,
  vipsOf,
  type Endpoint,
  type PortAddress,
  type RowRef,
} from '../../../model/index.ts';
import type { Candidates } from './candidates.ts';
import { holdsAddress, mentionsOf } from './mentions.ts';
import { routerPortAspect, switchPortAspect } from './aspects.ts';
import type {
  AclFact,
  AclHolder,
  Fact,
  LoadBalancerFact,
  RouterPortFact,
  SwitchPortFact,
  VipFact,
} from './types.ts';

/** The texts of a flow. */
export interface FlowText {
  readonly stage: string;
  readonly match: string;
  readonly actions: string;
}

/** `undefined` for a row that is not there (yet). */
export const factOf = (candidates: Candidates, ref: RowRef, flow: FlowText): Fact | undefined => {
  const { nbRows, sbRows } = candidates.network;
  const { uuid } = ref;
  switch (ref.table) {
    case 'ACL':
      return aclFact(candidates, uuid);
    case 'Logical_Router_Static_Route': {
      const row = nbRows.row('Logical_Router_Static_Route', uuid);
      return (
        row && {
          kind: 'route',
          origin: 'static',
          prefix: row.get('ip_prefix'),
          nexthop: row.get('nexthop'),
          policy: row.get('policy') ?? 'dst-ip',
          table: row.get('route_table'),
          outputPort: row.get('output_port'),
          symmetricReply: row.get('options').get('ecmp_symmetric_reply') === 'true',
        }
      );
    }
    case 'Learned_Route': {
      const row = sbRows.row('Learned_Route', uuid);
      return (
        row && {
          kind: 'route',
          origin: 'learned',
          prefix: row.get('ip_prefix'),
          nexthop: row.get('nexthop'),
          policy: 'dst-ip',
          table: '',
          outputPort: sbRows.row('Port_Binding', row.get('logical_port'))?.get('logical_port'),
          symmetricReply: false,
        }
      );
    }
    case 'Logical_Router_Policy': {
      const row = nbRows.row('Logical_Router_Policy', uuid);
      if (row === undefined) return undefined;
      const single = row.get('nexthop');
      return {
        kind: 'policy',
        priority: row.get('priority'),
        match: row.get('match'),
        action: row.get('action'),
        nexthops: [...row.get('nexthops'), ...(single === undefined ? [] : [single])],
        chain: row.get('chain'),
        jumpChain: row.get('jump_chain'),
      };
    }
    case 'NAT': {
      const row = nbRows.row('NAT', uuid);
      return (
        row && {
          kind: 'nat',
          type: row.get('type'),
          externalIp: row.get('external_ip'),
          logicalIp: row.get('logical_ip'),
          logicalPort: row.get('logical_port'),
          externalMac: row.get('external_mac'),
          externalPorts: row.get('external_port_range') || undefined,
        }
      );
    }
    case 'Load_Balancer':
      return loadBalancerFact(candidates, uuid, flow);
    case 'QoS': {
      const row = nbRows.row('QoS', uuid);
      return (
        row && {
          kind: 'qos',
          direction: row.get('direction'),
          priority: row.get('priority'),
          match: row.get('match'),
          dscp: row.get('action').get('dscp'),
          mark: row.get('action').get('mark'),
          rate: row.get('bandwidth').get('rate'),
          burst: row.get('bandwidth').get('burst'),
        }
      );
    }
    case 'Logical_Switch_Port':
      return switchPortFact(candidates, uuid, flow);
    case 'Logical_Router_Port':
      return routerPortFact(candidates, uuid, flow);
    case 'DHCP_Options': {
      const row = nbRows.row('DHCP_Options', uuid);
      return row && { kind: 'dhcp', cidr: row.get('cidr'), port: mentionsOf(flow.match).ports[0] };
    }
    case 'DNS': {
      const row = nbRows.row('DNS', uuid);
      return row && { kind: 'dns', records: row.get('records').size };
    }
    case 'Forwarding_Group': {
      const row = nbRows.row('Forwarding_Group', uuid);
      return (
        row && {
          kind: 'forwarding-group',
          name: row.get('name'),
          vip: row.get('vip'),
          mac: row.get('vmac'),
          ports: row.get('child_port'),
        }
      );
    }
    case 'Logical_Switch': {
      const row = nbRows.row('Logical_Switch', uuid);
      if (row === undefined) return undefined;
      const name = row.get('name');
      return { kind: 'switch', name, alias: switchAlias(name, row.get('external_ids')) };
    }
    case 'Logical_Router': {
      const row = nbRows.row('Logical_Router', uuid);
      if (row === undefined) return undefined;
      const name = row.get('name');
      return { kind: 'router', name, alias: routerAlias(name, row.get('external_ids')) };
    }
    default: {
      const row = nbRows.anyRow(ref.table, uuid);
      if (row === undefined) return undefined;
      const name = row.stored('name');
      return { kind: 'row', name: typeof name === 'string' && name !== '' ? name : undefined };
    }
  }
};

const aclFact = (candidates: Candidates, uuid: string): AclFact | undefined => {
  const row = candidates.network.nbRows.row('ACL', uuid);
  if (row === undefined) return undefined;
  return {
    kind: 'acl',
    name: row.get('name') || undefined,
    direction: row.get('direction'),
    afterLoadBalancing: row.get('options').get('apply-after-lb') === 'true',
    tier: row.get('tier'),
    priority: row.get('priority'),
    action: row.get('action'),
    match: row.get('match'),
    label: row.get('label'),
    log: row.get('log') ? { severity: row.get('severity'), meter: row.get('meter') } : undefined,
    holders: aclHolders(candidates, uuid),
  };
};

const aclHolders = (candidates: Candidates, uuid: string): readonly AclHolder[] => {
  const own = candidates.switch;
  const groups = candidates.portGroups.filter((group) => group.get('acls').includes(uuid));
  return [
    ...(own?.get('acls').includes(uuid) === true
      ? [{ kind: 'switch' as const, name: own.get('name'), ref: nbRef('Logical_Switch', own.uuid) }]
      : []),
    ...groups
      .map((group) => ({
        kind: 'port group' as const,
        name: group.get('name'),
        ref: nbRef('Port_Group', group.uuid),
      }))
      .sort((a, b) => naturalCompare(a.name, b.name)),
  ];
};

const nbRef = (table: string, uuid: string): RowRef => ({ database: 'OVN_Northbound', table, uuid });

const loadBalancerFact = (
  { network }: Candidates,
  uuid: string,
  { match, actions }: FlowText,
): LoadBalancerFact | undefined => {
  const row = network.nbRows.row('Load_Balancer', uuid);
  if (row === undefined) return undefined;
  const vips = vipsOf(row.get('vips'));
  const text = `${match} ${actions}`;
  // The VIP stands in the match; flows for replies name backends instead.
  const candidates: readonly ((vip: VipFact) => boolean)[] = [
    (vip) => names(match, vip),
    (vip) => names(text, vip),
    // Of all ports of a VIP: defragmentation, ARP.
    (vip) => vip.ip !== undefined && holdsAddress(match, vip.ip),
    (vip) => vip.backends.some((backend) => names(match, backend)),
  ];
  const named = candidates.map((holds) => vips.filter(holds)).find(({ length }) => length > 0);
  return {
    kind: 'load-balancer',
    name: row.get('name'),
    protocol: row.get('protocol'),
    vips: named ?? vips,
    namesVip: named !== undefined,
  };
};

const TEMPLATE = /\^(\w+)/g;

/** By address and port; by the names of its template variables. */
const names = (text: string, { ip, port, text: written }: Endpoint): boolean => {
  if (ip === undefined) {
    const variables = [...written.matchAll(TEMPLATE)].map((found) => found[0]);
    return variables.length > 0 && variables.every((name) => text.includes(name));
  }
  return (
    holdsAddress(text, ip) && (port === undefined || new RegExp(`(?<![\\w.])${port}(?![\\w.])`).test(text))
  );
};

const switchPortFact = (
  { network }: Candidates,
  uuid: string,
  flow: FlowText,
): SwitchPortFact | undefined => {
  const row = network.nbRows.row('Logical_Switch_Port', uuid);
  if (row === undefined) return undefined;
  const name = row.get('name');
  const aspect = switchPortAspect(flow, row.get('enabled') ?? true);
  const all = network.switchPort(name)?.addresses ?? row.get('addresses').map(parseAddress);
  return {
    kind: 'switch-port',
    name,
    alias: portAlias(name, row.get('external_ids')),
    type: row.get('type'),
    aspect,
    portSecurity: row.get('port_security'),
    addresses: namedAddresses(all, flow),
  };
};

const namedAddresses = (
  all: readonly PortAddress[],
  { match, actions }: FlowText,
): readonly PortAddress[] => {
  const text = `${match} ${actions}`.toLowerCase();
  const named = all.filter(
    ({ mac, ips }) =>
      ips.some((ip) => holdsAddress(text, ip.toLowerCase())) || (mac !== undefined && text.includes(mac)),
  );
  return named.length > 0 ? named : all;
};

const routerPortFact = (
  { network }: Candidates,
  uuid: string,
  flow: FlowText,
): RouterPortFact | undefined => {
  const row = network.nbRows.row('Logical_Router_Port', uuid);
  if (row === undefined) return undefined;
  const name = row.get('name');
  const networks = [...row.get('networks')].sort(naturalCompare);
  const text = `${flow.match} ${flow.actions}`.toLowerCase();
  const named = networks.filter((one) => holdsAddress(text, (one.split('/')[0] ?? one).toLowerCase()));
  return {
    kind: 'router-port',
    name,
    alias: portAlias(name, row.get('external_ids')),
    mac: row.get('mac').toLowerCase(),
    aspect: routerPortAspect(flow),
    networks: named.length > 0 ? named : networks,
  };
};
