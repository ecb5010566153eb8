/** Tunnels of hosts that no OVN is on: Neutron's Open vSwitch agent, or people, made them. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { layoutScene, physicalScene, renderSvg, type Scene } from '../../../src/viz/index.ts';
import { openVSwitch, southbound, type Rows } from '../../model/build.ts';
import { chassisTables, hostOf, ipOf } from './cluster.ts';

interface Tunnel {
  readonly type?: string;
  readonly local?: string;
  readonly remote?: string;
  readonly row?: Rows[string];
}

const host = (name: string, tunnels: readonly Tunnel[]) => {
  const rows = tunnels.map(({ type = 'vxlan', local, remote, row = {} }, i): [string, Rows[string]] => {
    const options = {
      ...(local === undefined ? {} : { local_ip: local }),
      ...(remote === undefined ? {} : { remote_ip: remote }),
    };
    return [`${name}-${i}`, { name: `${type}-${i}`, type, options, link_state: 'up', ...row }];
  });
  return {
    name,
    database: openVSwitch({
      Open_vSwitch: { [`root-${name}`]: { bridges: [`tun-${name}`] } },
      Bridge: { [`tun-${name}`]: { name: 'br-tun', ports: rows.map(([id]) => `port-${id}`) } },
      Port: Object.fromEntries(rows.map(([id]) => [`port-${id}`, { name: id, interfaces: [id] }])),
      Interface: Object.fromEntries(rows),
    }),
  };
};

const sceneOf = (...hosts: ReturnType<typeof host>[]): Scene => physicalScene(new Network({ ovs: hosts }));

/** `a – b good`, by titles. */
const tunnels = ({ nodes, edges }: Scene): string[] => {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  return edges
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ from, to, tone }) => `${titles.get(from.node)} – ${titles.get(to.node)} ${tone}`);
};

const [A, B, C] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];

describe('tunnels of hosts without OVN', () => {
  it('lead to the host that has the address, once for both ends', async () => {
    const scene = sceneOf(
      host('a', [{ local: A, remote: B }]),
      host('b', [
        { local: B, remote: A },
        { local: B, remote: C },
      ]),
    );
    expect(tunnels(scene)).toEqual(['a – b good', 'b – 192.0.2.3 good']);
    expect(scene.nodes.map(({ title, kind }) => `${title} ${kind}`)).toEqual([
      'a chassis',
      'b chassis',
      '192.0.2.3 remote',
    ]);
    expect(scene.summary).toBe('0 chassis · 2 hosts read · 2 tunnels');
    expect(scene.edges[0]?.tooltip.split('\n')).toEqual([
      'vxlan tunnel a – b',
      'vxlan-0 of a: 192.0.2.1 → 192.0.2.2',
      'vxlan-0 of b: 192.0.2.2 → 192.0.2.1',
    ]);
    const svg = renderSvg(layoutScene(scene));
    await expect(svg).toMatchFileSnapshot('../../golden/physical-plain-tunnels.svg');
  });

  it('of several types are several', () => {
    const both = (local: string, remote: string): Tunnel[] => [
      { local, remote },
      { local, remote, type: 'gre' },
    ];
    expect(tunnels(sceneOf(host('a', both(A, B)), host('b', both(B, A))))).toEqual([
      'a – b good',
      'a – b good',
    ]);
  });

  it('are broken where one end lacks them, unless it takes any address', () => {
    const a = host('a', [{ local: A, remote: B }]);
    const lacking = sceneOf(a, host('b', [{ local: B, remote: C }]));
    expect(tunnels(lacking)).toEqual(['a – b bad', 'b – 192.0.2.3 good']);
    expect(lacking.edges[0]?.tooltip).toContain('b has no tunnel to a (vxlan)');
    expect(tunnels(sceneOf(a, host('b', [{ local: B, remote: 'flow' }])))).toEqual(['a – b good']);
  });

  it('are broken where an interface says so, and not known where it says nothing', () => {
    const of = (row: Rows[string]): string[] => tunnels(sceneOf(host('a', [{ local: A, remote: B, row }])));
    expect(of({ link_state: 'down' })).toEqual(['a – 192.0.2.2 bad']);
    expect(of({ error: 'no such device' })).toEqual(['a – 192.0.2.2 bad']);
    expect(of({ link_state: [] })).toEqual(['a – 192.0.2.2 unknown']);
  });

  it('lead to an address alone, where two hosts have it', () => {
    const twin = [{ local: B, remote: 'flow' }];
    expect(tunnels(sceneOf(host('a', [{ local: A, remote: B }]), host('b', twin), host('c', twin)))).toEqual([
      'a – 192.0.2.2 good',
    ]);
  });

  it('may lead to a chassis', () => {
    const network = new Network({
      sb: southbound(chassisTables(1)),
      ovs: [host('a', [{ local: '198.51.100.1', remote: ipOf(1) }])],
    });
    expect(tunnels(physicalScene(network))).toEqual(['a – compute-1 good']);
  });

  it('of many hosts are a number', () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      host(`h${i}`, [{ local: ipOf(i + 1), remote: ipOf(((i + 1) % 13) + 1) }]),
    );
    const scene = sceneOf(...many);
    expect(tunnels(scene)).toEqual([]);
    expect(scene.notes).toEqual([
      '13 tunnels of hosts without OVN are not drawn as edges: --view bridge lists them.',
    ]);
  });

  it('of OVN are none of these', () => {
    const alone = physicalScene(new Network({ ovs: [hostOf(1, [{ to: 2 }])] }));
    expect(alone.nodes.filter(({ kind }) => kind === 'remote')).toEqual([]);
  });
});
