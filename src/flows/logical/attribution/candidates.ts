/**
 * The rows that flows of one datapath can be made of. A server cannot be asked for the UUIDs that begin so and so:
 * candidates are what the switch or router refers to, and of those only the one that a flow names is read.
 */
import type { DatabaseName, Network, Northbound, RowRef, Southbound } from '../../../model/index.ts';
import type { Row } from '../../../ovsdb/index.ts';
import type { Source } from './made-of.ts';

export type PortGroupRow = Row<Northbound['Port_Group']>;

type DatapathRow = Row<Southbound['Datapath_Binding']>;

/** Of the switch or router that it was made of (ovn-sb(5), Datapath_Binding). */
export const northboundUuid = (datapath: DatapathRow): string | undefined => {
  const ids = datapath.get('external_ids');
  return datapath.get('nb_uuid') ?? ids.get('logical-router') ?? ids.get('logical-switch');
};

export class Candidates {
  readonly network: Network;
  readonly datapath: DatapathRow;
  readonly isRouter: boolean;
  /** Of the Northbound's switch or router. */
  readonly uuid: string | undefined;
  private readonly known = new Map<Source, readonly RowRef[]>();

  constructor(network: Network, datapath: DatapathRow) {
    this.network = network;
    this.datapath = datapath;
    this.isRouter =
      datapath.get('type') === 'logical-router' || datapath.get('external_ids').has('logical-router');
    this.uuid = northboundUuid(datapath);
  }

  /** Whether the switch or router itself is there. */
  get isRead(): boolean {
    return (this.isRouter ? this.router : this.switch) !== undefined;
  }

  /**
   * Rows of the sources, one source after the other, whose UUIDs begin with the digits: of the first source that has
   * any.
   */
  beginning(digits: string, sources: readonly Source[]): readonly RowRef[] {
    const { nbRows, sbRows } = this.network;
    for (const source of sources) {
      const missing = nbRows.missing + sbRows.missing;
      const found = this.of(source).filter(({ uuid }) => uuid.startsWith(digits));
      if (found.length > 0) return found;
      // Rows of this source are still to come: nothing is asked for that may not be needed.
      if (nbRows.missing + sbRows.missing > missing) return [];
    }
    return [];
  }

  /** Each once. Nothing where the database that is read piece by piece has not got there yet. */
  of(source: Source): readonly RowRef[] {
    let refs = this.known.get(source);
    if (refs === undefined) {
      refs = distinct(this.isRouter ? this.ofRouter(source) : this.ofSwitch(source));
      this.known.set(source, refs);
    }
    return refs;
  }

  get switch(): Row<Northbound['Logical_Switch']> | undefined {
    return this.isRouter ? undefined : this.network.nbRows.row('Logical_Switch', this.uuid);
  }

  get router(): Row<Northbound['Logical_Router']> | undefined {
    return this.isRouter ? this.network.nbRows.row('Logical_Router', this.uuid) : undefined;
  }

  /** Groups that hold any port of the switch. */
  get portGroups(): readonly PortGroupRow[] {
    return this.network.nbRows.whereAny('Port_Group', 'ports', this.switch?.get('ports') ?? []);
  }

  private ofSwitch(source: Source): readonly RowRef[] {
    const row = this.switch;
    if (row === undefined) return [];
    switch (source) {
      case 'self':
        return northbound('Logical_Switch', [row.uuid]);
      case 'ports':
        return northbound('Logical_Switch_Port', row.get('ports'));
      case 'acls':
        return northbound('ACL', row.get('acls'));
      case 'group-acls':
        return northbound(
          'ACL',
          this.portGroups.flatMap((group) => group.get('acls')),
        );
      case 'qos':
        return northbound('QoS', row.get('qos_rules'));
      case 'dns':
        return northbound('DNS', row.get('dns_records'));
      case 'forwarding-groups':
        return northbound('Forwarding_Group', row.get('forwarding_groups'));
      case 'load-balancers':
        return this.balancers(row.get('load_balancer'), row.get('load_balancer_group'));
      case 'neighbour-load-balancers':
        return this.neighbourRouters().flatMap((router) =>
          this.balancers(router.get('load_balancer'), router.get('load_balancer_group')),
        );
      case 'neighbour-ports':
        return this.neighbourRouterPorts();
      case 'dhcp':
        return northbound(
          'DHCP_Options',
          this.network.nbRows
            .rows('Logical_Switch_Port', row.get('ports'))
            .flatMap((port) => [port.get('dhcpv4_options'), port.get('dhcpv6_options')])
            .filter((uuid) => uuid !== undefined),
        );
      case 'mirrors':
        return northbound(
          'Mirror',
          this.network.nbRows
            .rows('Logical_Switch_Port', row.get('ports'))
            .flatMap((port) => port.get('mirror_rules')),
        );
      default:
        return [];
    }
  }

