/** A chassis as a card: how it is reached, what it serves, what is bound there and, from its host, its bridges. */
import type { Interconnect, OvsInterface } from '../../model/index.ts';
import { count, lines } from '../logical/words.ts';
import type { Badge, Fact, SceneNode } from '../scene.ts';
import { withMore } from '../some.ts';
import { isPlain } from './plain-tunnels.ts';
import type { TransportNode } from './transport-nodes.ts';

const idle = (text: string): Fact => ({ text, tone: 'idle' });

/** Of encapsulations and bridge mappings, as many are lines of their own. */
const LINES = 3;

const some = (facts: readonly Fact[], more: string): readonly Fact[] =>
  withMore(facts, LINES, (left) => idle(`and ${left} more ${more}`));

const encapFacts = (node: TransportNode): readonly Fact[] => {
  const { encaps, chassis, host } = node;
  if (isPlain(node)) return [idle('without OVN')];
  if (encaps.length === 0 && chassis !== undefined)
    return [{ text: 'no encapsulation: no other chassis reaches it', tone: 'bad' }];
  if (encaps.length === 0) return host === undefined ? [] : [{ text: 'no encapsulation', tone: 'unknown' }];
  return some(
    encaps.map(({ type, ip }) => idle(`${type} ${ip}`)),
    'encapsulations',
  );
};

const mappingFacts = ({ mappings, host }: TransportNode): readonly Fact[] => {
  const facts = [...mappings].map(([network, bridge]): Fact => {
    const isThere = host === undefined || host.rows.where('Bridge', 'name', bridge).length > 0;
    return isThere
      ? idle(`bridge mapping ${network} → ${bridge}`)
      : { text: `bridge mapping ${network} → ${bridge}: no such bridge`, tone: 'bad' };
  });
  return some(facts, 'bridge mappings');
};

const hostFacts = (node: TransportNode, southbound: boolean): readonly Fact[] => {
  const { chassis, host, isTwin } = node;
  if (chassis !== undefined || host === undefined) return [];
  if (isTwin) return [{ text: `another host has the same system-id`, tone: 'bad' }];
  if (node.name === '' && !isPlain(node))
    return [{ text: 'no system-id: OVN does not know it', tone: 'warn' }];
  return southbound && node.name !== '' ? [{ text: 'not in the Southbound', tone: 'bad' }] : [];
};

const staleFacts = ({ chassis, isRemote, isVtep }: TransportNode): readonly Fact[] => {
  const behind = chassis === undefined || isRemote || isVtep ? 0 : chassis.behind;
  return behind === 0
    ? []
    : [{ text: `stale: ${count(behind, 'configuration')} behind the Southbound`, tone: 'bad' }];
};

const strayFacts = (strays: readonly OvsInterface[]): readonly Fact[] =>
  some(
    strays.map(({ name, tunnelTo }): Fact => ({
      text: `tunnel ${name} leads to no chassis: ${tunnelTo ?? ''}`,
      tone: 'warn',
    })),
    'tunnels to no chassis',
  );

const badgesOf = (node: TransportNode, gateways: number): readonly Badge[] => {
  const { chassis, host, isInterconnect, isVtep, zones } = node;
  const when = (holds: boolean, text: string, tooltip: string): readonly Badge[] =>
    holds ? [{ text, tooltip }] : [];
  return [
    ...when(gateways > 0, `gateway ${gateways}`, `active gateway of ${count(gateways, 'router port')}`),
    ...when(
      chassis?.isGatewayCandidate === true,
      'gateway candidate',
      'ovn-cms-options: enable-chassis-as-gw',
    ),
    ...when(isInterconnect, 'interconnection', 'gateway of OVN Interconnection (is-interconn)'),
    ...when(isVtep, 'VTEP', 'hardware VTEP (is-vtep)'),
    ...when(zones.length > 0, `zones ${zones.length}`, `transport zones: ${zones.join(', ')}`),
    ...when(host?.version !== undefined, `OVS ${host?.version ?? ''}`, 'version of Open vSwitch'),
  ];
};

const zoneOf = (interconnect: Interconnect | undefined, name: string): readonly Fact[] => {
  const zone = interconnect?.zones.find(({ gateways }) => gateways.some((gateway) => gateway.name === name));
  return zone === undefined ? [] : [idle(`availability zone ${zone.name}`)];
};

/** Everything but pins and sections. `ports` is a fact of its own, which each view puts in its words. */
export const chassisCard = (
  node: TransportNode,
  about: {
    readonly southbound: boolean;
    readonly interconnect: Interconnect | undefined;
    readonly activeGateways: number;
    readonly ports: readonly Fact[];
    readonly strays?: readonly OvsInterface[];
  },
): SceneNode => ({
  id: node.id,
  kind: node.isRemote ? 'remote' : 'chassis',
  label: node.isRemote ? 'remote chassis' : node.chassis === undefined ? 'host' : undefined,
  row: node.ref,
  title: node.label,
  subtitle: node.name === node.label || node.name === '' ? undefined : node.name,
  facts: [
    ...staleFacts(node),
    ...hostFacts(node, about.southbound),
    ...(node.isRemote ? zoneOf(about.interconnect, node.name) : []),
    ...encapFacts(node),
    ...about.ports,
    ...mappingFacts(node),
    ...strayFacts(about.strays ?? []),
  ],
  badges: badgesOf(node, about.activeGateways),
  pins: [],
  sections: [],
  tooltip: lines([
    `${node.isRemote ? 'remote chassis' : node.chassis === undefined ? 'host' : 'chassis'} ${node.label}`,
    node.name === '' ? '' : `system-id ${node.name}`,
    ...node.encaps.map(({ type, ip }) => `${type} ${ip}`),
    node.zones.length === 0 ? '' : `transport zones ${node.zones.join(', ')}`,
    node.host === undefined ? 'its Open_vSwitch database was not read' : '',
  ]),
});

/** `7 ports bound, 1 down` */
export const portFacts = (bound: number, down: number): readonly Fact[] =>
  bound === 0
    ? [idle('no ports bound')]
    : [
        {
          text: `${count(bound, 'port')} bound${down === 0 ? '' : `, ${down} down`}`,
          tone: down === 0 ? 'good' : 'bad',
        },
      ];
