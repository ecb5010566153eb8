/**
 * What is plugged into the bridges of a host, where its Open_vSwitch database was read. Logical ports of the
 * integration bridge are those of `ports.ts`; the rest are interfaces. Tunnels and patch ports are counted: the
 * former are edges or a matrix, and the latter join what the bridge mappings say.
 */
import type { Bridge, BridgePort, Host, OvsInterface } from '../../model/index.ts';
import type { Item, Section, Tone } from '../scene.ts';
import { withMore } from '../some.ts';
import { deviceRow, isUplink, mappedBridges } from '../uplinks.ts';
import { count, lines } from '../logical/words.ts';

/** Patch ports and tunnels are edges of their own, or counts; a bridge's port of its own name is the bridge. */
type Role = 'tunnel' | 'patch' | 'own' | 'other';

/** Those that OVN makes. */
const OVN_TUNNELS: ReadonlySet<string> = new Set(['geneve', 'stt', 'vxlan']);

const roleOf = (one: OvsInterface, bridge: Bridge, tunnels: ReadonlySet<string>): Role => {
  if (tunnels.has(one.type)) return 'tunnel';
  if (one.type === 'patch') return 'patch';
  return one.name === bridge.name ? 'own' : 'other';
};

const vlansOf = ({ tag, trunks }: BridgePort): string =>
  [
    tag === undefined ? '' : `vlan ${tag}`,
    trunks.length === 0 ? '' : `trunk ${withMore(trunks.map(String), 4, () => '…').join(', ')}`,
  ]
    .filter((text) => text !== '')
    .join(', ');

const stateOf = (one: OvsInterface): string => one.error ?? one.linkState ?? '';

/** Without a link state ovs-vswitchd has not said a word about it. */
const toneOf = (one: OvsInterface): Tone => {
  if (one.error !== undefined || one.ofport === -1 || one.linkState === 'down') return 'bad';
  return one.linkState === 'up' ? 'good' : 'unknown';
};

const interfaceItem = (one: OvsInterface, port: BridgePort, isOut: boolean): Item => {
  const member = port.interfaces.length > 1 ? `in ${port.name}` : '';
  const mode = port.interfaces.length > 1 ? (port.bondMode ?? 'bond') : '';
  const vlans = vlansOf(port);
  return {
    id: one.uuid,
    row: one.ref,
    name: one.name,
    detail: [member, isOut && member === '' ? 'uplink' : '', vlans, one.error === undefined ? '' : 'error']
      .filter((text) => text !== '')
      .join(', '),
    tone: toneOf(one),
    tooltip: lines([
      `interface ${one.name}${one.type === '' ? '' : ` (${one.type})`}`,
      port.interfaces.length > 1 ? `port ${port.name}, ${mode}` : '',
      isOut ? 'uplink' : '',
      vlans,
      stateOf(one),
    ]),
  };
};

const countOf = (roles: readonly Role[], wanted: Role): number =>
  roles.filter((role) => role === wanted).length;

/** `br-int, 2 tunnels, 3 patch ports` */
const titleOf = (bridge: Bridge, roles: readonly Role[]): string => {
  const [tunnels, patches] = [countOf(roles, 'tunnel'), countOf(roles, 'patch')];
  return [
    bridge.name,
    tunnels === 0 ? '' : count(tunnels, 'tunnel'),
    patches === 0 ? '' : count(patches, 'patch port'),
  ]
    .filter((text, i) => i === 0 || text !== '')
    .join(', ');
};

export const integrationBridge = (host: Host): string =>
  host.root?.get('external_ids').get('ovn-bridge') ?? 'br-int';

/** A section for each bridge; `logical` are the items of the logical ports, and `isTold` says which interfaces are theirs. */
export const bridgeSections = (
  host: Host,
  logical: readonly Item[],
  isTold: (one: OvsInterface) => boolean,
  listed: number,
  tunnels = OVN_TUNNELS,
): readonly Section[] => {
  const integration = integrationBridge(host);
  const first = host.bridges.filter(({ name }) => name === integration);
  const bridges = [...first, ...host.bridges.filter(({ name }) => name !== integration)];
  const mapped = mappedBridges(host);
  const sections = bridges.map((bridge): Section => {
    const here = bridge.name === integration;
    const all = bridge.ports.flatMap((port) => port.interfaces.map((one) => ({ one, port })));
    const rest = all.filter(({ one }) => !here || !isTold(one));
    const roles = rest.map(({ one }) => roleOf(one, bridge, tunnels));
    const others = rest.filter((_, i) => roles[i] === 'other');
    const items = [
      ...(here ? logical : []),
      ...others
        .map((given) => ({ ...given, isOut: leadsOut(given.one, given.port, mapped.has(bridge.name)) }))
        .map(({ one, port, isOut }) => ({ isOut, item: interfaceItem(one, port, isOut) }))
        .sort(byImportance)
        .map(({ item }) => item),
    ];
    return { title: titleOf(bridge, roles), items, listed: Math.min(items.length, listed) };
  });
  if (first.length > 0 || logical.length === 0) return sections;
  return [{ title: undefined, items: logical, listed: 0 }, ...sections];
};

/** The members of a bond are uplinks as well. */
const leadsOut = (one: OvsInterface, port: BridgePort, isMapped: boolean): boolean => {
  const row = deviceRow(one.host, one.uuid);
  return port.interfaces.length > 1 || (row !== undefined && isUplink(row, isMapped));
};

interface Plugged {
  readonly item: Item;
  readonly isOut: boolean;
}

/** What is broken first, then what leads out of the host. */
const byImportance = (a: Plugged, b: Plugged): number =>
  Number(b.item.tone === 'bad') - Number(a.item.tone === 'bad') || Number(b.isOut) - Number(a.isOut);
