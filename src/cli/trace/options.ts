/** The options of `trace`, read once and checked. */
import type { OvnTraceForm } from '../../flows/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import { ctComplaints, ctStates } from './asked.ts';

const PROTOCOLS = ['tcp', 'udp', 'icmp', 'sctp', 'arp', 'nd'] as const;

const PICTURES = ['svg', 'html', 'png'] as const;

export type Protocol = (typeof PROTOCOLS)[number];

/** A packet to be built from the model. */
export interface Endpoints {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol | undefined;
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  readonly family: 4 | 6 | undefined;
}

export interface TraceOptions {
  readonly datapath: string | undefined;
  readonly microflow: string | undefined;
  readonly endpoints: Endpoints | undefined;
  readonly forms: readonly OvnTraceForm[];
  readonly friendlyNames: boolean;
  readonly ct: readonly number[];
  readonly complaints: readonly string[];
  readonly lbDst: string | undefined;
  readonly selectId: number | undefined;
  readonly on: string | undefined;
  readonly size: number | undefined;
  readonly dnsName: string | undefined;
  readonly reply: boolean;
  readonly explain: boolean;
  readonly json: boolean;
  readonly expect: string | undefined;
  readonly batch: string | undefined;
  readonly watch: boolean;
  /** Files to draw the trace in. */
  readonly pictures: readonly { readonly path: string; readonly format: 'svg' | 'html' | 'png' }[];
}

const text = (args: CommandArguments, name: string): string | undefined =>
  typeof args[name] === 'string' ? args[name] : undefined;

const flag = (args: CommandArguments, name: string): boolean => args[name] === true;

const count = (args: CommandArguments, name: string, most: number): number | undefined => {
  const value = args[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new OvnscopeError('usage', `--${option} needs a whole number from 0 to ${most}`);
};

/** Throws `OvnscopeError` of kind `usage`. `sender` is what `--from` says of the packet, not of the databases. */
export const traceOptions = (args: CommandArguments, sender: string | undefined): TraceOptions => {
  const ct = ((args['ct'] ?? []) as readonly (string | number)[]).map(String);
  const [first, second] = [text(args, 'datapath'), text(args, 'microflow')];
  const options: TraceOptions = {
    // With one word it is the microflow.
    datapath: second === undefined ? undefined : first,
    microflow: second ?? first,
    endpoints: endpointsOf(args, sender),
    forms: formsOf(args),
    friendlyNames: !flag(args, 'noFriendlyNames'),
    ct: ctStates(ct),
    complaints: ctComplaints(ct),
    lbDst: text(args, 'lbDst'),
    selectId: count(args, 'selectId', 0xffff),
    on: text(args, 'on'),
    size: count(args, 'size', 0xffff),
    dnsName: text(args, 'dnsName'),
    reply: flag(args, 'reply'),
    explain: flag(args, 'explain'),
    json: flag(args, 'json'),
    expect: text(args, 'expect'),
    batch: text(args, 'batch'),
    watch: flag(args, 'watch'),
    pictures: PICTURES.flatMap((format) => {
      const path = text(args, format);
      return path === undefined ? [] : [{ path, format }];
    }),
  };
  check(options);
  return options;
};

const formsOf = (args: CommandArguments): readonly OvnTraceForm[] =>
  (['detailed', 'summary', 'minimal'] as const).filter((form) => flag(args, form) || flag(args, 'all'));

const endpointsOf = (args: CommandArguments, sender: string | undefined): Endpoints | undefined => {
  const to = text(args, 'to');
  const from = text(args, 'inport') ?? sender;
  if (to === undefined && from === undefined) return undefined;
  if (to === undefined || from === undefined) {
    throw new OvnscopeError('usage', `--${to === undefined ? 'inport' : 'to'} was given alone`, {
      expected: '--from PORT --to PORT, IP or MAC',
    });
  }
  const protocols = PROTOCOLS.filter((protocol) => flag(args, protocol));
  if (protocols.length > 1) {
    throw new OvnscopeError('usage', `a packet cannot be both --${protocols.join(' and --')}`);
  }
  if (flag(args, 'ipv4') && flag(args, 'ipv6')) {
    throw new OvnscopeError('usage', 'a packet cannot be both --ipv4 and --ipv6');
  }
  return {
    from,
    to,
    protocol: protocols[0],
    sourcePort: count(args, 'sport', 0xffff),
    destinationPort: count(args, 'dport', 0xffff),
    family: flag(args, 'ipv4') ? 4 : flag(args, 'ipv6') ? 6 : undefined,
  };
};

const check = (options: TraceOptions): void => {
  const { microflow, endpoints, batch, forms, json, watch, reply, pictures } = options;
  const sources = [microflow, endpoints, batch].filter((one) => one !== undefined);
  if (sources.length !== 1) {
    throw new OvnscopeError(
      'usage',
      sources.length === 0 ? 'there is no packet to trace' : 'there is more than one packet to trace',
      { expected: 'a MICROFLOW (\'inport == "PORT" && …\'), or --from PORT --to PORT|IP, or --batch FILE' },
    );
  }
  if (forms.length > 0 && json) {
    throw new OvnscopeError('usage', 'the forms of ovn-trace are text; --json is not', {
      hint: '--batch answers in JSON, with the text of a "style" in it',
    });
  }
  if (forms.length > 0 && reply) {
    throw new OvnscopeError('usage', 'ovn-trace knows no replies: --reply goes without its forms');
  }
  if (pictures.length > 0 && (batch !== undefined || forms.length > 0 || watch)) {
    throw new OvnscopeError(
      'usage',
      'a picture is of one trace: it goes without --batch, --watch and the forms of ovn-trace',
    );
  }
  if (watch && (batch !== undefined || json)) {
    throw new OvnscopeError('usage', '--watch tells a person: it goes without --batch and --json');
  }
};
