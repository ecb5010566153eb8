/** Why a packet was built as it was, and why none could be, for a person. */
import type { Because, Choice, End, Found, MicroflowProblem } from '../../flows/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';

/** Things by the name that people know them by. */
export type Called = (name: string) => string;

const usage = (message: string, more: { expected?: string; hint?: string } = {}): OvnscopeError =>
  new OvnscopeError('usage', message, more);

const MOST = 5;

const listed = (texts: readonly string[]): string => {
  const shown = texts.slice(0, MOST).map((text) => excerpt(text));
  return shown.join(', ') + (texts.length > MOST ? `, and ${texts.length - MOST} others` : '');
};

const END: Readonly<Record<End, string>> = { from: '--from', to: '--to' };

export const choiceText = ({ field, value, because }: Choice, called: Called): string | undefined => {
  const why = becauseText(because, called);
  return why === undefined ? undefined : `${field} ${excerpt(value)}: ${why}`;
};

/** What was asked for, and what could not be otherwise, is not told. */
const becauseText = (because: Because, called: Called): string | undefined => {
  switch (because.kind) {
    case 'default':
    case 'asked-for':
      return undefined;
    case 'own-address':
      return `${called(because.port)}'s own${because.source === 'addresses' || because.source === 'networks' ? '' : `, from its ${because.source}`}`;
    case 'made-up':
      return {
        outside: `made up, OVN does not know who is outside of ${called(because.port)}`,
        behind: `made up, anybody may be behind ${called(because.port)}`,
        neighbour: `made up, a neighbour of ${called(because.port)}`,
      }[because.who];
    case 'same-network':
      return because.network === undefined
        ? `${called(because.port)} is on the same switch`
        : `${called(because.port)} is in the same network, ${excerpt(because.network)}`;
    case 'router-port':
      return routerText(because, called);
    case 'dhcp-router':
      return `${called(because.port)} has ${excerpt(because.ip)}, which DHCP gives as router`;
    case 'nat':
      return because.distributed
        ? `the NAT rule's own MAC for ${excerpt(because.externalIp)}`
        : `router port ${called(because.port)}, which answers for ${excerpt(because.externalIp)} (NAT)`;
    case 'vip':
      return `router port ${called(because.port)}, which answers for ${excerpt(because.vip)} (load balancer ${called(because.loadBalancer)})`;
    case 'vip-port':
      return `that of ${excerpt(because.vip)}, load balancer ${called(because.loadBalancer)}${because.others.length === 0 ? '' : `; others are ${listed(because.others)}`}`;
    case 'input-port':
      return `the router port that the packet comes in by`;
    case 'external-port':
      return `packets of external port ${called(because.port)} come in by the localnet port`;
    case 'virtual-parent':
      return because.bound
        ? `${called(because.parent)} holds virtual port ${called(because.port)}`
        : `${called(because.parent)} may hold virtual port ${called(because.port)}; none does now`;
    case 'broadcast':
      return 'broadcast';
    case 'solicited-node':
      return 'the solicited-node multicast address';
    case 'common-family':
      return because.both ? 'both ends have it, and IPv6 as well (--ipv6)' : undefined;
  }
};

const routerText = (because: Extract<Because, { readonly kind: 'router-port' }>, called: Called): string => {
  const networks = because.networks.filter((one) => one.includes(':') === because.target.includes(':'));
  const where =
    networks.length === 0
      ? 'since the target is not on this switch'
      : `since ${excerpt(because.target)} is not in ${listed(networks)}`;
  const others = because.others.length === 0 ? '' : `; others would be ${listed(because.others.map(called))}`;
  const by = because.by === 'only' || because.by === 'name' ? '' : ` (by ${because.by})`;
  return `router port ${called(because.port)}${by}, ${where}${others}`;
};

const namesOf = (found: readonly Found[]): string[] => [...new Set(found.map(({ name }) => name))];

