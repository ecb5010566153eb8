import { describe, expect, it } from 'vitest';
import { parseNeighbours } from '../../../src/host/linux/neighbours.ts';
import { parseNetns } from '../../../src/host/linux/netns.ts';
import { parseRules } from '../../../src/host/linux/rules.ts';

describe('parseRules', () => {
  it('keeps everything that was printed', () => {
    const rule = { priority: 500, src: 'all', fwmark: '0x10', fwmask: '0xff', table: '100' };
    const vrf = { priority: 1000, src: 'all', l3mdev: null };
    expect(parseRules(JSON.stringify([rule, vrf, { src: 'all' }]), 'inet', 'f')).toEqual({
      value: [
        { family: 'inet', priority: 500, table: '100', attributes: rule },
        { family: 'inet', priority: 1000, table: undefined, attributes: vrf },
      ],
      problems: [
        {
          source: 'f',
          where: 'element 3',
          message: 'a rule without its priority; expected "priority"',
          lost: 1,
        },
      ],
    });
  });
});

describe('plain text of ip rule', () => {
  it.each<[string, Record<string, unknown>]>([
    ['0:\tfrom all lookup local', { priority: 0, src: 'all', table: 'local' }],
    [
      '500:\tfrom all fwmark 0x10/0xff lookup 100 ',
      { priority: 500, src: 'all', fwmark: '0x10', fwmask: '0xff', table: '100' },
    ],
    [
      '499:\tfrom 10.55.0.0/24 iif brA.10 lookup 100',
      { priority: 499, src: '10.55.0.0', srclen: 24, iif: 'brA.10', table: '100' },
    ],
    [
      '60:\tnot from 10.3.0.1 iif d0 [detached] unreachable',
      { priority: 60, not: null, src: '10.3.0.1', iif: 'd0', iif_detached: null, action: 'unreachable' },
    ],
    [
      '71:\tfrom all ipproto tcp dport 22 lookup main suppress_prefixlength 0',
      { priority: 71, src: 'all', ipproto: 'tcp', dport: 22, suppress_prefixlen: 0, table: 'main' },
    ],
    ['1000:\tfrom all lookup [l3mdev-table]', { priority: 1000, src: 'all', l3mdev: null }],
  ])('%j', (line, attributes) => {
    expect(parseRules(line, 'inet', 'f')).toEqual({
      value: [{ family: 'inet', priority: attributes['priority'], table: attributes['table'], attributes }],
      problems: [],
    });
  });
});

describe('parseNeighbours', () => {
  it('reads the plain text', () => {
    const text =
      '10.0.0.2 dev eth0 lladdr fa:16:3e:00:03:05 used 1/2/3 probes 4 STALE\n10.0.0.3 dev STALE  FAILED\nfe80::1 dev eth0 lladdr 02:00:00:00:00:01 router REACHABLE\n';
    expect(parseNeighbours(text, 'f')).toEqual({
      value: [
        { link: 'eth0', address: '10.0.0.2', mac: 'fa:16:3e:00:03:05', states: ['STALE'] },
        { link: 'STALE', address: '10.0.0.3', mac: undefined, states: ['FAILED'] },
        { link: 'eth0', address: 'fe80::1', mac: '02:00:00:00:00:01', states: ['REACHABLE'] },
      ],
      problems: [],
    });
  });

  it('knows entries without a MAC', () => {
    const text =
      '[{"dst":"10.0.0.2","dev":"eth0","lladdr":"fa:16:3e:00:03:05","state":["STALE"]},{"dst":"10.0.0.3","dev":"eth0","state":["FAILED"]}]';
    expect(parseNeighbours(text, 'f')).toEqual({
      value: [
        { link: 'eth0', address: '10.0.0.2', mac: 'fa:16:3e:00:03:05', states: ['STALE'] },
        { link: 'eth0', address: '10.0.0.3', mac: undefined, states: ['FAILED'] },
      ],
      problems: [],
    });
  });
});

describe('parseNetns', () => {
  it.each(['[{"name":"ep1","id":3},{"name":"new"}]', 'ep1 (id: 3)\nnew\n'])('%j', (text) => {
    expect(parseNetns(text, 'f')).toEqual({
      value: new Map([
        ['ep1', 3],
        ['new', undefined],
      ]),
      problems: [],
    });
  });

  it('takes no message for a name', () => {
    const { value, problems } = parseNetns('Object "netns" is unknown, try "ip help".\n', 'f');
    expect(value.size).toBe(0);
    expect(problems).toMatchObject([{ where: 'line 1', lost: 1 }]);
  });
});
