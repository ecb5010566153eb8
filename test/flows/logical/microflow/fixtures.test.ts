/** Every pair of ports of the real databases: what is built is a microflow, and what is not has a reason. */
import { describe, expect, it } from 'vitest';
import { parseMicroflow, standardSymbols } from '../../../../src/flows/language/index.ts';
import {
  buildMicroflow,
  type Build,
  type MicroflowRequest,
  type Protocol,
} from '../../../../src/flows/logical/microflow/index.ts';
import type { Network } from '../../../../src/model/index.ts';
import { fixture } from '../../../model/fixtures.ts';
import { databasesOf, settle } from '../served.ts';

const PROTOCOLS: readonly (Protocol | undefined)[] = [undefined, 'tcp', 'arp', 'nd'];

const portNames = ({ switchPorts, routerPorts }: Network): readonly string[] =>
  [...switchPorts, ...routerPorts].map(({ name }) => name);

const everyPair = function* (network: Network): Generator<[MicroflowRequest, Build]> {
  const names = portNames(network);
  for (const from of names) {
    for (const to of names) {
      for (const protocol of PROTOCOLS) {
        const request = { from, to, protocol };
        yield [request, buildMicroflow(network, request)];
      }
    }
  }
};

describe('every pair of ports', () => {
  // What has no address is neighbour discovery between ports without IPv6, mostly.
  it.each([
    ['two-switches', { built: 174, 'no-address': 26, 'router-itself': 16, same: 40 }],
    ['ovn-kubernetes', { built: 3317, 'no-address': 979, 'router-itself': 152, same: 176 }],
    ['neutron', { built: 2521, 'no-address': 937, 'no-router': 104, 'router-itself': 130, same: 152 }],
  ] as const)('of %s => %o', async (name, expected) => {
    const network = await fixture(name, ['nb', 'sb']);
    const scope = { symbols: standardSymbols() };
    const names = new Set(portNames(network));
    const counts: Record<string, number> = {};
    for (const [, { value, problem }] of everyPair(network)) {
      const kind = value === undefined ? problem.kind : 'built';
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (value === undefined) continue;
      const { error } = parseMicroflow(value.microflow, scope, (port) => (names.has(port) ? 1 : undefined));
      expect(error).toBeUndefined();
    }
    expect(counts).toEqual(expected);
  });
});

describe('of databases that are read piece by piece', () => {
  it.each([
    ['two-switches', 'sw0-p1', 'sw1-p1'],
    ['two-switches', 'sw0-p1', 'lr0-sw1'],
    ['ovn-kubernetes', 'default_client', 'default_server'],
    ['ovn-kubernetes', 'default_client', '172.18.0.2:30080'],
    ['ovn-kubernetes', 'br-ex_ovn-worker', '172.18.0.3'],
    ['ovn-kubernetes', 'rtoe-GR_ovn-worker', 'default_client'],
  ] as const)('%s: from %s to %s as of whole ones, with no table read whole', async (name, from, to) => {
    const network = await fixture(name, ['nb', 'sb']);
    const expected = buildMicroflow(network, { from, to });
    expect(expected.problem).toBeUndefined();
    const { answer, whole } = settle(databasesOf(network), (pieces) => buildMicroflow(pieces, { from, to }));
    expect(answer).toEqual(expected);
    expect(whole).toEqual([]);
  });
});
