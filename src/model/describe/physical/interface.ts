/**
 * Interfaces (ovs-vswitchd.conf.db(5), "Interface"): the device or tunnel behind a port of a bridge, and the logical
 * port that ovn-controller binds to it (`external_ids:iface-id`).
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { OpenVSwitch } from '../../generated/index.ts';
import { fact, section } from '../build.ts';
import { called, datapathOfPort, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { hostDescriber } from '../telling.ts';
import type { Fact, Link, Section, Tone } from '../types.ts';
import { bridgesOfPort, hostLink, portsOfInterface } from './links.ts';
import { farChassis } from './tunnels.ts';

type InterfacePage = Page<OpenVSwitch['Interface']>;

const upOrDown = (state: string | undefined): Tone | undefined =>
  state === 'up' ? 'good' : state === 'down' ? 'bad' : undefined;

/** The logical port, where it is bound by the Southbound, and whether that is here. */
const logical = (page: InterfacePage): readonly Section[] => {
  const { network, host } = page;
  const name = page.takeKey('external_ids', 'iface-id');
  if (name === undefined) return [];
  const port = portCalled(network, name);
  const chassis = network.bindingOf(name)?.chassis;
  const elsewhere = chassis !== undefined && host?.systemId !== undefined && chassis.name !== host.systemId;
  const unknown = port?.ref === undefined && (network.nb !== undefined || network.sb !== undefined);
  return section('logical', 'Logical port', {
    facts: [
      fact('iface-id', 'Port', port, unknown ? { tone: 'bad', note: 'there is no such logical port' } : {}),
      fact('switch', 'Switch', datapathOfPort(network, name)),
      fact(
        'chassis',
        'Bound on',
        chassis === undefined ? undefined : rowLink('OVN_Southbound', chassis.row),
        {
          tone: elsewhere ? 'bad' : undefined,
          note: elsewhere ? 'not this host' : undefined,
        },
      ),
      page.key('external_ids', 'attached-mac', 'MAC inside'),
      page.key('external_ids', 'vm-uuid', 'VM'),
      page.key('external_ids', 'ovn-installed', 'Flows installed'),
    ],
    notes: [
      network.nb === undefined && network.sb === undefined
        ? 'No database of OVN was read: what the logical port is and where it is bound are not known.'
        : undefined,
    ],
  });
};

const patchPeer = (page: InterfacePage): readonly Fact[] => {
  const peer = page.takeKey('options', 'peer');
  if (peer === undefined) return [];
  const row = page.host?.rows.where('Interface', 'name', peer)[0];
  return row === undefined
    ? fact('peer', 'Patch peer', { kind: 'interface', name: peer }, { tone: 'bad', note: 'was not found' })
    : fact('peer', 'Patch peer', rowLink('Open_vSwitch', row));
};

const far = ({ network, host, row }: InterfacePage): Link | undefined =>
  host === undefined ? undefined : farChassis(network, host, row);

const link = (page: InterfacePage): readonly Section[] => {
  const { row } = page;
  const ofport = row.get('ofport');
  return section('link', 'Link', {
    facts: [
      page.column('error', { tone: 'bad' }),
      page.column('ofport', {
        label: 'OpenFlow port',
        tone: Number(ofport ?? 0) < 0 ? 'bad' : undefined,
        note: Number(ofport ?? 0) < 0 ? 'could not be added to the datapath' : undefined,
      }),
      page.columns('ofport_request', 'ifindex'),
      page.column('admin_state', { tone: upOrDown(row.get('admin_state')) }),
      page.column('link_state', { tone: upOrDown(row.get('link_state')) }),
      page.columns('link_speed', 'duplex'),
      page.flag('link_resets'),
      page.columns('mtu', 'mtu_request', 'mac_in_use', 'mac', 'lacp_current'),
    ],
  });
};

const watched = (page: InterfacePage): readonly Section[] => {
  const { row } = page;
  const state = row.get('bfd_status').get('state');
  return section('bfd', 'BFD and CFM', {
    facts: [
      page.column('bfd', { label: 'BFD settings' }),
      page.column('bfd_status', { label: 'BFD status', tone: upOrDown(state) }),
      page.columns('cfm_mpid', 'cfm_remote_mpids', 'cfm_health'),
      page.column('cfm_fault', { tone: row.get('cfm_fault') === true ? 'bad' : undefined }),
      page.columns('cfm_fault_status', 'cfm_flap_count', 'cfm_remote_opstate'),
    ],
  });
};

const limits = (page: InterfacePage): readonly Section[] =>
  section('policing', 'Limits of what it may send', {
    facts: [
      page.flag('ingress_policing_rate', { label: 'Rate', note: 'kbit/s' }),
      page.flag('ingress_policing_burst', { label: 'Burst', note: 'kbit' }),
      page.flag('ingress_policing_kpkts_rate', { label: 'Packet rate', note: 'thousands per second' }),
      page.flag('ingress_policing_kpkts_burst', { label: 'Packet burst', note: 'thousands' }),
    ],
  });

const stateOf = (row: Row<OpenVSwitch['Interface']>): string => {
  const error = row.get('error');
  if (error !== undefined) return `with an error: ${quoted(error)}`;
  const state = row.get('admin_state') === 'down' ? 'down' : row.get('link_state');
  return state === undefined ? 'state unknown' : state;
};

export const describeInterface = hostDescriber<'Interface'>((page) => {
  const { host, row } = page;
  const ports = portsOfInterface(host, row.uuid);
  const bridges = ports.flatMap((port) => bridgesOfPort(host, port.uuid));
  const type = row.get('type') || 'system';
  const remote = far(page);
  const [bridge] = bridges;
  const to = remote === undefined ? '' : ` to chassis ${called(remote)}`;
  const place = bridge === undefined ? 'on no bridge' : `on bridge ${called(bridge)}`;
  return {
    headline: `Interface of type ${quoted(type)}${to}, ${place}${host === undefined ? '' : ` of ${quoted(host.name)}`}, ${stateOf(row)}.`,
    sections: [
      section('interface', 'Interface', {
        facts: [
          page.column('name'),
          page.column('type', { value: type }),
          fact('host', 'Host', hostLink(host)),
          fact('bridge', 'Bridge', bridges.length === 1 ? bridge : bridges),
          fact(
            'port',
            'Port',
            ports.map((port) => rowLink('Open_vSwitch', port)),
          ),
          fact('chassis', 'Chassis at the other end', remote),
          patchPeer(page),
          page.key('options', 'remote_ip', 'Remote IP'),
          page.key('options', 'local_ip', 'Local IP'),
          page.column('options'),
        ],
      }),
      logical(page),
      link(page),
      watched(page),
      limits(page),
      section('counters', 'Statistics', { facts: [page.columns('statistics', 'status', 'lldp')] }),
    ],
  };
});
