/** The ACLs of a port group, in the order in which they are evaluated. */
import type { Network } from '../../network.ts';
import { compareAcls, stageOfAcl, type AclRow } from '../../relations/acls.ts';
import { listing } from '../build.ts';
import { rowLink } from '../row-links.ts';
import type { Listing, Tone } from '../types.ts';

const denies = (row: AclRow): boolean => ['drop', 'reject'].includes(row.get('action'));

export const aclListing = (network: Network, uuids: readonly string[]): Listing => {
  const ordered = [...network.nbRows.rows('ACL', uuids)].sort(compareAcls);
  return listing(
    [
      ['direction', 'DIRECTION'],
      ['tier', 'TIER'],
      ['priority', 'PRIORITY'],
      ['action', 'ACTION'],
      ['match', 'MATCH'],
      ['log', 'LOG'],
      ['acl', 'ACL'],
    ],
    ordered.map((row) => [
      stageOfAcl(row),
      row.get('tier'),
      row.get('priority'),
      row.get('action'),
      row.get('match'),
      row.get('log') ? (row.get('severity') ?? 'info') : undefined,
      rowLink('OVN_Northbound', row),
    ]),
    ordered.map((row): Tone | undefined => (denies(row) ? 'bad' : undefined)),
  );
};
