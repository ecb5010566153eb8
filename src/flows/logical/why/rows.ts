/**
 * The rows of the Northbound that the flows of a datapath can be made of. northd leaves the first eight digits of a row's
 * UUID with a flow (`external_ids:stage-hint`); a server cannot be asked for those, so the candidates are what the
 * switch or router refers to.
 */
import type { Network, Northbound } from '../../../model/index.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';

type Table = keyof Northbound & string;

export interface Candidate {
  readonly table: Table;
  readonly uuid: string;
}

type Candidates = ReadonlyMap<string, readonly Candidate[]>;

const HINT_DIGITS = 8;

export class RowsOfDatapaths {
  private readonly network: Network;
  private readonly known = new Map<string, Candidates>();

  constructor(network: Network) {
    this.network = network;
  }

  /** Rows whose UUIDs begin so. */
  byHint(datapath: LogicalDatapath, hint: string): readonly Candidate[] {
    let known = this.known.get(datapath.uuid);
    if (known === undefined) this.known.set(datapath.uuid, (known = this.candidatesOf(datapath)));
    return known.get(hint) ?? [];
  }

  private candidatesOf(datapath: LogicalDatapath): Candidates {
    const all = datapath.isRouter ? this.ofRouter(datapath.nbUuid) : this.ofSwitch(datapath.nbUuid);
    const found = new Map<string, Candidate[]>();
    for (const candidate of all) {
      const hint = candidate.uuid.slice(0, HINT_DIGITS);
      const same = found.get(hint);
      if (same === undefined) found.set(hint, [candidate]);
      else if (same.every(({ uuid }) => uuid !== candidate.uuid)) same.push(candidate);
    }
    return found;
  }

  private ofSwitch(uuid: string): Candidate[] {
    const { nbRows } = this.network;
    const row = nbRows.row('Logical_Switch', uuid);
    if (row === undefined) return [];
    const ports = nbRows.rows('Logical_Switch_Port', row.get('ports'));
    const groups = nbRows.whereAny('Port_Group', 'ports', row.get('ports'));
    const dhcp = ports.flatMap((port) => [port.get('dhcpv4_options'), port.get('dhcpv6_options')]);
    const mirrors = ports.flatMap((port) => port.get('mirror_rules'));
    return [
      ...named('Logical_Switch', [uuid]),
      ...named('Logical_Switch_Port', row.get('ports')),
      ...named('ACL', [...row.get('acls'), ...groups.flatMap((group) => group.get('acls'))]),
      ...named('QoS', row.get('qos_rules')),
      ...this.loadBalancers(row.get('load_balancer'), row.get('load_balancer_group')),
      ...named('DNS', row.get('dns_records')),
      ...named('Forwarding_Group', row.get('forwarding_groups')),
      ...named(
        'DHCP_Options',
        dhcp.filter((one) => one !== undefined),
      ),
      ...named('Mirror', mirrors),
      // A router's port is where the switch's flows for its addresses come from.
      ...this.peersOf(ports.map((port) => port.get('options').get('router-port'))),
    ];
  }

  private peersOf(names: readonly (string | undefined)[]): Candidate[] {
    return names.flatMap((name) =>
      name === undefined
        ? []
        : named(
            'Logical_Router_Port',
            this.network.nbRows.where('Logical_Router_Port', 'name', name).map(({ uuid }) => uuid),
          ),
    );
  }

  private ofRouter(uuid: string): Candidate[] {
    const { nbRows } = this.network;
    const row = nbRows.row('Logical_Router', uuid);
    if (row === undefined) return [];
    const ports = nbRows.rows('Logical_Router_Port', row.get('ports'));
    const across = ports.flatMap((port) => this.switchPortsOf(port.get('name')));
    return [
      ...named('Logical_Router', [uuid]),
      ...named('Logical_Router_Port', row.get('ports')),
      ...named('Logical_Router_Static_Route', row.get('static_routes')),
      ...named('Logical_Router_Policy', row.get('policies')),
      ...named('NAT', row.get('nat')),
      ...this.loadBalancers(row.get('load_balancer'), row.get('load_balancer_group')),
      ...across,
    ];
  }

  /** Ports of the switches that a router port leads to: their addresses are what the router resolves. */
  private switchPortsOf(routerPort: string): Candidate[] {
    const { nbRows } = this.network;
    const attached = nbRows.whereKey('Logical_Switch_Port', 'options', 'router-port', routerPort);
    return attached.flatMap((port) =>
      nbRows
        .where('Logical_Switch', 'ports', port.uuid)
        .flatMap((row) => named('Logical_Switch_Port', row.get('ports'))),
    );
  }

  private loadBalancers(own: readonly string[], groups: readonly string[]): Candidate[] {
    const shared = this.network.nbRows
      .rows('Load_Balancer_Group', groups)
      .flatMap((group) => group.get('load_balancer'));
    return named('Load_Balancer', [...own, ...shared]);
  }
}

const named = (table: Table, uuids: readonly string[]): Candidate[] => uuids.map((uuid) => ({ table, uuid }));
