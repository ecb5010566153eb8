/** Controllers, managers, mirrors and queues of a host (ovs-vswitchd.conf.db(5)). */
import { fact, listing, section } from '../build.ts';
import { called, counted, enumerated, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { hostDescriber } from '../telling.ts';
import type { Described, Link, Tone } from '../types.ts';
import { hostLink } from './links.ts';

const connection = (connected: boolean): { readonly value: string; readonly tone: Tone } =>
  connected ? { value: 'connected', tone: 'good' } : { value: 'not connected', tone: 'bad' };

const linked = (rows: readonly object[]): readonly Link[] => rows.map((row) => rowLink('Open_vSwitch', row));

export const describeController = hostDescriber<'Controller'>((page) => {
  const { host, row } = page;
  const bridges = linked(host?.rows.where('Bridge', 'controller', row.uuid) ?? []);
  const state = connection(row.get('is_connected'));
  return {
    headline: `OpenFlow controller ${quoted(row.get('target'))} of ${enumerated(bridges.map(called)) || 'no bridge'}, ${state.value}.`,
    sections: [
      section('controller', 'Controller', {
        facts: [
          page.columns('target', 'type'),
          fact('host', 'Host', hostLink(host)),
          fact('bridges', 'Bridges', bridges),
          page.column('is_connected', { label: 'State', ...state }),
          page.columns('role', 'status', 'connection_mode', 'max_backoff', 'inactivity_probe'),
          page.columns('local_ip', 'local_netmask', 'local_gateway'),
        ],
      }),
    ],
  };
});

export const describeManager = hostDescriber<'Manager'>((page) => {
  const { host, row } = page;
  const state = connection(row.get('is_connected'));
  return {
    headline: `Manager ${quoted(row.get('target'))} of the database of ${quoted(host?.name ?? 'a host')}, ${state.value}.`,
    sections: [
      section('manager', 'Manager', {
        facts: [
          page.column('target'),
          fact('host', 'Host', hostLink(host)),
          page.column('is_connected', { label: 'State', ...state }),
          page.columns('status', 'connection_mode', 'max_backoff', 'inactivity_probe'),
        ],
      }),
    ],
  };
});

export const describeOvsMirror = hostDescriber<'Mirror'>((page) => {
  const { host, row } = page;
  const bridges = linked(host?.rows.where('Bridge', 'mirrors', row.uuid) ?? []);
  const [from, to, output] = [
    page.links('select_src_port'),
    page.links('select_dst_port'),
    page.link('output_port'),
  ];
  const vlan = row.get('output_vlan');
  const sink =
    output === undefined ? (vlan === undefined ? 'nowhere' : `VLAN ${vlan}`) : `port ${called(output)}`;
  const what = row.get('select_all')
    ? 'all packets'
    : `packets of ${counted(new Set([...from, ...to].map(({ name }) => name)).size, 'port')}`;
  return {
    headline: `Copies ${what} on ${enumerated(bridges.map(called)) || 'no bridge'} to ${sink}.`,
    sections: [
      section('mirror', 'Mirror', {
        facts: [
          page.column('name'),
          fact('host', 'Host', hostLink(host)),
          fact('bridges', 'Bridge', bridges),
          page.flag('select_all'),
          fact('select-src-port', 'What comes in by', from),
          fact('select-dst-port', 'What goes out by', to),
          page.column('select_vlan', { label: 'Only VLANs' }),
          page.column('filter'),
          fact('output-port', 'Copied to port', output),
          page.column('output_vlan', { label: 'Copied to VLAN' }),
          page.columns('snaplen', 'statistics'),
        ],
      }),
    ],
  };
});

export const describeOvsQos = hostDescriber<'QoS'>((page) => {
  const { host, row } = page;
  const ports = linked(host?.rows.where('Port', 'qos', row.uuid) ?? []);
  const queues = [...page.take('queues')].map(([id, uuid]): readonly Described[] => {
    const queue = host?.rows.row('Queue', uuid);
    return [id, page.linkTo('Queue', uuid), queue?.get('dscp'), queue?.get('other_config')];
  });
  return {
    headline: `${quoted(row.get('type'))} with ${counted(queues.length, 'queue')} on ${enumerated(ports.map(called)) || 'no port'}.`,
    sections: [
      section('qos', 'QoS', {
        facts: [
          page.column('type'),
          fact('host', 'Host', hostLink(host)),
          fact('ports', 'Ports', ports),
          page.column('other_config', { label: 'Settings' }),
        ],
      }),
      section('queues', 'Queues', {
        listing: listing(
          [
            ['id', 'ID'],
            ['queue', 'QUEUE'],
            ['dscp', 'DSCP'],
            ['settings', 'SETTINGS'],
          ],
          queues,
        ),
      }),
    ],
  };
});

export const describeQueue = hostDescriber<'Queue'>((page) => ({
  headline: `Queue of ${quoted(page.host?.name ?? 'a host')}.`,
  sections: [
    section('queue', 'Queue', {
      facts: [
        fact('host', 'Host', hostLink(page.host)),
        page.column('dscp', { label: 'Marks with DSCP' }),
        page.column('other_config', { label: 'Settings' }),
        page.column('external_ids'),
      ],
      notes: ['Which QoS rows hold it cannot be asked for: they hold queues by number.'],
    }),
  ],
}));
