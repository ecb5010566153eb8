/**
 * The name that a person knows a thing by, beside the one that OVN uses: `ovn-nbctl show` prints it as "(aka …)".
 * It is the name that the thing has in the system that made it (`owners`); for others what northd writes into the
 * Southbound, `name2` of a datapath and `name` of a port binding (ovn-sb(5), "external_ids").
 */
import { aliasOf, type ExternalIds } from './owners/index.ts';

const alias = (table: string, name: string, ids: ExternalIds, key: string): string | undefined => {
  const known = aliasOf(table, name, ids) ?? ids?.get(key);
  return known === '' || known === name ? undefined : known;
};

export const switchAlias = (name: string, ids: ExternalIds): string | undefined =>
  alias('Logical_Switch', name, ids, 'name2');

export const routerAlias = (name: string, ids: ExternalIds): string | undefined =>
  alias('Logical_Router', name, ids, 'name2');

export const portAlias = (name: string, ids: ExternalIds): string | undefined =>
  alias('Logical_Switch_Port', name, ids, 'name');
