/** What differs, the way of frames first. */
import {
  groupReach,
  isMissed,
  type L2Comparison,
  type Reached,
  type ReachGroup,
  type Setting,
} from '../../audit/index.ts';
import { l2 } from '../../model/index.ts';
import { excerpt } from '../../text/index.ts';
import { reasonText } from '../path/reasons.ts';
import type { Style } from '../show/index.ts';

const NAMED = 6;

const names = (all: readonly string[]): string => {
  const shown = all.length === NAMED + 1 ? all : all.slice(0, NAMED);
  const more = all.length - shown.length;
  return `${shown.map((one) => excerpt(one)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const plural = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;

/** `web/eth0 10` => `web/eth0 tagged 10`. */
const placeText = (place: string): string => place.replace(/ ((?:ad:)?\d+(?:\+(?:ad:)?\d+)*)$/, ' tagged $1');

export const compareText = (comparison: L2Comparison, style: Style): readonly string[] => {
  const { matched, onlyA, onlyB, reach, settings, unjudged, equivalent } = comparison;
  const groups = groupReach(reach);
  const missed = [...onlyA, ...onlyB].filter(isMissed).length;
  return [
    equivalent
      ? style.bold(style.good(`equivalent in what was compared: ${plural(matched.length, 'end')}`))
      : style.bold(
          style.bad(
            `not equivalent: ${plural(groups.length, 'difference')} in where frames get to, ${settings.length} in settings of ports, ${plural(missed, 'end')} in one of them only`,
          ),
        ),
    style.dim(
      `A ${excerpt(comparison.a)} · B ${excerpt(comparison.b)} · ${plural(matched.length, 'end')} in both`,
    ),
    ...onlyLines('A', onlyA),
    ...onlyLines('B', onlyB),
    ...unjudgedLines(unjudged),
    ...(groups.length === 0
      ? []
      : ['', style.bold('Where frames get to'), ...groups.flatMap((one) => groupLines(one, style))]),
    ...(settings.length === 0 ? [] : ['', style.bold('Settings of ports'), ...settingLines(comparison)]),
  ];
};

const onlyLines = (side: string, devices: readonly l2.Device[]): readonly string[] =>
  devices.length === 0 ? [] : [`only in ${side}: ${names(devices.map((one) => l2.deviceName(one)))}`];

const unjudgedLines = (bridges: readonly l2.L2Bridge[]): readonly string[] =>
  bridges.length === 0
    ? []
    : [`not judged, for flows control them: ${names([...new Set(bridges.map(({ name }) => name))])}`];

const groupLines = (
  { from, tags, a, b, retagged, onlyA, onlyB }: ReachGroup,
  style: Style,
): readonly string[] => {
  const tag =
    tags === undefined
      ? 'untagged'
      : tags.first === tags.last
        ? tags.first === 0
          ? 'with a priority tag'
          : `tagged ${tags.first}`
        : `tagged ${tags.first}-${tags.last}, each`;
  const head = `  ${style.name(names(from))} ${tag}`;
  if (a.kind !== 'ends' || b.kind !== 'ends')
    return [head, `    A: ${reachedText(a)}`, `    B: ${reachedText(b)}`];
  return [
    head,
    ...retagged.map(
      ({ end, a: inA, b: inB }) => `    ${excerpt(end)} gets it ${tagText(inA)} on A, ${tagText(inB)} on B`,
    ),
    ...(onlyA.length === 0 ? [] : [`    A only: ${names(onlyA.map(placeText))}`]),
    ...(onlyB.length === 0 ? [] : [`    B only: ${names(onlyB.map(placeText))}`]),
  ];
};

const tagText = (tags: string): string => (tags === '' ? 'untagged' : `tagged ${tags}`);

const reachedText = (reached: Reached): string => {
  switch (reached.kind) {
    case 'ends':
      return reached.count === 0 ? 'gets nowhere' : `gets to ${plural(reached.count, 'place')}`;
    case 'refused':
      return `not taken: ${reasonText(reached.why, undefined)}`;
    case 'none':
      return 'no bridge that could be judged';
  }
};

const SETTINGS: Readonly<Record<Setting, string>> = {
  mtu: 'MTU',
  up: 'up',
  isolated: 'isolated (protected)',
  hairpin: 'hairpin',
  locked: 'locked',
  learning: 'learning',
  'flood-unicast': 'flooding of unknown unicast',
  'flood-multicast': 'flooding of multicast',
  'flood-broadcast': 'flooding of broadcast',
  state: 'spanning tree state',
  'bond-mode': 'bond mode',
};

const settingLines = ({ settings }: L2Comparison): readonly string[] => {
  const groups = new Map<string, string[]>();
  for (const { end, setting, a, b } of settings) {
    const what = `${SETTINGS[setting]}: ${excerpt(a)} on A, ${excerpt(b)} on B`;
    const known = groups.get(what);
    if (known === undefined) groups.set(what, [end]);
    else known.push(end);
  }
  return [...groups].map(([what, ends]) => `  ${what}  (${names(ends)})`);
};
