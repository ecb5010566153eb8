/** Other spellings of what somebody looks for: addresses as pictures write them. */

const SEPARATED = /^[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}$/;
const DOTTED = /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/;

/** `0-1A-2b-…`, `001a.2b3c.4d5e` => `00:1a:2b:…`. */
const macOf = (word: string): string | undefined => {
  if (SEPARATED.test(word))
    return word
      .split(/[:-]/)
      .map((octet) => octet.padStart(2, '0'))
      .join(':');
  if (DOTTED.test(word)) return word.replaceAll('.', '').replace(/(..)(?!$)/g, '$1:');
  return undefined;
};

/** `fd00:0:0:0:0:0:0:1` => `fd00::1`: the first of the longest runs of zeros (RFC 5952 §4.2). */
const ipv6Of = (word: string): string | undefined => {
  if (!/^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}$/.test(word)) return undefined;
  const groups = word.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
  let [start, length] = [0, 0];
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === '0') end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
};

/** In lower case; as it is where there is no other spelling. */
export const spelled = (word: string): string => macOf(word) ?? ipv6Of(word) ?? word;
