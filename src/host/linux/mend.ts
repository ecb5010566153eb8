/**
 * Strings as iproute2's `lib/json_writer.c` writes them. Up to 6.0 it wrote `\'`, which JSON does not know; no version
 * escapes control characters besides \t \n \r \f \b, though a device's name may hold them (the kernel forbids `/`, `:` and
 * blanks only).
 */
const KNOWN = new Set('"\\/bfnrtu');

const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;

/** `text` with such strings made JSON; everything else is left as it is. */
export const mend = (text: string): string => {
  const pieces: string[] = [];
  let copied = 0;
  let within = false;
  const replace = (from: number, to: number, by: string): void => {
    pieces.push(text.slice(copied, from), by);
    copied = to;
  };
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) within = !within;
    else if (within && code === 0x5c) {
      if (index + 1 < text.length && !KNOWN.has(text.charAt(index + 1))) replace(index, index + 1, '');
      index += 1;
    } else if (within && code < 0x20) replace(index, index + 1, escaped(code));
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(copied);
};
