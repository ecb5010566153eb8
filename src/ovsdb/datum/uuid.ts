/** UUIDs as text. Every row and every reference is one: so the usual spelling is told without a regular expression. */
const LENGTH = 36;
const DASH = 0x2d;

const isDash = (at: number): boolean => at === 8 || at === 13 || at === 18 || at === 23;

/** `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in lower case, as Open vSwitch writes it. */
export const isUuid = (text: string): boolean => {
  if (text.length !== LENGTH) return false;
  for (let at = 0; at < LENGTH; at++) {
    const code = text.charCodeAt(at);
    const isHex = (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66);
    if (isDash(at) ? code !== DASH : !isHex) return false;
  }
  return true;
};
