/**
 * The elements of `Logical_Switch_Port.addresses` (ovn-nb(5)):
 *
 *     address = MAC {IP} | MAC "dynamic" | "dynamic" {IP} | "router" | "unknown"
 *
 * and of `Logical_Router_Port.networks`: `IP/PREFIX`. What does not fit is kept as text: a hostile or newer
 * database still shows what it holds.
 */
import { Address4, Address6 } from 'ip-address';

export interface PortAddress {
  readonly kind: 'static' | 'dynamic' | 'router' | 'unknown' | 'unparsed';
  readonly mac: string | undefined;
  readonly ips: readonly string[];
  readonly text: string;
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;
const WORDS = new Set(['router', 'unknown']);

/** No address is longer than this; longer text is not looked into. */
const LONGEST = 4096;

export const parseAddress = (text: string): PortAddress => {
  const trimmed = text.trim();
  if (WORDS.has(trimmed)) return { kind: trimmed as 'router' | 'unknown', mac: undefined, ips: [], text };
  const words = trimmed.length > LONGEST ? [] : trimmed.split(/\s+/);
  const mac = MAC.test(words[0] ?? '') ? (words.shift() ?? '').toLowerCase() : undefined;
  const dynamic = words[0] === 'dynamic';
  if (dynamic) words.shift();
  if (mac === undefined && !dynamic) return { kind: 'unparsed', mac, ips: [], text };
  return { kind: dynamic ? 'dynamic' : 'static', mac, ips: words, text };
};

/** `Address4` and `Address6` read prefix, netmask and zone alike; anything else is `undefined`. */
export const parseIp = (text: string): Address4 | Address6 | undefined => {
  if (text.length > 100) return undefined;
  // Each says no by an exception, which takes its time.
  if (!text.includes(':')) return Address4.isValid(text) ? new Address4(text) : undefined;
  return Address6.isValid(text) ? new Address6(text) : undefined;
};

/** `10.0.0.1/24` → `10.0.0.0/24`; `undefined` for what is no network. */
export const networkOf = (text: string): string | undefined => {
  const address = parseIp(text);
  return address === undefined ? undefined : `${address.startAddress().correctForm()}/${address.subnetMask}`;
};
