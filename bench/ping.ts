/** A second client of a server that is being measured: how long the slowest answer took that it got meanwhile. */
import { spawn } from 'node:child_process';

/** Asks again and again from now on; the returned function ends that and tells the milliseconds. */
export const startPing = (client: string, socket: string): (() => Promise<number>) => {
  const ping = spawn(process.execPath, [client, 'ping', socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  let told = '';
  ping.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  return async () => {
    const ended = new Promise((resolve) => ping.on('close', resolve));
    ping.stdin.end();
    await ended;
    return (JSON.parse(told) as { readonly slowest: number }).slowest;
  };
};
