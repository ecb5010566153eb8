/** What the rows say that decided about a packet, in a line each; raw texts, which renderers make safe. */
import { ctStateText, factText, type Assumption, type Fact } from '../../flows/index.ts';

/** A match is never longer than a few lines. */
const LONGEST = 300;

const cut = (text: string, limit = LONGEST): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}…`;

/** `ACL "deny-db" (port group web, to-lport, priority 1001, drop): outport == @web && ip4` */
export const factLine = (fact: Fact): string => factText(fact, cut);

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
