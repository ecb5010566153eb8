/**
 * Names of namespaces and devices in the paths of a capture. They are hostile; what a file system, an archive or a
 * terminal could take for something else is written `%XX`, a byte of UTF-8 each, as in a URL.
 */

const PLAIN = /^[A-Za-z0-9._@:+=,-]+$/;

/** A path with `/` between its parts, safe to make a file of: no part is empty, `.` or `..`. */
export const safePath = (path: string): string => path.split('/').map(safePart).join('/');

const safePart = (part: string): string => {
  if (part === '') return '%';
  if (part === '.' || part === '..') return part.replaceAll('.', '%2E');
  if (PLAIN.test(part)) return cut(part);
  return cut([...part].map((one) => (PLAIN.test(one) ? one : escaped(one))).join(''));
};

/** File systems take 255 bytes. A name that was cut leads back to none, but to no other's file either. */
const LONGEST = 240;

const cut = (part: string): string =>
  part.length <= LONGEST ? part : `${part.slice(0, LONGEST)}~${fnv(part).toString(16)}`;

/** FNV-1a, 32 bits. */
const fnv = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};

const escaped = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/** The name that `safePath` made this part of; the part itself where it did not. */
export const nameOfPart = (part: string): string => {
  if (!/^(?:[^%]|%[0-9A-F]{2})*$/.test(part)) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
