/**
 * `ovs-appctl mdb/show BRIDGE`; ports of multicast routers are told by `querier` instead of a group:
 *
 *      port  VLAN  GROUP                Age
 *         2    10  239.1.1.1           134
 *         4    10  querier              20
 */

export interface SwitchGroup {
  /** OpenFlow port number. */
  readonly port: number;
  readonly vlan: number;
  /** IP address, `querier` of a port with a multicast router. */
  readonly group: string;
}

export const parseSwitchMdb = (text: string): readonly SwitchGroup[] => {
  const groups: SwitchGroup[] = [];
  for (const line of text.split('\n')) {
    const found = /^ *(\d+) +(\d+) +(\S+) +\d+/.exec(line);
    if (found === null) continue;
    const [, port = '', vlan = '', group = ''] = found;
    groups.push({ port: Number(port), vlan: Number(vlan), group: group.toLowerCase() });
  }
  return groups;
};
