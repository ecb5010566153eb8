/** Hosts by their Open_vSwitch databases: bridges, ports, tunnels and patches. */
import type { Host, OvsInterface } from '../../model/index.ts';
import { alignColumns, type Item, type Line } from './columns.ts';
import { heading, text, type Page } from './page.ts';
import { nameText } from './words.ts';

export const hostLines = (page: Page, host: Host): string[] => {
  const { style, width } = page;
  const id = host.systemId === undefined ? 'no system-id' : `system-id ${nameText(host.systemId)}`;
  const version = host.version === undefined ? '' : `Open vSwitch ${nameText(host.version)}`;
  const source = host.source === host.name ? '' : `from ${nameText(host.source)}`;
  const lines = [heading(page, host.name, undefined, [id, version, source])];
  for (const bridge of host.bridges) {
    const kind = [bridge.datapathType, bridge.failMode ?? ''].filter((part) => part !== '').map(nameText);
    lines.push(
      `  bridge ${style.name(nameText(bridge.name))}${kind.length === 0 ? '' : style.dim(` (${kind.join(', ')})`)}`,
    );
    const rows = bridge.ports.map((port): Line => ({
      cells: [
        [{ text: nameText(port.name) }],
        text(
          port.interfaces.length > 1
            ? `bond of ${port.interfaces.length}`
            : nameText(port.interfaces[0]?.type || 'system'),
        ),
        text(vlanText(port.tag, port.trunks)),
        port.interfaces.flatMap(leadsTo),
        port.interfaces.flatMap(({ error }) =>
          error === undefined ? [] : [{ text: nameText(error), paint: style.bad }],
        ),
      ],
    }));
    lines.push(...alignColumns(rows, { indent: '    ', width }));
  }
  return lines;
};

/** The logical port, the other end of a tunnel or of a pair of patch ports. */
const leadsTo = ({ ifaceId, tunnelTo, type, options }: OvsInterface): Item[] => {
  if (ifaceId !== undefined) return [{ text: `→ ${nameText(ifaceId)}` }];
  const remote = options.get('remote_ip') ?? (type === 'patch' ? options.get('peer') : undefined);
  const chassis = tunnelTo === undefined ? '' : ` (${nameText(tunnelTo)})`;
  return remote === undefined ? [] : [{ text: `→ ${nameText(remote)}${chassis}` }];
};

const vlanText = (tag: number | undefined, trunks: readonly number[]): string | undefined => {
  if (tag !== undefined) return `vlan ${tag}`;
  return trunks.length === 0
    ? undefined
    : `trunk ${trunks.length > 8 ? `of ${trunks.length} VLANs` : trunks.join(',')}`;
};
