/**
 * Which interfaces of a bridge lead out of the host. No database says so: a device of the system is one where it is
 * known to be physical, by its driver or its name, or where a bridge mapping leads to its bridge. What a VM or a
 * container is plugged into is none.
 */
import { parseMappings, type Host } from '../model/index.ts';

/** Nothing where it was not read. */
export const deviceRow = (host: Host, uuid: string) => host.rows.row('Interface', uuid);
type InterfaceRow = NonNullable<ReturnType<typeof deviceRow>>;

/** A device of the system, by the kernel, DPDK or AF_XDP; `dummy` stands for one where Open vSwitch tests itself. */
export const DEVICES: ReadonlySet<string> = new Set(['', 'system', 'dpdk', 'afxdp', 'afxdp-nonpmd', 'dummy']);

/** Those that nobody takes for the device of a VM: a physical card is given to them. */
const CARDS: ReadonlySet<string> = new Set(['dpdk', 'afxdp', 'afxdp-nonpmd']);

/** Drivers of devices that are always the host's own or a guest's. */
const GUEST_DRIVERS: ReadonlySet<string> = new Set(['tun', 'openvswitch']);

/** Drivers of devices whose other end is on this host; it may lead on from there. */
const VIRTUAL_DRIVERS: ReadonlySet<string> = new Set(['veth', 'macvlan', 'dummy', 'bridge']);

/** Keys that say that a device is somebody's VIF. */
const VIF_KEYS = ['iface-id', 'attached-mac', 'vm-uuid', 'vm-id', 'container_id', 'sandbox'] as const;

/** As systemd, the kernel, BIOSes and bonding name cards (systemd.net-naming-scheme(7)). */
const CARD_NAME = /^(en[bopsx]\w|eth\d|em\d|p\d+p\d|ib[ps]?\d|wl[ops]|bond\d|team\d)/;

/** As libvirt, Neutron and Xen name devices of guests. */
const GUEST_NAME = /^(tap|vnet|vif|tun|q[gr]-|qv[bom]|[hs]g-|ha-)/;

/** `isMapped`: a bridge mapping leads to its bridge. */
export const isUplink = (row: InterfaceRow, isMapped: boolean): boolean => {
  const [type, name, ids] = [row.get('type'), row.get('name'), row.get('external_ids')];
  if (!DEVICES.has(type) || VIF_KEYS.some((key) => ids.has(key))) return false;
  if (CARDS.has(type)) return true;
  const driver = row.get('status').get('driver_name');
  if (driver !== undefined && !VIRTUAL_DRIVERS.has(driver)) return !GUEST_DRIVERS.has(driver);
  if (GUEST_NAME.test(name)) return false;
  return isMapped || (driver === undefined && CARD_NAME.test(name));
};

/** Names of the bridges that bridge mappings of OVN lead to. */
export const mappedBridges = (host: Host): ReadonlySet<string> =>
  new Set(parseMappings(host.root?.get('external_ids').get('ovn-bridge-mappings') ?? '').values());
