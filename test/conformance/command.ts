/** A subcommand of `test-ovsdb`: how many arguments it takes, and what it does with them. */
export interface Command {
  readonly least: number;
  readonly most: number;
  /** One line of `usage`. */
  readonly summary: string;
  /** Writes to standard output itself; errors are thrown. */
  run(args: readonly string[]): void | Promise<void>;
}

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
