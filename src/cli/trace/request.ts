/** From the options to a request: the microflow as it was typed, or one that is built from what is known of its ends. */
import {
  buildMicroflow,
  type Build,
  type BuildProblem,
  type BuildRequest,
  type BuiltMicroflow,
  type Choice,
  type TraceRequest,
} from '../../flows/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { findPort } from './find-port.ts';
import type { Endpoints, TraceOptions } from './options.ts';
import { portText } from './place-text.ts';
import type { View } from './session.ts';

/** Why the packet looks as it does. */
export interface Built {
  readonly reasons: readonly string[];
}

export type AskedRequest =
  | { readonly request: TraceRequest; readonly built: Built | undefined; readonly problem?: undefined }
  | { readonly problem: OvnscopeError };

export const requestOf = (view: View, options: TraceOptions): AskedRequest => {
  const { ct, lbDst, selectId, on, size, dnsName, datapath, microflow, endpoints } = options;
  const common = { ct, lbDst, selectId, on, size, dnsName };
  if (microflow !== undefined) return { request: { ...common, datapath, microflow }, built: undefined };
  const built = endpoints === undefined ? undefined : build(view, endpoints);
  if (built === undefined) return { problem: new OvnscopeError('usage', 'there is no packet to trace') };
  if (built instanceof OvnscopeError) return { problem: built };
  const { value } = built;
  return {
    request: { ...common, datapath: value.datapath, microflow: value.microflow },
    built: { reasons: value.choices.map((choice) => choiceText(choice, called(view))) },
  };
};

interface Placed extends BuiltMicroflow {
  readonly datapath: string;
}

const build = (view: View, ends: Endpoints): { readonly value: Placed } | OvnscopeError => {
  const from = findPort(view, ends.from);
  if (from instanceof OvnscopeError) return from;
  const to = targetOf(view, ends.to);
  if (to instanceof OvnscopeError) return to;
  const { protocol, sourcePort, destinationPort, family } = ends;
  const asked = to.kind === 'ip' ? (to.ip.includes(':') ? 6 : 4) : undefined;
  if (asked !== undefined && protocol === (asked === 6 ? 'arp' : 'nd')) {
    return problemOf({ kind: 'wrong-family', protocol, family: asked }, called(view));
  }
  const made: Build = buildMicroflow({ from, to, protocol, sourcePort, destinationPort, family });
  if (made.problem !== undefined) return problemOf(made.problem, called(view));
  return { value: { ...made.value, datapath: from.datapath.uuid } };
};

const IP = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

const targetOf = (view: View, text: string): BuildRequest['to'] | OvnscopeError => {
  if (MAC.test(text)) return { kind: 'mac', mac: text.toLowerCase() };
  if (IP.test(text)) return { kind: 'ip', ip: text };
  const port = findPort(view, text);
  return port instanceof OvnscopeError ? port : { kind: 'port', port };
};

/** Ports by the name that people know them by. */
type Called = (port: string) => string;

const called =
  ({ tracer }: View): Called =>
  (name) => {
    const port = tracer.deployment()?.portByName(name);
    return port === undefined ? excerpt(name) : portText(port);
  };

const problemOf = (problem: BuildProblem, name: Called): OvnscopeError => {
  switch (problem.kind) {
    case 'router-port':
      return new OvnscopeError('usage', `"${name(problem.port)}" is a router's port: nothing is behind it`, {
        hint: 'a port of a switch as the sender, or a microflow with inport == the router port',
      });
    case 'no-address': {
      const family = problem.family === undefined ? '' : ` IPv${problem.family}`;
      return new OvnscopeError('usage', `"${name(problem.port)}" has no${family} address that is known`, {
        hint: 'another --ipv4 or --ipv6, an IP in its place, or a microflow',
      });
    }
    case 'no-common-family':
      return new OvnscopeError(
        'usage',
        `"${name(problem.from)}" and "${name(problem.to)}" have no kind of IP address in common`,
        { hint: 'ovnscope describe shows the addresses of a port' },
      );
    case 'same-port':
      return new OvnscopeError('usage', `"${name(problem.port)}" is both ends`, { expected: 'two ports' });
    case 'no-router':
      return new OvnscopeError(
        'usage',
        `no port of switch "${excerpt(problem.datapath)}" has ${excerpt(problem.ip)}, and no router is on it`,
        { hint: '--arp shows who answers for an address' },
      );
    case 'needs-ip':
      return new OvnscopeError('usage', `a MAC alone is no target for --${problem.protocol}`, {
        expected: '--to IP or PORT',
      });
    case 'wrong-family':
      return new OvnscopeError('usage', `--${problem.protocol} is not for IPv${problem.family}`, {
        hint: problem.protocol === 'arp' ? '--nd is its counterpart' : '--arp is its counterpart',
      });
  }
};

const choiceText = ({ field, value, because }: Choice, name: Called): string => {
  const what = `${field} ${value}: `;
  switch (because.kind) {
    case 'own-address':
      return `${what}${name(because.port)}'s own`;
    case 'same-switch':
      return `${what}${name(because.port)} is on the same switch`;
    case 'router':
      return `${what}router port ${name(because.port)}, since the target is not on this switch${because.others > 0 ? `; ${because.others} other router ports are on it` : ''}`;
    case 'made-up':
      return `${what}made up, OVN does not know who is there`;
    case 'broadcast':
      return `${what}broadcast`;
    case 'solicited-node':
      return `${what}the solicited-node multicast address`;
    case 'asked-for':
      return `${what}as asked for`;
  }
};
