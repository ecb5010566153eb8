/** Packets in Open vSwitch's words: `first-lines.txt` holds microflows and the first line of ovn-trace 23.03 for each. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packetText } from '../../../../src/flows/logical/render/packet-text.ts';
import { world } from '../build.ts';

const pairs = readFileSync(new URL('first-lines.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n\n')
  .map((pair) => pair.split('\n') as [string, string]);

const dp = world({ sw0: { ports: { p1: {}, p2: {} } } }, {}, { asOvnTrace: true });

describe('the first line', () => {
  it.each(pairs)('%s', (microflow, line) => {
    expect(`# ${packetText(dp.packet(`inport == "p1" && ${microflow}`))}`).toBe(line);
  });

  it('loses DSCP and ECN as ovn-trace does, and keeps them otherwise', () => {
    const microflow = 'inport == "p1" && ip4 && ip.dscp == 10 && ip.ecn == 1';
    expect(packetText(dp.packet(microflow))).toContain('nw_tos=0,nw_ecn=0');
    const kept = world({ sw0: { ports: { p1: {} } } });
    expect(packetText(kept.packet(microflow))).toContain('nw_tos=40,nw_ecn=1');
  });
});
