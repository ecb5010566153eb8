/** `ovnscope graph`: the logical topology as one self-contained SVG. */
import { writeFile } from 'node:fs/promises';
import { messageOf, OvnscopeError, printable } from '../../text/index.ts';
import { layoutScene, logicalScene, renderSvg } from '../../viz/index.ts';
import type { Run } from '../command.ts';
import { readNetwork } from './network.ts';

export const run: Run = async (args, io) => {
  const { network, finish } = await readNetwork(args, io);
  if (network.nb === undefined && network.sb === undefined) {
    throw new OvnscopeError('usage', 'nothing to draw: neither a Northbound nor a Southbound was read', {
      hint: '--nb or --sb; ovnscope show tells what there is of bridges and interconnections',
    });
  }
  const title = typeof args['title'] === 'string' ? { title: args['title'] } : {};
  const svg = renderSvg(layoutScene(logicalScene(network)), title);
  const file = args['output'];
  if (typeof file !== 'string' || file === '-') {
    io.out.write(svg);
  } else {
    try {
      await writeFile(file, svg);
    } catch (error) {
      throw new OvnscopeError('usage', `cannot write ${printable(file)}: ${messageOf(error)}`, {
        cause: error,
      });
    }
    io.err.write(`wrote ${printable(file)}: open it in a browser\n`);
  }
  finish();
  return 0;
};