export const buildProblem = (problem: MicroflowProblem, called: Called): OvnscopeError => {
  switch (problem.kind) {
    case 'unknown':
      return usage(`no port is called "${excerpt(problem.text)}"`, {
        expected: `${END[problem.end]} with ${EXPECTED}`,
        hint:
          problem.nearest.length === 0
            ? 'ovnscope get ports'
            : `did you mean ${listed(namesOf(problem.nearest))}?`,
      });
    case 'ambiguous':
      return usage(`several ports are called "${excerpt(problem.text)}"`, {
        expected: EXPECTED,
        hint: listed(namesOf(problem.candidates)),
      });
    case 'not-a-port':
      return usage(`"${excerpt(problem.text)}" is no port`, { expected: EXPECTED });
    case 'several-vips':
      return usage(`load balancer "${called(problem.loadBalancer)}" has several VIPs`, {
        expected: 'one of them',
        hint: `--to ${listed(problem.vips)}`,
      });
    case 'no-vips':
      return usage(`load balancer "${called(problem.loadBalancer)}" has no VIP`);
    case 'bad-address':
      return usage(`"${excerpt(problem.text)}" is no address of a host`, {
        expected: 'an IP without a prefix length',
      });
    case 'bad-number':
      return usage(`${problem.value} is no ${problem.field === 'ttl' ? 'TTL' : 'port'}`);
    case 'same':
      return usage(
        problem.ip === undefined
          ? `"${called(problem.port)}" is both ends`
          : `"${called(problem.port)}" has ${excerpt(problem.ip)} itself`,
        { expected: 'two ports' },
      );
    case 'no-datapath':
      return usage(`port "${called(problem.port)}" is on no switch and no router`);
    case 'no-address':
      return noAddress(problem, called);
    case 'no-mac':
      return usage(`"${called(problem.port)}" has no MAC that is known`, {
        hint: 'a microflow with eth.src and eth.dst',
      });
    case 'no-common-family':
      return usage(
        `"${called(problem.from)}" and "${called(problem.to)}" have no kind of IP address in common`,
        {
          hint: `the one has ${listed(problem.fromHas)}, the other ${listed(problem.toHas)}`,
        },
      );
    case 'wrong-family':
      return usage(`--${problem.protocol} is not for IPv${problem.family}`, {
        hint: problem.protocol === 'arp' ? '--nd is its counterpart' : '--arp is its counterpart',
      });
    case 'no-ports':
      return usage(`--${problem.protocol} has no ports`, {
        expected: '--sport and --dport with --tcp, --udp or --sctp',
      });
    case 'needs-ip':
      return usage(`a MAC alone is no target for --${problem.protocol}`, { expected: '--to IP or PORT' });
    case 'no-router':
      return usage(
        `nobody on switch "${called(problem.datapath)}" has ${excerpt(problem.ip)}, and no router is on it`,
        { hint: '--arp shows who answers for an address' },
      );
    case 'router-itself':
      return usage(
        `"${called(problem.port)}" is the switch's side of router port "${called(problem.routerPort)}", and ${excerpt(problem.ip)} is not on this switch`,
        { hint: `--from ${excerpt(problem.routerPort)} for a packet that goes through the router` },
      );
    case 'nobody-has':
      return usage(`nobody has ${excerpt(problem.ip)} in ${excerpt(problem.network)}`, {
        hint:
          problem.nearest.length === 0
            ? '--arp shows who answers for an address'
            : `did you mean ${listed(problem.nearest)}? --arp shows who answers for an address`,
      });
  }
};

const EXPECTED = 'a logical port by name, alias, IP or the first digits of its UUID';

const noAddress = (
  { port, family, known, isUnknown }: Extract<MicroflowProblem, { readonly kind: 'no-address' }>,
  called: Called,
): OvnscopeError =>
  usage(`"${called(port)}" has no${family === undefined ? '' : ` IPv${family}`} address that is known`, {
    hint:
      known.length > 0
        ? `it has ${listed(known)}`
        : isUnknown
          ? 'anybody may be behind it: an IP in its place, or a microflow'
          : 'another --ipv4 or --ipv6, an IP in its place, or a microflow',
  });
