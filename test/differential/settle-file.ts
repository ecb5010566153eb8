/**
 * Asks the real ovn-trace about a saved Southbound.
 *
 * Which of two flows of one priority it takes follows from the order in which its server has its rows, and that from all
 * that ever happened to the server: one that knows the saved file and nothing else can be had again.
 */
import { OvsdbServer } from '../lab/index.ts';
import type { Random } from './random.ts';
import { Reference } from './reference/reference.ts';
import type { TraceRequest } from './request.ts';
import { settle, type Settled } from './settle.ts';

/** `directory` takes the server's sockets; the file is not changed. */
export const settleFile = async (
  southbound: string,
  directory: string,
  requests: readonly TraceRequest[],
  random: Random,
): Promise<Settled[]> => {
  const server = await OvsdbServer.start({ directory, name: 'saved', databases: [southbound] });
  const reference = new Reference(directory, server.remote);
  try {
    const settled: Settled[] = [];
    for (const [index, request] of requests.entries()) {
      settled.push(await settle(request, reference, random.fork(String(index))));
    }
    return settled;
  } finally {
    reference.stop();
    await server.stop();
  }
};
