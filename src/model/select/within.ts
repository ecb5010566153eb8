/**
 * Addresses inside the text of a column.
 *
 *     value = MAC                  a word is that MAC, in any case
 *           | IP                   a word is that address, in any spelling, or an interface's `IP/PREFIX` with it
 *           | IP "/" PREFIX        a word is an address of that network, or a network inside it
 *
 * Words are what stands between blanks, commas, brackets and operators, so that addresses in `addresses`, in a
 * load balancer's `vips` (`[fd00::1]:80=…`) and in an ACL's match are found alike. `10.0.0.1/24` is an
 * address, that of an interface; `10.0.0.0/24` is a network.
 */
import { parseIp } from '../addresses.ts';

/** Longer text is looked at up to here: as much as any name holds, and no more work than that. */
export const LONGEST_TEXT = 65_536;

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const SEPARATORS = /[\s,;={}()<>|&!"'$]+|\.\./;
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;
/** Cheap, so that most words need no parsing. */
const LIKE_IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d{1,2})?$/;
const LIKE_IPV6 = /^[0-9a-f:]*:[0-9a-f:.]*(?:%\w+)?(?:\/\d{1,3})?$/i;

/** An address with its network, as numbers. */
export interface IpNumbers {
  readonly version: 4 | 6;
  readonly at: bigint;
  readonly first: bigint;
  readonly last: bigint;
  /** Prefix length; of an address alone, that of the whole address. */
  readonly prefix: number;
}

/** No address with prefix and zone is longer. */
const LONGEST_WORD = 64;

export const ipNumbers = (word: string): IpNumbers | undefined => {
  if (word.length > LONGEST_WORD) return undefined;
  const version = LIKE_IPV4.test(word) ? 4 : LIKE_IPV6.test(word) && !MAC.test(word) ? 6 : undefined;
  const address = version === undefined ? undefined : parseIp(word);
  if (version === undefined || address === undefined) return undefined;
  const at = address.bigInt();
  const hostBits = BigInt((version === 4 ? 32 : 128) - address.subnetMask);
  const first = (at >> hostBits) << hostBits;
  return { version, at, first, last: first + (1n << hostBits) - 1n, prefix: address.subnetMask };
};

const wordsOf = (text: string): string[] =>
  text
    .slice(0, LONGEST_TEXT)
    .split(SEPARATORS)
    .map((word) => {
      const match = WITH_PORT.exec(word);
      return match?.[1] ?? match?.[2] ?? word;
    });

const contains = (wanted: IpNumbers, found: IpNumbers): boolean => {
  if (found.version !== wanted.version) return false;
  const isAddress = found.first === found.last || found.at !== found.first;
  return isAddress
    ? wanted.first <= found.at && found.at <= wanted.last
    : wanted.first <= found.first && found.last <= wanted.last;
};

/** `undefined` for a value that is neither MAC nor IP nor CIDR. */
export const withinTest = (value: string): ((text: string) => boolean) | undefined => {
  if (MAC.test(value)) {
    const wanted = value.toLowerCase();
    return (text) => wordsOf(text).some((word) => word.length === 17 && word.toLowerCase() === wanted);
  }
  const wanted = ipNumbers(value);
  if (wanted === undefined) return undefined;
  return (text) =>
    wordsOf(text).some((word) => {
      const found = ipNumbers(word);
      return found !== undefined && contains(wanted, found);
    });
};