  private ofRouter(source: Source): readonly RowRef[] {
    const row = this.router;
    if (row === undefined) return [];
    switch (source) {
      case 'self':
        return northbound('Logical_Router', [row.uuid]);
      case 'ports':
        return northbound('Logical_Router_Port', row.get('ports'));
      case 'routes':
        return northbound('Logical_Router_Static_Route', row.get('static_routes'));
      case 'policies':
        return northbound('Logical_Router_Policy', row.get('policies'));
      case 'nat':
        return northbound('NAT', row.get('nat'));
      case 'load-balancers':
        return this.balancers(row.get('load_balancer'), row.get('load_balancer_group'));
      case 'learned-routes':
        return this.network.sbRows
          .where('Learned_Route', 'datapath', this.datapath.uuid)
          .map(({ uuid }) => refTo('OVN_Southbound', 'Learned_Route', uuid));
      case 'neighbour-ports':
        return this.neighbourSwitchPorts();
      default:
        return [];
    }
  }

  private balancers(own: readonly string[], groups: readonly string[]): readonly RowRef[] {
    const shared = this.network.nbRows.rows('Load_Balancer_Group', groups);
    return northbound('Load_Balancer', [...own, ...shared.flatMap((group) => group.get('load_balancer'))]);
  }

  /** Names of the ports on the other side, from the port bindings, which a trace has read anyway. */
  private peerNames(): readonly string[] {
    return this.network.sbRows
      .where('Port_Binding', 'datapath', this.datapath.uuid)
      .map((row) => row.get('options').get('peer'))
      .filter((name) => name !== undefined);
  }

  /** Router ports that the switch leads to. */
  private neighbourRouterPorts(): readonly RowRef[] {
    const rows = this.peerNames().flatMap((name) =>
      this.network.nbRows.where('Logical_Router_Port', 'name', name),
    );
    return northbound(
      'Logical_Router_Port',
      rows.map(({ uuid }) => uuid),
    );
  }

  private neighbourRouters(): readonly Row<Northbound['Logical_Router']>[] {
    const ports = this.of('neighbour-ports').map(({ uuid }) => uuid);
    return this.network.nbRows.whereAny('Logical_Router', 'ports', ports);
  }

  /** Ports of the switches that the router leads to: their addresses are what it resolves. */
  private neighbourSwitchPorts(): readonly RowRef[] {
    const { nbRows } = this.network;
    const links = this.peerNames().flatMap((name) => nbRows.where('Logical_Switch_Port', 'name', name));
    const switches = nbRows.whereAny(
      'Logical_Switch',
      'ports',
      links.map(({ uuid }) => uuid),
    );
    return northbound(
      'Logical_Switch_Port',
      switches.flatMap((row) => row.get('ports')),
    );
  }
}

const refTo = (database: DatabaseName, table: string, uuid: string): RowRef => ({ database, table, uuid });

const northbound = (table: keyof Northbound & string, uuids: readonly string[]): readonly RowRef[] =>
  uuids.map((uuid) => refTo('OVN_Northbound', table, uuid));

const distinct = (refs: readonly RowRef[]): readonly RowRef[] => [
  ...new Map(refs.map((ref) => [ref.uuid, ref])).values(),
];

/** Datapaths of one network; of a database that is read piece by piece every reading is a network of its own. */
const ofNetworks = new WeakMap<Network, Map<string, Candidates>>();

/** Of a Datapath_Binding by its UUID: `undefined` where there is none (yet). */
export const candidatesOf = (network: Network, uuid: string): Candidates | undefined => {
  let known = ofNetworks.get(network);
  if (known === undefined) ofNetworks.set(network, (known = new Map<string, Candidates>()));
  const found = known.get(uuid);
  if (found !== undefined) return found;
  const row = network.sbRows.row('Datapath_Binding', uuid);
  if (row === undefined) return undefined;
  const made = new Candidates(network, row);
  known.set(uuid, made);
  return made;
};
