/** Why a flow is there, in one line. */
import type { Doubt, Fact, LogicalFlow, Why } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

const quoted = (name: string): string => `"${excerpt(name)}"`;

/** A match or a list of addresses is never longer than a few lines. */
const LONGEST = 300;

/** `ACL "deny-db" (port group web, to-lport, priority 1001, drop): outport == @web && ip4` */
export const factText = (fact: Fact): string => {
  switch (fact.kind) {
    case 'acl':
      return aclText(fact);
    case 'route': {
      const by = fact.policy === 'src-ip' ? ' by source' : '';
      const table = fact.table === '' ? '' : `, table ${excerpt(fact.table)}`;
      const nexthop = fact.nexthop === 'discard' ? 'discarded' : `via ${excerpt(fact.nexthop)}`;
      return `${fact.origin} route ${excerpt(fact.prefix)}${by} ${nexthop}${table}`;
    }
    case 'policy': {
      const where = fact.nexthops.length === 0 ? '' : ` to ${list(fact.nexthops)}`;
      return `routing policy (priority ${fact.priority}, ${excerpt(fact.action)}${where}): ${excerpt(fact.match, LONGEST)}`;
    }
    case 'nat': {
      const port = fact.logicalPort === undefined ? '' : `, ${excerpt(fact.logicalPort)}`;
      return `NAT ${fact.type} ${excerpt(fact.externalIp)} ↔ ${excerpt(fact.logicalIp)}${port}`;
    }
    case 'load-balancer':
      return loadBalancerText(fact);
    case 'qos':
      return `QoS (${fact.direction}, priority ${fact.priority}): ${excerpt(fact.match, LONGEST)}`;
    case 'switch-port':
      return `port ${excerpt(fact.alias ?? fact.name)}`;
    case 'router-port':
      return `router port ${excerpt(fact.name)} (${list(fact.networks)})`;
    case 'dhcp':
      return `DHCP options for ${excerpt(fact.cidr)}`;
    case 'dns':
      return 'DNS records of the switch';
    case 'forwarding-group':
      return `forwarding group ${quoted(fact.name)} (${excerpt(fact.vip)})`;
    case 'switch':
    case 'router':
      return `${fact.kind} ${excerpt(fact.alias ?? fact.name)}`;
    case 'default-acl-drop':
      return 'NB_Global options:default_acl_drop: no ACL allows it';
    case 'row':
      return quoted(fact.name ?? '');
  }
};

const list = (texts: readonly string[]): string => texts.map((one) => excerpt(one)).join(', ');

const loadBalancerText = ({ name, vips }: Extract<Fact, { readonly kind: 'load-balancer' }>): string => {
  const [first, ...others] = vips.map(({ text, backends }) => {
    const to =
      backends.length === 0 ? 'no backends' : excerpt(backends.map((one) => one.text).join(','), LONGEST);
    return `${excerpt(text)} → ${to}`;
  });
  if (first === undefined) return `load balancer ${quoted(name)}`;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `load balancer ${quoted(name)}: ${first}${more}`;
};

const aclText = (acl: Extract<Fact, { readonly kind: 'acl' }>): string => {
  const name = acl.name === undefined ? 'ACL' : `ACL ${quoted(acl.name)}`;
  const holders = acl.holders.map((holder) => `${holder.kind} ${excerpt(holder.name)}`);
  const tier = acl.tier === 0 ? [] : [`tier ${acl.tier}`];
  const facts = [...holders, acl.direction, ...tier, `priority ${acl.priority}`, acl.action];
  return `${name} (${facts.join(', ')}): ${excerpt(acl.match, LONGEST)}`;
};

/** Why that is not certain. */
export const doubtText = (doubt: Doubt | undefined): string => {
  switch (doubt?.kind) {
    case 'guessed':
      return `probably, by its ${doubt.by}`;
    case 'several':
      return 'or another row with the same first digits';
    case 'shared':
      return 'its like on another datapath';
    default:
      return 'probably';
  }
};

/** With where it comes from: the row in the Northbound, northd's source, the flow. */
export const originText = ({ row, certain, doubt }: Why, flow: LogicalFlow): string => {
  const parts = [
    row === undefined ? undefined : `${row.table} ${row.uuid}${certain ? '' : ` (${doubtText(doubt)})`}`,
    `flow ${flow.uuid.slice(0, 8)}`,
    flow.source === undefined ? undefined : excerpt(flow.source),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
};
