import { describe, expect, it } from 'vitest';
import { rangesOf, vlanText } from '../../../src/viz/bridge/vlans.ts';
import type { Vlans } from '../../../src/viz/bridge/types.ts';

const text = (vlans: Partial<Vlans>): string =>
  vlanText({ mode: undefined, tag: undefined, trunks: [], customer: [], ...vlans });

describe('VLANs of a port', () => {
  it.each<[Partial<Vlans>, string]>([
    [{}, ''],
    [{ tag: 10 }, 'access 10'],
    [{ tag: 0 }, 'access 0'],
    [{ mode: 'access', tag: 10 }, 'access 10'],
    [{ trunks: [20, 10] }, 'trunk 10,20'],
    [{ mode: 'trunk' }, 'trunk'],
    [{ mode: 'trunk', trunks: [1, 2, 3, 7] }, 'trunk 1-3,7'],
    [{ mode: 'native-untagged', tag: 5 }, 'native-untagged 5'],
    [{ mode: 'native-untagged', tag: 5, trunks: [10, 20] }, 'native-untagged 5, trunk 10,20'],
    [{ mode: 'native-tagged', tag: 5 }, 'native-tagged 5'],
    [{ mode: 'dot1q-tunnel', tag: 5, customer: [7, 8] }, 'dot1q-tunnel 5, customer 7,8'],
  ])('%j => %s', (vlans, expected) => expect(text(vlans)).toBe(expected));

  it.each<[number[], string]>([
    [[], ''],
    [[3], '3'],
    [[2, 1], '1,2'],
    [[5, 5, 6, 7, 9], '5-7,9'],
    [Array.from({ length: 4096 }, (_, i) => i), '0-4095'],
  ])('%j as ranges', (numbers, expected) => expect(rangesOf(numbers)).toBe(expected));
});
