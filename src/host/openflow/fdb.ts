/**
 * `ovs-appctl fdb/show BRIDGE`:
 *
 *      port  VLAN  MAC                Age
 *         3    20  02:00:00:00:00:03   69
 *     LOCAL    10  02:00:00:00:ff:00   static
 */
import { LOCAL_PORT } from './ports.ts';

export interface SwitchFdbEntry {
  /** OpenFlow port number. */
  readonly port: number;
  readonly vlan: number;
  readonly mac: string;
  /** Seconds; undefined of a static entry. */
  readonly age: number | undefined;
}

export const parseSwitchFdb = (text: string): readonly SwitchFdbEntry[] => {
  const entries: SwitchFdbEntry[] = [];
  for (const line of text.split('\n')) {
    const found = /^ *(\d+|LOCAL) +(\d+) +([0-9a-f:]{17}) +(\d+|static|\?)/.exec(line);
    if (found === null) continue;
    const [, port = '', vlan = '', mac = '', age = ''] = found;
    entries.push({
      port: port === 'LOCAL' ? LOCAL_PORT : Number(port),
      vlan: Number(vlan),
      mac,
      age: age === 'static' || age === '?' ? undefined : Number(age),
    });
  }
  return entries;
};
