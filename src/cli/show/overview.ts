/**
 * Many switches or routers: a line for each in place of a table for each. Those with something wrong are always
 * there; of the others as many as a person reads.
 */
import { byLabel, tallyPorts, type LogicalRouter, type LogicalSwitch } from '../../model/index.ts';
import type { Cell, Item, Line } from './columns.ts';
import { section, table, text, type Page } from './page.ts';
import { routerLines } from './routers.ts';
import { switchLines } from './switches.ts';
import { nameText } from './words.ts';

/** As many are shown with their ports. */
export const OPEN_AT_MOST = 40;
/** As many of those with nothing wrong get a line. */
const LINES_AT_MOST = 100;

type Named = Parameters<typeof byLabel>[0];

interface Overview<T> {
  readonly title: string;
  /** What `get` calls them. */
  readonly kind: string;
  readonly headings: readonly string[];
  readonly cells: (page: Page, thing: T) => readonly Cell[];
  readonly isWrong: (thing: T) => boolean;
}

const number = (count: number | undefined, paint?: Item['paint']): Cell =>
  count === undefined || count === 0
    ? []
    : [{ text: String(count), ...(paint === undefined ? {} : { paint }) }];

const named = ({ name, alias }: Named): readonly Cell[] => [
  [{ text: nameText(name) }],
  text(alias === undefined ? undefined : nameText(alias)),
];

const overview = <T extends Named>(page: Page, things: readonly T[], about: Overview<T>): string[] => {
  const { style, width } = page;
  let room = LINES_AT_MOST;
  const shown = things.filter((thing) => about.isWrong(thing) || room-- > 0);
  const rows = shown.map((thing): Line => ({ cells: about.cells(page, thing) }));
  const left = things.length - shown.length;
  return [
    style.bold(about.title),
    '',
    ...table(page, about.headings, rows, width),
    ...(left === 0 ? [] : [style.dim(`  … and ${left} more, nothing wrong (ovnscope get ${about.kind})`)]),
    style.dim(`  ${things.length} in all; ovnscope show NAME opens one, --all opens all`),
  ];
};

const SWITCHES: Overview<LogicalSwitch> = {
  title: 'Logical switches',
  kind: 'switches',
  headings: ['SWITCH', 'ALIAS', 'SUBNETS', 'PORTS', 'DOWN', 'DISABLED', 'ACLS', 'LOAD BALANCERS'],
  cells: ({ style }, one) => {
    const { all, down, disabled } = tallyPorts(one.ports);
    return [
      ...named(one),
      one.subnets.map((subnet) => ({ text: nameText(subnet) })),
      number(all),
      number(down, style.bad),
      number(disabled, style.bad),
      number(one.counts === undefined ? undefined : one.counts.acls + one.counts.portGroupAcls),
      number(one.counts?.loadBalancers),
    ];
  },
  isWrong: ({ ports }) => {
    const { down, disabled } = tallyPorts(ports);
    return down + disabled > 0;
  },
};

const unboundIn = ({ ports }: LogicalRouter): number =>
  ports.filter(({ redirect }) => redirect?.isBound === false).length;

const ROUTERS: Overview<LogicalRouter> = {
  title: 'Logical routers',
  kind: 'routers',
  headings: ['ROUTER', 'ALIAS', 'PORTS', 'NAT', 'STATIC ROUTES', 'POLICIES', 'LOAD BALANCERS', 'GATEWAY'],
  cells: ({ style }, one) => [
    ...named(one),
    number(one.ports.length),
    number(one.counts?.nat),
    number(one.counts?.staticRoutes),
    number(one.counts?.policies),
    number(one.counts?.loadBalancers),
    unboundIn(one) > 0
      ? [{ text: 'on no chassis', paint: style.bad }]
      : text(one.gatewayLabel === undefined ? undefined : nameText(one.gatewayLabel)),
  ],
  isWrong: (one) => unboundIn(one) > 0,
};

const openOrOverview = <T extends Named>(
  page: Page,
  things: readonly T[],
  about: Overview<T>,
  lines: (page: Page, thing: T) => string[],
): string[][] => {
  const sorted = [...things].sort(byLabel);
  return page.all || sorted.length <= OPEN_AT_MOST
    ? section(page, about.title, sorted, lines)
    : [overview(page, sorted, about)];
};

export const routerSections = (page: Page): string[][] =>
  openOrOverview(page, page.shown.routers, ROUTERS, routerLines);

export const switchSections = (page: Page): string[][] =>
  openOrOverview(page, page.shown.switches, SWITCHES, switchLines);
