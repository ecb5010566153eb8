/** What the rows say that decided about a packet, in a line each; raw texts, which renderers make safe. */
import { ctStateText, type Assumption, type Doubt, type Fact } from '../../flows/index.ts';

/** A match is never longer than a few lines. */
const LONGEST = 300;

const cut = (text: string, limit = LONGEST): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}…`;

const list = (texts: readonly string[]): string => cut(texts.join(', '));

/** `ACL "deny-db" (port group web, to-lport, priority 1001, drop): outport == @web && ip4` */
export const factLine = (fact: Fact): string => {
  switch (fact.kind) {
    case 'acl': {
      const tier = fact.tier === 0 ? [] : [`tier ${fact.tier}`];
      const holders = fact.holders.map(({ kind, name }) => `${kind} ${name}`);
      const facts = [...holders, fact.direction, ...tier, `priority ${fact.priority}`, fact.action];
      return `${aclName(fact.name)} (${list(facts)}): ${cut(fact.match)}`;
    }
    case 'route': {
      const by = fact.policy === 'src-ip' ? ' by source' : '';
      const to = fact.nexthop === 'discard' ? 'discarded' : `via ${fact.nexthop}`;
      return `${fact.origin} route ${fact.prefix}${by} ${to}${fact.table === '' ? '' : `, table ${fact.table}`}`;
    }
    case 'policy': {
      const to = fact.nexthops.length === 0 ? '' : ` to ${list(fact.nexthops)}`;
      return `routing policy (priority ${fact.priority}, ${fact.action}${to}): ${cut(fact.match)}`;
    }
    case 'nat': {
      const at = fact.logicalPort === undefined ? '' : `, ${fact.logicalPort}`;
      return `NAT ${fact.type} ${fact.externalIp} ↔ ${fact.logicalIp}${at}`;
    }
    case 'load-balancer': {
      const [first] = fact.vips;
      if (first === undefined) return `load balancer ${fact.name}`;
      const backends = first.backends.map(({ text }) => text);
      const more = fact.vips.length > 1 ? ` and ${fact.vips.length - 1} more` : '';
      return `load balancer ${fact.name}: ${first.text} → ${backends.length === 0 ? 'no backends' : list(backends)}${more}`;
    }
    case 'qos':
      return `QoS (${fact.direction}, priority ${fact.priority}): ${cut(fact.match)}`;
    case 'router-port':
      return `router port ${fact.name} (${list(fact.networks)})`;
    case 'default-acl-drop':
      return 'default_acl_drop: no ACL allows it';
    default:
      return factName(fact);
  }
};

const aclName = (name: string | undefined): string => (name === undefined ? 'ACL' : `ACL "${cut(name)}"`);

/** In a few words: `ACL deny-db`, `ACL of port group neutron_pg_drop`. */
export const factName = (fact: Fact): string => {
  switch (fact.kind) {
    case 'acl': {
      const [holder] = fact.holders;
      if (fact.name !== undefined) return `ACL ${cut(fact.name, 80)}`;
      return holder === undefined ? 'an ACL' : `ACL of ${holder.kind} ${cut(holder.name, 80)}`;
    }
    case 'route':
      return `${fact.origin} route ${fact.prefix}`;
    case 'policy':
      return `routing policy of priority ${fact.priority}`;
    case 'nat':
      return `NAT ${fact.type} ${fact.externalIp}`;
    case 'load-balancer':
      return `load balancer ${cut(fact.name, 80)}`;
    case 'qos':
      return `QoS of priority ${fact.priority}`;
    case 'switch-port':
      return `port ${cut(fact.alias ?? fact.name, 80)}`;
    case 'router-port':
      return `router port ${cut(fact.alias ?? fact.name, 80)}`;
    case 'dhcp':
      return `DHCP options for ${fact.cidr}`;
    case 'dns':
      return 'DNS records of the switch';
    case 'forwarding-group':
      return `forwarding group ${cut(fact.name, 80)}`;
    case 'switch':
    case 'router':
      return `${fact.kind} ${cut(fact.alias ?? fact.name, 80)}`;
    case 'default-acl-drop':
      return 'default_acl_drop';
    case 'row':
      return cut(fact.name ?? 'a row without a name', 80);
  }
};

/** Why a row is not certain to be the one. */
export const doubtWords = (doubt: Doubt | undefined): string => {
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

/** How lines of assumptions begin. */
export const ASSUMED = 'assumed: ';

/** Nothing of what goes without saying. */
export const assumptionLine = (assumption: Assumption): string | undefined => {
  switch (assumption.kind) {
    case 'ct-state':
      return assumption.known === 'seen'
        ? undefined
        : `assumed: the packet opens a connection (${ctStateText(assumption.state)})`;
    case 'backend':
      return `assumed: the first of ${assumption.of} backends`;
    case 'select':
      return `assumed: member ${assumption.id} of ${assumption.of} (ECMP)`;
    case 'dns-name':
      return `assumed: it asks for none of ${assumption.records} names`;
    case 'packet-size':
      return `assumed: it is not larger than ${assumption.limit} octets`;
    case 'affinity':
      return 'assumed: the client has no backend yet (session affinity)';
    case 'ecmp-nexthop':
      return 'assumed: the connection did not come in by an ECMP route';
    case 'forwarding-group':
      return `assumed: port ${assumption.port} of the forwarding group's ${assumption.of}`;
    case 'template':
      return `assumed: variables as on chassis ${assumption.chassis}`;
    case 'chassis':
      return 'assumed: every port is on the chassis at hand';
    case 'dhcp-request':
      return 'assumed: a DHCP discover or request';
  }
};
