/** Why a flow is there, in one line. */
import type { Fact } from './types.ts';

/** Makes a text of the network fit for where it is written, at most `limit` characters of it. */
export type Write = (text: string, limit?: number) => string;

/** A match or a list of addresses is never longer than a few lines. */
const LONGEST = 300;

/** `ACL "deny-db" (port group web, to-lport, priority 1001, drop): outport == @web && ip4` */
export const factText = (fact: Fact, write: Write): string => {
  switch (fact.kind) {
    case 'acl':
      return aclText(fact, write);
    case 'route': {
      const by = fact.policy === 'src-ip' ? ' by source' : '';
      const table = fact.table === '' ? '' : `, table ${write(fact.table)}`;
      const nexthop = fact.nexthop === 'discard' ? 'discarded' : `via ${write(fact.nexthop)}`;
      return `${fact.origin} route ${write(fact.prefix)}${by} ${nexthop}${table}`;
    }
    case 'policy': {
      const where = fact.nexthops.length === 0 ? '' : ` to ${list(fact.nexthops, write)}`;
      return `routing policy (priority ${fact.priority}, ${write(fact.action)}${where}): ${write(fact.match, LONGEST)}`;
    }
    case 'nat': {
      const port = fact.logicalPort === undefined ? '' : `, ${write(fact.logicalPort)}`;
      return `NAT ${fact.type} ${write(fact.externalIp)} ↔ ${write(fact.logicalIp)}${port}`;
    }
    case 'load-balancer':
      return loadBalancerText(fact, write);
    case 'qos':
      return `QoS (${fact.direction}, priority ${fact.priority}): ${write(fact.match, LONGEST)}`;
    case 'switch-port':
      return `port ${write(fact.alias ?? fact.name)}`;
    case 'router-port':
      return `router port ${write(fact.name)} (${list(fact.networks, write)})`;
    case 'dhcp':
      return `DHCP options for ${write(fact.cidr)}`;
    case 'dns':
      return 'DNS records of the switch';
    case 'forwarding-group':
      return `forwarding group "${write(fact.name)}" (${write(fact.vip)})`;
    case 'switch':
    case 'router':
      return `${fact.kind} ${write(fact.alias ?? fact.name)}`;
    case 'default-acl-drop':
      return 'NB_Global options:default_acl_drop: no ACL allows it';
    case 'row':
      return `"${write(fact.name ?? '')}"`;
  }
};

const list = (texts: readonly string[], write: Write): string => texts.map((one) => write(one)).join(', ');

const loadBalancerText = (
  { name, vips }: Extract<Fact, { readonly kind: 'load-balancer' }>,
  write: Write,
): string => {
  const [first, ...others] = vips;
  if (first === undefined) return `load balancer "${write(name)}"`;
  const backends = first.backends.map(({ text }) => text).join(',');
  const to = backends === '' ? 'no backends' : write(backends, LONGEST);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `load balancer "${write(name)}": ${write(first.text)} → ${to}${more}`;
};

const aclText = (acl: Extract<Fact, { readonly kind: 'acl' }>, write: Write): string => {
  const name = acl.name === undefined ? 'ACL' : `ACL "${write(acl.name)}"`;
  const holders = acl.holders.map((holder) => `${holder.kind} ${write(holder.name)}`);
  const tier = acl.tier === 0 ? [] : [`tier ${acl.tier}`];
  const facts = [...holders, acl.direction, ...tier, `priority ${acl.priority}`, acl.action];
  return `${name} (${facts.join(', ')}): ${write(acl.match, LONGEST)}`;
};
