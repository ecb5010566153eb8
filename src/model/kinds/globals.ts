/**
 * The databases themselves: the one row of each global table with its sequence numbers, connections of servers, SSL
 * configuration (ovn-nb(5), ovn-sb(5), ovn-ic-nb(5), ovn-ic-sb(5)). Files of keys are paths, not secrets.
 */
import type { Northbound } from '../generated/index.ts';
import type { FieldMaker } from './fields.ts';
import { nbColumns, namesOf, sbColumns, icNbColumns, icSbColumns } from './joins.ts';
import {
  interconnectNorthboundKind,
  interconnectSouthboundKind,
  northboundKind,
  southboundKind,
  type Of,
} from './kind.ts';
import type { Field } from './types.ts';

type ConnectionRow = Northbound['Connection'];
type SslRow = Northbound['SSL'];

/** Four databases have the same table. */
const connectionFields = (f: FieldMaker<ConnectionRow, Of<ConnectionRow>>): Field[] => [
  ...f.columns('table', 'target', 'is_connected'),
  f.column('inactivity_probe'),
  f.column('status'),
  ...f.columns('wide', 'max_backoff', 'other_config'),
  f.column('external_ids', 'more'),
];

const sslFields = (f: FieldMaker<SslRow, Of<SslRow>>): Field[] => [
  ...f.columns('table', 'certificate', 'private_key', 'ca_cert', 'bootstrap_ca_cert'),
  ...f.columns('wide', 'ssl_protocols', 'ssl_ciphers', 'ssl_ciphersuites'),
  f.column('external_ids', 'more'),
];

const byTarget = (row: { get(column: 'target'): string }): string => row.get('target');
const byCertificate = (row: { get(column: 'certificate'): string }): string => row.get('certificate');

