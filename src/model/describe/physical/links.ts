/** Where the things of a host belong: the port of an interface, the bridge of a port, physical networks of a bridge. */
import type { Row } from '../../../ovsdb/index.ts';
import type { Host } from '../../bridges.ts';
import type { OpenVSwitch } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import { parseMappings } from '../../relations/localnet.ts';
import { counted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import type { Link } from '../types.ts';

export const bridgesOfPort = (host: Host | undefined, uuid: string): readonly Link[] =>
  (host?.rows.where('Bridge', 'ports', uuid) ?? []).map((row) => rowLink('Open_vSwitch', row));

export const portsOfInterface = (host: Host | undefined, uuid: string): readonly Row<OpenVSwitch['Port']>[] =>
  host?.rows.where('Port', 'interfaces', uuid) ?? [];

/** The interfaces of a port, by name. */
export const interfacesOf = (
  host: Host | undefined,
  port: Row<OpenVSwitch['Port']>,
): readonly Row<OpenVSwitch['Interface']>[] =>
  [...(host?.rows.rows('Interface', port.get('interfaces')) ?? [])].sort((a, b) =>
    naturalCompare(a.get('name'), b.get('name')),
  );

/** How many interfaces of these ports ovs-vswitchd could not set up. */
export const errorsOf = (host: Host | undefined, ports: readonly string[]): number =>
  (host?.rows.rows('Port', ports) ?? [])
    .flatMap((port) => interfacesOf(host, port))
    .filter((one) => one.get('error') !== undefined).length;

/** The end of a headline. */
export const withErrors = (count: number): string =>
  count === 0 ? '' : `; ${counted(count, 'interface has an error', 'interfaces have errors')}`;

/** The physical networks that the host's `ovn-bridge-mappings` gives to the bridge. */
export const networksOfBridge = (host: Host | undefined, name: string): readonly string[] => {
  const text = host?.root?.get('external_ids').get('ovn-bridge-mappings') ?? '';
  return [...parseMappings(text)].flatMap(([network, bridge]) => (bridge === name ? [network] : []));
};

export const hostLink = (host: Host | undefined): Link | undefined => {
  const root = host?.root;
  if (host === undefined || root === undefined) return undefined;
  return { ...rowLink('Open_vSwitch', root), name: host.name };
};

/** `access 100`, `trunk 1, 2`, `native-untagged 1 of 2, 3`; nothing for a port that takes every VLAN as it is. */
export const vlansOf = (row: Row<OpenVSwitch['Port']>): string | undefined => {
  const [tag, trunks] = [row.get('tag'), row.get('trunks')];
  const mode =
    row.get('vlan_mode') ?? (tag !== undefined ? 'access' : trunks.length > 0 ? 'trunk' : undefined);
  if (mode === undefined) return undefined;
  const carried = trunks.join(', ');
  if (tag === undefined) return carried === '' ? mode : `${mode} ${carried}`;
  return carried === '' ? `${mode} ${tag}` : `${mode} ${tag} of ${carried}`;
};
