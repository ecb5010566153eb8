import { describe, expect, it } from 'vitest';
import { classify, readHost, type CapturedFile, type LinuxHost } from '../../src/host/index.ts';

const link = (index: number, name: string, more: object = {}): object => ({
  ifindex: index,
  ifname: name,
  flags: ['UP', 'LOWER_UP'],
  mtu: 1500,
  link_type: 'ether',
  ...more,
});

const host = (files: Readonly<Record<string, unknown>>): LinuxHost => {
  const all = Object.entries(files).map(([path, content]): CapturedFile => ({
    path,
    text: typeof content === 'string' ? content : JSON.stringify(content),
  }));
  return readHost('h', classify(all).outputs).linux;
};

describe('a host', () => {
  it('has a namespace for each folder and for each that is listed, with its number', () => {
    const { namespaces } = host({
      'root/ip-j-d-link.json': [link(1, 'eth0')],
      'root/ip-j-netns.json': [{ name: 'a', id: 3 }, { name: 'b' }],
      'netns/a/ip-j-d-link.json': [link(2, 'eth0')],
    });
    expect(namespaces.map(({ name, id, links }) => [name, id, links.length])).toEqual([
      ['', undefined, 1],
      ['a', 3, 1],
      ['b', undefined, 0],
    ]);
  });

  it('has its links from ip addr, where nobody asked for those', () => {
    const addresses = [
      link(1, 'eth0', { addr_info: [{ family: 'inet', local: '10.0.0.1', prefixlen: 24 }] }),
    ];
    const [root] = host({ 'root/ip-j-addr.json': addresses }).namespaces;
    expect(root?.links.map(({ name }) => name)).toEqual(['eth0']);
    expect(root?.addresses).toMatchObject([{ link: 'eth0', address: '10.0.0.1', prefixLength: 24 }]);
  });

  it('takes the beginning of JSON that a kernel without bridges leaves for nothing', () => {
    const { problems, namespaces } = host({
      'root/ip-j-d-link.json': [link(1, 'eth0')],
      'root/bridge-j-mdb.json': '[{"mdb":[',
      'root/bridge-j-d-vlan.json': '[',
    });
    expect(problems).toEqual([]);
    expect(namespaces[0]?.vlans).toBeUndefined();
  });

  it('says what could not be read, and keeps the rest', () => {
    const { problems, namespaces } = host({
      'root/ip-j-d-link.json': `${JSON.stringify([link(1, 'eth0'), link(2, 'eth1')]).slice(0, -20)}`,
      'root/ip-j-neigh.json': 'Object "neigh" is unknown, try "ip help".',
    });
    expect(namespaces[0]?.links.map(({ name }) => name)).toEqual(['eth0']);
    expect(problems.map(({ source }) => source)).toEqual(['root/ip-j-d-link.json', 'root/ip-j-neigh.json']);
  });

  it('knows a bond without a name by its members', () => {
    const { namespaces } = host({
      'netns/a/ip-j-d-link.json': [link(1, 'eth0', { master: 'bond7' }), link(2, 'bond7')],
      'netns/a/proc-net-bonding.txt':
        'Ethernet Channel Bonding Driver: v1\nBonding Mode: load balancing (xor)\n\nSlave Interface: eth0\nMII Status: up\n',
    });
    expect(namespaces[1]?.bonding).toMatchObject([{ name: 'bond7', mode: 'balance-xor' }]);
  });
});
