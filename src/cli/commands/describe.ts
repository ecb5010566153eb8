/** `ovnscope describe`: everything about one thing, by its name, address or UUID. */
import { describe, type Description } from '../../model/index.ts';
import type { Run } from '../command.ts';
import { describeJson } from '../describe/json.ts';
import { renderDescription } from '../describe/render.ts';
import { alsoFound, Search } from '../describe/search.ts';
import { reportError } from '../errors.ts';
import { usesColor } from '../io.ts';
import { jsonText } from '../json.ts';

export const run: Run = async (args, io) => {
  const names = (args['names'] as readonly (string | number)[]).map(String);
  const kind = typeof args['kind'] === 'string' ? args['kind'] : undefined;
  const search = await Search.open(args, io);
  const described: Description[] = [];
  let status: 0 | 1 = 0;
  try {
    for (const name of names) {
      try {
        const { found, others } = await search.one(name, kind);
        const answer = await search.pieces.settle((network) => describe(network, found.ref, found.host));
        if (answer !== undefined)
          described.push({ ...answer, sections: [...answer.sections, ...alsoFound(name, others)] });
      } catch (error) {
        if (names.length === 1) throw error;
        reportError(io.err, error, args.verbose);
        status = 1;
      }
    }
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
  } finally {
    await search.pieces.close();
  }
  return status;
};
