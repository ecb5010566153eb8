/** Chassis: encaps, tunnels, what is bound there. */
import { isWorkload, naturalCompare, type Chassis } from '../../model/index.ts';
import type { Cell, Line } from './columns.ts';
import { table, text, type Page } from './page.ts';
import { countOf, nameText } from './words.ts';

export const chassisSection = (page: Page): string[][] => {
  const { shown, style, width } = page;
  if (shown.chassis.length === 0) return [];
  const chassisByLabel = [...shown.chassis].sort((a, b) => naturalCompare(a.label, b.label));
  const rows = chassisByLabel.map((chassis): Line => ({ cells: chassisCells(page, chassis) }));
  const names = ['NAME', 'HOSTNAME', 'ENCAPS', 'TUNNELS', 'PORTS', 'BRIDGE MAPPINGS', 'ROLE'];
  return [[style.bold('Chassis'), '', ...table(page, names, rows, width)]];
};

/** As its own host's database tells, when that was read: to how many chassis, and which of them are not well. */
const tunnelCell = ({ network, style }: Page, chassis: Chassis): Cell => {
  const tunnels = network.hostOf(chassis)?.interfaces.filter(({ tunnelTo }) => tunnelTo !== undefined) ?? [];
  if (tunnels.length === 0) return [];
  const broken = tunnels.filter(({ error, bfdState }) => error !== undefined || bfdState === 'down');
  return [
    { text: String(tunnels.length) },
    ...broken.map(({ tunnelTo }) => ({ text: `down to ${nameText(tunnelTo ?? '')}`, paint: style.bad })),
  ];
};

const chassisCells = (page: Page, chassis: Chassis): readonly Cell[] => {
  const { style } = page;
  const { encaps, bindings } = chassis;
  const none: Cell = [{ text: 'no encap', paint: style.bad }];
  const vifs = bindings.filter(({ type }) => isWorkload({ type })).length;
  const gateways = bindings.filter(({ type }) => type === 'chassisredirect' || type === 'l3gateway').length;
  return [
    [{ text: nameText(chassis.name) }],
    text(chassis.hostname === '' ? undefined : nameText(chassis.hostname)),
    encaps.length === 0 ? none : encaps.map(({ type, ip }) => ({ text: nameText(`${type} ${ip}`) })),
    tunnelCell(page, chassis),
    [{ text: `${vifs}${gateways === 0 ? '' : ` + ${countOf(gateways, 'gateway port')}`}` }],
    text(nameText(chassis.bridgeMappings ?? '').replace('""', '')),
    chassis.isGatewayCandidate ? [{ text: 'gateway' }] : [],
  ];
};
