/** What is listed of a cloud, a Kubernetes cluster, and of parts of them, as typed values in compact text. */
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { fixture, listed } from './read.ts';

const neutron = await fixture('neutron');
const kubernetes = await fixture('ovn-kubernetes');

const golden = (file: string): string => `./golden/${file}.txt`;

/** The listings of several kinds, one after another. */
const pages = (network: Network, words: readonly string[], level: 'table' | 'wide' = 'table'): string =>
  words.map((word) => `# ${word}\n\n${listed(network, word, level)}\n`).join('\n');

const LOGICAL = ['switches', 'ports', 'routers', 'router-ports'];
const RULES = ['acls', 'port-groups', 'address-sets', 'nats', 'static-routes', 'policies'];
const SERVICES = [
  'load-balancers',
  'load-balancer-vips',
  'load-balancer-groups',
  'dhcp-options',
  'dns',
  'meters',
  'copps',
];
const GATEWAYS = [
  'gateway-chassis',
  'ha-chassis-groups',
  'ha-chassis',
  'northbound-global',
  'southbound-global',
];
const SOUTHBOUND = [
  'chassis',
  'encaps',
  'datapaths',
  'port-bindings',
  'multicast-groups',
  'flow-counts',
  'datapath-groups',
];
const HOSTS = ['hosts', 'bridges', 'bridge-ports', 'interfaces', 'controllers', 'ovs-datapaths'];

describe.each([
  ['neutron', neutron],
  ['ovn-kubernetes', kubernetes],
] as const)('%s', (name, sources) => {
  const network = new Network(sources);

  it.each([
    ['logical', LOGICAL],
    ['rules', RULES],
    ['services', SERVICES],
    ['gateways', GATEWAYS],
    ['southbound', SOUTHBOUND],
    ['hosts', HOSTS],
  ] as const)('%s', async (theme, words) => {
    await expect(pages(network, words)).toMatchFileSnapshot(golden(`${name}-${theme}`));
  });

  it('wide', async () => {
    await expect(
      pages(network, ['switches', 'ports', 'chassis', 'nats', 'interfaces'], 'wide'),
    ).toMatchFileSnapshot(golden(`${name}-wide`));
  });
});

describe('a part of the databases', () => {
  it('Southbound alone: switches, routers and ports all the same', async () => {
    const network = new Network({ sb: neutron.sb });
    await expect(pages(network, [...LOGICAL, 'acls'])).toMatchFileSnapshot(
      golden('neutron-southbound-alone'),
    );
  });

  it('Northbound alone: what is not known is missing', async () => {
    const network = new Network({ nb: neutron.nb });
    await expect(pages(network, ['ports', 'router-ports', 'nats', 'chassis'])).toMatchFileSnapshot(
      golden('neutron-northbound-alone'),
    );
  });

  it('hosts alone', async () => {
    const network = new Network({ ovs: neutron.ovs });
    await expect(pages(network, ['hosts', 'interfaces', 'ports'])).toMatchFileSnapshot(
      golden('neutron-hosts-alone'),
    );
  });
});
