/** Ports of bridges (ovs-vswitchd.conf.db(5), "Port"): VLANs, bonds, QoS. */
import { fact, listing, section } from '../build.ts';
import { called, counted, enumerated, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { hostDescriber } from '../telling.ts';
import type { Described, Tone } from '../types.ts';
import { bridgesOfPort, hostLink, interfacesOf, vlansOf } from './links.ts';

export const describePort = hostDescriber<'Port'>((page) => {
  const { host, row } = page;
  const bridges = bridgesOfPort(host, row.uuid);
  const uuids = page.take('interfaces');
  const isBond = uuids.length > 1;
  const found = interfacesOf(host, row);
  const active = row.get('bond_active_slave');
  const missing = uuids.filter((uuid) => !found.some((one) => one.uuid === uuid));
  const interfaces: readonly (readonly Described[])[] = [
    ...found.map((one) => [
      rowLink('Open_vSwitch', one),
      one.get('type') || 'system',
      one.get('error') ?? one.get('link_state'),
      active !== undefined && one.get('mac_in_use') === active ? 'yes' : undefined,
    ]),
    ...missing.map((uuid) => [page.linkTo('Interface', uuid), undefined, undefined, undefined]),
  ];
  const vlans = vlansOf(row);
  const carries = vlans === undefined ? '' : `, VLAN ${vlans}`;
  const what = isBond ? `Bond of ${counted(uuids.length, 'interface')}` : 'Port';
  const down = interfaces.filter(([, , state]) => state === 'down').length;
  return {
    headline:
      `${what} on ${enumerated(bridges.map((link) => `bridge ${called(link)}`)) || 'no bridge'}` +
      `${host === undefined ? '' : ` of ${quoted(host.name)}`}${carries}${down === 0 ? '' : `; ${down} down`}.`,
    sections: [
      section('port', 'Port', {
        facts: [
          page.column('name'),
          fact('host', 'Host', hostLink(host)),
          fact('bridge', 'Bridge', bridges.length === 1 ? bridges[0] : bridges),
          page.column('vlan_mode', { label: 'VLAN mode' }),
          page.column('tag', { label: 'VLAN' }),
          page.column('trunks', { label: 'Trunked VLANs' }),
          page.column('cvlans', { label: 'Customer VLANs' }),
          page.column('mac'),
          fact('qos', 'QoS', page.link('qos')),
          page.flag('protected'),
          page.flag('fake_bridge'),
        ],
      }),
      section('bond', 'Bond', {
        facts: [
          page.column('bond_mode', { label: 'Mode' }),
          page.column('lacp', { label: 'LACP' }),
          page.column('bond_active_slave', { label: 'MAC of the active member' }),
          page.flag('bond_updelay'),
          page.flag('bond_downdelay'),
          page.flag('bond_fake_iface'),
        ],
      }),
      section('interfaces', 'Interfaces', {
        listing: listing(
          [
            ['interface', 'INTERFACE'],
            ['type', 'TYPE'],
            ['state', 'STATE'],
            ['active', 'ACTIVE'],
          ],
          interfaces,
          interfaces.map(([, , state]): Tone | undefined =>
            state === undefined || state === 'up' ? undefined : 'bad',
          ),
        ),
      }),
      section('state', 'State', {
        facts: [page.columns('status', 'statistics', 'rstp_status', 'rstp_statistics')],
      }),
    ],
  };
});
