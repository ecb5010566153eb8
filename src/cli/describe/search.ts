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
  isKindWord,
  resolve,
  withDetails,
  type FindOptions,
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
import { nearestKinds } from '../kind-word.ts';
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

  /**
   * For each text the one thing that it means, or why there is none: an `OvnscopeError` of kind `usage` with the
   * candidates, or with the nearest names.
   */
  async all(texts: readonly string[], kind: string | undefined): Promise<readonly (One | OvnscopeError)[]> {
    const options = kind === undefined ? {} : { kind };
    const called = await this.called(texts, options);
    const exact = texts.map((text) => resolve(called, text, options));
    const isDone = !this.pieces.isLive || exact.every(isExact);
    const whole = isDone ? called : (await this.catalogue()).network;
    const certain = texts.map((text, i) => {
      const resolution = exact[i] as Resolution;
      return isDone || isExact(resolution) ? resolution : resolve(whole, text, options);
    });
    const told = await this.pieces.settle((network) => certain.map((one) => withDetails(network, one)));
    const none = kind === undefined ? 'nothing' : `no ${excerpt(kind)}`;
    return texts.map((text, i) => chosenThing(text, told[i] as Resolution, this.io, none));
  }

  /** Tells what was found to be wrong with rows. */
  finish(): void {
    const { pieces, io, args } = this;
    if (args.verbose && pieces.isLive)
      io.err.write(`${pieces.rows} rows asked for in ${pieces.rounds} rounds\n`);
    pieces.finish();
  }

  /** The network with what is called so; of servers not much else is in it. */
  private async called(texts: readonly string[], options: FindOptions): Promise<Network> {
    const { pieces } = this;
    if (!pieces.isLive) return pieces.network();
    for (const text of texts) pieces.want(exactWants(text));
    await pieces.fetch();
    const network = pieces.network({ demanding: false });
    const finder = finderOf(network);
    for (const found of texts.flatMap((text) => finder.find(text, options))) this.wantFacesOf(network, found);
    return (await pieces.fetch()) ? pieces.network({ demanding: false }) : network;
  }

  /** A port binding leads to the port, which has its name; a copy of a Northbound's row names the row. */
  private wantFacesOf({ sbRows }: Network, { name, ref: { database, table, uuid } }: Found): void {
    this.pieces.want(exactWants(name));
    const ids = database === 'OVN_Southbound' ? sbRows.anyRow(table, uuid)?.get('external_ids') : undefined;
    if (!(ids instanceof Map)) return;
    for (const id of ids.values()) if (UUID.test(String(id))) this.pieces.want(exactWants(String(id)));
  }

  /** Names and addresses of everything. */
  private catalogue(): Promise<Looked> {
    this.whole ??= readNetworkOf(this.args, this.io, NEEDS);
    return this.whole;
  }
}

/** What `show` opens: it reads no more than these and what hangs on them. */
const SHOWN = 'no logical switch, logical router, port, chassis or host';

/** For `show`, which has read all that it opens. Throws what `Search.all` gives. */
export const chooseOne = (network: Network, text: string, io: Io): Found => {
  const one = chosenThing(text, withDetails(network, resolve(network, text)), io, SHOWN);
  if (one instanceof OvnscopeError) throw one;
  return one.found;
};

/** `none` says of what there is none that is called so. */
export const chosenThing = (
  text: string,
  resolution: Resolution,
  io: Io,
  none: string,
): One | OvnscopeError => {
  switch (resolution.kind) {
    case 'one':
      if (resolution.found.how === 'part') {
        const { kind, name } = resolution.found;
        io.err.write(
          `ovnscope: ${none} is called "${excerpt(text)}"; this is the one thing whose name holds it: ${kind} ${excerpt(name)}\n`,
        );
      }
      return resolution;
    case 'several':
      return several(text, resolution.candidates);
    case 'none':
      return nothing(text, resolution.nearest, none);
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

const line = ({ kind, name, alias, host, ref, where, detail }: Found): string => {
  const called = alias === undefined ? excerpt(name || '""') : `${excerpt(alias)} (${excerpt(name)})`;
  const at = host === undefined ? '' : ` on ${excerpt(host)}`;
  const why = CALLED.has(where) ? '' : `, ${excerpt(where)}`;
  const more = detail === undefined ? '' : `: ${excerpt(detail)}`;
  const uuid = name === ref.uuid ? '' : `  ${ref.uuid}`;
  return `${kind} ${called}${at}${why}${more}${uuid}`;
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

const nothing = (text: string, nearest: readonly Found[], none: string): OvnscopeError => {
  const near = nearest.length === 0 ? '' : `; the nearest are:${listed(nearest)}`;
  return new OvnscopeError('usage', `${none} is called "${excerpt(text)}"${near}`, {
    expected: 'a name, an alias, a UUID or 4 or more of its first digits, a MAC, an IP or a CIDR',
    hint:
      none === SHOWN ? `ovnscope describe ${excerpt(text)} looks for whatever is called so` : kindMeant(text),
  });
};

/** `prot/web-1`: a word that is neither a kind nor a host nor part of a name, but nearly a kind. */
const kindMeant = (text: string): string | undefined => {
  const word = /^([a-z][a-z _-]+)\/./i.exec(text)?.[1];
  if (word === undefined || isKindWord(word)) return undefined;
  const meant = nearestKinds(word).map((one) => `"${one}"`);
  return meant.length === 0 ? undefined : `"${excerpt(word)}" is no kind: ${meant.join(' or ')}?`;
};

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
