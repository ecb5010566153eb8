/**
 * ACLs, QoS rules, routes, policies, NAT and load balancers: what the lists of ovn-nbctl print is in `describe` of the
 * switch, port group or router that has them, and in the same order where the order is that of evaluation.
 */
import { expect, it } from 'vitest';
import type { Deployment } from './deployment.ts';
import { parseColumns, parseLoadBalancers, type LoadBalancer } from './lists.ts';
import { parseAcls, parsePolicies, parseQos, parseRoutes, type Acl } from './rules.ts';
import { listOf, plain, target, type Cells, type GetItem, type Item } from './said.ts';

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Order between equals is nobody's: compared without it. */
const sorted = (list: readonly unknown[]): readonly string[] =>
  list.map((one) => JSON.stringify(one, inOrder)).sort();

const wordsOf = (acl: Pick<Acl, 'direction' | 'isAfterLb'>): string =>
  acl.isAfterLb ? `${acl.direction} after load balancing` : acl.direction;

/** All that the tool prints of an ACL, from `get acls`. */
const aclOf = ({ fields }: GetItem): Acl => ({
  direction: String(fields['direction']),
  isAfterLb: (fields['options'] as Cells)['apply-after-lb'] === 'true',
  priority: Number(fields['priority']),
  match: String(fields['match']),
  action: String(fields['action']),
  log: fields['log'] === true,
  ...(fields['log'] === true
    ? { severity: fields['severity'] as string | null, meter: fields['meter'] as string | null }
    : { severity: null, meter: null }),
  name: null,
  label: Number(fields['label']),
});

/** The holders' descriptions by name. */
const described = async (
  deployment: Deployment,
  items: readonly GetItem[],
): Promise<ReadonlyMap<string, Item>> => {
  const found = await deployment.describe(items.map(({ uuid }) => uuid));
  return new Map(
    items.flatMap(({ name, uuid }) => {
      const item = found.get(uuid);
      return item === undefined ? [] : [[name, item] as const];
    }),
  );
};

const aclTests = (deployment: () => Deployment): void => {
  it('lists the ACLs of "acl-list", in its order', async () => {
    const things = await deployment().get('switches', 'port-groups', 'acls');
    const acls = new Map(things.filter(({ table }) => table === 'ACL').map((item) => [item.uuid, item]));
    const holders = things.filter(({ table }) => table !== 'ACL');
    const [texts, items] = await Promise.all([
      deployment().each(
        holders.map(({ name }) => name),
        'acl-list',
      ),
      described(deployment(), holders),
    ]);
    let count = 0;
    for (const { name, uuid, table } of holders) {
      const printed = parseAcls(texts.get(name) ?? '');
      const isSwitch = table === 'Logical_Switch';
      // A switch's list has those of its port groups as well.
      const rows = (items.get(name)?.rows('acls') ?? []).filter(
        ({ from }) => !isSwitch || (from as unknown[]).some((holder) => target(holder) === uuid),
      );
      expect([name, rows.map(({ direction, priority }) => [direction, priority])]).toEqual([
        name,
        printed.map((acl) => [wordsOf(acl), acl.priority]),
      ]);
      const told = rows.map((row) => {
        const acl = acls.get(target(row['acl']) ?? '') as GetItem;
        const facts = { ...aclOf(acl), name: aclOf(acl).log ? (acl.columns['name'] as string | null) : null };
        // What the description says is the same.
        expect(row).toMatchObject({
          direction: wordsOf(facts),
          priority: facts.priority,
          match: facts.match,
          action: facts.action,
          log: facts.log ? (facts.severity ?? 'info') : null,
          ...(isSwitch ? { meter: acl.columns['meter'], label: facts.label === 0 ? null : facts.label } : {}),
        });
        return facts;
      });
      expect(sorted(told)).toEqual(sorted(printed));
      count += printed.length;
    }
    expect(count).toBe(acls.size);
  });

  it('lists the QoS rules of "qos-list", in its order', async () => {
    const switches = await deployment().get('switches');
    const [texts, items] = await Promise.all([
      deployment().each(
        switches.map(({ name }) => name),
        'qos-list',
      ),
      described(deployment(), switches),
    ]);
    for (const [name, text] of texts) {
      const printed = parseQos(text);
      const rows = items.get(name)?.rows('qos') ?? [];
      const told = rows.map(({ direction, priority, match, action, bandwidth }) => {
        return { direction: plain(direction), priority, match, action, bandwidth };
      });
      expect(told.map(({ direction, priority }) => [direction, priority])).toEqual(
        printed.map(({ direction, priority }) => [direction, priority]),
      );
      expect(sorted(told)).toEqual(sorted(printed));
    }
  });
};

/** Without the mask that every address of its own has. */
const host = (prefix: unknown): string =>
  String(plain(prefix)).replace(/^([\d.]+)\/32$|^(.*:.*)\/128$/, '$1$2');

const lengthOf = (prefix: string): number => Number(prefix.split('/')[1] ?? 999);