export const northboundGlobal = northboundKind('NB_Global', {
  title: 'Northbound global',
  name: 'northbound-global',
  words: ['nb'],
  summary: 'The Northbound as a whole: sequence numbers of the configuration, options',
  joins: [nbColumns({ Connection: ['target'], SSL: ['certificate'] })],
  fields: (f) => [
    f.label(),
    ...f.columns('table', 'nb_cfg', 'sb_cfg', 'hv_cfg', 'ipsec'),
    f.of('connections', 'table', ['connections'], ({ row }, { nbRows }) =>
      nbRows.rows('Connection', row.get('connections')).map(byTarget).sort(),
    ),
    ...f.columns('wide', 'nb_cfg_timestamp', 'sb_cfg_timestamp', 'hv_cfg_timestamp'),
    f.column('options', 'wide'),
    f.of('certificate', 'more', ['ssl'], ({ row }, { nbRows }) =>
      nbRows.row('SSL', row.get('ssl'))?.get('certificate'),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const southboundGlobal = southboundKind('SB_Global', {
  title: 'Southbound global',
  name: 'southbound-global',
  words: ['sb'],
  summary: 'The Southbound as a whole: sequence number of the configuration, options',
  named: () => 'southbound',
  joins: [sbColumns({ Connection: ['target'], SSL: ['certificate'] })],
  fields: (f) => [
    ...f.columns('table', 'nb_cfg', 'ipsec'),
    f.of('connections', 'table', ['connections'], ({ row }, { sbRows }) =>
      sbRows.rows('Connection', row.get('connections')).map(byTarget).sort(),
    ),
    f.column('options'),
    f.column('nb_cfg_timestamp', 'wide'),
    f.of('certificate', 'more', ['ssl'], ({ row }, { sbRows }) =>
      sbRows.row('SSL', row.get('ssl'))?.get('certificate'),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const connections = northboundKind('Connection', {
  title: 'connection',
  name: 'connections',
  words: ['get-connection'],
  summary: 'Addresses on which the Northbound listens or to which it connects',
  named: byTarget,
  fields: connectionFields,
});

export const ssl = northboundKind('SSL', {
  title: 'SSL configuration',
  name: 'ssl',
  words: ['get-ssl'],
  summary: 'Certificates of the server of the Northbound',
  named: byCertificate,
  fields: sslFields,
});

export const southboundConnections = southboundKind('Connection', {
  title: 'southbound connection',
  name: 'southbound-connections',
  summary: 'Addresses on which the Southbound listens, and the roles that clients have there',
  named: byTarget,
  fields: (f) => [
    ...f.columns('table', 'target', 'is_connected', 'role', 'read_only', 'inactivity_probe', 'status'),
    ...f.columns('wide', 'max_backoff', 'other_config'),
    f.column('external_ids', 'more'),
  ],
});

export const southboundSsl = southboundKind('SSL', {
  title: 'southbound SSL configuration',
  name: 'southbound-ssl',
  summary: 'Certificates of the server of the Southbound',
  named: byCertificate,
  fields: sslFields,
});

export const interconnectNorthboundGlobal = interconnectNorthboundKind('IC_NB_Global', {
  title: 'interconnection Northbound global',
  name: 'interconnect-northbound-global',
  words: ['ic-nb'],
  summary: 'The Northbound of the interconnection as a whole',
  named: () => 'interconnection northbound',
  joins: [icNbColumns({ Connection: ['target'], SSL: ['certificate'] })],
  fields: (f) => [
    ...f.columns('table', 'nb_ic_cfg', 'sb_ic_cfg'),
    f.of('connections', 'table', ['connections'], ({ row }, { icNbRows }) =>
      icNbRows.rows('Connection', row.get('connections')).map(byTarget).sort(),
    ),
    f.column('options'),
    f.of('certificate', 'more', ['ssl'], ({ row }, { icNbRows }) =>
      icNbRows.row('SSL', row.get('ssl'))?.get('certificate'),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const interconnectSouthboundGlobal = interconnectSouthboundKind('IC_SB_Global', {
  title: 'interconnection Southbound global',
  name: 'interconnect-southbound-global',
  words: ['ic-sb'],
  summary: 'The Southbound of the interconnection as a whole, and the zones that are behind',
  named: () => 'interconnection southbound',
  joins: [
    icSbColumns({ Connection: ['target'], SSL: ['certificate'], Availability_Zone: ['name', 'nb_ic_cfg'] }),
  ],
  fields: (f) => [
    f.column('nb_ic_cfg'),
    f.of('zones-behind', 'table', ['nb_ic_cfg'], ({ row }, { icSbRows }) =>
      namesOf(
        Array.from(icSbRows.all('Availability_Zone')).filter(
          (zone) => Number(zone.get('nb_ic_cfg')) < Number(row.get('nb_ic_cfg')),
        ),
      ),
    ),
    f.of('connections', 'table', ['connections'], ({ row }, { icSbRows }) =>
      icSbRows.rows('Connection', row.get('connections')).map(byTarget).sort(),
    ),
    f.column('options'),
    f.of('certificate', 'more', ['ssl'], ({ row }, { icSbRows }) =>
      icSbRows.row('SSL', row.get('ssl'))?.get('certificate'),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const interconnectNorthboundConnections = interconnectNorthboundKind('Connection', {
  title: 'interconnection Northbound connection',
  name: 'interconnect-northbound-connections',
  summary: 'Addresses on which the Northbound of the interconnection listens',
  named: byTarget,
  fields: connectionFields,
});

export const interconnectNorthboundSsl = interconnectNorthboundKind('SSL', {
  title: 'interconnection Northbound SSL configuration',
  name: 'interconnect-northbound-ssl',
  summary: 'Certificates of the server of the interconnection Northbound',
  named: byCertificate,
  fields: sslFields,
});

export const interconnectSouthboundConnections = interconnectSouthboundKind('Connection', {
  title: 'interconnection Southbound connection',
  name: 'interconnect-southbound-connections',
  summary: 'Addresses on which the Southbound of the interconnection listens',
  named: byTarget,
  fields: connectionFields,
});

export const interconnectSouthboundSsl = interconnectSouthboundKind('SSL', {
  title: 'interconnection Southbound SSL configuration',
  name: 'interconnect-southbound-ssl',
  summary: 'Certificates of the server of the interconnection Southbound',
  named: byCertificate,
  fields: sslFields,
});

export const globalKinds = [
  northboundGlobal,
  southboundGlobal,
  connections,
  ssl,
  southboundConnections,
  southboundSsl,
  interconnectNorthboundGlobal,
  interconnectSouthboundGlobal,
  interconnectNorthboundConnections,
  interconnectNorthboundSsl,
  interconnectSouthboundConnections,
  interconnectSouthboundSsl,
];
