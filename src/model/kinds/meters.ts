/** Meters, control plane protection and sampling of the Northbound (ovn-nb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound, Southbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import {
  namesOf,
  nbColumns,
  oneOrAll,
  routerColumns,
  routerLabel,
  some,
  sorted,
  switchColumns,
  switchLabel,
} from './joins.ts';
import { northboundKind } from './kind.ts';

type Band = Row<Pick<Northbound['Meter_Band'] & Southbound['Meter_Band'], 'action' | 'rate' | 'burst_size'>>;

/** `drop 10`, `drop 10 burst 20`. */
export const bandText = (row: object): string => {
  const band = row as Band;
  const burst = Number(band.get('burst_size'));
  return `${band.get('action')} ${band.get('rate')}${burst === 0 ? '' : ` burst ${burst}`}`;
};

/** ACLs name a meter that they log through; so do the protocols of a control plane protection. */
const protocolsMetered = (network: Network, meter: string): number =>
  Array.from(network.nbRows.all('Copp')).filter((row) => [...row.get('meters').values()].includes(meter))
    .length;

export const meters = northboundKind('Meter', {
  title: 'meter',
  name: 'meters',
  words: ['meter-list'],
  summary: 'Meters: rates, and what is measured by them',
  joins: [nbColumns({ Meter_Band: ['action', 'rate', 'burst_size'], ACL: ['meter'], Copp: ['meters'] })],
  fields: (f) => [
    f.name(),
    f.column('unit'),
    f.of('bands', 'table', ['bands'], ({ row }, { nbRows }) =>
      sorted(nbRows.rows('Meter_Band', row.get('bands')).map(bandText)),
    ),
    f.column('fair'),
    f.of(
      'acls',
      'table',
      ['name'],
      ({ row }, { nbRows }) => some(nbRows.where('ACL', 'meter', row.get('name')).length),
      'number',
    ),
    f.of(
      'copps',
      'wide',
      ['name'],
      ({ row }, network) => some(protocolsMetered(network, row.get('name'))),
      'number',
    ),
    f.column('external_ids', 'more'),
  ],
});

export const meterBands = northboundKind('Meter_Band', {
  title: 'meter band',
  name: 'meter-bands',
  summary: 'Bands of meters: what happens above a rate',
  named: bandText,
  joins: [nbColumns({ Meter: ['name', 'bands'] })],
  fields: (f) => [
    f.of('meter', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('Meter', 'bands', ref.uuid))),
    ),
    ...f.columns('table', 'action', 'rate', 'burst_size'),
    f.column('external_ids', 'more'),
  ],
});

export const copps = northboundKind('Copp', {
  title: 'control plane protection',
  name: 'copps',
  words: ['control-plane-protections', 'copp-list'],
  summary: 'Control plane protection: meters by protocol, and what has them',
  joins: [switchColumns, routerColumns, nbColumns({ Logical_Switch: ['copp'], Logical_Router: ['copp'] })],
  fields: (f) => [
    f.label(),
    f.column('meters'),
    f.of('switches', 'table', [], ({ ref }, { nbRows }) =>
      sorted(nbRows.where('Logical_Switch', 'copp', ref.uuid).map(switchLabel)),
    ),
    f.of('routers', 'table', [], ({ ref }, { nbRows }) =>
      sorted(nbRows.where('Logical_Router', 'copp', ref.uuid).map(routerLabel)),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const samples = northboundKind('Sample', {
  title: 'sample',
  name: 'samples',
  summary: 'Samples of ACLs: observation point, collectors, and how many ACLs use them',
  named: (row) => String(row.get('metadata')),
  joins: [nbColumns({ Sample_Collector: ['name'], ACL: ['sample_new', 'sample_est'] })],
  fields: (f) => [
    f.column('metadata'),
    f.of('collectors', 'table', ['collectors'], ({ row }, { nbRows }) =>
      namesOf(nbRows.rows('Sample_Collector', row.get('collectors'))),
    ),
    f.of(
      'acls-new',
      'table',
      [],
      ({ ref }, { nbRows }) => some(nbRows.where('ACL', 'sample_new', ref.uuid).length),
      'number',
    ),
    f.of(
      'acls-established',
      'table',
      [],
      ({ ref }, { nbRows }) => some(nbRows.where('ACL', 'sample_est', ref.uuid).length),
      'number',
    ),
  ],
});

export const sampleCollectors = northboundKind('Sample_Collector', {
  title: 'sample collector',
  name: 'sample-collectors',
  summary: 'Collectors of samples: probability and collector set on the hosts',
  joins: [nbColumns({ Sample: ['collectors'] })],
  fields: (f) => [
    f.label(),
    ...f.columns('table', 'id', 'probability', 'set_id'),
    f.of(
      'samples',
      'table',
      [],
      ({ ref }, { nbRows }) => some(nbRows.where('Sample', 'collectors', ref.uuid).length),
      'number',
    ),
    f.column('external_ids', 'more'),
  ],
});

export const samplingApps = northboundKind('Sampling_App', {
  title: 'sampling application',
  name: 'sampling-apps',
  words: ['sampling-applications'],
  summary: 'Identifiers of the applications that sample packets',
  named: (row) => row.get('type'),
  fields: (f) => [...f.columns('table', 'type', 'id'), f.column('external_ids', 'more')],
});

export const meterKinds = [meters, meterBands, copps, samples, sampleCollectors, samplingApps];
