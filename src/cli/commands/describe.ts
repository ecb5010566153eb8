/** `ovnscope describe`: everything about one thing, by its name, address or UUID. */
import { describe, type Description } from '../../model/index.ts';
import type { Run } from '../command.ts';
import { describeJson } from '../describe/json.ts';
import { renderDescription } from '../describe/render.ts';
import { OvnscopeError } from '../../text/index.ts';
import { alsoFound, Search } from '../describe/search.ts';
import { reportError } from '../errors.ts';
import { usesColor } from '../io.ts';
import { jsonText } from '../json.ts';

export const run: Run = async (args, io) => {
  const names = (args['names'] as readonly (string | number)[]).map(String);
  const kind = typeof args['kind'] === 'string' ? args['kind'] : undefined;
  const search = await Search.open(args, io);
  try {
    const all = await search.all(names, kind);
    const [only] = all;
    if (all.length === 1 && only instanceof OvnscopeError) throw only;
    for (const one of all) if (one instanceof OvnscopeError) reportError(io.err, one, args.verbose);
    const described = await search.pieces.settle((network) =>
      all.flatMap((one, i): Description[] => {
        if (one instanceof OvnscopeError) return [];
        const { found, others } = one;
        const answer = describe(network, found.ref, found.host);
        if (answer === undefined) return [];
        return [{ ...answer, sections: [...answer.sections, ...alsoFound(names[i] as string, others)] }];
      }),
    );
    if (args['output'] === 'json') io.out.write(jsonText(describeJson(described)));
    else if (args['output'] === 'yaml') {
      const { yamlText } = await import('../yaml.ts');
      io.out.write(yamlText(describeJson(described)));
    } else {
      const options = {
        color: usesColor(io.out, io.env, args.color),
        width: io.out.columns,
        all: args['all'] === true,
      };
      io.out.write(described.map((one) => renderDescription(one, options)).join('\n'));
    }
    search.finish();
    return all.some((one) => one instanceof OvnscopeError) ? 1 : 0;
  } finally {
    await search.pieces.close();
  }
};
