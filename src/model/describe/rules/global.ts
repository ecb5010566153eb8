/**
 * NB_Global (ovn-nb(5)): how far what was configured has come. `nb_cfg` counts changes that somebody asked to be
 * told about; northd copies it to `sb_cfg` when the Southbound has them, and `hv_cfg` is the least that any chassis
 * has reached.
 */
import type { Northbound } from '../../generated/index.ts';
import { fact, listing, section } from '../build.ts';
import { chassisCalled, counted, heldBy, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { northboundDescriber } from '../telling.ts';
import type { Fact } from '../types.ts';
import { dateOf } from '../words.ts';

type GlobalPage = Page<Northbound['NB_Global']>;

const reached = (
  page: GlobalPage,
  column: 'nb_cfg' | 'sb_cfg' | 'hv_cfg',
  label: string,
): readonly Fact[] => {
  const stamp = `${column}_timestamp` as const;
  page.told(stamp);
  const behind = Number(page.row.get('nb_cfg')) - Number(page.row.get(column));
  const when = dateOf(page.row.get(stamp));
  const note = [behind > 0 ? `${behind} behind` : undefined, when].filter((part) => part !== undefined);
  return page.column(column, {
    label,
    tone: behind > 0 ? 'bad' : undefined,
    note: note.length === 0 ? undefined : note.join(', '),
  });
};

const connections = (page: GlobalPage) => {
  const rows = page.take('connections').map((uuid) => {
    const row = page.network.nbRows.row('Connection', uuid);
    const state = row === undefined ? undefined : row.get('is_connected') ? 'connected' : 'not connected';
    return [page.linkTo('Connection', uuid), state, row?.get('status')] as const;
  });
  return section('connections', 'Remotes that the server listens on or connects to', {
    listing: listing(
      [
        ['connection', 'CONNECTION'],
        ['state', 'STATE'],
        ['status', 'STATUS'],
      ],
      rows,
    ),
  });
};

export const describeNbGlobal = northboundDescriber<'NB_Global'>((page) => {
  const { row } = page;
  const [nb, sb, hv] = [row.get('nb_cfg'), row.get('sb_cfg'), row.get('hv_cfg')].map(Number) as [
    number,
    number,
    number,
  ];
  const state =
    nb > sb
      ? `the Southbound is ${counted(nb - sb, 'change')} behind`
      : nb > hv
        ? `a chassis is ${counted(nb - hv, 'change')} behind`
        : 'every chassis has it';
  return {
    headline: `Configuration ${nb}: ${state}.`,
    sections: [
      section('progress', 'How far the configuration has come', {
        facts: [
          page.column('name'),
          reached(page, 'nb_cfg', 'Northbound'),
          reached(page, 'sb_cfg', 'Southbound'),
          reached(page, 'hv_cfg', 'Slowest chassis'),
          page.key('options', 'northd_internal_version', 'Version of northd'),
          page.column('ipsec', { label: 'Tunnels encrypted by IPsec' }),
          fact('ssl', 'SSL', page.link('ssl')),
        ],
      }),
      page.map('options', 'Options', 'OPTION', 'VALUE'),
      connections(page),
    ],
  };
});

export const describeTemplateVariables = northboundDescriber<'Chassis_Template_Var'>((page) => {
  const { network, row } = page;
  const name = page.take('chassis');
  return {
    headline: `Values of ${counted(row.get('variables').size, 'template variable')} on chassis ${quoted(name)}.`,
    sections: [
      section('chassis', 'Chassis', {
        facts: [fact('chassis', 'Chassis', chassisCalled(network, name)), page.owner()],
      }),
      page.map('variables', 'Variables', 'VARIABLE', 'VALUE'),
    ],
  };
});

export const describeSample = northboundDescriber<'Sample'>((page) => {
  const { network, row } = page;
  const collectors = page.links('collectors');
  const opened = heldBy(network, 'ACL', 'sample_new', row.uuid);
  const established = heldBy(network, 'ACL', 'sample_est', row.uuid);
  return {
    headline: `Packets of ${counted(opened.length + established.length, 'ACL')} are sampled with point ${row.get('metadata')}.`,
    sections: [
      section('sample', 'Sample', {
        facts: [
          page.column('metadata', { label: 'Observation point' }),
          fact('collectors', 'Collectors', collectors),
          fact('acls-new', 'ACLs, new connections', opened),
          fact('acls-est', 'ACLs, established connections', established),
        ],
      }),
    ],
  };
});

/** `probability` counts out of 65535. */
const percent = (probability: number): string => `${Math.round((Number(probability) / 65535) * 1000) / 10}%`;

export const describeSampleCollector = northboundDescriber<'Sample_Collector'>((page) => {
  const { network, row } = page;
  const share = percent(row.get('probability'));
  return {
    headline: `Collects ${share} of the sampled packets in set ${row.get('set_id')}.`,
    sections: [
      section('collector', 'Collector', {
        facts: [
          page.columns('name', 'id'),
          page.column('probability', { note: share }),
          page.column('set_id', {
            label: 'Collector set',
            note: 'id of Flow_Sample_Collector_Set on each host',
          }),
          fact('samples', 'Samples', heldBy(network, 'Sample', 'collectors', row.uuid)),
        ],
      }),
    ],
  };
});
