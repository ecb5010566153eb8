/** Names and addresses that a match holds, without reading it as an expression: flows are attributed by the thousand. */

export interface Mentions {
  /** Of `inport` and `outport`, in the order in which they stand. */
  readonly ports: readonly string[];
  readonly macs: readonly string[];
  /** Without prefix lengths; those that every router treats alike (multicast, loopback, …) are left out. */
  readonly ips: readonly string[];
  /** Names of address sets, without `$`. */
  readonly addressSets: readonly string[];
  /** Names of port groups, without `@`. */
  readonly portGroups: readonly string[];
}

/** Matches of ACLs may be long lists of addresses. */
const LONGEST = 65_536;

const PORT = /\b(?:in|out)port\s*==\s*"((?:[^"\\]|\\.)*)"/g;
const STRING = /"(?:[^"\\]|\\.)*"/g;
const MAC = /\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi;
const IP4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const IP6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f:.]*|::[0-9a-f:.]+)(?![\w:])/gi;
const NAMED = /([$@])([\w.]+)/g;

/** northd's own: broadcast, multicast, loopback, link-local networks, the unspecified address. */
const EVERYWHERE = /^(?:0\.|127\.|2[2-5]\d\.|ff|::1?$|fe80::$)/i;
const BROADCAST =
  /^(?:ff:ff:ff:ff:ff:ff|00:00:00:00:00:00|01:00:00:00:00:00|01:80:c2:.*|33:33:.*|01:00:5e:.*)$/i;
/** An address set that northd keeps itself: the MAC of service monitors. */
const OWN_SETS: ReadonlySet<string> = new Set(['svc_monitor_mac']);

const all = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((found) => found[1] ?? found[0])),
];

/** What cannot be unquoted stays as it is. */
const unquoted = (body: string): string => {
  try {
    return JSON.parse(`"${body}"`) as string;
  } catch {
    return body;
  }
};

export const mentionsOf = (match: string): Mentions => {
  const text = match.length > LONGEST ? match.slice(0, LONGEST) : match;
  const plain = text.replace(STRING, '""');
  const macs = all(plain, MAC).map((mac) => mac.toLowerCase());
  const withoutMacs = plain.replace(MAC, ' ');
  const named = [...plain.matchAll(NAMED)];
  const called = (sign: string): readonly string[] => [
    ...new Set(named.filter((found) => found[1] === sign).map((found) => found[2] as string)),
  ];
  return {
    ports: all(text, PORT).map(unquoted),
    macs: macs.filter((mac) => !BROADCAST.test(mac)),
    ips: [...all(withoutMacs, IP4), ...all(withoutMacs, IP6)].filter((ip) => !EVERYWHERE.test(ip)),
    addressSets: called('$').filter((name) => !OWN_SETS.has(name)),
    portGroups: called('@'),
  };
};

export const isGeneral = ({ ports, macs, ips, addressSets, portGroups }: Mentions): boolean =>
  [ports, macs, ips, addressSets, portGroups].every(({ length }) => length === 0);

const NOT_AROUND = { 4: /[\w.]/, 6: /[\w:.]/ } as const;

/** Whether the text holds the address as such: `10.0.0.1` stands in neither `10.0.0.12` nor `110.0.0.1`. */
export const holdsAddress = (text: string, address: string): boolean => {
  // After an IPv4 address a colon begins a port.
  const notAround = NOT_AROUND[address.includes(':') ? 6 : 4];
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + address.length] ?? ' '];
    if (!notAround.test(before) && !notAround.test(after)) return true;
  }
  return false;
};
