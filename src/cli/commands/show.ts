/** `ovnscope show`: the deployment at a glance, or one thing of it. */
import type { Json } from '../../ovsdb/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { Run } from '../command.ts';
import { chooseOne } from '../describe/search.ts';
import { usesColor } from '../io.ts';
import { jsonText } from '../json.ts';
import { focusOn, renderShow, showJson } from '../show/index.ts';
import { readNetwork } from './network.ts';

export const run: Run = async (args, io) => {
  const { network, finish } = await readNetwork(args, io);
  const name = args['name'] === undefined ? undefined : String(args['name']);
  if (name === undefined) network.expectMany();
  const found = name === undefined ? undefined : chooseOne(network, name, io);
  const shown = found === undefined ? undefined : focusOn(network, found.ref, found.host);
  if (found !== undefined && shown === undefined) {
    throw new OvnscopeError('usage', `show has no place for ${found.kind}`, {
      expected: 'a logical switch, a logical router, a port of either, a chassis or a host',
      hint: `ovnscope describe ${found.ref.uuid}`,
    });
  }
  if (args['output'] === 'json') io.out.write(jsonText(showJson(network, shown) as unknown as Json));
  else {
    const color = usesColor(io.out, io.env, args.color);
    io.out.write(renderShow(network, { color, all: args['all'] === true, width: io.out.columns, shown }));
  }
  finish();
  return 0;
};
