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
  if (PLAIN.test(part)) return part;
  return [...part].map((one) => (PLAIN.test(one) ? one : escaped(one))).join('');
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
