/** VLANs of a port in a few words: `access 10`, `trunk 10,20-29`, `native-untagged 5, trunk 10`. */
import type { Vlans } from './types.ts';

/** `1,3-5`: ascending, each once. */
export const rangesOf = (numbers: readonly number[]): string => {
  // A database may hold more than a number can: those are told as near as can be.
  const sorted = [...new Set(numbers.map(Number))].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while ((sorted[end + 1] ?? NaN) === (sorted[end] ?? NaN) + 1) end++;
    parts.push(end === i ? `${sorted[i]}` : `${sorted[i]}${end === i + 1 ? ',' : '-'}${sorted[end]}`);
    i = end + 1;
  }
  return parts.join(',');
};

/** Nothing for a port that takes every VLAN as it is. */
export const vlanText = ({ mode, tag, trunks, customer }: Vlans): string => {
  const chosen = mode ?? (tag !== undefined ? 'access' : trunks.length > 0 ? 'trunk' : undefined);
  if (chosen === undefined) return '';
  const carried = trunks.length === 0 ? '' : `trunk ${rangesOf(trunks)}`;
  if (chosen === 'trunk') return carried === '' ? 'trunk' : carried;
  const own = tag === undefined ? chosen : `${chosen} ${tag}`;
  if (chosen === 'access') return own;
  const more = chosen === 'dot1q-tunnel' && customer.length > 0 ? `customer ${rangesOf(customer)}` : '';
  return [own, chosen === 'dot1q-tunnel' ? more : carried].filter((text) => text !== '').join(', ');
};
