/**
 * From what a person types to the one thing that he means.
 *
 * Of a server, rows that are called exactly so are asked for first. Only where there are none are the names and
 * addresses of everything read: for an address, a part of a name or of a UUID, or a typing error.
 */
import {
  exactWants,
  finderOf,
  findTables,
  resolve,
  type Found,
  type Network,
  type Resolution,
  type Section,
} from '../../model/index.ts';
import type { Spec } from '../../ovsdb/index.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import { readNetworkOf, type Looked } from '../commands/network.ts';
import type { Io } from '../io.ts';
import { Piecewise } from '../piecewise.ts';
import type { Needs } from '../read.ts';
import { DATABASES, type Role } from '../sources.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** More candidates are counted. */
const CANDIDATES_NAMED = 20;

export interface One {
  readonly found: Found;
  /** Where else the address occurs. */
  readonly others: readonly Found[];
}

export class Search {
  readonly pieces: Piecewise;
  private readonly args: CommandArguments;
  private readonly io: Io;
  private whole: Promise<Looked> | undefined;

  private constructor(pieces: Piecewise, args: CommandArguments, io: Io) {
    this.pieces = pieces;
    this.args = args;
    this.io = io;
  }

  static async open(args: CommandArguments, io: Io): Promise<Search> {
    const pieces = await Piecewise.open(args, io);
    // What a host is called, its chassis tells.
    await pieces.settle(({ hosts }) => hosts.map(({ name }) => name));
    return new Search(pieces, args, io);
  }

  /** Throws `OvnscopeError` of kind `usage` with the candidates, or with the nearest names. */
  async one(text: string, kind: string | undefined): Promise<One> {
    const options = kind === undefined ? {} : { kind };
    const exact = resolve(await this.called(text, kind), text, options);
    if (!this.pieces.isLive || isExact(exact)) return chosen(text, exact, this.io);
    return chosen(text, resolve((await this.catalogue()).network, text, options), this.io);
  }

  /** Tells what was found to be wrong with rows. */
  finish(): void {
    const { pieces, io, args } = this;
    if (args.verbose && pieces.isLive)
      io.err.write(`${pieces.rows} rows asked for in ${pieces.rounds} rounds\n`);
    pieces.network().finish();
  }

  /** The network with what is called so; of servers not much else is in it. */
  private async called(text: string, kind: string | undefined): Promise<Looked['network']> {
    const { pieces } = this;
    if (!pieces.isLive) return pieces.network().network;
    pieces.want(exactWants(text));
    await pieces.fetch();
    const { network } = pieces.network({ demanding: false });
    // A port binding's UUID leads to the port, which has its name; that of a copy of a Northbound's row names the row.
    for (const { name, ref } of finderOf(network).find(text, kind === undefined ? {} : { kind })) {
      pieces.want(exactWants(name));
      const ids =
        ref.database === 'OVN_Southbound' && network.sbRows.anyRow(ref.table, ref.uuid)?.get('external_ids');
      if (ids instanceof Map)
        for (const id of ids.values()) if (UUID.test(String(id))) pieces.want(exactWants(String(id)));
    }
    return (await pieces.fetch()) ? pieces.network({ demanding: false }).network : network;
  }

  /** Names and addresses of everything. */
  private catalogue(): Promise<Looked> {
    this.whole ??= readNetworkOf(this.args, this.io, NEEDS);
    return this.whole;
  }
}

/** For a command that has read the whole deployment anyway. Throws as `Search.one`. */
export const chooseOne = (network: Network, text: string, io: Io): Found =>
  chosen(text, resolve(network, text), io).found;

const chosen = (text: string, resolution: Resolution, io: Io): One => {
  switch (resolution.kind) {
    case 'one':
      if (resolution.found.how === 'part') {
        const { kind, name } = resolution.found;
        io.err.write(
          `ovnscope: nothing is called "${excerpt(text)}"; this is the one thing whose name holds it: ${kind} ${excerpt(name)}\n`,
        );
      }
      return resolution;
    case 'several':
      throw several(text, resolution.candidates);
    case 'none':
      throw nothing(text, resolution.nearest);
  }
};

const EXACT: ReadonlySet<Found['how']> = new Set(['name', 'alias', 'uuid']);

const isExact = (resolution: Resolution): boolean => {
  if (resolution.kind === 'none') return false;
  const found = resolution.kind === 'one' ? [resolution.found] : resolution.candidates;
  return found.every(({ how }) => EXACT.has(how));
};

const specOf = (role: Role): Spec =>
  Object.fromEntries(
    Object.entries(findTables[DATABASES[role]]).map(([table, columns]) => [table, { columns }]),
  );

const NEEDS: Needs = {
  nb: specOf('nb'),
  sb: specOf('sb'),
  ovs: specOf('ovs'),
  icNb: specOf('icNb'),
  icSb: specOf('icSb'),
};

/** Why it was found goes without saying where it is called so. */
const CALLED: ReadonlySet<string> = new Set(['name', 'alias']);

const line = ({ kind, name, alias, host, ref, where }: Found): string => {
  const called = alias === undefined ? excerpt(name || '""') : `${excerpt(alias)} (${excerpt(name)})`;
  const at = host === undefined ? '' : ` on ${excerpt(host)}`;
  const why = CALLED.has(where) ? '' : `, ${excerpt(where)}`;
  const uuid = name === ref.uuid ? '' : `  ${ref.uuid}`;
  return `${kind} ${called}${at}${why}${uuid}`;
};

const listed = (found: readonly Found[]): string => {
  const lines = found.slice(0, CANDIDATES_NAMED).map((one) => `\n    ${line(one)}`);
  const left = found.length - lines.length;
  return `${lines.join('')}${left > 0 ? `\n    … and ${left} more` : ''}`;
};

const several = (text: string, candidates: readonly Found[]): OvnscopeError =>
  new OvnscopeError('usage', `"${excerpt(text)}" may be any of ${candidates.length}:${listed(candidates)}`, {
    hint: 'the UUID, or KIND/NAME such as port/NAME, or HOST/NAME',
  });

const nothing = (text: string, nearest: readonly Found[]): OvnscopeError =>
  new OvnscopeError(
    'usage',
    nearest.length === 0
      ? `nothing is called "${excerpt(text)}"`
      : `nothing is called "${excerpt(text)}"; the nearest names are:${listed(nearest)}`,
    { expected: 'a name, an alias, a UUID or 4 or more of its first digits, a MAC, an IP or a CIDR' },
  );

/** What an address is besides the thing that has it. */
export const alsoFound = (text: string, others: readonly Found[]): Section[] =>
  others.length === 0
    ? []
    : [
        {
          id: 'also',
          title: `${excerpt(text)} is also`,
          facts: [],
          listing: {
            columns: [
              { id: 'thing', heading: 'THING' },
              { id: 'kind', heading: 'KIND' },
              { id: 'where', heading: 'WHERE' },
            ],
            rows: others.map(({ kind, name, alias, ref, where }) => [
              { kind, name, ref, ...(alias === undefined ? {} : { alias }) },
              kind,
              where,
            ]),
          },
          notes: [],
        },
      ];
