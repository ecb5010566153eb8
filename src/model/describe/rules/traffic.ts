/** QoS rules, meters, mirrors and control plane protection (ovn-nb(5)). */
import type { Row } from '../../../ovsdb/index.ts';
import type { Northbound } from '../../generated/index.ts';
import { switchesOfQos } from '../../relations/qos.ts';
import { fact, listing, section } from '../build.ts';
import { called, counted, enumerated, heldBy, northboundCalled, portCalled, quoted } from '../links.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';
import { known } from '../../known.ts';

const DIRECTIONS: Readonly<Record<string, string>> = {
  'from-lport': 'what the ports send',
  'to-lport': 'what the ports receive',
};

const EFFECTS: Readonly<Record<string, (value: number) => string>> = {
  dscp: (value) => `marks with DSCP ${value}`,
  mark: (value) => `sets packet mark ${value}`,
  rate: (value) => `limits to ${value} kbit/s`,
  burst: (value) => `with bursts of ${value} kbit`,
};

/** In the order of `EFFECTS`; what a newer schema adds comes last. */
const effectsOf = (row: Row<Northbound['QoS']>): readonly string[] => {
  const order = Object.keys(EFFECTS);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...row.get('action'), ...row.get('bandwidth')]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([key, value]) => known(EFFECTS, key)?.(value) ?? `${quoted(key)} ${value}`);
};

export const describeQos = northboundDescriber<'QoS'>((page) => {
  const { network, row } = page;
  const switches = switchesOfQos(network, row).map((one) => rowLink('OVN_Northbound', one));
  const effects = effectsOf(row);
  const where = switches.length === 0 ? 'no logical switch' : enumerated(switches.map(called));
  const direction = known(DIRECTIONS, row.get('direction')) ?? quoted(row.get('direction'));
  return {
    headline: `On ${where}, for ${direction}: ${effects.join(', ') || 'does nothing'}.`,
    sections: [
      section('rule', 'Rule', {
        facts: [
          fact('switches', 'Logical switches', switches),
          page.owner(),
          page.column('direction', { note: known(DIRECTIONS, row.get('direction')) }),
          page.columns('priority', 'match', 'action'),
          page.column('bandwidth', { note: 'rate in kbit/s, burst in kbit' }),
        ],
      }),
    ],
  };
});

export const describeMeter = northboundDescriber<'Meter'>((page) => {
  const { network, row } = page;
  const unit = row.get('unit');
  const bands = page.take('bands').map((uuid) => {
    const band = network.nbRows.row('Meter_Band', uuid);
    return [
      page.linkTo('Meter_Band', uuid),
      band?.get('action'),
      band === undefined ? undefined : `${band.get('rate')} ${unit}`,
      band?.get('burst_size'),
    ] as const;
  });
  const limits = bands.flatMap(([, action, rate]) =>
    rate === undefined ? [] : [`${action ?? ''}s above ${rate}`],
  );
  const acls = network.nbRows.where('ACL', 'meter', row.get('name'));
  return {
    headline: `Limits log messages and packets to controllers: ${enumerated(limits) || 'no band'}.`,
    sections: [
      section('meter', 'Meter', {
        facts: [
          page.columns('name', 'unit'),
          page.column('fair', { note: 'whether each ACL has the limit of its own' }),
          page.owner(),
          fact(
            'acls',
            'ACLs that log by it',
            acls.map((acl) => rowLink('OVN_Northbound', acl)),
          ),
        ],
      }),
      section('bands', 'Bands', {
        listing: listing(
          [
            ['band', 'BAND'],
            ['action', 'ACTION'],
            ['rate', 'RATE'],
            ['burst', 'BURST'],
          ],
          bands,
        ),
      }),
    ],
  };
});

