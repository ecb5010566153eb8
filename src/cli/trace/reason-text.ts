/** Why a flow is there, in one line. */
import type { LogicalFlow, Reason, Why } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

const quoted = (name: string): string => `"${excerpt(name)}"`;

/** A match or a list of addresses is never longer than a few lines. */
const LONGEST = 300;

/** `ACL "deny-db" (port group web, to-lport, priority 1001, drop): outport == @web && ip4` */
export const reasonText = (reason: Reason): string => {
  switch (reason.kind) {
    case 'acl':
      return aclText(reason);
    case 'route': {
      const by = reason.policy === 'src-ip' ? ' by source' : '';
      const table = reason.table === '' ? '' : `, table ${excerpt(reason.table)}`;
      const nexthop = reason.nexthop === 'discard' ? 'discarded' : `via ${excerpt(reason.nexthop)}`;
      return `static route ${excerpt(reason.prefix)}${by} ${nexthop}${table}`;
    }
    case 'policy': {
      const where =
        reason.nexthops.length === 0 ? '' : ` to ${reason.nexthops.map((one) => excerpt(one)).join(', ')}`;
      return `routing policy (priority ${reason.priority}, ${excerpt(reason.action)}${where}): ${excerpt(reason.match, LONGEST)}`;
    }
    case 'nat': {
      const port = reason.logicalPort === undefined ? '' : `, ${excerpt(reason.logicalPort)}`;
      return `NAT ${excerpt(reason.type)} ${excerpt(reason.externalIp)} ↔ ${excerpt(reason.logicalIp)}${port}`;
    }
    case 'load-balancer': {
      const vips = reason.vips.map(
        ({ vip, backends }) =>
          `${excerpt(vip)} → ${backends === '' ? 'no backends' : excerpt(backends, LONGEST)}`,
      );
      const more = vips.length > 1 ? ` and ${vips.length - 1} more` : '';
      return `load balancer ${quoted(reason.name)}${vips.length === 0 ? '' : `: ${vips[0]}${more}`}`;
    }
    case 'qos':
      return `QoS (${excerpt(reason.direction)}, priority ${reason.priority}): ${excerpt(reason.match, LONGEST)}`;
    case 'switch-port':
      return `port ${excerpt(reason.alias ?? reason.name)}`;
    case 'router-port':
      return `router port ${excerpt(reason.name)} (${reason.networks.map((one) => excerpt(one)).join(', ')})`;
    case 'dhcp':
      return `DHCP options for ${excerpt(reason.cidr)}`;
    case 'dns':
      return 'DNS records of the switch';
    case 'forwarding-group':
      return `forwarding group ${quoted(reason.name)} (${excerpt(reason.vip)})`;
    case 'row':
      return quoted(reason.name);
  }
};

const aclText = (acl: Extract<Reason, { readonly kind: 'acl' }>): string => {
  const name = acl.name === undefined ? 'ACL' : `ACL ${quoted(acl.name)}`;
  const holders = acl.holders.map((holder) => `${holder.kind} ${excerpt(holder.name)}`);
  const tier = acl.tier === 0 ? [] : [`tier ${acl.tier}`];
  const facts = [...holders, acl.direction, ...tier, `priority ${acl.priority}`, acl.action];
  return `${name} (${facts.join(', ')}): ${excerpt(acl.match, LONGEST)}`;
};

/** With where it comes from: the row in the Northbound, northd's source, the flow. */
export const originText = ({ row, certain }: Why, flow: LogicalFlow): string => {
  const parts = [
    row === undefined
      ? undefined
      : `${row.table} ${row.uuid}${certain ? '' : ' (or another with the same first digits)'}`,
    `flow ${flow.uuid.slice(0, 8)}`,
    flow.source === undefined ? undefined : excerpt(flow.source),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
};
