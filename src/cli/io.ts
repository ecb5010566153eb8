/** What a command may touch of the outside world; tests pass their own. */
export interface Output {
  write(text: string): void;
  /** What is no text: a picture in pixels. */
  bytes?(content: Uint8Array): void;
  /** For who writes much: waits until what was written is on its way. Without it everything is taken at once. */
  room?(): Promise<void>;
  readonly terminal: boolean;
  /** Width in characters, if it is a terminal. */
  readonly columns: number | undefined;
}

export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is typed or piped in, for commands that read requests. */
  readonly in?: AsyncIterable<Uint8Array | string> | undefined;
  /** Data. */
  readonly out: Output;
  /** Talk. */
  readonly err: Output;
  /** Aborted when the person has had enough. */
  readonly signal: AbortSignal;
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** `--color` first, then `NO_COLOR` (no-color.org), `FORCE_COLOR`, then whether it is a terminal that can. */
export const usesColor = (output: Output, env: Io['env'], choice: ColorChoice): boolean => {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0';
  return output.terminal && env['TERM'] !== 'dumb';
};