export const describeMeterBand = northboundDescriber<'Meter_Band'>((page) => {
  const { network, row } = page;
  const meters = network.nbRows.where('Meter', 'bands', row.uuid);
  const unit = meters[0]?.get('unit') ?? 'of its meter';
  return {
    headline: `${quoted(row.get('action'))}s what comes faster than ${row.get('rate')} ${unit}.`,
    sections: [
      section('band', 'Band', {
        facts: [
          fact(
            'meters',
            'Meters',
            meters.map((meter) => rowLink('OVN_Northbound', meter)),
          ),
          page.columns('action', 'rate'),
          page.flag('burst_size'),
        ],
      }),
    ],
  };
});

export const describeMirror = northboundDescriber<'Mirror'>((page) => {
  const { network, row } = page;
  const ports = network.nbRows.where('Logical_Switch_Port', 'mirror_rules', row.uuid);
  const toPort = row.get('type') === 'lport';
  const sink = page.take('sink');
  const rules = page.take('mirror_rules').map((uuid) => {
    const rule = network.nbRows.row('Mirror_Rule', uuid);
    return [
      page.linkTo('Mirror_Rule', uuid),
      rule?.get('priority'),
      rule?.get('match'),
      rule?.get('action'),
    ] as const;
  });
  return {
    headline: `Copies ${row.get('filter') === 'both' ? 'all traffic' : (known(DIRECTIONS, row.get('filter')) ?? 'traffic')} of ${counted(ports.length, 'port')} to ${quoted(sink)}.`,
    sections: [
      section('mirror', 'Mirror', {
        facts: [
          page.columns('name', 'filter', 'type'),
          fact('sink', 'Sink', toPort ? portCalled(network, sink) : sink),
          page.column('index', { note: 'tunnel key of GRE, index of ERSPAN' }),
          page.owner(),
        ],
      }),
      section('ports', 'Mirrored ports', {
        listing: listing(
          [
            ['port', 'PORT'],
            ['switch', 'SWITCH'],
          ],
          ports.map((port) => [
            rowLink('OVN_Northbound', port),
            heldBy(network, 'Logical_Switch', 'ports', port.uuid),
          ]),
        ),
      }),
      section('rules', 'Rules that choose what is copied', {
        listing: listing(
          [
            ['rule', 'RULE'],
            ['priority', 'PRIORITY'],
            ['match', 'MATCH'],
            ['action', 'ACTION'],
          ],
          [...rules].sort(([, a], [, b]) => Number(b ?? 0) - Number(a ?? 0)),
        ),
      }),
    ],
  };
});

export const describeMirrorRule = northboundDescriber<'Mirror_Rule'>((page) => {
  const { network, row } = page;
  const mirrors = heldBy(network, 'Mirror', 'mirror_rules', row.uuid);
  const does = row.get('action') === 'skip' ? 'Leaves out' : 'Copies';
  return {
    headline: `${does} what matches, for ${enumerated(mirrors.map(called)) || 'no mirror'}.`,
    sections: [
      section('rule', 'Rule', {
        facts: [fact('mirrors', 'Mirrors', mirrors), page.columns('priority', 'match', 'action')],
      }),
    ],
  };
});

export const describeCopp = northboundDescriber<'Copp'>((page) => {
  const { network, row } = page;
  const users = [
    ...heldBy(network, 'Logical_Switch', 'copp', row.uuid),
    ...heldBy(network, 'Logical_Router', 'copp', row.uuid),
  ];
  const meters = [...page.take('meters')].map(([protocol, name]) => [
    protocol,
    northboundCalled(network, 'Meter', name),
  ]);
  return {
    headline: `Limits ${counted(meters.length, 'protocol')} towards ovn-controller on ${counted(users.length, 'datapath')}.`,
    sections: [
      section('copp', 'Control plane protection', {
        facts: [page.column('name'), fact('users', 'Used by', users), page.owner()],
      }),
      section('meters', 'Meters', {
        listing: listing(
          [
            ['protocol', 'PROTOCOL'],
            ['meter', 'METER'],
          ],
          meters,
        ),
      }),
    ],
  };
});
