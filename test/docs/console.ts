/**
 * Console blocks of the documentation, as commands and what they print.
 *
 *     ```console
 *     $ ovnscope show --from fixtures/demo | head -2
 *     2 logical routers, …
 *     …                              any number of lines, also none
 *     $ cat > file <<END             a command goes on
 *     > text                         with what a shell would prompt for
 *     > END
 *     ```
 *
 * ```sh``` blocks hold what is typed to work on the project itself; `shellCommandsOf` lists them.
 */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly command: string;
  readonly expected: readonly string[];
}

/** All examples of a Markdown text, in order. */
export const examplesOf = (file: string, markdown: string): Example[] => {
  const examples: { file: string; line: number; command: string; expected: string[] }[] = [];
  let inBlock = false;
  markdown.split('\n').forEach((text, index) => {
    if (!inBlock) {
      inBlock = text === '```console';
    } else if (text.startsWith('```')) {
      inBlock = false;
    } else if (text.startsWith('$ ')) {
      examples.push({ file, line: index + 1, command: text.slice(2), expected: [] });
    } else if (text.startsWith('> ') && examples.at(-1)?.expected.length === 0) {
      (examples.at(-1) as { command: string }).command += `\n${text.slice(2)}`;
    } else {
      examples.at(-1)?.expected.push(text);
    }
  });
  return examples.map((example) => ({ ...example, expected: withoutBlankEnds(example.expected) }));
};

/** The commands of ```sh``` blocks, without their comments. */
export const shellCommandsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== ''),
  );

const withoutBlankEnds = (lines: readonly string[]): string[] => {
  const kept = [...lines];
  while (kept.at(-1) === '') kept.pop();
  return kept;
};

/** Whether the lines are as documented; `…` alone stands for any number of lines. */
export const matches = (expected: readonly string[], actual: readonly string[]): boolean => {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first.trim() !== '…') return actual[0] === first && matches(rest, actual.slice(1));
  for (let skipped = 0; skipped <= actual.length; skipped++) {
    if (matches(rest, actual.slice(skipped))) return true;
  }
  return false;
};
