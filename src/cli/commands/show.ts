/** `ovnscope show`: the deployment at a glance. */
import type { Run } from '../command.ts';
import { usesColor } from '../io.ts';
import { renderShow, showJson } from '../show/index.ts';
import { readNetwork } from './network.ts';

export const run: Run = async (args, io) => {
  const { network, finish } = await readNetwork(args, io);
  if (args['output'] === 'json') {
    io.out.write(`${JSON.stringify(showJson(network), null, 2)}\n`);
  } else {
    const color = usesColor(io.out, io.env, args.color);
    io.out.write(renderShow(network, { color, all: args['all'] === true, width: io.out.columns }));
  }
  finish();
  return 0;
};
