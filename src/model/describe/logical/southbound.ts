/**
 * Bindings of the Southbound: of a port, of the chassis-redirect port that follows a gateway, of a switch or router
 * as a whole. What the Northbound says besides is one link away.
 */
import type { PortBinding } from '../../bindings.ts';
import type { Network } from '../../network.ts';
import type { SbRow } from '../../relations/rows.ts';
import { excerpt } from '../../../text/index.ts';
import { isRouterDatapath, northboundUuid } from '../../southbound.ts';
import { fact, listing, section } from '../build.ts';
import type { Describer } from '../describer.ts';
import { chassisOf, nbLink, routerPortNamed, sbLink } from '../links.ts';
import type { Description, Link, Section } from '../types.ts';
import { BINDING_SAID, bindingSection } from './binding-section.ts';
import { problemSection } from './port-problems.ts';
import { restOf } from './rest.ts';
import { describeRouter } from './router.ts';
import { describeRouterPort } from './router-port.ts';
import { describeSwitch } from './switch.ts';
import { describeSwitchPort } from './switch-port.ts';

type DatapathRow = SbRow<'Datapath_Binding'>;

/** The description with the rows of the Northbound that it was made from in front. */
const withOrigin = (description: Description, origins: readonly Link[]): Description => ({
  ...description,
  sections: [
    ...section('northbound', 'In the Northbound', { facts: [fact('northbound', 'Made from', origins)] }),
    ...description.sections,
  ],
});

const redirectHeadline = (network: Network, binding: PortBinding): string => {
  const { chassis } = binding;
  const port = binding.row.get('options').get('distributed-port') ?? binding.name.replace(/^cr-/, '');
  const gateway = `gateway of ${excerpt(port, 80)}`;
  return chassis === undefined
    ? `${gateway}, bound to no chassis`
    : `${gateway}, on ${excerpt(network.chassisByUuid(chassis.uuid)?.label ?? chassis.name, 80)}`;
};

type Member = SbRow<'HA_Chassis'> | SbRow<'Gateway_Chassis'>;

/** Of either kind: both tell the same by the same columns. Highest priority first. */
const membersOf = (network: Network, binding: PortBinding): readonly SbRow<'HA_Chassis'>[] => {
  const { sbRows } = network;
  const group = sbRows.row('HA_Chassis_Group', binding.row.get('ha_chassis_group'));
  const members: readonly Member[] = [
    ...sbRows.rows('HA_Chassis', group?.get('ha_chassis') ?? []),
    ...sbRows.rows('Gateway_Chassis', binding.row.get('gateway_chassis')),
  ];
  return (members as readonly SbRow<'HA_Chassis'>[]).toSorted(
    (a, b) => Number(b.get('priority')) - Number(a.get('priority')) || (a.uuid < b.uuid ? -1 : 1),
  );
};

const candidates = (network: Network, binding: PortBinding): readonly Section[] => {
  const group = network.sbRows.row('HA_Chassis_Group', binding.row.get('ha_chassis_group'));
  const members = membersOf(network, binding);
  const active = binding.row.get('chassis');
  const isActive = (member: SbRow<'HA_Chassis'>): boolean =>
    active !== undefined && member.get('chassis') === active;
  return section('gateway', 'Gateway chassis', {
    facts: [
      fact(
        'ha-group',
        'HA chassis group',
        group === undefined ? undefined : sbLink(group, group.get('name')),
      ),
    ],
    listing: listing(
      [
        ['chassis', 'CHASSIS'],
        ['priority', 'PRIORITY'],
        ['active', 'ACTIVE'],
      ],
      members.map((member) => [
        chassisOf(network, member.get('chassis')) ?? sbLink(member),
        member.get('priority'),
        isActive(member),
      ]),
      members.map((member) =>
        isActive(member) ? 'good' : member.get('chassis') === undefined ? 'bad' : undefined,
      ),
    ),
  });
};

const describeRedirect = (network: Network, binding: PortBinding): Description => {
  const port = binding.row.get('options').get('distributed-port') ?? binding.name.replace(/^cr-/, '');
  return {
    kind: 'port binding',
    ref: binding.ref,
    name: binding.name,
    alias: undefined,
    headline: redirectHeadline(network, binding),
    sections: [
      ...section('identity', 'What it is', {
        facts: [fact('port', 'Distributed port', routerPortNamed(network, port))],
      }),
      ...bindingSection(network, [binding]),
      ...candidates(network, binding),
      ...problemSection([
        binding.isBound ? undefined : 'It is bound to no chassis.',
        binding.row.get('ha_chassis_group') === undefined && binding.row.get('gateway_chassis').length === 0
          ? 'It has no gateway chassis.'
          : undefined,
      ]),
      ...restOf(network, binding.row, BINDING_SAID, { database: 'OVN_Southbound' }),
    ],
  };
};

const portOrigins = (network: Network, name: string): readonly Link[] => [
  ...network.nbRows.where('Logical_Switch_Port', 'name', name).map((row) => nbLink(row)),
  ...network.nbRows.where('Logical_Router_Port', 'name', name).map((row) => nbLink(row)),
];

export const bindingDescriber: Describer = (network, row) => {
  const binding = network.bindingOfRow(row as unknown as SbRow<'Port_Binding'>);
  if (binding.type === 'chassisredirect') return describeRedirect(network, binding);
  const isRouterPort = network.southbound.routerOf(binding) !== undefined;
  const description = isRouterPort
    ? describeRouterPort(network, network.southbound.routerPort(binding), undefined)
    : describeSwitchPort(network, network.southbound.switchPort(binding), undefined);
  return withOrigin(description, portOrigins(network, binding.name));
};

const datapathOrigins = (network: Network, row: DatapathRow): readonly Link[] => {
  const uuid = northboundUuid(row);
  const found = isRouterDatapath(row)
    ? network.nbRows.row('Logical_Router', uuid)
    : network.nbRows.row('Logical_Switch', uuid);
  return found === undefined ? [] : [nbLink(found)];
};

export const datapathDescriber: Describer = (network, row) => {
  const own = row as unknown as DatapathRow;
  const description = isRouterDatapath(own)
    ? describeRouter(network, network.southbound.router(own), undefined, own)
    : describeSwitch(network, network.southbound.switch(own), undefined, own);
  const rest = restOf(network, own, ['tunnel_key', 'type', 'nb_uuid'], { database: 'OVN_Southbound' });
  return withOrigin(
    { ...description, sections: [...description.sections, ...rest] },
    datapathOrigins(network, own),
  );
};
