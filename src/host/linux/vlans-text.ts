/**
 * The plain text of `bridge vlan` and `bridge vlan tunnelshow`: a heading, then a line for each VLAN. The port's name stands
 * before its first VLAN; `None` says that it has none.
 *
 *     port              vlan-id
 *     p1                10 PVID Egress Untagged
 *                       20-30
 *                         state forwarding mcast_router 1          bridge -d vlan
 *     port              vlan-id    tunnel-id
 *     vx0               100-105    10100-10105
 */
import type { PortVlans, VlanRange } from '../types.ts';
import { at, linesOf, wordsOf, type Line } from './lines.ts';
import { quoted, type Problems } from './problems.ts';

type Tunnel = PortVlans['tunnels'][number];

const rangeOf = (word: string | undefined, most: number): { first: number; last: number } | undefined => {
  const match = /^(\d{1,8})(?:-(\d{1,8}))?$/.exec(word ?? '');
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last < first || last > most ? undefined : { first, last };
};

const VLANS = 4095;
const VNIS = 2 ** 24 - 1;

/** Goes through the lines; `read` gives false for what is not of the format. */
const eachLine = (
  text: string,
  problems: Problems,
  ports: Map<string, unknown[]>,
  read: (port: string, words: readonly string[]) => boolean,
): void => {
  let port: string | undefined;
  const refuse = (line: Line): void => {
    problems.add(
      'line',
      () => `${quoted(line.text)} is not of "bridge vlan"; expected JSON or "PORT VLAN …"`,
      at(line),
    );
  };
  for (const line of linesOf(text)) {
    let words = wordsOf(line.text);
    if (words[0] === 'port' && (words[1] === 'vlan-id' || words[1] === 'vlan')) continue;
    if (!line.indented) {
      const [name = '', next] = words;
      const isPort = next === undefined || next === 'None' || rangeOf(next, VLANS) !== undefined;
      port = isPort ? name : undefined;
      if (!isPort) {
        refuse(line);
        continue;
      }
      if (!ports.has(name)) ports.set(name, []);
      words = words.slice(1);
    }
    if (words.length === 0 || words[0] === 'None') continue;
    if (port === undefined || !read(port, words)) refuse(line);
  }
};

/** VLANs by port. */
export const vlansOfText = (text: string, problems: Problems): Map<string, VlanRange[]> => {
  const ports = new Map<string, VlanRange[]>();
  eachLine(text, problems, ports, (port, words) => {
    const vlans = ports.get(port);
    const range = rangeOf(words[0], VLANS);
    const last = vlans?.at(-1);
    if (range !== undefined) {
      const flags = words.slice(1).join(' ');
      vlans?.push({
        ...range,
        pvid: /\bPVID\b/.test(flags),
        untagged: flags.includes('Egress Untagged'),
        state: undefined,
      });
      return true;
    }
    const state = words.indexOf('state');
    if (vlans !== undefined && last !== undefined && state >= 0)
      vlans[vlans.length - 1] = { ...last, state: words[state + 1] };
    // Below a VLAN stand its attributes (-d) and its statistics (-s).
    return last !== undefined;
  });
  return ports;
};

/** Tunnels by port. */
export const tunnelsOfText = (text: string, problems: Problems): Map<string, Tunnel[]> => {
  const ports = new Map<string, Tunnel[]>();
  eachLine(text, problems, ports, (port, words) => {
    const vlans = rangeOf(words[0], VLANS);
    const ids = rangeOf(words[1], VNIS);
    if (vlans === undefined || ids?.last !== (ids?.first ?? 0) + vlans.last - vlans.first) return false;
    ports.get(port)?.push({ ...vlans, vni: ids.first });
    return true;
  });
  return ports;
};