const routerTests = (deployment: () => Deployment): void => {
  it('lists the routes of "lr-route-list", longest prefix first', async () => {
    const routers = await deployment().get('routers');
    const [texts, items] = await Promise.all([
      deployment().each(
        routers.map(({ name }) => name),
        'lr-route-list',
      ),
      described(deployment(), routers),
    ]);
    for (const [name, text] of texts) {
      const printed = parseRoutes(text);
      const rows = (items.get(name)?.rows('routes') ?? []).filter(({ kind }) => kind === 'static');
      const told = rows.map((row) => {
        const symmetric = (row['options'] as Cells)['ecmp_symmetric_reply'] === 'true';
        return {
          table: row['table'] as string,
          prefix: host(row['prefix']),
          nexthop: row['nexthop'] as string,
          policy: row['policy'] as string,
          port: plain(row['output']) as string | null,
          ecmp: row['ecmp'] === true,
          symmetric,
          bfd: row['bfd'] !== null,
        };
      });
      expect([name, sorted(told)]).toEqual([name, sorted(printed)]);
      for (const table of new Set(printed.map((route) => route.table))) {
        for (const isIpv6 of [false, true]) {
          const order = (list: typeof printed): readonly unknown[] =>
            list
              .filter((route) => route.table === table && route.prefix.includes(':') === isIpv6)
              .map(({ prefix, policy }) => [lengthOf(prefix), policy]);
          expect([name, table, order(told)]).toEqual([name, table, order(printed)]);
        }
      }
    }
  });

  it('lists the policies of "lr-policy-list", in its order', async () => {
    const routers = await deployment().get('routers');
    const [texts, items] = await Promise.all([
      deployment().each(
        routers.map(({ name }) => name),
        'lr-policy-list',
      ),
      described(deployment(), routers),
    ]);
    for (const [name, text] of texts) {
      const printed = parsePolicies(text);
      const rows = items.get(name)?.rows('policies') ?? [];
      const told = rows.map(({ priority, match, action, nexthops, options }) => {
        return { priority, match: String(match).trim(), action: plain(action), nexthops, options };
      });
      expect(told.map(({ priority }) => priority)).toEqual(printed.map(({ priority }) => priority));
      expect(sorted(told)).toEqual(sorted(printed));
    }
  });

  it('lists the NAT of "lr-nat-list"', async () => {
    const routers = await deployment().get('routers');
    const [texts, items] = await Promise.all([
      deployment().each(
        routers.map(({ name }) => name),
        'lr-nat-list',
      ),
      described(deployment(), routers),
    ]);
    for (const [name, text] of texts) {
      const told = (items.get(name)?.rows('nat') ?? []).map((row) => ({
        TYPE: plain(row['type']),
        GATEWAY_PORT: plain(row['gateway-port']) ?? '',
        EXTERNAL_IP: row['external-ip'],
        EXTERNAL_PORT: row['external-ports'],
        LOGICAL_IP: row['logical-ip'],
        EXTERNAL_MAC: row['external-mac'] ?? '',
        LOGICAL_PORT: plain(row['logical-port']) ?? '',
      }));
      const printed = parseColumns(text).map((row) => {
        // Next to an external MAC only.
        return row['EXTERNAL_MAC'] === '' ? { ...row, LOGICAL_PORT: '' } : row;
      });
      const bare = told.map((row) => (row.EXTERNAL_MAC === '' ? { ...row, LOGICAL_PORT: '' } : row));
      expect([name, sorted(bare)]).toEqual([name, sorted(printed)]);
    }
  });
};

const flat = (balancers: readonly LoadBalancer[]): readonly unknown[] =>
  balancers.flatMap(({ uuid, vips }) => vips.map((vip) => [uuid, vip.protocol, vip.vip, vip.backends]));

const loadBalancerTests = (deployment: () => Deployment): void => {
  it('lists the load balancers of "lb-list"', async () => {
    const [[text = ''], items] = await Promise.all([
      deployment().nbctl([['lb-list']]),
      deployment().get('load-balancers'),
    ]);
    const printed = parseLoadBalancers(text);
    const pages = await deployment().describe(items.map(({ uuid }) => uuid));
    expect(items.map(({ uuid }) => uuid).sort()).toEqual(printed.map(({ uuid }) => uuid).sort());
    for (const { uuid, name, vips } of printed) {
      const page = pages.get(uuid);
      expect(page?.name.startsWith(name)).toBe(true);
      const backends = new Map<unknown, unknown[]>();
      for (const { vip, backend } of page?.rows('vips') ?? [])
        backends.set(vip, [...(backends.get(vip) ?? []), ...(backend === 'none' ? [] : [backend])]);
      expect(sorted([...backends])).toEqual(sorted(vips.map((one) => [one.vip, one.backends])));
      for (const { protocol } of vips)
        if (protocol !== '') expect(page?.facts('load-balancer')['protocol']).toBe(protocol);
    }
  });

  it.each([
    ['ls-lb-list', 'switches'],
    ['lr-lb-list', 'routers'],
  ])('lists the load balancers of "%s"', async (command, kind) => {
    const holders = await deployment().get(kind);
    const [texts, items] = await Promise.all([
      deployment().each(
        holders.map(({ name }) => name),
        command,
      ),
      described(deployment(), holders),
    ]);
    for (const [name, text] of texts) {
      const told = (items.get(name)?.rows('load-balancers') ?? []).map((row) => [
        target(row['load-balancer']),
        row['protocol'] ?? '',
        row['vip'],
        listOf(row['backends']).map((backend) => String(backend).replace(/ \(\w+\)$/, '')),
      ]);
      expect([name, sorted(told)]).toEqual([name, sorted(flat(parseLoadBalancers(text)))]);
    }
  });
};

export const tellsRules = (deployment: () => Deployment): void => {
  aclTests(deployment);
  routerTests(deployment);
  loadBalancerTests(deployment);
};
