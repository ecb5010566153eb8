/** Why there is no trace, for a person: what is wrong, where in the microflow, what to try. */
import type { TraceProblem, TraceRequest } from '../../flows/index.ts';
import { fieldNames } from '../../flows/index.ts';
import { nearest, type Network } from '../../model/index.ts';
import { excerpt, OvnscopeError, printable } from '../../text/index.ts';

export const problemError = (
  problem: TraceProblem,
  request: TraceRequest,
  network: Network,
): OvnscopeError => {
  // While the server has not said all that was asked, nobody asks it for every name.
  if (network.sbRows.missing > 0) return new OvnscopeError('usage', 'not all has been read yet');
  switch (problem.kind) {
    case 'unknown-datapath':
      return new OvnscopeError('usage', `there is no datapath "${excerpt(problem.name)}"`, {
        hint: meant(problem.name, datapathNames(network)) ?? 'ovnscope get datapaths',
      });
    case 'ambiguous-datapath':
      return new OvnscopeError('usage', `several datapaths are called "${excerpt(problem.name)}"`, {
        hint: 'more digits of its UUID',
      });
    case 'unknown-port':
      return new OvnscopeError('usage', `there is no logical port "${excerpt(problem.name)}"`, {
        hint:
          ownName(problem.name, network) ?? meant(problem.name, portNames(network)) ?? 'ovnscope get ports',
      });
    case 'no-inport':
      return new OvnscopeError('usage', 'the microflow does not say by which port the packet comes in', {
        hint:
          unknownInport(request.microflow, network) ??
          'inport == "PORT" && …, where PORT is one of the datapath',
      });
    case 'microflow': {
      const { message, start, end } = problem.diagnostic;
      return new OvnscopeError('usage', `the microflow cannot be used: ${printable(message)}`, {
        where: caret(request.microflow, start, end),
        hint:
          senderHint(request.microflow, network) ??
          unknownField(request.microflow.slice(start, end), message) ??
          advice(message),
      });
    }
    case 'bad-address':
      return new OvnscopeError('usage', `"${excerpt(problem.text)}" is no address`, {
        expected: 'IP or IP:PORT, [IPV6]:PORT',
      });
    case 'unknown-chassis':
      return new OvnscopeError('usage', `there is no chassis "${excerpt(problem.name)}"`, {
        hint: meant(problem.name, chassisNames(network)) ?? 'ovnscope get chassis',
      });
  }
};

const WIDEST = 100;

/** The text around the place, and a line below that points at it. */
const caret = (text: string, start: number, end: number): string => {
  const from = Math.max(0, start - WIDEST / 2);
  const to = Math.min(text.length, from + WIDEST);
  const before = `${from > 0 ? '…' : ''}${printable(text.slice(from, start))}`;
  const shown = `${before}${printable(text.slice(start, to))}${to < text.length ? '…' : ''}`;
  const width = Math.max(1, printable(text.slice(start, Math.min(end, to))).length);
  return `\n  ${shown}\n  ${' '.repeat(before.length)}${'^'.repeat(width)}`;
};

const advice = (message: string): string | undefined => {
  if (message.startsWith('Constraints are ambiguous')) {
    return 'say which it is: ip4 or ip6, and one value for every field; or let --from PORT --to PORT build the packet';
  }
  if (message.startsWith('Constraints are contradictory')) {
    return 'no packet has all of this at once: two values of one field, or a port that is not on the datapath';
  }
  if (message.includes('does not match on inport')) return 'inport == "PORT" && …, or name the datapath';
  return undefined;
};

/** ovn-trace finds no port by its alias, and neither do its forms. */
const ownName = (alias: string, network: Network): string | undefined => {
  const names = [...network.sbRows.all('Port_Binding')]
    .filter((row) => row.get('external_ids').get('name') === alias)
    .map((row) => `"${excerpt(row.get('logical_port'))}"`);
  return names.length === 0
    ? undefined
    : `in ovn-trace's forms it is called by its own name: ${names.slice(0, NEAREST).join(', ')}`;
};

/** `inport` of a port that is not on the datapath is none. */
const unknownInport = (microflow: string, network: Network): string | undefined => {
  const name = /inport\s*==\s*"((?:[^"\\]|\\.)*)"/.exec(microflow)?.[1];
  if (name === undefined) return undefined;
  const names = portNames(network);
  if (names.has(name)) return `"${excerpt(name)}" is a port of another datapath: leave the datapath out`;
  const near = meant(name, names);
  return `"${excerpt(name)}" is no port of this datapath${near === undefined ? '' : `; ${near}`}`;
};

/** A port alone is no packet. */
const senderHint = (microflow: string, { sbRows }: Network): string | undefined => {
  const name = microflow.trim();
  if (!/^[^\s=!<>&|()"]+$/.test(name)) return undefined;
  const ports = [
    ...sbRows.where('Port_Binding', 'logical_port', name),
    ...sbRows.whereKey('Port_Binding', 'external_ids', 'name', name),
  ];
  return ports.length === 0
    ? undefined
    : `--from ${excerpt(name)} --to PORT|IP builds a packet from that port`;
};

const unknownField = (word: string, message: string): string | undefined =>
  message.includes('expecting field name') ? meant(word, fieldNames()) : undefined;

const NEAREST = 5;

const meant = (text: string, names: Iterable<string>): string | undefined => {
  const near = nearest(text, names, NEAREST).map((name) => excerpt(name));
  return near.length === 0 ? undefined : `did you mean ${near.join(', ')}?`;
};

const datapathNames = (network: Network): Set<string> => {
  const names = new Set<string>();
  for (const row of network.sbRows.all('Datapath_Binding')) {
    for (const key of ['name', 'name2']) {
      const name = row.get('external_ids').get(key);
      if (name !== undefined) names.add(name);
    }
  }
  return names;
};

const chassisNames = (network: Network): Set<string> =>
  new Set([...network.sbRows.all('Chassis')].flatMap((row) => [row.get('name'), row.get('hostname')]));

const portNames = (network: Network): Set<string> => {
  const names = new Set<string>();
  for (const row of network.sbRows.all('Port_Binding')) {
    names.add(row.get('logical_port'));
    const alias = row.get('external_ids').get('name');
    if (alias !== undefined) names.add(alias);
  }
  return names;
};
