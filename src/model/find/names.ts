/** Things by name, by alias, and by UUID or the first digits of one. */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { once } from '../once.ts';
import { UUID } from '../owners/types.ts';
import { FLOWS, idsOf, isNamed, textOf, type Catalog } from './catalog.ts';
import { titleOf } from './kinds.ts';
import { addHit, type Hit, type HitMap, type Item } from './types.ts';

/** Made for the thing that their alias names, not that thing itself: a network policy is its port group. */
const SERVING = new Set(['ACL', 'Address_Set', 'QoS', 'DNS', 'Logical_Router_Policy', 'Interface']);

/** Named after another thing. */
const MENTIONING = new Set(['Chassis_Template_Var', 'Service_Monitor']);

/** Keys of `external_ids` by which a person may know a row, besides its alias. */
const KEYS: readonly (readonly [table: string, key: string])[] = [
  ['Logical_Switch_Port', 'neutron:device_id'],
  ['Port_Binding', 'neutron:device_id'],
  ['Interface', 'vm-uuid'],
  ['Interface', 'vm-id'],
  ['Interface', 'sandbox'],
];

/** Ports that name the physical network that they lead to. */
const NETWORKED: ReadonlySet<string | undefined> = new Set(['localnet', 'l2gateway']);
const PORTS = new Set(['Logical_Switch_Port', 'Port_Binding']);

export class Names {
  readonly byName: HitMap = new Map();
  private readonly catalog: Catalog;
  private readonly network: Network;

  constructor(network: Network, catalog: Catalog) {
    this.network = network;
    this.catalog = catalog;
    for (const item of catalog.items) {
      if (isNamed(item)) {
        const role = MENTIONING.has(item.ref.table) ? 'uses' : 'is';
        addHit(this.byName, item.name, { item, where: 'name', role });
      }
    }
  }

  readonly byAlias = once((): HitMap => {
    const map: HitMap = new Map();
    for (const item of this.catalog.items)
      for (const [key, hit] of this.aliasesOf(item)) addHit(map, key, hit);
    return map;
  });

  private aliasesOf(item: Item): readonly (readonly [string, Hit])[] {
    const { table } = item.ref;
    const found: (readonly [string, Hit])[] = [];
    const add = (key: string | undefined, where: string, role: Hit['role'] = 'is'): void => {
      if (key !== undefined && key !== '' && key !== item.name) found.push([key, { item, where, role }]);
    };
    const where = table === 'Chassis' ? 'hostname' : 'alias';
    add(item.alias, where, SERVING.has(table) ? 'uses' : 'is');
    if (item.name.startsWith('neutron-') && isNamed(item)) add(item.name.slice('neutron-'.length), 'name');
    const ids =
      KEYS.some(([owner]) => owner === table) || table === 'Open_vSwitch' ? idsOf(item.row) : undefined;
    // An instance has no row of its own: its ports stand for it.
    const isInstance = ids?.get('neutron:device_owner')?.startsWith('compute:') ?? false;
    for (const [owner, key] of KEYS) {
      if (owner === table) add(ids?.get(key), `external_ids:${key}`, isInstance ? 'is' : 'uses');
    }
    if (table === 'DNS') {
      for (const name of idsOf(item.row, 'records')?.keys() ?? []) add(name, `record ${name}`, 'uses');
    }
    if (PORTS.has(table) && NETWORKED.has(textOf(item.row, 'type'))) {
      add(idsOf(item.row, 'options')?.get('network_name'), 'options:network_name', 'uses');
    }
    if (table === 'Open_vSwitch') {
      add(ids?.get('hostname'), 'external_ids:hostname');
      add(ids?.get('system-id'), 'external_ids:system-id');
    }
    const port = table === 'Interface' ? ids?.get('iface-id') : undefined;
    if (port !== undefined) add(port, 'external_ids:iface-id', this.byName.has(port) ? 'uses' : 'is');
    return found;
  }

  /** Every UUID, also where it is a name, without dashes and in order: the first digits find a range. */
  private readonly prefixes = once(() => {
    const keys: (readonly [digits: string, hit: Hit])[] = [];
    const add = (uuid: string, hit: Hit): void => {
      keys.push([uuid.toLowerCase().replaceAll('-', ''), hit]);
    };
    for (const item of this.catalog.items) {
      add(item.ref.uuid, { item, where: '_uuid', role: 'is' });
      if (!isNamed(item)) continue;
      const name = item.name.replace(/^(neutron|lrp|provnet)-/, '');
      if (UUID.test(name))
        add(name, { item, where: 'name', role: item.name.startsWith('lrp-') ? 'uses' : 'is' });
    }
    return keys.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  });

  private readonly flows = once(() => {
    const database = this.network.sb;
    return [...(database?.table(FLOWS) ?? [])].map((row): readonly [string, Hit] => [
      row.uuid.replaceAll('-', ''),
      {
        item: {
          ref: { database: 'OVN_Southbound', table: FLOWS, uuid: row.uuid },
          kind: titleOf('OVN_Southbound', FLOWS),
          rowKind: titleOf('OVN_Southbound', FLOWS),
          name: row.uuid,
          alias: undefined,
          host: undefined,
          row: row as never,
          into: undefined,
        },
        where: '_uuid',
        role: 'is',
      },
    ]);
  });

  /** `digits`: hexadecimal, lower case, no dashes. Logical flows only where nothing else begins so. */
  byPrefix(digits: string): readonly Hit[] {
    const keys = this.prefixes();
    const found: Hit[] = [];
    for (let i = lowerBound(keys, digits); i < keys.length; i++) {
      const [key, hit] = keys[i] as (typeof keys)[number];
      if (!key.startsWith(digits)) break;
      found.push(hit);
    }
    if (found.length > 0) return found;
    return this.flows()
      .filter(([key]) => key.startsWith(digits))
      .map(([, hit]) => hit);
  }

  /** Names and aliases in lower case with what they lead to, for parts of names and for the nearest ones. */
  readonly spoken = once(() => {
    const spoken: (readonly [lower: string, hit: Hit])[] = [];
    const names = [...this.byName].map(([name, hits]) => [name, hits] as const);
    const aliases = [...this.byAlias()].map(([name, hits]) => [name, hits.filter(isSaid)] as const);
    for (const [name, hits] of [...names, ...aliases].sort(([a], [b]) => naturalCompare(a, b))) {
      const lower = name.toLowerCase();
      for (const hit of hits) spoken.push([lower, hit]);
    }
    return spoken;
  });
}

/** Not the ids that an interface or a port merely mentions. */
const isSaid = ({ where, role }: Hit): boolean => role === 'is' || where === 'alias';

const lowerBound = (keys: readonly (readonly [string, Hit])[], digits: string): number => {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle]?.[0] ?? '') < digits) low = middle + 1;
    else high = middle;
  }
  return low;
};
