/** Availability zones and transit switches, when the databases of OVN Interconnection were read. */
import type { AvailabilityZone, TransitPort, TransitSwitch } from '../../model/index.ts';
import type { Cell, Line } from './columns.ts';
import { heading, section, table, text, type Page } from './page.ts';
import { countOf, nameText } from './words.ts';

export const interconnectSections = (page: Page): string[][] => {
  const { interconnect } = page.network;
  if (interconnect === undefined || !page.shown.interconnect) return [];
  return [
    ...section(page, 'Transit switches', interconnect.transitSwitches, switchLines),
    ...section(page, 'Availability zones', interconnect.zones, zoneLines),
  ];
};

const switchLines = (page: Page, { name, tunnelKey, ports }: TransitSwitch): string[] => {
  const notes = [tunnelKey === undefined ? '' : `tunnel key ${tunnelKey}`, countOf(ports.length, 'port')];
  const rows = ports.map((port): Line => ({ cells: portCells(page, port) }));
  return [
    heading(page, name, undefined, notes),
    ...(rows.length === 0 ? [] : table(page, ['PORT', 'ADDRESS', 'ZONE', 'GATEWAY'], rows, page.width)),
  ];
};

const portCells = ({ style }: Page, { name, address, zone, gateway }: TransitPort): readonly Cell[] => [
  [{ text: nameText(name) }],
  text(address === '' ? undefined : nameText(address)),
  [zone === undefined ? { text: 'a zone that is gone', paint: style.bad } : { text: nameText(zone) }],
  [gateway === '' ? { text: 'none', paint: style.dim } : { text: nameText(gateway) }],
];

const zoneLines = (page: Page, { name, gateways, routes }: AvailabilityZone): string[] => {
  const notes = [countOf(gateways.length, 'gateway'), countOf(routes, 'route')];
  const rows = gateways.map((gateway): Line => ({
    cells: [
      [{ text: nameText(gateway.name) }],
      text(gateway.hostname === '' ? undefined : nameText(gateway.hostname)),
      gateway.encaps.map(({ type, ip }) => ({ text: nameText(`${type} ${ip}`) })),
    ],
  }));
  return [
    heading(page, name, undefined, notes),
    ...(rows.length === 0 ? [] : table(page, ['GATEWAY', 'HOSTNAME', 'ENCAPS'], rows, page.width)),
  ];
};
