/** What cannot be asked => the reason, and what could be asked instead. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMicroflow, type MicroflowRequest } from '../../../../src/flows/logical/microflow/index.ts';
import type { Network } from '../../../../src/model/index.ts';
import { network, southboundOnly } from './networks.ts';

const problem = (request: MicroflowRequest, on: Network = network()) => buildMicroflow(on, request).problem;

describe('a request that no packet answers', () => {
  it.each<[MicroflowRequest, object]>([
    [
      { from: 'web-9', to: 'db-1' },
      { kind: 'unknown', end: 'from', text: 'web-9' },
    ],
    [
      { from: 'web-', to: 'db-1' },
      { kind: 'ambiguous', end: 'from' },
    ],
    [
      { from: 'lr0', to: 'db-1' },
      { kind: 'not-a-port', end: 'from', found: { kind: 'logical router' } },
    ],
    [
      { from: '', to: 'db-1' },
      { kind: 'unknown', end: 'from' },
    ],
    [
      { from: 'web-1', to: 'web-1' },
      { kind: 'same', port: 'web-1' },
    ],
    [
      { from: 'web-vip', to: 'web-1' },
      { kind: 'same', port: 'web-1' },
    ],
    [
      { from: 'web-1', to: '10.0.0.11' },
      { kind: 'same', port: 'web-1', ip: '10.0.0.11' },
    ],
    [
      { from: 'web-1', to: '0a:00:00:00:00:01' },
      { kind: 'same', port: 'web-1' },
    ],
    [
      { from: 'web-mac', to: 'db-1' },
      { kind: 'no-address', end: 'from', port: 'web-mac', known: [] },
    ],
    [
      { from: 'web-1', to: 'web-mac' },
      { kind: 'no-address', end: 'to', port: 'web-mac', isUnknown: false },
    ],
    [
      { from: 'web-1', to: 'web-open' },
      { kind: 'no-address', end: 'to', port: 'web-open', isUnknown: true },
    ],
    [
      { from: 'db-1', to: 'fd00::11' },
      { kind: 'no-common-family', from: 'db-1', fromHas: ['10.0.1.11'], toHas: ['fd00::11'] },
    ],
    [
      { from: 'db-1', to: 'web-1', family: 6 },
      { kind: 'no-address', end: 'from', port: 'db-1', family: 6, known: ['10.0.1.11'] },
    ],
    [
      { from: 'web-1', to: 'web-2', protocol: 'nd' },
      { kind: 'no-address', end: 'to', port: 'web-2', family: 6 },
    ],
    [
      { from: 'web-1', to: 'fd00::12', protocol: 'arp' },
      { kind: 'wrong-family', protocol: 'arp', family: 6 },
    ],
    [
      { from: 'web-1', to: 'web-2', protocol: 'nd', family: 4 },
      { kind: 'wrong-family', protocol: 'nd', family: 4 },
    ],
    [
      { from: 'web-1', to: 'web-2', protocol: 'icmp', destinationPort: 1 },
      { kind: 'no-ports', protocol: 'icmp' },
    ],
    [
      { from: 'web-1', to: 'web-2', protocol: 'tcp', destinationPort: 65536 },
      { kind: 'bad-number', field: 'destinationPort', value: 65536 },
    ],
    [
      { from: 'web-1', to: 'web-2', ttl: 0.5 },
      { kind: 'bad-number', field: 'ttl' },
    ],
    [
      { from: 'web-1', to: '0a:00:00:00:99:99', protocol: 'tcp' },
      { kind: 'needs-ip', protocol: 'tcp' },
    ],
    [
      { from: 'web-1', to: '10.0.0.0/24' },
      { kind: 'bad-address', field: 'to' },
    ],
    [
      { from: 'web-1', to: 'web-2', sourceIp: 'x' },
      { kind: 'bad-address', field: 'sourceIp' },
    ],
    [
      { from: 'island-1', to: 'db-1' },
      { kind: 'no-router', datapath: 'island', ip: '10.0.1.11' },
    ],
    [
      { from: 'db-lr0', to: 'web-1' },
      { kind: 'router-itself', port: 'db-lr0', routerPort: 'lr0-db', ip: '10.0.0.11' },
    ],
    [
      { from: 'db-1', to: '10.0.1.12' },
      { kind: 'nobody-has', network: '10.0.1.0/24', nearest: ['10.0.1.1', '10.0.1.11'] },
    ],
    [
      { from: 'web-1', to: 'lb' },
      { kind: 'several-vips', loadBalancer: 'lb', vips: ['203.0.113.80:443', '203.0.113.80:80'] },
    ],
    [
      { from: 'web-1', to: 'empty' },
      { kind: 'no-vips', loadBalancer: 'empty' },
    ],
  ])('%o => %o', (request, expected) => {
    expect(problem(request)).toMatchObject(expected);
  });

  it('proposes the nearest names', () => {
    const found = problem({ from: 'wbe-1', to: 'db-1' });
    expect(found?.kind === 'unknown' && found.nearest.map(({ name }) => name)).toContain('web-1');
  });

  it('a port of no switch', () => {
    const more = { Logical_Switch_Port: { lost: { addresses: ['0a:00:00:00:00:09 10.0.0.19'] } } };
    expect(problem({ from: 'lost', to: 'db-1' }, network(more))).toEqual({
      kind: 'no-datapath',
      port: 'lost',
    });
  });

  it('any text is answered by a problem or a packet', () => {
    const on = network();
    const end = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('web-1', '__proto__', '10.0.0.11:99999'),
    );
    fc.assert(
      fc.property(end, end, fc.option(end, { nil: undefined }), (from, to, sourceIp) => {
        const { value, problem: found } = buildMicroflow(on, { from, to, sourceIp });
        return (value === undefined) !== (found === undefined);
      }),
    );
  });

  it('a port that is in the Northbound only', () => {
    expect(problem({ from: 'web-2', to: 'web-1' }, southboundOnly())).toMatchObject({
      kind: 'unknown',
      end: 'from',
    });
  });
});
