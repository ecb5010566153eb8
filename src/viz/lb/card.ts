/** A load balancer as a card: its VIPs are pins that lead to backends, or a list where there are too many cards. */
import {
  aliasOf,
  balancedVips,
  naturalCompare,
  refOf,
  type BalancedVip,
  type LoadBalancerRow,
  type Network,
} from '../../model/index.ts';
import { count, lines, ofDatabase } from '../logical/words.ts';
import type { Fact, Pin, SceneNode, Section } from '../scene.ts';
import { withMore } from '../some.ts';
import { datapathsText, type Attached } from './datapaths.ts';
import { vipFact } from './health.ts';

export interface Balancer {
  readonly id: string;
  readonly row: LoadBalancerRow;
  /** Absent, it is tcp (ovn-nb(5), `Load_Balancer.protocol`). */
  readonly protocol: string;
  readonly vips: readonly BalancedVip[];
  /** Texts of VIPs that have a health check. */
  readonly monitored: ReadonlySet<string>;
  readonly attached: Attached;
}

/** A VIP without a health check keeps its backends, whatever the monitors of another VIP say of them. */
const unchecked = (vip: BalancedVip): BalancedVip => ({
  ...vip,
  backends: vip.backends.map((backend) => ({ ...backend, health: undefined })),
});

export const balancerOf = (network: Network, row: LoadBalancerRow, attached: Attached): Balancer => {
  const checks = network.nbRows.rows('Load_Balancer_Health_Check', row.get('health_check'));
  const monitored = new Set(checks.map((check) => check.get('vip')));
  return {
    id: ofDatabase(refOf('OVN_Northbound', row)),
    row,
    protocol: row.get('protocol') ?? 'tcp',
    vips: balancedVips(network, row)
      .map((vip) => (monitored.has(vip.text) ? vip : unchecked(vip)))
      .sort((a, b) => naturalCompare(a.text, b.text)),
    monitored,
    attached,
  };
};

/** It has a name only if somebody gave it one. */
export const labelOf = (row: LoadBalancerRow): string => {
  const name = row.get('name');
  return aliasOf('Load_Balancer', name, row.get('external_ids')) ?? (name === '' ? row.uuid : name);
};

const idle = (text: string): Fact => ({ text, tone: 'idle' });

/** A VIP without a port is for all protocols. */
const protocolText = ({ vips, protocol }: Balancer): string => {
  const whole = vips.filter(({ ip, port }) => ip !== undefined && port === undefined).length;
  if (vips.length === 0 || whole === 0) return protocol;
  return whole === vips.length ? 'every protocol' : `${protocol}; VIPs without a port: every protocol`;
};

/** Those that are set to no are as if they were not there. */
const optionFacts = (row: LoadBalancerRow): readonly Fact[] =>
  [...row.get('options')]
    .filter(([, value]) => value !== 'false')
    .sort(([a], [b]) => naturalCompare(a, b))
    .map(([key, value]) => idle(value === 'true' ? key : `${key} ${value}`));

const attachedFacts = ({ datapaths, groups }: Attached): readonly Fact[] => [
  datapaths.length === 0
    ? { text: 'attached to no switch and no router', tone: 'warn' }
    : idle(`on ${datapathsText(datapaths)}`),
  ...groups.map((group) => idle(`by group ${group}`)),
];

const factsOf = (balancer: Balancer): readonly Fact[] => {
  const { row, vips, monitored, attached } = balancer;
  const fields = row.get('selection_fields');
  const checked = vips.filter(({ text }) => monitored.has(text)).length;
  return [
    idle(protocolText(balancer)),
    ...attachedFacts(attached),
    ...(fields.length === 0 ? [] : [idle(`selects by ${[...fields].sort(naturalCompare).join(', ')}`)]),
    ...optionFacts(row),
    ...(vips.length === 0 ? [{ text: 'no VIPs', tone: 'warn' as const }] : []),
    ...(checked === 0
      ? []
      : [
          idle(
            checked === vips.length
              ? 'health is checked'
              : `health of ${checked} of ${count(vips.length, 'VIP')} is checked`,
          ),
        ]),
  ];
};

export const vipPin = ({ id }: Balancer, vip: BalancedVip): string => `${id}-${vip.text}`;
export const upPin = ({ id }: Balancer): string => `${id}-datapaths`;

const vipTooltip = (vip: BalancedVip): string =>
  lines([
    `VIP ${vip.text}`,
    vipFact(vip).text,
    ...withMore(
      vip.backends.map(({ text, health }) => `${text}${health === undefined ? '' : ` ${health}`}`),
      40,
      (left) => `and ${left} more`,
    ),
  ]);

const pinsOf = (balancer: Balancer): readonly Pin[] => [
  {
    id: upPin(balancer),
    row: undefined,
    name: 'datapaths',
    details: [],
    labelled: false,
    tone: 'idle',
    tooltip: `attached to ${datapathsText(balancer.attached.datapaths)}`,
  },
  ...balancer.vips.map((vip): Pin => {
    const { text, tone } = vipFact(vip);
    return {
      id: vipPin(balancer, vip),
      row: refOf('OVN_Northbound', balancer.row),
      name: vip.text,
      details: [text],
      labelled: true,
      // A VIP that is well leads to its backends; how they are is written on their cards.
      tone: tone === 'good' ? 'idle' : tone,
      tooltip: vipTooltip(vip),
    };
  }),
];

const VIPS_LISTED = 6;

const sectionOf = (balancer: Balancer): readonly Section[] => {
  const items = balancer.vips.map((vip) => {
    const { text, tone } = vipFact(vip);
    const id = vipPin(balancer, vip);
    const row = refOf('OVN_Northbound', balancer.row);
    return { id, row, name: vip.text, detail: text, tone, tooltip: vipTooltip(vip) };
  });
  const listed = items.length <= VIPS_LISTED + 1 ? items.length : VIPS_LISTED;
  return items.length === 0 ? [] : [{ title: undefined, items, listed }];
};

/** `backends`: where they are no cards, VIPs are no pins either, and the card lists both. */
export const balancerNode = (balancer: Balancer, backends: Section | undefined): SceneNode => {
  const { id, row, attached } = balancer;
  const label = labelOf(row);
  const name = row.get('name');
  const isOpen = backends === undefined;
  const pins = isOpen ? pinsOf(balancer) : pinsOf(balancer).slice(0, 1);
  return {
    id,
    kind: 'load balancer',
    row: refOf('OVN_Northbound', row),
    title: label,
    subtitle: name === '' || name === label ? undefined : name,
    facts: factsOf(balancer),
    badges: [],
    pins: attached.datapaths.length === 0 ? pins.slice(1) : pins,
    sections: isOpen ? [] : [...sectionOf(balancer), ...(backends.items.length === 0 ? [] : [backends])],
    tooltip: lines([
      `load balancer ${name === '' ? row.uuid : name}`,
      ...attachedFacts(attached).map(({ text }) => text),
    ]),
    tier: 1,
  };
};
