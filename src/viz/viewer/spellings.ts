/**
 * One spelling for what can be written in several: MACs, IPv6 addresses, UUIDs. What is looked for is tried in it, and
 * what the databases have otherwise is indexed in it as well. Everything here is in lower case.
 */

/** `aa-bb-c-0-11-22`, `aabb.0c00.1122` => `aa:bb:0c:00:11:22`. */
const macOf = (word: string): string | undefined => {
  if (/^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/.test(word)) return inPairs(word);
  if (!/^[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(\1[0-9a-f]{1,2}){4}$/.test(word)) return undefined;
  return word
    .split(/[:-]/)
    .map((byte) => byte.padStart(2, '0'))
    .join(':');
};

const inPairs = (word: string): string => (word.replaceAll('.', '').match(/..?/g) ?? []).join(':');

/** While it is being typed. Two bytes with a dash may as well be a name, and are left to be one. */
const beginningOfMac = (word: string): string | undefined => {
  if (/^[0-9a-f]{2}(-[0-9a-f]{2}){2,4}(-[0-9a-f]?)?$/.test(word)) return word.replaceAll('-', ':');
  return /^[0-9a-f]{4}\.[0-9a-f]{1,4}(\.[0-9a-f]{0,3})?$/.test(word) && !/^\d+\.\d+$/.test(word)
    ? inPairs(word)
    : undefined;
};

const GROUPS = 8;

/** The last 32 bits may be written as IPv4. */
const withoutDots = (word: string): string =>
  word.replace(/(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });

/** As RFC 5952 has it: the longest row of zeroes left out, and the first one of several. */
const ipv6Of = (word: string): string | undefined => {
  if (word.length > 45 || !/^[0-9a-f]{0,4}(:[0-9a-f]{0,4})+(\.\d{1,3}){0,3}$/.test(word)) return undefined;
  const halves = withoutDots(word)
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':')));
  const [before = [], after = []] = halves;
  const left = GROUPS - before.length - after.length;
  if (halves.length > 2 || (halves.length === 2 ? left < 1 : left !== 0)) return undefined;
  const written = [...before, ...new Array<string>(left).fill('0'), ...after];
  if (!written.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  const groups = written.map((group) => group.replace(/^0+(?=.)/, ''));
  const rows = groups.map((_, i) => {
    const end = groups.findIndex((group, j) => j >= i && group !== '0');
    return (end < 0 ? GROUPS : end) - i;
  });
  const longest = Math.max(...rows);
  if (longest < 2) return groups.join(':');
  const at = rows.indexOf(longest);
  return `${groups.slice(0, at).join(':')}::${groups.slice(at + longest).join(':')}`;
};

const uuidOf = (word: string): string | undefined => {
  const [, digits] = /^(?:[a-z_]+[-/])?([0-9a-f]{8}-[0-9a-f-]{0,27})$/.exec(word) ?? [];
  if (digits !== undefined) return digits;
  return /^[0-9a-f]{9,32}$/.test(word)
    ? word.replace(/^(.{8})(.{0,4})(.{0,4})(.{0,4})(.*)$/, '$1-$2-$3-$4-$5').replace(/-+$/, '')
    : undefined;
};

/** What a word may be written as: itself first. */
export const spellingsOf = (word: string): readonly string[] => {
  const [, address = word, prefix = ''] = /^\[?([^\]/]*)\]?(\/\d{1,3})?$/.exec(word) ?? [];
  const ipv6 = ipv6Of(address);
  const others = [
    macOf(word) ?? beginningOfMac(word),
    ipv6 === undefined ? undefined : `${ipv6}${prefix}`,
    uuidOf(word),
  ];
  return [...new Set([word, ...others.filter((other) => other !== undefined)])];
};

/** Whole addresses: what begins with one of them is another one. */
export const isAddress = (word: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(word) || macOf(word) !== undefined || ipv6Of(word) !== undefined;

/** What may be a MAC or an IPv6 address in any spelling. */
const ADDRESSES =
  /(?<![\w:.-])(?:[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}|[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){5}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2})(?![\w:.-])/g;

/** Addresses of a text that it has in another spelling than the one they are looked for in. */
export const respelled = (text: string): readonly string[] => {
  const others: string[] = [];
  for (const [word] of text.matchAll(ADDRESSES)) {
    const other = macOf(word) ?? ipv6Of(word);
    if (other !== undefined && other !== word) others.push(other);
  }
  return others;
};
