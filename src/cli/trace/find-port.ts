/**
 * The port that a person means: by what OVN finds it by (name, `external_ids:name`, digits of a UUID), by the name that
 * its system gave it (`NAMESPACE/POD`), or by an IP that it has and no other.
 */
import type { LogicalPort } from '../../flows/index.ts';
import { nearest, portAlias } from '../../model/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { View } from './session.ts';

type Binding = LogicalPort['row'];

const aliasOf = (row: Binding): string | undefined =>
  portAlias(row.get('logical_port'), row.get('external_ids'));

export const findPort = ({ tracer }: View, text: string): LogicalPort | OvnscopeError => {
  const deployment = tracer.deployment();
  if (deployment === undefined) return unknown(text, []);
  const { rows } = deployment;
  const before = rows.missing;
  const found = deployment.findPort(text);
  if ('found' in found) return found.found;
  if (found.problem === 'ambiguous') return several(text);
  // A pod's port is called NAMESPACE_POD: a server is asked for that one before it is for all.
  const pod = rows
    .where('Port_Binding', 'logical_port', text.replace('/', '_'))
    .find((row) => aliasOf(row) === text);
  // While the server has not said what it has of that name, nobody asks it for all.
  if (rows.missing !== before) return unknown(text, []);
  const all = pod === undefined ? [...rows.all('Port_Binding')] : [pod];
  const [row, ...others] = meant(all, text);
  if (row === undefined) return unknown(text, all);
  if (others.length > 0) return several(text);
  return deployment.portOf(row) ?? unknown(text, all);
};

const meant = (rows: readonly Binding[], text: string): readonly Binding[] => {
  const aliased = rows.filter((row) => aliasOf(row) === text);
  if (aliased.length > 0) return aliased;
  const address = text.toLowerCase();
  // Router ports have addresses too: nobody sends from there.
  const holds = (row: Binding): boolean =>
    row.get('type') !== 'patch' &&
    row.get('mac').some((element) => element.toLowerCase().split(' ').slice(1).includes(address));
  return /[.:]/.test(text) ? rows.filter(holds) : [];
};

const several = (text: string): OvnscopeError =>
  new OvnscopeError('usage', `several ports are called "${excerpt(text)}"`, {
    expected: EXPECTED,
    hint: 'ovnscope describe tells them apart',
  });

const EXPECTED = 'a logical port by name, alias, IP or the first digits of its UUID';
const NEAREST = 5;

const unknown = (text: string, rows: readonly Binding[]): OvnscopeError => {
  const names = rows.flatMap((row) => [row.get('logical_port'), aliasOf(row)]);
  const near = nearest(text, new Set(names.filter((name) => name !== undefined)), NEAREST);
  return new OvnscopeError('usage', `no port is called "${excerpt(text)}"`, {
    expected: EXPECTED,
    hint:
      near.length === 0
        ? 'ovnscope get ports'
        : `did you mean ${near.map((name) => excerpt(name)).join(', ')}?`,
  });
};
