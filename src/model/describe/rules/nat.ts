/** NAT rules (ovn-nb(5), "NAT"): what they translate, and where. */
import type { Northbound } from '../../generated/index.ts';
import type { Network } from '../../network.ts';
import { placeOfNat, routersOfNat, type NatPlace } from '../../relations/nat.ts';
import { fact, linkTo, section } from '../build.ts';
import { called, chassisCalled, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { northboundDescriber } from '../telling.ts';
import type { Fact } from '../types.ts';
import { known } from '../../known.ts';

type NatPage = Page<Northbound['NAT']>;

const TYPES: Readonly<Record<string, string>> = {
  snat: 'source addresses of what leaves are changed',
  dnat: 'destination addresses of what arrives are changed',
  dnat_and_snat: 'one address inside stands for one outside, both ways (floating IP)',
};

const WHY: Readonly<Record<NatPlace['kind'], string>> = {
  'gateway router': 'chassis of the gateway router',
  distributed: 'distributed: where its logical port is bound',
  'gateway port': 'active chassis of its gateway port',
  'no router': 'no logical router holds the rule',
  'no gateway': 'the router has no gateway port',
  'no gateway port fits': 'it fits none of the gateway ports of the router',
};

const whyOf = (network: Network, { kind, chassis }: NatPlace): string =>
  kind === 'gateway port' && chassis === undefined && network.sb !== undefined
    ? 'its gateway port is on no chassis'
    : WHY[kind];

const logicalPort = (page: NatPage): readonly Fact[] => {
  const name = page.take('logical_port');
  const link = portCalled(page.network, name);
  if (link === undefined) return [];
  return link.ref === undefined
    ? fact('logical-port', 'Logical port', link, { tone: 'bad', note: 'was not found' })
    : fact('logical-port', 'Logical port', link);
};

const headlineOf = ({ row }: NatPage, router: string): string => {
  const [outside, inside] = [quoted(row.get('external_ip')), quoted(row.get('logical_ip'))];
  switch (row.get('type')) {
    case 'snat':
      return `On ${router}, ${inside} reaches outside as ${outside}.`;
    case 'dnat':
      return `On ${router}, what arrives for ${outside} goes to ${inside}.`;
    case 'dnat_and_snat':
      return `On ${router}, ${inside} is known outside as ${outside}.`;
    default:
      return `On ${router}, ${inside} and ${outside} are translated in a way that is not known here.`;
  }
};

export const describeNat = northboundDescriber<'NAT'>((page) => {
  const { network, row } = page;
  const routers = routersOfNat(network, row);
  const place = placeOfNat(network, row, routers[0]);
  const where = chassisCalled(network, place.chassis);
  const links = routers.map(({ kind, name, alias, ref }) => linkTo({ kind, name, alias, ref }));
  const [router] = links;
  const stated = page.link('gateway_port');
  const implied = place.port === undefined ? undefined : portCalled(network, place.port.name);
  return {
    headline: headlineOf(page, router === undefined ? 'no router' : `logical router ${called(router)}`),
    sections: [
      section('rule', 'Rule', {
        facts: [
          page.owner(),
          page.column('type', { note: known(TYPES, row.get('type')) }),
          page.column('external_ip'),
          page.column('logical_ip'),
          page.column('external_port_range', { label: 'External ports' }),
          page.column('match'),
          page.flag('priority'),
          fact('allowed-ext-ips', 'Only for outside addresses in', page.link('allowed_ext_ips')),
          fact('exempted-ext-ips', 'Not for outside addresses in', page.link('exempted_ext_ips')),
        ],
      }),
      section('place', 'Where it is done', {
        facts: [
          fact('routers', 'Logical router', links.length > 1 ? links : router, {
            tone: links.length > 1 ? 'bad' : undefined,
            note: links.length > 1 ? 'more than one holds the rule' : undefined,
          }),
          fact('chassis', 'Chassis', where ?? 'none', {
            tone: where === undefined && network.sb !== undefined ? 'bad' : undefined,
            note: whyOf(network, place),
          }),
          fact('gateway-port', 'Gateway port', stated ?? implied),
          logicalPort(page),
          page.column('external_mac'),
        ],
      }),
    ],
  };
});
