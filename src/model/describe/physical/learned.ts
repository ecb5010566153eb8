/** What controllers learned and watch (ovn-sb(5)): neighbours, MACs, multicast groups, services, BFD sessions. */
import type { Network } from '../../network.ts';
import { fact, section } from '../build.ts';
import { called, chassisCalled, chassisOf, counted, datapathLink, portCalled, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { southboundDescriber } from '../telling.ts';
import type { Link, Tone } from '../types.ts';
import { dateOf } from '../words.ts';
import { known } from '../../known.ts';

const portsOf = (network: Network, uuids: readonly string[]): readonly Link[] =>
  uuids.map((uuid) => {
    const row = network.sbRows.row('Port_Binding', uuid);
    const port = portCalled(network, row?.get('logical_port'));
    return port ?? { kind: 'port binding', name: uuid };
  });

const where = (link: Link | undefined): string => (link === undefined ? 'an unknown datapath' : called(link));

export const describeMacBinding = southboundDescriber<'MAC_Binding'>((page) => {
  const { network, row } = page;
  const [port, datapath] = [page.take('logical_port'), datapathLink(network, page.take('datapath'))];
  return {
    headline: `${quoted(row.get('ip'))} is at ${quoted(row.get('mac'))}, as ${where(datapath)} learned on ${quoted(port)}.`,
    sections: [
      section('binding', 'Learned', {
        facts: [
          page.columns('ip', 'mac'),
          fact('logical-port', 'Router port', portCalled(network, port)),
          fact('datapath', 'Router', datapath),
          page.flag('timestamp', { label: 'Last used', note: dateOf(row.get('timestamp')) }),
        ],
      }),
    ],
  };
});

export const describeFdb = southboundDescriber<'FDB'>((page) => {
  const { network, row } = page;
  const [dpKey, portKey] = [row.get('dp_key'), row.get('port_key')];
  const datapaths = network.sbRows.where('Datapath_Binding', 'tunnel_key', dpKey);
  const datapath = datapathLink(network, datapaths[0]?.uuid);
  const bindings = datapaths.flatMap((one) =>
    network.sbRows
      .where('Port_Binding', 'datapath', one.uuid)
      .filter((port) => port.get('tunnel_key') === portKey),
  );
  const port = portCalled(network, bindings[0]?.get('logical_port'));
  return {
    headline: `${quoted(row.get('mac'))} is behind ${port === undefined ? 'an unknown port' : called(port)} of ${where(datapath)}.`,
    sections: [
      section('fdb', 'Learned', {
        facts: [
          page.column('mac'),
          fact('port', 'Port', port),
          fact('switch', 'Switch', datapath),
          page.column('dp_key', { label: 'Tunnel key of the switch' }),
          page.column('port_key', { label: 'Tunnel key of the port' }),
          page.flag('timestamp', { label: 'Last used', note: dateOf(row.get('timestamp')) }),
        ],
      }),
    ],
  };
});

export const describeMulticastGroup = southboundDescriber<'Multicast_Group'>((page) => {
  const { network, row } = page;
  const datapath = datapathLink(network, page.take('datapath'));
  const ports = portsOf(network, page.take('ports'));
  return {
    headline: `Packets to group ${quoted(row.get('name'))} of ${where(datapath)} go to ${counted(ports.length, 'port')}.`,
    sections: [
      section('group', 'Group', {
        facts: [
          page.column('name'),
          fact('datapath', 'Datapath', datapath),
          page.column('tunnel_key'),
          fact('ports', 'Ports', ports),
        ],
      }),
    ],
  };
});

export const describeIgmpGroup = southboundDescriber<'IGMP_Group'>((page) => {
  const { network, row } = page;
  const datapath = datapathLink(network, page.take('datapath'));
  const chassis = chassisOf(network, page.take('chassis')) ?? chassisCalled(network, row.get('chassis_name'));
  const ports = portsOf(network, page.take('ports'));
  return {
    headline: `${counted(ports.length, 'port')} of ${where(datapath)} listen to ${quoted(row.get('address'))}.`,
    sections: [
      section('group', 'Group', {
        facts: [
          page.columns('address', 'protocol'),
          fact('datapath', 'Switch', datapath),
          fact('chassis', 'Learned by', chassis),
          page.column('chassis_name', { label: 'Name of that chassis' }),
          fact('ports', 'Ports', ports),
        ],
      }),
    ],
  };
});

const HEALTH: Readonly<Record<string, Tone>> = { online: 'good', offline: 'bad', error: 'bad' };

export const describeServiceMonitor = southboundDescriber<'Service_Monitor'>((page) => {
  const { network, row } = page;
  const [port, input, chassis] = [
    page.take('logical_port'),
    page.take('logical_input_port'),
    page.take('chassis_name'),
  ];
  const status = row.get('status');
  return {
    headline: `${quoted(row.get('ip'))} port ${row.get('port')} (${row.get('protocol') ?? 'tcp'}) is ${status ?? 'not checked yet'}.`,
    sections: [
      section('monitor', 'Monitor', {
        facts: [
          page.column('status', { tone: known(HEALTH, status) }),
          page.columns('type', 'ip', 'port', 'protocol'),
          fact('logical-port', 'Logical port', portCalled(network, port)),
          fact('logical-input-port', 'Checked through', portCalled(network, input)),
          fact('chassis', 'Checked by', chassisCalled(network, chassis)),
          page.columns('mac', 'src_ip', 'src_mac', 'options'),
          page.flag('ic_learned', { label: 'Learned from another zone' }),
          page.flag('remote', { label: 'In another zone' }),
        ],
      }),
    ],
  };
});

const SESSION: Readonly<Record<string, Tone>> = { up: 'good', down: 'bad', init: 'bad', admin_down: 'bad' };

export const describeSouthboundBfd = southboundDescriber<'BFD'>((page) => {
  const { network, row } = page;
  const [port, chassis] = [page.take('logical_port'), page.take('chassis_name')];
  const configured = network.nbRows
    .where('BFD', 'logical_port', port)
    .filter((one) => one.get('dst_ip') === row.get('dst_ip'));
  return {
    headline: `The session of ${quoted(port)} with ${quoted(row.get('dst_ip'))} is ${quoted(row.get('status'))}.`,
    sections: [
      section('session', 'Session', {
        facts: [
          page.column('status', { tone: known(SESSION, row.get('status')) }),
          fact('logical-port', 'Logical port', portCalled(network, port)),
          page.column('dst_ip', { label: 'Peer' }),
          fact('chassis', 'Done by', chassisCalled(network, chassis)),
          page.columns('disc', 'src_port', 'min_tx', 'min_rx', 'detect_mult'),
          fact(
            'configured',
            'In the Northbound',
            configured.map((one) => rowLink('OVN_Northbound', one)),
          ),
        ],
      }),
    ],
  };
});
