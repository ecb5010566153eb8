/**
 * The name that a person gave, kept by the cloud beside the name that OVN uses: `ovn-nbctl show` prints it as
 * "(aka …)". Neutron writes `neutron:*_name` into the Northbound; northd copies it into the Southbound as
 * `name2` of a datapath and `name` of a port binding (ovn-sb(5), "external_ids").
 */
type Ids = ReadonlyMap<string, string> | undefined;

const first = (ids: Ids, keys: readonly string[], name: string): string | undefined => {
  for (const key of keys) {
    const alias = ids?.get(key);
    if (alias !== undefined && alias !== '' && alias !== name) return alias;
  }
  return undefined;
};

export const switchAlias = (name: string, ids: Ids): string | undefined =>
  first(ids, ['neutron:network_name', 'name2'], name);

export const routerAlias = (name: string, ids: Ids): string | undefined =>
  first(ids, ['neutron:router_name', 'name2'], name);

export const portAlias = (name: string, ids: Ids): string | undefined =>
  first(ids, ['neutron:port_name', 'name'], name);
