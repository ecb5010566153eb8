/** Steps of a trace as ovn-trace words them. */
import {
  formatAction,
  formatConstantSet,
  formatField,
  resolveField,
  type Action,
} from '../../../language/index.ts';
import { isOlder, type OvnVersion } from '../../southbound/version.ts';
import type { LogicalFlow } from '../../pipeline/flow.ts';
import { formatIp4, formatIp6, formatMac } from '../../southbound/addresses.ts';
import type {
  Change,
  Hop,
  Lookup,
  Note,
  Step,
  TableStep,
  TraceError,
  Transformation,
} from '../../trace/types.ts';
import { wordsOfBigInt } from '../../engine/subfields.ts';
import { ctStateText, fieldText, hexOfWords } from '../values.ts';
import { packetText } from '../packet-text.ts';
import type { Names } from './names.ts';
import type { NodeKind, OvnTraceNode } from './node.ts';

const NO_CHILDREN = (): readonly OvnTraceNode[] => [];

const leaf = (kind: NodeKind, text: string): OvnTraceNode => ({
  kind,
  text,
  alwaysIndent: false,
  children: NO_CHILDREN,
});

export class NodeWriter {
  private readonly names: Names;
  private readonly version: OvnVersion | undefined;
  private readonly actions = new WeakMap<Action, string>();

  /** `version`: of the ovn-trace whose words are used; the newest without it. */
  constructor(names: Names, version: OvnVersion | undefined) {
    this.names = names;
    this.version = version;
  }

  nodes(steps: readonly Step[], hop: Hop): readonly OvnTraceNode[] {
    return steps.flatMap((step) => this.node(step, hop) ?? []);
  }

  private node(step: Step, hop: Hop): OvnTraceNode | undefined {
    switch (step.type) {
      case 'hop':
        return {
          kind: 'pipeline',
          text: this.hopText(step),
          alwaysIndent: step.branch,
          children: () => this.nodes(step.steps, step),
        };
      case 'table':
        return {
          kind: 'table',
          text: this.tableText(step),
          alwaysIndent: false,
          children: () => this.nodes(step.steps, hop),
        };
      case 'action':
        return leaf('action', this.actionText(step.action, hop));
      case 'change':
        return leaf('modify', this.changeText(step.change));
      case 'lookup':
        return leaf('action', this.lookupText(step.lookup));
      case 'note':
        return leaf('output', this.noteText(step.note));
      case 'error':
        return leaf('error', this.errorText(step.error));
      case 'transform':
        return {
          kind: 'transformation',
          text: this.transformationText(step.transformation),
          alwaysIndent: false,
          children: () => this.nodes(step.steps, hop),
        };
      case 'assumption':
        return undefined;
    }
  }

  hopText({ pipeline, via, datapath, inport, outport, group }: Hop): string {
    const name = this.names.datapath(datapath);
    if (pipeline === 'multicast') return `multicast(dp="${name}", mcgroup="${group?.name ?? ''}")`;
    const parts = [`dp="${name}"`];
    if (inport !== undefined) {
      // At the beginning ovn-trace has another word for no port.
      const text = via === 'start' ? this.names.outport(inport) : this.names.reference(inport);
      parts.push(`inport="${text}"`);
    }
    if (outport !== undefined) {
      const text = via === 'next' ? this.names.reference(outport) : this.names.outport(outport);
      parts.push(`outport="${text}"`);
    }
    return `${pipeline}(${parts.join(', ')})`;
  }

  lookupText(lookup: Lookup): string {
    return lookupText(lookup);
  }

  transformationText(transformation: Transformation): string {
    return transformationText(transformation);
  }

  private tableText({ table, stage, flow }: TableStep): string {
    const number = `${String(table).padStart(2)}. `;
    if (flow === undefined)
      return `${number}${stage === undefined ? '' : `${stage}: `}no match (implicit drop)`;
    return number + this.flowText(flow);
  }

