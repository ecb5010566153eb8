/** Classes of characters, for loops over char codes. Everything outside ASCII belongs to none. */
const DIGIT = 1;
const HEXADECIMAL = 2;
const LETTER = 4;
const NAME = 8;

const classes = new Uint8Array(128);
const mark = (characters: string, bits: number): void => {
  for (let at = 0; at < characters.length; at++) classes[characters.charCodeAt(at)]! |= bits;
};
mark('0123456789', DIGIT | HEXADECIMAL);
mark('abcdefABCDEF', HEXADECIMAL);
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LETTER | NAME);
mark('_.', NAME);

// Past the end of a text charCodeAt gives NaN, and NaN & 127 is 0, a class of none.
const is = (code: number, bits: number): boolean => code < 128 && (classes[code & 127]! & bits) !== 0;

export const isDigit = (code: number): boolean => is(code, DIGIT);
export const isHexadecimal = (code: number): boolean => is(code, HEXADECIMAL);
export const isAlphanumeric = (code: number): boolean => is(code, DIGIT | LETTER);
/** May start an identifier. */
export const isNameStart = (code: number): boolean => is(code, NAME);
/** May go on in an identifier. */
export const isNamePart = (code: number): boolean => is(code, NAME | DIGIT);

/** The value of a hexadecimal digit, -1 of anything else. */
export const hexadecimalValue = (code: number): number => {
  if (!isHexadecimal(code)) return -1;
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
};
