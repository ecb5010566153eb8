/** `ovnscope path`: from one port to another in layer 2. */
import { l2 } from '../../model/index.ts';
import type { Run } from '../command.ts';
import { l2SourceOf, openHosts } from '../host/open.ts';
import { reportHostProblems } from '../host/problems.ts';
import { jsonText } from '../json.ts';
import { questionOf } from '../path/ask.ts';
import { pathJson } from '../path/json.ts';
import { pathText } from '../path/text.ts';
import { coloured, plain } from '../show/index.ts';
import { usesColor } from '../io.ts';

export const run: Run = async (args, io) => {
  const paths = (args['hosts'] as readonly string[] | undefined) ?? [];
  const hosts = (await Promise.all(paths.map((path) => openHosts(path)))).flat();
  reportHostProblems(
    io.err,
    hosts.flatMap(({ linux }) => linux.problems),
    args.verbose,
  );
  const network = l2.l2Network(hosts.map(l2SourceOf));
  const answer = l2.findPath(questionOf(args, network));
  if (args['output'] === 'json') io.out.write(jsonText(pathJson(answer)));
  else {
    const style = usesColor(io.out, io.env, args.color) ? coloured : plain;
    const lines = pathText(answer, { style, withHost: hosts.length > 1 });
    io.out.write(`${lines.join('\n')}\n`);
  }
  return answer.path === undefined ? 2 : 0;
};
