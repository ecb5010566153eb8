/** How the answer is printed. */
import type { CommandArguments } from '../command.ts';
import { usesColor, type Io } from '../io.ts';
import { coloured, plain, type Style } from '../show/index.ts';
import type { TraceOptions } from './options.ts';

export interface RenderOptions {
  readonly style: Style;
  readonly explain: boolean;
  readonly friendlyNames: boolean;
}

export const renderOptions = (io: Io, args: CommandArguments, options: TraceOptions): RenderOptions => ({
  style: usesColor(io.out, io.env, args.color) ? coloured : plain,
  explain: options.explain,
  friendlyNames: options.friendlyNames,
});
