import type { Parsed } from '../parsed.ts';
import { readItems } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf } from './lines.ts';
import { Problems, quoted } from './problems.ts';

/** Names of namespaces with the ids that they have in the namespace that was asked; undefined: it has given none yet. */
export type NamespaceIds = ReadonlyMap<string, number | undefined>;

/**
 * Reads `ip -j netns list`. Without JSON (iproute2 before 4.20, which ignores `-j` here) a line is `NAME` or
 * `NAME (id: N)`; a line with further blanks is an error message.
 */
export const parseNetns = (text: string, source: string): Parsed<NamespaceIds> => {
  const problems = new Problems(source);
  const value = new Map<string, number | undefined>();
  if (holdsJson(text))
    for (const item of readItems(text, problems)) {
      const name = item.text('name');
      if (name === undefined) item.lose('a namespace without a name; expected "name"');
      else value.set(name, item.integer('id'));
    }
  else
    for (const line of linesOf(text)) {
      const match = /^([^ \t]+)(?: \(id: (\d{1,10})\))?[ \t]*$/.exec(line.text);
      if (match === null)
        problems.add(
          'line',
          () => `${quoted(line.text)} is not of "ip netns"; expected JSON or "NAME (id: N)"`,
          at(line),
        );
      else value.set(match[1] ?? '', match[2] === undefined ? undefined : Number(match[2]));
    }
  return { value, problems: problems.list };
};
