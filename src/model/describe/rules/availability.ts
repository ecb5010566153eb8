/**
 * Who may serve a gateway: HA chassis groups, their members, gateway chassis (ovn-nb(5)). The highest priority that
 * is alive serves; the chassis-redirect binding of a router port tells which one does.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Northbound } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import type { Network } from '../../network.ts';
import { fact, listing, section } from '../build.ts';
import { called, chassisCalled, counted, enumerated, heldBy, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';
import type { Described, Fact, Tone } from '../types.ts';

/** A chassis that is not in the Southbound cannot serve; without a Southbound nobody knows. */
const registered = (
  network: Network,
  name: string,
): readonly [text: string | undefined, tone: Tone | undefined] => {
  if (network.sb === undefined) return [undefined, undefined];
  return network.chassisByName(name) === undefined ? ['not registered', 'bad'] : ['registered', 'good'];
};

/** Router ports that a gateway group or chassis serves, with who does it now. */
const servedPorts = (network: Network, rows: readonly Row<Northbound['Logical_Router_Port']>[]) =>
  listing(
    [
      ['port', 'ROUTER PORT'],
      ['router', 'ROUTER'],
      ['active', 'ACTIVE ON'],
    ],
    rows.map((row): readonly Described[] => {
      const { redirect } = network.northbound.routerPort(row);
      const active = chassisCalled(network, redirect?.chassis?.name);
      return [
        rowLink('OVN_Northbound', row),
        heldBy(network, 'Logical_Router', 'ports', row.uuid),
        active ?? (redirect === undefined ? undefined : 'no chassis'),
      ];
    }),
  );

export const describeHaGroup = northboundDescriber<'HA_Chassis_Group'>((page) => {
  const { network, row } = page;
  const uuids = page.take('ha_chassis');
  const members = network.nbRows.rows('HA_Chassis', uuids);
  const ordered = [...members].sort(
    (a, b) =>
      Number(b.get('priority')) - Number(a.get('priority')) ||
      naturalCompare(a.get('chassis_name'), b.get('chassis_name')),
  );
  const missing = uuids.filter((uuid) => !members.some((member) => member.uuid === uuid));
  const routerPorts = network.nbRows.where('Logical_Router_Port', 'ha_chassis_group', row.uuid);
  const switchPorts = heldBy(network, 'Logical_Switch_Port', 'ha_chassis_group', row.uuid);
  const states = ordered.map((member) => registered(network, member.get('chassis_name')));
  const first = ordered[0] === undefined ? undefined : chassisCalled(network, ordered[0].get('chassis_name'));
  return {
    headline:
      `${counted(uuids.length, 'chassis', 'chassis')} for ${counted(routerPorts.length, 'router port')} and ` +
      `${counted(switchPorts.length, 'external port')}${first === undefined ? '' : `; ${called(first)} is preferred`}.`,
    sections: [
      section('group', 'Group', { facts: [page.column('name'), page.owner()] }),
      section('members', 'Chassis, by priority', {
        facts: [
          fact(
            'missing-members',
            'Not read',
            missing.map((uuid) => page.linkTo('HA_Chassis', uuid)),
            { tone: 'dim' },
          ),
        ],
        listing: listing(
          [
            ['chassis', 'CHASSIS'],
            ['priority', 'PRIORITY'],
            ['state', 'STATE'],
            ['member', 'MEMBER'],
          ],
          ordered.map((member, i) => [
            chassisCalled(network, member.get('chassis_name')),
            member.get('priority'),
            states[i]?.[0],
            rowLink('OVN_Northbound', member),
          ]),
          states.map(([, tone]) => (tone === 'bad' ? tone : undefined)),
        ),
        notes: [uuids.length === 0 ? 'Nobody can serve: the group has no chassis.' : undefined],
      }),
      section('router-ports', 'Router ports that it serves', { listing: servedPorts(network, routerPorts) }),
      section('external-ports', 'External ports that it serves', {
        facts: [fact('ports', 'Ports', switchPorts)],
      }),
    ],
  };
});

const chassisFact = (network: Network, name: string): readonly Fact[] => {
  const [note, tone] = registered(network, name);
  return fact('chassis', 'Chassis', chassisCalled(network, name), { note, tone });
};

export const describeHaChassis = northboundDescriber<'HA_Chassis'>((page) => {
  const { network, row } = page;
  const groups = heldBy(network, 'HA_Chassis_Group', 'ha_chassis', row.uuid);
  const name = page.take('chassis_name');
  return {
    headline: `Chassis ${quoted(name)} in ${enumerated(groups.map(called)) || 'no group'}, with priority ${row.get('priority')}.`,
    sections: [
      section('member', 'Member', {
        facts: [chassisFact(network, name), page.column('priority'), fact('groups', 'Groups', groups)],
      }),
    ],
  };
});

export const describeGatewayChassis = northboundDescriber<'Gateway_Chassis'>((page) => {
  const { network, row } = page;
  const name = page.take('chassis_name');
  const ports = network.nbRows.where('Logical_Router_Port', 'gateway_chassis', row.uuid);
  const links = ports.map((port) => rowLink('OVN_Northbound', port));
  return {
    headline: `Chassis ${quoted(name)} may serve ${enumerated(links.map(called)) || 'no router port'}, with priority ${row.get('priority')}.`,
    sections: [
      section('gateway', 'Gateway chassis', {
        facts: [page.column('name'), chassisFact(network, name), page.columns('priority', 'options')],
      }),
      section('router-ports', 'Router ports', { listing: servedPorts(network, ports) }),
    ],
  };
});
