/** Ports that stand on other ports: virtual ones on the parent that claims them, nested ones inside their parent. */
import type { Network } from '../../network.ts';
import { byName } from '../../natural.ts';
import type { SwitchPort } from '../../switches.ts';
import { listing, section } from '../build.ts';
import { chassisLink, portLink, switchPortNamed } from '../links.ts';
import type { Described, Section, Tone } from '../types.ts';

const chassisOf = ({ binding }: SwitchPort): Described =>
  [binding?.chassis, ...(binding?.additional ?? [])].filter((one) => one !== undefined).map(chassisLink);

const stateOf = ({ state }: SwitchPort): string | undefined => (state === 'none' ? undefined : state);

const toneOf = (port: SwitchPort | undefined): Tone | undefined =>
  port === undefined || port.state === 'down' || port.state === 'disabled' ? 'bad' : undefined;

/** `options:virtual-parents` of either database's row. */
const parentsOf = (network: Network, port: SwitchPort): readonly string[] => {
  const { ref, binding } = port;
  const row =
    ref.table === 'Logical_Switch_Port' ? network.nbRows.row('Logical_Switch_Port', ref.uuid) : undefined;
  const options = row?.get('options') ?? binding?.row.get('options');
  const names = (options?.get('virtual-parents') ?? '').split(',').map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
};

const claims = (port: SwitchPort, parent: string): string | undefined =>
  port.binding?.row.get('virtual_parent') === parent ? 'yes' : undefined;

const parentSection = (network: Network, port: SwitchPort): readonly Section[] => {
  const parents = port.type === 'virtual' ? parentsOf(network, port) : [];
  const views = parents.map((name) => network.switchPort(name));
  return section('virtual-parents', 'Parent ports that may claim its address', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['state', 'STATE'],
        ['chassis', 'CHASSIS'],
        ['claims', 'CLAIMS IT'],
      ],
      parents.map((name, i): readonly Described[] => {
        const view = views[i];
        return [
          switchPortNamed(network, name),
          view === undefined ? 'does not exist' : stateOf(view),
          view === undefined ? undefined : chassisOf(view),
          claims(port, name),
        ];
      }),
      parents.map((name, i) => (claims(port, name) === undefined ? toneOf(views[i]) : 'good')),
    ),
  });
};

/** `neighbours`: the ports of its switch. Which ports list it as a parent cannot be asked for. */
const virtualSection = (
  network: Network,
  port: SwitchPort,
  neighbours: readonly SwitchPort[],
): readonly Section[] =>
  section('virtual-ports', 'Virtual ports whose address it may claim', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['addresses', 'ADDRESSES'],
        ['claimed', 'CLAIMED BY'],
      ],
      neighbours
        .filter((one) => one.type === 'virtual' && parentsOf(network, one).includes(port.name))
        .map((one) => {
          const parent = one.binding?.row.get('virtual_parent');
          return [
            portLink(one),
            one.addresses.map(({ text }) => text),
            parent === undefined ? undefined : switchPortNamed(network, parent),
          ];
        }),
    ),
  });

const childrenOf = (network: Network, { name, ref }: SwitchPort): readonly SwitchPort[] =>
  ref.table === 'Logical_Switch_Port'
    ? network.nbRows.where('Logical_Switch_Port', 'parent_name', name).map(network.northbound.switchPort)
    : network.sbRows
        .where('Port_Binding', 'parent_port', name)
        .map((row) => network.southbound.switchPort(network.bindingOfRow(row)));

const nestedSection = (network: Network, port: SwitchPort): readonly Section[] => {
  const children = port.name === '' ? [] : [...childrenOf(network, port)].sort(byName);
  return section('nested', 'Nested ports', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['tag', 'VLAN'],
        ['addresses', 'ADDRESSES'],
        ['state', 'STATE'],
      ],
      children.map((child) => [
        portLink(child),
        child.tag,
        child.addresses.map(({ text }) => text),
        stateOf(child),
      ]),
      children.map(toneOf),
    ),
  });
};

export const nestingSections = (
  network: Network,
  port: SwitchPort,
  neighbours: readonly SwitchPort[],
): readonly Section[] => [
  ...parentSection(network, port),
  ...virtualSection(network, port, neighbours),
  ...nestedSection(network, port),
];
