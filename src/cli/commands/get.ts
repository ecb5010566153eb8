/** `ovnscope get KIND [NAME…]`: things of a kind. */
import { kindOf, kinds } from '../../model/index.ts';
import type { Run } from '../command.ts';
import { get } from '../get/index.ts';

export const run: Run = (args, io) => get(args, io, { kinds, kindOf });
