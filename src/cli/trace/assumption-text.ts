/** What had to be assumed, and how to say it is otherwise. Each once. */
import { ctStateText, type Assumption, type AssumptionStep } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

export const assumptionLines = (steps: readonly AssumptionStep[]): string[] => [
  ...new Set(steps.flatMap(({ assumption }) => assumptionText(assumption) ?? [])),
];

const assumptionText = (assumption: Assumption): string | undefined => {
  switch (assumption.kind) {
    case 'ct-state':
      return assumption.known === 'seen'
        ? undefined
        : `the packet opens a connection (ct_state ${ctStateText(assumption.state)}); --ct est, --ct est,rpl … for another one, in the order of the path`;
    case 'backend':
      return `the first of ${assumption.of} backends is taken; --lb-dst IP:PORT for another`;
    case 'select':
      return `member ${assumption.id} of ${assumption.of} is taken (ECMP); --select-id N for another`;
    case 'dns-name':
      return `the packet asks for none of the ${assumption.records} names that OVN answers for; --dns-name NAME`;
    case 'packet-size':
      return `the packet is not larger than ${assumption.limit} octets; --size N`;
    case 'affinity':
      return 'the client has no backend yet (session affinity)';
    case 'ecmp-nexthop':
      return 'the connection did not come in by an ECMP route';
    case 'forwarding-group':
      return `port ${excerpt(assumption.port)} of the forwarding group's ${assumption.of} is taken`;
    case 'template':
      return `variables have the values of chassis ${excerpt(assumption.chassis)}; --on CHASSIS`;
    case 'chassis':
      return 'every port is taken to be on the chassis at hand; --on CHASSIS for one chassis';
    case 'dhcp-request':
      return 'the packet is a DHCP discover or request';
  }
};