  private flowText(flow: LogicalFlow): string {
    const { stage, source } = flow;
    const where =
      stage === undefined
        ? source === undefined
          ? ''
          : `(${source}): `
        : source === undefined
          ? `${stage}: `
          : `${stage} (${source}): `;
    const match = this.names.text(flow.match, flow.datapath.deployment);
    return `${where}${match}, priority ${flow.priority}, uuid ${flow.uuid.slice(0, 8)}`;
  }

  private actionText(action: Action | undefined, hop: Hop): string {
    if (action === undefined) return 'drop;';
    let text = this.actions.get(action);
    if (text === undefined) {
      text = this.names.text(this.written(action), hop.datapath.deployment);
      this.actions.set(action, text);
    }
    return text;
  }

  /** Zones were not written before OVN 25.03 and 24.09. */
  private written(action: Action): string {
    if (action.type === 'ct_next' && isOlder(this.version, 25, 3)) return 'ct_next;';
    if (action.type === 'ct_commit_nat' && isOlder(this.version, 24, 9)) return 'ct_commit_nat;';
    return formatAction(action);
  }

  changeText(change: Change): string {
    switch (change.kind) {
      case 'load':
        return formatAction(change.action).replace(/;$/, '');
      case 'copy':
        return `${formatField(change.target)} = ${copiedText(change)}`;
      case 'push':
        return `push(${formatField(change.field)}) -> ${hexOfWords(change.value)}`;
      case 'pop':
        return `pop(${formatField(change.field)}) <- ${change.value === undefined ? '/* empty stack */' : hexOfWords(change.value)}`;
      case 'ttl':
        return 'ip.ttl--';
      case 'set':
        return `${formatField(change.field)} = ${change.value}`;
      case 'eth-dst':
        return `eth.dst = ${formatMac(...change.mac)}`;
      case 'options':
        return optionsText(change.action);
      case 'fragment-mtu':
        return `${change.field.symbol.name} = ${change.value & 0xffff}`;
      case 'output':
        return `output("${this.names.outport(change.to)}")`;
    }
  }

  noteText(note: Note): string {
    switch (note.kind) {
      case 'output':
        return `/* output to "${this.names.outport(note.to)}", type "${note.to.port?.type ?? ''}" */`;
      case 'distributed':
        return (
          `/* Replacing type "${note.redirect.type}" outport "${this.names.port(note.redirect)}"` +
          ` with distributed port "${this.names.port(note.port)}". */`
        );
      case 'same-port':
        return '/* omitting output because inport == outport && !flags.loopback */';
      case 'flood-remote':
        return '/* Flood to all remote chassis */';
      case 'remote-fdb':
        return '/* The remote FDB table is different per each chassis. */';
    }
  }

  errorText(error: TraceError): string {
    switch (error.kind) {
      case 'null-port':
        return '*** output to null logical port';
      case 'unknown-port':
        return `*** unknown port or multicast group ${error.key}`;
      case 'no-distributed-port':
        return `*** output to type "${error.port.type}" port "${this.names.port(error.port)}" with no or invalid distributed port`;
      case 'ttl-underflow':
        return '*** TTL underflow';
      case 'ttl-not-ip':
        return '*** TTL decrement of non-IP packet';
      case 'dns':
        return '*** dns_lookup action not implemented';
      case 'no-backend':
        return '*** no load balancing destination (use --lb-dst)';
      case 'dhcp-request':
        return '/* We assume that this packet is DHCPDISCOVER or DHCPREQUEST. */';
      case 'dhcp-response':
        return (
          '/* We assume that this packet is DHCPOFFER or DHCPACK and DHCP broadcast flag is set.' +
          ' Dest IP is set to broadcast. Dest MAC is set to broadcast but in real network this is unicast' +
          ' which is extracted from DHCP header. */'
        );
      case 'no-mirror-port':
        // Spelled as ovn-trace spells it.
        return '/* omitting output because no taget port found. */';
      case 'unknown-action':
        return `*** unknown action ${error.text}`;
      case 'loop':
        return `*** a loop: more than ${error.limit} ${error.of}`;
      case 'unknown-datapath':
        return '*** unknown datapath';
    }
  }
}

