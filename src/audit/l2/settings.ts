/** Settings of a port that matter besides where frames get to. */
import type { l2 } from '../../model/index.ts';
import type { MatchedEnd, Setting, SettingDifference } from './types.ts';

/** Of the port by which the end is plugged in: its own, or that of its peer. */
const portOf = (device: l2.Device): l2.L2Port | undefined =>
  device.port ?? device.aggregate?.port ?? device.peer?.port;

const yes = (value: boolean): string => (value ? 'yes' : 'no');

const settings = (device: l2.Device): ReadonlyMap<Setting, string> => {
  const port = portOf(device);
  const own: [Setting, string][] = [
    ['up', yes(device.up)],
    ['mtu', `${device.mtu ?? 'unknown'}`],
  ];
  const bond = port?.bond ?? port?.devices[0]?.bond;
  if (bond !== undefined) own.push(['bond-mode', bond.mode]);
  if (port === undefined) return new Map(own);
  return new Map([
    ...own,
    ['state', port.state],
    ['isolated', yes(port.isolated)],
    ['hairpin', yes(port.hairpin)],
    ['locked', yes(port.locked)],
    ['learning', yes(port.learning)],
    ['flood-unicast', yes(port.flood.unicast)],
    ['flood-multicast', yes(port.flood.multicast)],
    ['flood-broadcast', yes(port.flood.broadcast)],
  ]);
};

export const settingsOf = ({ name, a, b }: MatchedEnd): readonly SettingDifference[] => {
  const [inA, inB] = [settings(a), settings(b)];
  return [...inA].flatMap(([setting, value]) => {
    const other = inB.get(setting);
    return other === undefined || other === value ? [] : [{ end: name, setting, a: value, b: other }];
  });
};
