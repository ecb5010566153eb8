/** Load balancers, their groups and health checks (ovn-nb(5)). */
import type { Northbound } from '../../generated/index.ts';
import type { Network } from '../../network.ts';
import { balancedVips, type BalancedVip } from '../../relations/load-balancers.ts';
import { fact, listing, section } from '../build.ts';
import { called, counted, datapathOfPort, heldBy, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';
import type { Described, Link, Section, Tone } from '../types.ts';

type LoadBalancerPage = Page<Northbound['Load_Balancer']>;

const vips = (page: LoadBalancerPage): readonly Section[] => {
  const rows: (readonly Described[])[] = [];
  const tones: (Tone | undefined)[] = [];
  for (const vip of balancedVips(page.network, page.row)) {
    const { backends } = vip;
    if (backends.length === 0) {
      rows.push([vip.text, 'none', undefined, undefined, undefined]);
      tones.push('bad');
    }
    for (const { text, portName, health } of backends) {
      const [port, datapath] = [portCalled(page.network, portName), datapathOfPort(page.network, portName)];
      rows.push([vip.text, text, port, datapath, health]);
      tones.push(
        health === 'offline' || health === 'error' ? 'bad' : health === 'online' ? 'good' : undefined,
      );
    }
  }
  page.told('vips');
  const templated = page.row.get('options').get('template') === 'true';
  return section('vips', 'Virtual addresses and backends', {
    listing: listing(
      [
        ['vip', 'VIP'],
        ['backend', 'BACKEND'],
        ['port', 'PORT'],
        ['switch', 'SWITCH'],
        ['health', 'HEALTH'],
      ],
      rows,
      tones,
    ),
    notes: [
      templated
        ? 'Names that begin with ^ are template variables: each chassis has its own values for them.'
        : undefined,
    ],
  });
};

interface Attached {
  readonly datapath: Link;
  readonly by: Described;
}

const attachedTo = (
  network: Network,
  column: 'load_balancer' | 'load_balancer_group',
  uuid: string,
): Link[] => [
  ...heldBy(network, 'Logical_Switch', column, uuid),
  ...heldBy(network, 'Logical_Router', column, uuid),
];

const attachments = ({ network, row }: LoadBalancerPage): readonly Attached[] => {
  const direct = attachedTo(network, 'load_balancer', row.uuid).map((datapath) => ({
    datapath,
    by: 'directly',
  }));
  const groups = network.nbRows.where('Load_Balancer_Group', 'load_balancer', row.uuid);
  const grouped = groups.flatMap((group) =>
    attachedTo(network, 'load_balancer_group', group.uuid).map((datapath) => ({
      datapath,
      by: rowLink('OVN_Northbound', group),
    })),
  );
  return [...direct, ...grouped];
};

const datapathListing = (attached: readonly Attached[], title: string): readonly Section[] =>
  section('datapaths', title, {
    listing: listing(
      [
        ['datapath', 'DATAPATH'],
        ['by', 'BY'],
      ],
      attached.map(({ datapath, by }) => [datapath, by]),
    ),
  });

const healthChecks = (page: LoadBalancerPage): readonly Section[] => {
  const uuids = page.take('health_check');
  const { nbRows } = page.network;
  return section('health-checks', 'Health checks', {
    listing: listing(
      [
        ['check', 'CHECK'],
        ['options', 'OPTIONS'],
      ],
      uuids.map((uuid) => {
        const row = nbRows.row('Load_Balancer_Health_Check', uuid);
        return [page.linkTo('Load_Balancer_Health_Check', uuid), row?.get('options')];
      }),
    ),
  });
};

const southboundOf = (network: Network, uuid: string): readonly Link[] =>
  network.sbRows
    .whereKey('Load_Balancer', 'external_ids', 'lb_id', uuid)
    .map((row) => rowLink('OVN_Southbound', row));

const NO_PORT = 'no virtual address has a port';

/** The protocol counts only where a virtual address has a port (ovn-nb(5)); that of a template may be another template. */
const takesAll = (vips: readonly BalancedVip[]): boolean =>
  vips.length > 0 && vips.every(({ port, text }) => port === undefined && !text.includes(':^'));

export const describeLoadBalancer = northboundDescriber<'Load_Balancer'>((page) => {
  const { network, row } = page;
  const attached = attachments(page);
  const balanced = balancedVips(network, row);
  const backends = balanced.flatMap((vip) => vip.backends);
  const given = row.get('protocol');
  const protocol = takesAll(balanced) ? undefined : (given ?? 'tcp');
  const sick = backends.filter(({ health }) => health === 'offline' || health === 'error').length;
  const size = row.get('vips').size;
  const groups = heldBy(network, 'Load_Balancer_Group', 'load_balancer', row.uuid);
  return {
    headline:
      `Spreads ${protocol ?? 'all'} traffic to ${counted(size, 'virtual address', 'virtual addresses')} over ` +
      `${counted(backends.length, 'backend')}, on ${counted(attached.length, 'datapath')}` +
      `${sick === 0 ? '' : `; ${sick} of the backends ${sick === 1 ? 'is' : 'are'} not online`}.`,
    sections: [
      section('load-balancer', 'Load balancer', {
        facts: [
          page.column('name'),
          page.owner(),
          page.column('protocol', {
            value: protocol ?? `${given === undefined ? 'any' : `${given}, without effect`}: ${NO_PORT}`,
          }),
          page.column('selection_fields', { label: 'Chosen by hash of' }),
          page.column('options'),
          fact('groups', 'Groups', groups),
          fact('southbound', 'In the Southbound', southboundOf(network, row.uuid)),
        ],
        notes: [attached.length === 0 ? 'No logical switch or router uses it.' : undefined],
      }),
      vips(page),
      datapathListing(attached, 'Logical switches and routers that use it'),
      healthChecks(page),
      page.map(
        'ip_port_mappings',
        'Ports of the backends, and whence their health is checked',
        'BACKEND',
        'PORT AND SOURCE',
      ),
    ],
  };
});

export const describeLoadBalancerGroup = northboundDescriber<'Load_Balancer_Group'>((page) => {
  const { network, row } = page;
  const attached = attachedTo(network, 'load_balancer_group', row.uuid);
  const members = page.take('load_balancer').map((uuid) => {
    const balancer = network.nbRows.row('Load_Balancer', uuid);
    return [page.linkTo('Load_Balancer', uuid), balancer?.get('protocol'), balancer?.get('vips')];
  });
  return {
    headline: `Gives ${counted(members.length, 'load balancer')} to ${counted(attached.length, 'datapath')}.`,
    sections: [
      section('group', 'Group', { facts: [page.column('name')] }),
      section('load-balancers', 'Load balancers', {
        listing: listing(
          [
            ['load-balancer', 'LOAD BALANCER'],
            ['protocol', 'PROTOCOL'],
            ['vips', 'VIPS'],
          ],
          members,
        ),
      }),
      datapathListing(
        attached.map((datapath) => ({ datapath, by: undefined })),
        'Logical switches and routers that use it',
      ),
    ],
  };
});

export const describeHealthCheck = northboundDescriber<'Load_Balancer_Health_Check'>((page) => {
  const { network, row } = page;
  const holders = heldBy(network, 'Load_Balancer', 'health_check', row.uuid);
  const of = holders.map(called).join(', ') || 'no load balancer';
  return {
    headline: `Checks the backends of ${quoted(row.get('vip')) || 'a VIP without address'}, of ${of}.`,
    sections: [
      section('check', 'Health check', {
        facts: [
          page.column('vip'),
          fact('load-balancers', 'Load balancers', holders),
          page.column('options'),
          page.owner(),
        ],
      }),
    ],
  };
});

export const describeForwardingGroup = northboundDescriber<'Forwarding_Group'>((page) => {
  const { network, row } = page;
  const switches = heldBy(network, 'Logical_Switch', 'forwarding_groups', row.uuid);
  const children = page.take('child_port').map((name) => {
    const port = network.switchPort(name);
    return [portCalled(network, name), port?.state];
  });
  return {
    headline: `Spreads traffic to ${quoted(row.get('vip'))} over ${counted(children.length, 'port')} of one switch.`,
    sections: [
      section('group', 'Group', {
        facts: [
          ...[page.columns('name', 'vip'), page.column('vmac', { label: 'Virtual MAC' })],
          page.column('liveness', { note: 'whether children that are down are left out' }),
          fact('switches', 'Logical switch', switches),
        ],
      }),
      section('children', 'Child ports', {
        listing: listing(
          [
            ['port', 'PORT'],
            ['state', 'STATE'],
          ],
          children,
        ),
      }),
    ],
  };
});
