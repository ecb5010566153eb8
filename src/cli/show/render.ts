/**
 * `ovnscope show` as text. In the order in which an operator asks at three in the morning: how much is there
 * and is something wrong; how are networks routed; what is plugged in where and is it up; which machines carry
 * it. Names and terms are those of `ovn-nbctl show` and `ovn-sbctl show`.
 */
import type { Network } from '../../model/index.ts';
import { chassisSection } from './chassis.ts';
import { everything, type Shown } from './focus.ts';
import { hostLines } from './hosts.ts';
import { interconnectSections } from './interconnect.ts';
import { routerSections, switchSections } from './overview.ts';
import { section, type Page } from './page.ts';
import { issueSection, missing } from './problems.ts';
import { coloured, plain } from './style.ts';
import { summary } from './summary.ts';
import { nameText } from './words.ts';

export interface ShowOptions {
  readonly color: boolean;
  /** Terminal columns; long rows are stacked to fit as well as they can. */
  readonly width?: number | undefined;
  /** Every port and every problem by name. */
  readonly all?: boolean | undefined;
  /** One thing and what hangs on it; the whole deployment without it. */
  readonly shown?: Shown | undefined;
}

/** The text, ending in a newline. Nothing in it but newlines (and SGR, with colour) moves a terminal. */
export const renderShow = (network: Network, options: ShowOptions): string => {
  const page: Page = {
    network,
    shown: options.shown ?? everything(network),
    style: options.color ? coloured : plain,
    width: options.width,
    all: options.all ?? false,
  };
  const sections = [
    ...(options.shown === undefined ? [summary(page)] : askedPort(page)),
    ...routerSections(page),
    ...switchSections(page),
    ...chassisSection(page),
    ...interconnectSections(page),
    ...section(page, 'Open vSwitch', page.shown.hosts, hostLines),
    ...issueSection(page),
    ...missing(page),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

/** What the mark in the table below means. */
const askedPort = ({ shown: { port } }: Page): string[][] => {
  if (port === undefined) return [];
  const own = port.alias === undefined ? '' : ` (${nameText(port.name)})`;
  const holder = port.kind === 'switch port' ? port.switch : port.router;
  const on = holder === undefined ? '' : ` is on ${nameText(holder.alias ?? holder.name)}`;
  return [[`▸ logical ${port.kind} ${nameText(port.alias ?? port.name)}${own}${on}`]];
};