const lookupText = (lookup: Lookup): string => {
  switch (lookup.kind) {
    case 'mac-binding':
      return lookup.mac === undefined
        ? '/* No MAC binding. */'
        : `/* MAC binding to ${formatMac(...lookup.mac)}. */`;
    case 'mac-binding-known':
      return lookup.found
        ? `/* MAC binding to ${formatMac(...lookup.ethDst)} found. */`
        : '/* lookup failed - No MAC binding. */';
    case 'ip-known':
      return lookup.found ? '/* MAC binding found. */' : '/* lookup failed - No MAC binding. */';
    case 'fdb':
      return lookup.found
        ? `/* MAC lookup for ${formatMac(...lookup.ethDst)} found in FDB. */`
        : '/* lookup mac failed in mac learning table. */';
    case 'ct-state-saved':
      return `/* ${formatField(lookup.field)} = ${lookup.value}; */`;
    case 'snat-to-vip':
      return `/* nat(src=${lookup.vip}) */`;
  }
};

/** A whole field in its own notation, a part of one in hexadecimal. */
const copiedText = ({ source, value }: Extract<Change, { readonly kind: 'copy' }>): string => {
  const { field, offset, width } = resolveField(source);
  return offset === 0 && width >= field.width ? fieldText(field, value) : hexOfWords(value);
};

const optionsText = (action: Action): string => {
  if (
    action.type !== 'put_dhcp_opts' &&
    action.type !== 'put_dhcpv6_opts' &&
    action.type !== 'put_nd_ra_opts'
  )
    return '';
  const options = action.options.map(({ option, value }) => `${option.name} = ${formatConstantSet(value)}`);
  return `${action.type}(${options.join(', ')})`;
};

const ASSUMED = ' /* default (use --ct to customize) */';

const transformationText = (transformation: Transformation): string => {
  switch (transformation.kind) {
    case 'mirror':
      return 'clone';
    case 'ct_next':
      return `ct_next(ct_state=${ctStateText(transformation.state)}${transformation.assumed ? ASSUMED : ''})`;
    case 'ct_nat':
      return natText(transformation);
    case 'ct_commit_nat':
      return `ct_commit_nat /* assuming no un-nat entry, so no change */${transformation.assumed ? ASSUMED : ''}`;
    case 'ct_commit_to_zone':
      return `ct_commit_to_zone(${transformation.zone})${transformation.assumed ? ASSUMED : ''}`;
    case 'ct_lb':
      return `${transformation.action.type}${transformation.assumed ? ASSUMED : ''}`;
    case 'select':
      return (
        `select: ${formatField(transformation.field)} = ${transformation.id}` +
        (transformation.chosen ? '' : ' /* Randomly selected. Use --select-id to specify. */')
      );
    case 'log': {
      const { action, direction, packet } = transformation;
      if (action.type !== 'log') return '';
      return (
        `LOG: ACL name=${action.name ?? '<unnamed>'}, direction=${direction}, verdict=${action.verdict},` +
        ` severity=${action.severity}, packet="${packetText(packet)}"`
      );
    }
    default:
      return transformation.kind;
  }
};

const natText = ({
  direction,
  commonZone,
  action,
  assumed,
}: Extract<Transformation, { readonly kind: 'ct_nat' }>): string => {
  const letter = direction.charAt(0);
  let text = `ct_${letter}nat${commonZone ? 'in_czone' : ''}`;
  const address =
    'address' in action && typeof action.address === 'object' && 'family' in action.address
      ? action.address
      : undefined;
  if (address === undefined) text += ` /* assuming no un-${letter}nat entry, so no change */`;
  else if (address.family === 4) text += `(ip4.${direction}=${formatIp4(Number(address.value))})`;
  else {
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = wordsOfBigInt(address.value, 128);
    text += `(ip6.${direction}=${formatIp6(w0, w1, w2, w3)})`;
  }
  return text + (assumed ? ASSUMED : '');
};
