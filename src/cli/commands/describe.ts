/** `ovnscope describe`: everything about one thing, by its name, address or UUID. */
import { describe, type Description } from '../../model/index.ts';
import type { Run } from '../command.ts';
import { describeJson } from '../describe/json.ts';
import { renderDescription } from '../describe/render.ts';
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { alsoFound, Search } from '../describe/search.ts';
import { reportError } from '../errors.ts';
import { usesColor } from '../io.ts';
import { jsonText } from '../json.ts';
import { checkKind } from '../kind-word.ts';

export const run: Run = async (args, io) => {
  const names = (args['names'] as readonly (string | number)[]).map(String);
  const kind = typeof args['kind'] === 'string' ? args['kind'] : undefined;
  checkKind(kind);
  const search = await Search.open(args, io);
  try {
    const all = await search.all(names, kind);
    const [only] = all;
    if (all.length === 1 && only instanceof OvnscopeError) throw only;
    for (const one of all) if (one instanceof OvnscopeError) reportError(io.err, one, args.verbose);
    const answers = await search.pieces.settle((network) =>
      all.map((one): Description | undefined => {
        if (one instanceof OvnscopeError) return undefined;
        return describe(network, one.found.ref, one.found.host);
      }),
    );
    const described = answers.flatMap((answer, i): Description[] => {
      const [one, name] = [all[i], names[i] as string];
      if (one === undefined || one instanceof OvnscopeError) return [];
      if (answer !== undefined)
        return [{ ...answer, sections: [...answer.sections, ...alsoFound(name, one.others)] }];
      io.err.write(`ovnscope: "${excerpt(name)}" is gone since it was found\n`);
      return [];
    });
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
    return described.length < all.length ? 1 : 0;
  } finally {
    await search.pieces.close();
  }
};
