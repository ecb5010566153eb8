/** `ovnscope compare`: two set-ups of layer 2 beside each other. */
import { compareL2 } from '../../audit/index.ts';
import { l2 } from '../../model/index.ts';
import { OvnscopeError, printable } from '../../text/index.ts';
import type { Run } from '../command.ts';
import { comparisonJson } from '../compare/json.ts';
import { compareText } from '../compare/text.ts';
import { l2SourceOf, openHosts } from '../host/open.ts';
import { reportHostProblems } from '../host/problems.ts';
import { usesColor } from '../io.ts';
import { jsonText } from '../json.ts';
import { coloured, plain } from '../show/index.ts';

export const run: Run = async (args, io) => {
  const paths = [String(args['a']), String(args['b'])] as const;
  const opened = await Promise.all(paths.map((path) => openHosts(path)));
  reportHostProblems(
    io.err,
    opened.flat().flatMap(({ linux }) => linux.problems),
    args.verbose,
  );
  const [a, b] = opened.map((hosts) => l2.l2Network(hosts.map(l2SourceOf))) as [l2.L2Network, l2.L2Network];
  const renamed = new Map(((args['map'] as readonly string[] | undefined) ?? []).map(renaming));
  const comparison = compareL2({ name: paths[0], network: a }, { name: paths[1], network: b }, renamed);
  if (comparison.matched.length === 0) {
    throw new OvnscopeError('usage', 'the two have no end in common', {
      hint: '--map A=B says that what is called A in the first is B in the second',
    });
  }
  if (args['output'] === 'json') io.out.write(jsonText(comparisonJson(comparison)));
  else {
    const style = usesColor(io.out, io.env, args.color) ? coloured : plain;
    io.out.write(`${compareText(comparison, style).join('\n')}\n`);
  }
  return comparison.equivalent ? 0 : 2;
};

const renaming = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new OvnscopeError('usage', `--map ${printable(text)} is no pair of names`, { expected: 'A=B' });
};
