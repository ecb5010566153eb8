/** The options of `graph`, read once and checked. */
import type { FoldOptions, View } from '../../viz/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import { formatOfFile, type Format } from './formats.ts';

export interface Target {
  /** `-` is standard output. */
  readonly path: string;
  readonly format: Format;
}

export interface GraphOptions {
  readonly name: string | undefined;
  readonly view: View;
  readonly around: readonly string[];
  readonly hops: number;
  readonly diff: readonly string[];
  readonly trace: string | undefined;
  readonly open: readonly string[];
  readonly fold: FoldOptions;
  readonly title: string | undefined;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly scale: number;
  readonly width: number;
  readonly ascii: boolean;
  readonly hosts: readonly string[];
  readonly scene: string | undefined;
  readonly targets: readonly Target[];
}

const text = (args: CommandArguments, name: string): string | undefined =>
  typeof args[name] === 'string' ? args[name] : undefined;

const texts = (args: CommandArguments, name: string): readonly string[] =>
  ((args[name] ?? []) as readonly (string | number)[]).map(String);

const number = (args: CommandArguments, name: string, least: number, most: number): number | undefined => {
  const value = args[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new OvnscopeError('usage', `--${name} needs a number from ${least} to ${most}`);
};

const whole = (args: CommandArguments, name: string, least: number, most: number): number | undefined => {
  const value = number(args, name, least, most);
  if (value === undefined || Number.isInteger(value)) return value;
  throw new OvnscopeError('usage', `--${name} needs a whole number from ${least} to ${most}`);
};

const WIDTH = 100;
const NARROWEST = 40;
const WIDEST = 400;

const widthOf = ({ out, env }: Io): number => {
  // A pseudo-terminal that nobody has told its size says 0.
  const known = (out.columns ?? 0) > 0 ? Number(out.columns) : Number(env['COLUMNS'] ?? WIDTH);
  return Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(known) ? Math.floor(known) : WIDTH));
};

const targetsOf = (args: CommandArguments, io: Io): readonly Target[] => {
  const format = args['format'] as Format | undefined;
  const paths = texts(args, 'output');
  if (paths.length === 0) return [{ path: '-', format: format ?? (io.out.terminal ? 'text' : 'svg') }];
  const targets = paths.map((path) => ({
    path,
    format: path === '-' ? (format ?? ('svg' as const)) : formatOfFile(path, format),
  }));
  const twice = targets.find(({ path }, i) => paths.indexOf(path) !== i);
  if (twice === undefined) return targets;
  throw new OvnscopeError('usage', `--output ${twice.path} was given twice`);
};

/** Throws `OvnscopeError` of kind `usage`. */
export const graphOptions = (args: CommandArguments, io: Io): GraphOptions => {
  const targets = targetsOf(args, io);
  if (targets.some(({ path, format }) => path === '-' && format === 'png') && io.out.terminal) {
    throw new OvnscopeError('usage', 'a PNG is nothing for a terminal', { hint: '-o FILE.png' });
  }
  const options: GraphOptions = {
    name: text(args, 'name'),
    view: (args['view'] as View | undefined) ?? 'logical',
    around: texts(args, 'around'),
    hops: whole(args, 'hops', 0, 100) ?? 1,
    diff: texts(args, 'diff'),
    trace: text(args, 'trace'),
    open: texts(args, 'open'),
    fold: args['all'] === true ? { budget: Infinity } : {},
    title: text(args, 'title'),
    theme: (args['theme'] as GraphOptions['theme'] | undefined) ?? 'auto',
    scale: number(args, 'scale', 0.05, 10) ?? 1,
    width: number(args, 'width', NARROWEST, WIDEST) ?? widthOf(io),
    ascii: args['ascii'] === true,
    scene: text(args, 'scene'),
    hosts: texts(args, 'host'),
    targets,
  };
  checkTogether(options, args);
  if (options.trace !== undefined && options.diff.length > 0)
    throw new OvnscopeError('usage', 'a picture shows a trace or a difference, not both');
  return options;
};

const givenOf = (args: CommandArguments, names: readonly string[]): readonly string[] =>
  names.filter((one) => args[one] !== undefined && !(Array.isArray(args[one]) && args[one].length === 0));

/** What would have no effect is refused. */
const checkTogether = (options: GraphOptions, args: CommandArguments): void => {
  const { around, name, scene, hosts, targets, fold, theme } = options;
  const refuse = (message: string, hint: string): never => {
    throw new OvnscopeError('usage', message, { hint });
  };
  if (args['hops'] !== undefined && around.length === 0 && name === undefined)
    refuse('--hops says how far around something: of what?', '--around NAME --hops N');
  if (scene !== undefined) {
    const others = givenOf(args, ['name', 'view', 'diff', 'trace', 'nb', 'sb', 'ovs', 'from']);
    if (others.length > 0)
      refuse(
        `a saved picture goes without ${others.join(', ')}`,
        '--around, --open and the formats go with --scene',
      );
  }
  if (hosts.length > 0) {
    const others = givenOf(args, ['name', 'scene', 'diff', 'trace', 'nb', 'sb', 'ovs', 'from']);
    if (others.length > 0 || (args['view'] !== undefined && args['view'] !== 'bridge'))
      refuse(
        `captured hosts go without ${others.length > 0 ? others.join(', ') : `view ${String(args['view'])}`}`,
        'their bridges are drawn; --around and --open say what of them',
      );
  }
  const html = targets.some(({ format }) => format === 'html');
  if (!html) return;
  if (theme !== 'auto')
    refuse('the page has light and dark by itself', 'leave --theme away, or --format svg');
  if (fold.budget !== undefined) refuse('the page unfolds on demand', 'leave --all away, or --format svg');
  if (options.open.length > 0) refuse('the page unfolds on demand', 'leave --open away, or --format svg');
};
