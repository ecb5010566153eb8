/** A replica under a thousand transactions a second. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { OvsdbServer } from '../test/lab/index.ts';
import type { Line } from './southbound.ts';

const RATE = 1000;
const SECONDS = 10;
const TOTAL = RATE * SECONDS;

export const measureFollowing = async (client: string, directory: string): Promise<Line[]> => {
  const server = await OvsdbServer.start({ directory, name: 'follow', schema: 'sb' });
  try {
    await server.transact('OVN_Southbound', { op: 'insert', table: 'SB_Global', row: {} });
    const follower = spawn(process.execPath, [client, 'follow', server.socket, String(TOTAL)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    const ready = new Promise<void>((resolve) => {
      follower.stdout.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        if (told.includes('\n')) resolve();
      });
    });
    const ended = new Promise((resolve) => follower.on('close', resolve));
    await ready;
    const written = await write(server.socket);
    await ended;
    const result = JSON.parse(told.split('\n')[1] ?? '{}') as {
      changes: number;
      median: number;
      slowest: number;
    };
    return [
      {
        what: `replica under ${Math.round(TOTAL / (written / 1000))} transactions a second, ${TOTAL} of them`,
        measured: `lag from the request to the change seen: median ${result.median.toFixed(1)} ms, at most ${result.slowest.toFixed(0)} ms; ${result.changes} changes`,
        must: 'never behind by a second, none lost',
        holds: result.slowest < 1000 && result.changes === TOTAL,
      },
    ];
  } finally {
    await server.stop();
  }
};

/** Sends transactions at an even pace, without waiting for each answer; gives the milliseconds it took. */
const write = (socket: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const connection = connect(socket);
    connection.on('error', reject).resume();
    const began = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min(TOTAL, Math.floor(((performance.now() - began) / 1000) * RATE));
      while (sent < due) {
        sent++;
        const now = performance.timeOrigin + performance.now();
        const ids = [
          'map',
          [
            ['number', String(sent)],
            ['sent', String(now)],
          ],
        ];
        const row = { nb_cfg: sent, external_ids: ids };
        const update = { op: 'update', table: 'SB_Global', where: [], row };
        connection.write(
          JSON.stringify({ method: 'transact', params: ['OVN_Southbound', update], id: sent }),
        );
      }
      if (sent === TOTAL) {
        clearInterval(timer);
        resolve(performance.now() - began);
        setTimeout(() => connection.end(), 2000);
      }
    }, 2);
  });
