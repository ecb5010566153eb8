/** Which of several rows whose UUIDs begin alike a flow was made of: the one whose texts it holds. */
import type { Fact } from './types.ts';

/** northd adds this to the priority of an ACL (`OVN_ACL_PRI_OFFSET`). */
const ACL_PRIORITY = 1000;

export const fitsFlow = (fact: Fact, match: string, priority: number): boolean => {
  switch (fact.kind) {
    case 'acl':
      return match.includes(fact.match) && priority === fact.priority + ACL_PRIORITY;
    case 'policy':
    case 'qos':
      return match.includes(fact.match) && priority === fact.priority;
    case 'switch-port':
    case 'router-port':
      return match.includes(JSON.stringify(fact.name));
    case 'route':
      return match.includes(fact.prefix);
    case 'nat':
      return match.includes(fact.externalIp) || match.includes(fact.logicalIp);
    case 'load-balancer':
      return fact.namesVip;
    default:
      return false;
  }
};
