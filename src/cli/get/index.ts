/** `ovnscope get`: things of a kind, as a table, or for a program. */
import { select } from '../../model/index.ts';
import type { Kind, Selection } from '../../model/index.ts';
import { excerpt, OvnscopeError, printable } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import { readNetworkOf } from '../commands/network.ts';
import { usesColor, type Io } from '../io.ts';
import { coloured, plain } from '../show/style.ts';
import { readManifest } from '../snapshot/read-manifest.ts';
import { readRequest, type Registry, type Request } from './asked.ts';
import { listKinds } from './list.ts';
import { checkRead, checkSources, missingJoins, needsOf } from './needs.ts';
import { print } from './print.ts';

export type { Registry } from './asked.ts';

export const get = async (args: CommandArguments, io: Io, registry: Registry): Promise<0 | 1> => {
  const kindText = args['kind'];
  if (typeof kindText !== 'string' || args['list'] === true) {
    const style = usesColor(io.out, io.env, args.color) ? coloured : plain;
    io.out.write(listKinds(registry.kinds, style, io.out.terminal ? io.out.columns : undefined));
    return 0;
  }
  const request = readRequest(args, kindText, registry);
  checkSources(args, io, request.kinds);
  const { network, finish } = await readNetworkOf(args, io, needsOf(request));
  checkRead(network, request.kinds);
  const selections = request.kinds.map((kind) => select(network, kind, request));
  await print(request, selections, args, io);
  for (const note of missingJoins(selections, args.verbose)) io.err.write(`ovnscope: ${note}\n`);
  finish();
  if (request.names.length === 0 || request.filters.length > 0)
    await tellEmpty(selections, request, args, io);
  checkNames(selections, request);
  return 0;
};

/** A program sees an empty list; a person is told. */
const tellEmpty = async (
  selections: readonly Selection[],
  { format }: Request,
  args: CommandArguments,
  io: Io,
): Promise<void> => {
  const isProgram = format === 'json' || format === 'yaml';
  for (const { kind, subjects, all } of selections) {
    if (subjects.length > 0) continue;
    // Titles are singular, names are not always plural: "there are no fdb".
    const nothing = `nothing of kind ${kind.title}`;
    const leftOut = all.length > 0 ? undefined : await leftOutOf(args.from ?? [], kind);
    if (leftOut !== undefined) io.err.write(`ovnscope: ${leftOut}\n`);
    else if (isProgram) continue;
    else if (all.length === 0) io.err.write(`there is ${nothing}\n`);
    else io.err.write(`${nothing} matches, of ${all.length}\n`);
  }
};

/** A snapshot that was taken without a table says so: none is not the same as not saved. */
const leftOutOf = async (
  paths: readonly string[],
  { table, database }: Kind,
): Promise<string | undefined> => {
  for (const path of paths) {
    const manifest = await readManifest(path);
    const saved = manifest?.databases.find((one) => one.database === database);
    if (saved?.leftOut.some((one) => one.table === table) !== true) continue;
    return `${table} was left out of the snapshot ${printable(path)} (--no-flows)`;
  }
  return undefined;
};

/** A name of several kinds need only be found in one. Throws `OvnscopeError` of kind `usage`. */
const checkNames = (selections: readonly Selection[], { names, kinds }: Request): void => {
  const unknown = names.flatMap((name) => {
    const missed = selections.map((one) => one.unknown.find((other) => other.name === name));
    return missed.includes(undefined)
      ? []
      : [{ name, nearest: [...new Set(missed.flatMap((one) => one?.nearest ?? []))] }];
  });
  const [first, ...others] = unknown;
  if (first === undefined) return;
  const title = kinds.map((kind) => kind.title).join(' or ');
  const named = (name: string): string => `no ${title} "${excerpt(name)}"`;
  const near = first.nearest.slice(0, 3).map((name) => `"${excerpt(name)}"`);
  throw new OvnscopeError('usage', [first, ...others].map(({ name }) => named(name)).join('; '), {
    hint:
      near.length > 0 ? near.join(' or ') : `ovnscope get ${kinds.map(({ name }) => name).join(',')} -o name`,
  });
};
