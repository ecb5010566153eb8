/** ACLs, and the sets that their matches speak of: port groups and address sets (ovn-nb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { compareAcls } from '../relations/acls.ts';
import { groupOfSet, namesInMatch } from '../relations/match-names.ts';
import {
  holdingSwitches,
  nameOr,
  namesOf,
  nbColumns,
  oneOrAll,
  some,
  sorted,
  switchesWith,
} from './joins.ts';
import { northboundKind, type Of } from './kind.ts';
import { oncePerNetwork } from './once.ts';

type Acl = Row<Northbound['ACL']>;

const groupsWith = (network: Network, uuid: string): readonly string[] =>
  namesOf(network.nbRows.where('Port_Group', 'acls', uuid));

const sampleOf = (network: Network, uuid: string | undefined): number | string | undefined =>
  uuid === undefined ? undefined : (network.nbRows.row('Sample', uuid)?.get('metadata') ?? uuid);

/** Owner by owner, then as they are evaluated. */
const evaluation = (network: Network): ((a: Of<Northbound['ACL']>, b: Of<Northbound['ACL']>) => number) => {
  const owners = new Map<string, string>();
  const ownerOf = (row: Acl): string => {
    let owner = owners.get(row.uuid);
    if (owner === undefined) {
      owner = [...switchesWith(network, 'acls', row.uuid), ...groupsWith(network, row.uuid)][0] ?? '';
      owners.set(row.uuid, owner);
    }
    return owner;
  };
  return ({ row: a }, { row: b }) => naturalCompare(ownerOf(a), ownerOf(b)) || compareAcls(a, b);
};

export const acls = northboundKind('ACL', {
  title: 'ACL',
  name: 'acls',
  words: ['acl-list'],
  summary: 'ACLs of switches and port groups, in the order in which they are evaluated',
  joins: [
    holdingSwitches('acls'),
    nbColumns({
      Port_Group: ['name', 'acls'],
      ACL: ['tier', 'options'],
      Sample: ['metadata'],
      Network_Function_Group: ['name'],
    }),
  ],
  order: evaluation,
  fields: (f) => [
    f.label(),
    f.of('owner', 'table', [], ({ ref }, network) =>
      oneOrAll([...switchesWith(network, 'acls', ref.uuid), ...groupsWith(network, ref.uuid)]),
    ),
    ...f.columns('table', 'direction', 'priority', 'match', 'action'),
    ...f.columns('wide', 'tier', 'log', 'severity', 'meter', 'label'),
    f.of('network-function-group', 'wide', ['network_function_group'], ({ row }, { nbRows }) => {
      const uuid = row.get('network_function_group');
      return nameOr(nbRows.row('Network_Function_Group', uuid), uuid);
    }),
    f.of('switches', 'more', [], ({ ref }, network) => switchesWith(network, 'acls', ref.uuid)),
    f.of('port-groups', 'more', [], ({ ref }, network) => groupsWith(network, ref.uuid)),
    f.of('sample-new', 'more', ['sample_new'], ({ row }, network) =>
      sampleOf(network, row.get('sample_new')),
    ),
    f.of('sample-est', 'more', ['sample_est'], ({ row }, network) =>
      sampleOf(network, row.get('sample_est')),
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

/**
 * Name of a set or group, with its `$` or `@` → how many ACLs speak of it. `$group_ip4` and `$group_ip6` speak of the
 * group as well.
 */
const references = oncePerNetwork((network) => {
  const counts = new Map<string, number>();
  for (const row of network.nbRows.all('ACL')) {
    const { groups, sets } = namesInMatch(row.get('match'));
    const derived = sets.map(groupOfSet).filter((name) => name !== undefined);
    const named = [...new Set([...groups, ...derived])].map((name) => `@${name}`);
    for (const text of [...named, ...sets.map((name) => `$${name}`)])
      counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
});

export const portGroups = northboundKind('Port_Group', {
  title: 'port group',
  name: 'port-groups',
  words: ['pg', 'pgs'],
  summary: 'Port groups: how many ports and ACLs, on which switches',
  joins: [
    holdingSwitches('ports'),
    nbColumns({ Logical_Switch_Port: ['name'], ACL: ['match', 'direction', 'action'] }),
  ],
  fields: (f) => [
    f.name(),
    f.count('ports'),
    f.count('acls'),
    f.of('switches', 'table', ['ports'], ({ row }, network) =>
      sorted(row.get('ports').flatMap((uuid) => switchesWith(network, 'ports', uuid))),
    ),
    f.of(
      'references',
      'wide',
      ['name'],
      ({ row }, network) => some(references(network).get(`@${row.get('name')}`) ?? 0),
      'number',
    ),
    f.of('port-names', 'more', ['ports'], ({ row }, { nbRows }) =>
      namesOf(nbRows.rows('Logical_Switch_Port', row.get('ports'))),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const addressSets = northboundKind('Address_Set', {
  title: 'address set',
  name: 'address-sets',
  words: ['as'],
  summary: 'Address sets that matches of ACLs speak of',
  joins: [nbColumns({ ACL: ['match'], NAT: ['external_ip', 'allowed_ext_ips', 'exempted_ext_ips'] })],
  fields: (f) => [
    f.name(),
    f.count('addresses', 'table', 'size'),
    f.column('addresses'),
    f.of(
      'acls',
      'wide',
      ['name'],
      ({ row }, network) => some(references(network).get(`$${row.get('name')}`) ?? 0),
      'number',
    ),
    f.of('nats', 'more', [], ({ ref: { uuid } }, { nbRows }) =>
      sorted(
        [
          ...nbRows.where('NAT', 'allowed_ext_ips', uuid),
          ...nbRows.where('NAT', 'exempted_ext_ips', uuid),
        ].map((row) => row.get('external_ip')),
      ),
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const aclKinds = [acls, portGroups, addressSets];
