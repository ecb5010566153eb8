/**
 * The rows of the Northbound that the flows of a datapath can be made of. northd leaves the first eight digits of a row's
 * UUID with a flow (`external_ids:stage-hint`); a server cannot be asked for those, so the candidates are what the
 * switch or router refers to.
 */
import type { Network, Northbound } from '../../../model/index.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { stageKind } from './stages.ts';

type Table = keyof Northbound & string;

export interface Candidate {
  readonly table: Table;
  readonly uuid: string;
}

type Candidates = ReadonlyMap<string, readonly Candidate[]>;

const HINT_DIGITS = 8;

/** Which rows the flows of a stage are made of: a server is asked for no others. */
type Sort = 'acl' | 'load-balancer' | 'qos' | 'dhcp' | 'dns' | 'routing' | 'nat' | 'port';

const SORTS: readonly (readonly [stage: RegExp, sorts: readonly Sort[]])[] = [
  [/^acl/, ['acl']],
  [/^(lb|pre_lb|hairpin|nat_hairpin|pre_hairpin|lb_aff)/, ['load-balancer']],
  [/^(dnat|defrag|undnat|post_undnat)/, ['nat', 'load-balancer']],
  [/^(snat|unsnat|post_snat|post_unsnat|egr_loop|gw_redirect|ip_input)/, ['nat', 'port']],
  [/^qos/, ['qos']],
  [/^dhcp/, ['dhcp']],
  [/^dns/, ['dns']],
  [/^(ip_routing|policy|ecmp)/, ['routing', 'port']],
];

const sortsOf = (stage: string | undefined): readonly Sort[] =>
  SORTS.find(([pattern]) => pattern.test(stageKind(stage ?? '')))?.[1] ?? ['port', 'load-balancer'];

export class RowsOfDatapaths {
  private readonly network: Network;
  private readonly known = new Map<string, Candidates>();

  constructor(network: Network) {
    this.network = network;
  }

  /** Rows whose UUIDs begin so, of those that the stage may be made of. */
  byHint(datapath: LogicalDatapath, hint: string, stage: string | undefined): readonly Candidate[] {
    for (const sort of sortsOf(stage)) {
      const found = this.candidates(datapath, sort).get(hint);
      if (found !== undefined) return found;
    }
    return [];
  }

  private candidates(datapath: LogicalDatapath, sort: Sort): Candidates {
    const key = `${datapath.uuid} ${sort}`;
    let known = this.known.get(key);
    if (known === undefined) {
      const { nbUuid } = datapath;
      known = byDigits(datapath.isRouter ? this.ofRouter(nbUuid, sort) : this.ofSwitch(nbUuid, sort));
      this.known.set(key, known);
    }
    return known;
  }

  private ofSwitch(uuid: string, sort: Sort): Candidate[] {
    const { nbRows } = this.network;
    const row = nbRows.row('Logical_Switch', uuid);
    if (row === undefined) return [];
    switch (sort) {
      case 'acl': {
        const groups = nbRows.whereAny('Port_Group', 'ports', row.get('ports'));
        return named('ACL', [...row.get('acls'), ...groups.flatMap((group) => group.get('acls'))]);
      }
      case 'load-balancer':
        return this.loadBalancers(row.get('load_balancer'), row.get('load_balancer_group'));
      case 'qos':
        return named('QoS', row.get('qos_rules'));
      case 'dhcp': {
        const ports = nbRows.rows('Logical_Switch_Port', row.get('ports'));
        const options = ports.flatMap((port) => [port.get('dhcpv4_options'), port.get('dhcpv6_options')]);
        return named(
          'DHCP_Options',
          options.filter((one) => one !== undefined),
        );
      }
      case 'dns':
        return named('DNS', row.get('dns_records'));
      case 'port':
        return [
          ...named('Logical_Switch_Port', row.get('ports')),
          ...named('Logical_Switch', [uuid]),
          ...named('Forwarding_Group', row.get('forwarding_groups')),
        ];
      default:
        return [];
    }
  }

  private ofRouter(uuid: string, sort: Sort): Candidate[] {
    const { nbRows } = this.network;
    const row = nbRows.row('Logical_Router', uuid);
    if (row === undefined) return [];
    switch (sort) {
      case 'routing':
        return [
          ...named('Logical_Router_Static_Route', row.get('static_routes')),
          ...named('Logical_Router_Policy', row.get('policies')),
        ];
      case 'nat':
        return named('NAT', row.get('nat'));
      case 'load-balancer':
        return this.loadBalancers(row.get('load_balancer'), row.get('load_balancer_group'));
      case 'port':
        return [...named('Logical_Router_Port', row.get('ports')), ...named('Logical_Router', [uuid])];
      default:
        return [];
    }
  }

  private loadBalancers(own: readonly string[], groups: readonly string[]): Candidate[] {
    const shared = this.network.nbRows
      .rows('Load_Balancer_Group', groups)
      .flatMap((group) => group.get('load_balancer'));
    return named('Load_Balancer', [...own, ...shared]);
  }
}

const byDigits = (all: readonly Candidate[]): Candidates => {
  const found = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const hint = candidate.uuid.slice(0, HINT_DIGITS);
    const same = found.get(hint);
    if (same === undefined) found.set(hint, [candidate]);
    else if (same.every(({ uuid }) => uuid !== candidate.uuid)) same.push(candidate);
  }
  return found;
};

const named = (table: Table, uuids: readonly string[]): Candidate[] => uuids.map((uuid) => ({ table, uuid }));
