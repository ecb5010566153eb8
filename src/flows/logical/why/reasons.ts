/** What a person wants to know of the row that a flow was made of. */
import { portAlias, type Network } from '../../../model/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { Candidate } from './rows.ts';
import type { AclHolder, Reason } from './types.ts';

export const reasonOf = (
  { nbRows }: Network,
  { table, uuid }: Candidate,
  flow: LogicalFlow,
): Reason | undefined => {
  switch (table) {
    case 'ACL': {
      const row = nbRows.row('ACL', uuid);
      if (row === undefined) return undefined;
      const switches = nbRows.where('Logical_Switch', 'acls', uuid);
      const groups = nbRows.where('Port_Group', 'acls', uuid);
      const holders: AclHolder[] = [
        ...switches.map((one) => ({ kind: 'switch' as const, name: one.get('name') })),
        ...groups.map((one) => ({ kind: 'port group' as const, name: one.get('name') })),
      ];
      const name = row.get('name');
      return {
        kind: 'acl',
        name: name === '' ? undefined : name,
        direction: row.get('direction'),
        tier: row.get('tier'),
        priority: row.get('priority'),
        action: row.get('action'),
        match: row.get('match'),
        holders,
      };
    }
    case 'Logical_Router_Static_Route': {
      const row = nbRows.row('Logical_Router_Static_Route', uuid);
      return (
        row && {
          kind: 'route',
          prefix: row.get('ip_prefix'),
          nexthop: row.get('nexthop'),
          policy: row.get('policy') ?? 'dst-ip',
          table: row.get('route_table'),
          outputPort: row.get('output_port'),
        }
      );
    }
    case 'Logical_Router_Policy': {
      const row = nbRows.row('Logical_Router_Policy', uuid);
      const single = row?.get('nexthop');
      return (
        row && {
          kind: 'policy',
          priority: row.get('priority'),
          match: row.get('match'),
          action: row.get('action'),
          nexthops: [...row.get('nexthops'), ...(single === undefined ? [] : [single])],
        }
      );
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
        }
      );
    }
    case 'Load_Balancer': {
      const row = nbRows.row('Load_Balancer', uuid);
      return (
        row && {
          kind: 'load-balancer',
          name: row.get('name'),
          protocol: row.get('protocol'),
          vips: vipsOf(row.get('vips'), flow),
        }
      );
    }
    case 'QoS': {
      const row = nbRows.row('QoS', uuid);
      return (
        row && {
          kind: 'qos',
          priority: row.get('priority'),
          match: row.get('match'),
          direction: row.get('direction'),
        }
      );
    }
    case 'Logical_Switch_Port': {
      const row = nbRows.row('Logical_Switch_Port', uuid);
      if (row === undefined) return undefined;
      const name = row.get('name');
      return { kind: 'switch-port', name, alias: portAlias(name, row.get('external_ids')) };
    }
    case 'Logical_Router_Port': {
      const row = nbRows.row('Logical_Router_Port', uuid);
      return row && { kind: 'router-port', name: row.get('name'), networks: row.get('networks') };
    }
    case 'DHCP_Options': {
      const row = nbRows.row('DHCP_Options', uuid);
      return row && { kind: 'dhcp', cidr: row.get('cidr') };
    }
    case 'DNS':
      return { kind: 'dns' };
    case 'Forwarding_Group': {
      const row = nbRows.row('Forwarding_Group', uuid);
      return row && { kind: 'forwarding-group', name: row.get('name'), vip: row.get('vip') };
    }
    default:
      return { kind: 'row', name: nameOf(nbRows.anyRow(table, uuid)?.stored('name')) };
  }
};

const nameOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The address stands in the match of the flow, or a variable of it does. */
const vipsOf = (
  vips: ReadonlyMap<string, string>,
  { match, actionsText }: LogicalFlow,
): { readonly vip: string; readonly backends: string }[] => {
  const all = [...vips].map(([vip, backends]) => ({ vip, backends }));
  const meant = all.filter(({ vip }) => {
    const parts = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(vip);
    const [address, port] = [parts?.[1] ?? vip, parts?.[2]];
    if (!match.includes(address) && !actionsText.includes(address)) return false;
    return port === undefined || new RegExp(`\\b${port}\\b`).test(match + actionsText);
  });
  return meant.length === 0 ? all : meant;
};
