import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryPair } from '../../../src/ovsdb/transport/memory.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { bytes, failure, hear } from './support.ts';

describe('a pair in memory', () => {
  it('delivers in both directions, later', async () => {
    const [client, server] = memoryPair();
    const atServer = hear(server);
    const atClient = hear(client);
    await client.send(bytes('ping'));
    await atServer.until('ping');
    await server.send(bytes('pong'));
    await atClient.until('pong');
  });

  it('law: the bytes are the same at any size of pieces, and the end comes last and once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (messages, size) => {
          const [client, server] = memoryPair({ chunk: () => size });
          for (const message of messages) await client.send(message);
          client.close();
          const pieces: Uint8Array[] = [];
          let closes = 0;
          await new Promise<void>((resolve) =>
            server.start({
              data: (chunk) => {
                expect(closes).toBe(0);
                expect(chunk.length).toBeLessThanOrEqual(size);
                pieces.push(chunk);
              },
              close: () => {
                closes++;
                resolve();
              },
            }),
          );
          expect(Buffer.concat(pieces)).toEqual(Buffer.concat(messages));
          expect(closes).toBe(1);
        },
      ),
    );
  });

  it('with a capacity, send waits for the other side to read', async () => {
    const [client, server] = memoryPair({ capacity: 4 });
    const atServer = hear(server);
    server.pause();
    await client.send(bytes('1234'));
    let sent = false;
    const waiting = client.send(bytes('5')).then(() => {
      sent = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toBe(false);
    server.resume();
    await waiting;
    await atServer.until('12345');
  });

  it('after close nothing is delivered, and sending fails at both ends', async () => {
    const [client, server] = memoryPair();
    const atClient = hear(client);
    const sending = server.send(bytes('late'));
    client.close();
    await sending;
    expect(await atClient.closed).toBeUndefined();
    expect(atClient.text()).toBe('');
    expect(await failure(client.send(bytes('x')))).toMatchObject({ kind: 'connection' });
    expect(await failure(server.send(bytes('x')))).toMatchObject({ kind: 'connection' });
  });

  it('a failure is told to both', async () => {
    const [client, server] = memoryPair();
    const error = new OvnscopeError('connection', 'cable pulled');
    server.fail(error);
    expect(await hear(client).closed).toBe(error);
    expect(await hear(server).closed).toBe(error);
    expect(await failure(client.send(bytes('x')))).toBe(error);
  });
});
