/**
 * A bridge as a card: patch ports are pins, since they lead to other bridges; every other port is an item of the section
 * that its role belongs to, what is broken first.
 */
import { naturalCompare } from '../../model/index.ts';
import { lines } from '../logical/words.ts';
import type { Item, Pin, SceneNode, Section, Tone } from '../scene.ts';
import type { BridgeCard, CardPort, PortRole } from './types.ts';
import { vlanText } from './vlans.ts';

const SECTIONS: readonly (readonly [role: PortRole, title: string])[] = [
  ['uplink', 'Uplinks'],
  ['bond', 'Bonds'],
  ['tunnel', 'Tunnels'],
  ['port', 'Ports'],
];

const KINDS: Readonly<Record<PortRole, string>> = {
  uplink: 'uplink',
  bond: 'bond',
  tunnel: 'tunnel',
  patch: 'patch port',
  port: 'port',
};

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

const bondText = ({ bond }: CardPort): string =>
  bond === undefined ? '' : `${bond.mode}${bond.lacp === undefined ? '' : ', LACP'}`;

const tooltipOf = (port: CardPort): string =>
  lines([
    `${KINDS[port.role]} ${port.name}`,
    vlanText(port.vlans),
    port.bond === undefined ? '' : `bond of mode ${port.bond.mode}`,
    port.bond?.lacp === undefined ? '' : `LACP ${port.bond.lacp}`,
    ...port.about,
    ...(port.interfaces.length > 1 ? [`members ${port.interfaces.map(({ name }) => name).join(', ')}`] : []),
  ]);

const itemOf = (port: CardPort): Item => ({
  id: port.id,
  row: port.row,
  name: port.name,
  detail: joined([bondText(port), vlanText(port.vlans), port.leadsTo]),
  tone: port.tone,
  tooltip: tooltipOf(port),
});

const memberItems = (port: CardPort): readonly Item[] =>
  port.interfaces.map(({ id, row, name, tone, tooltip }) => ({
    id,
    row,
    name,
    detail: `in ${port.name}`,
    tone,
    tooltip,
  }));

const rank = ({ tone }: CardPort): number => (tone === 'bad' ? 0 : tone === 'warn' ? 1 : 2);

/** Broken ones are written out where the others are only counted. */
const BROKEN_LISTED = 3;

const sectionOf = (title: string, ports: readonly CardPort[], listed: number): Section => {
  const sorted = [...ports].sort((a, b) => rank(a) - rank(b) || naturalCompare(a.name, b.name));
  const items = sorted.flatMap((port) =>
    port.role === 'bond' ? [itemOf(port), ...memberItems(port)] : [itemOf(port)],
  );
  const broken = Math.min(BROKEN_LISTED, ports.filter(({ tone }) => tone === 'bad').length);
  const shown = items.length <= listed + 1 && listed > 0 ? items.length : Math.max(listed, broken);
  return { title: `${title} (${ports.length})`, items, listed: shown };
};

/** Where a patch port leads, as `patches.ts` found it. */
export type PatchWrong = ReadonlyMap<string, string>;

/** Open vSwitch says of a patch port that its link is up whatever the other end does: a pair is neither up nor down. */
const pinTone = (port: CardPort, wrong: string | undefined): Tone => {
  if (wrong !== undefined) return 'bad';
  return port.tone === 'bad' || port.tone === 'warn' ? port.tone : 'idle';
};

const pinOf = (port: CardPort, wrong: string | undefined): Pin => ({
  id: port.id,
  row: port.row,
  name: port.name,
  details: [wrong ?? port.leadsTo, vlanText(port.vlans)].filter((text) => text !== ''),
  labelled: true,
  tone: pinTone(port, wrong),
  tooltip: lines([tooltipOf(port), wrong ?? '', port.peer === undefined ? '' : `peer ${port.peer}`]),
});

/** `wrong`: of patch ports that carry nothing, why. `listed`: items written out of each section. */
export const bridgeNode = (
  bridge: BridgeCard,
  about: {
    readonly container: string;
    readonly host: string;
    readonly tier: number;
    readonly wrong: PatchWrong;
    readonly listed: number;
  },
): SceneNode => ({
  id: bridge.id,
  kind: 'bridge',
  label:
    bridge.kind === 'Linux bridge' ? 'Linux bridge' : bridge.isIntegration ? 'integration bridge' : undefined,
  row: bridge.row,
  title: bridge.name,
  subtitle: undefined,
  facts: bridge.facts,
  badges: bridge.badges,
  pins: bridge.ports
    .filter(({ role }) => role === 'patch')
    .map((port) => pinOf(port, about.wrong.get(port.id))),
  sections: SECTIONS.flatMap(([role, title]) => {
    const ports = bridge.ports.filter((port) => port.role === role);
    return ports.length === 0 ? [] : [sectionOf(title, ports, about.listed)];
  }),
  tooltip: lines([`bridge ${bridge.name} of ${about.host}`, ...bridge.facts.map(({ text }) => text)]),
  container: about.container,
  tier: about.tier,
});
