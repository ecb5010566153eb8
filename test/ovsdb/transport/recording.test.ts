/** What a recording holds when the transport uses its buffers again, as sockets do. */
import { expect, it } from 'vitest';
import { record, type Recorded } from '../../../src/ovsdb/transport/recording.ts';
import type { Transport, TransportHandlers } from '../../../src/ovsdb/transport/transport.ts';

it('keeps bytes that the transport overwrites afterwards', () => {
  let handlers: TransportHandlers | undefined;
  const transport: Transport = {
    name: 'one buffer',
    send: () => Promise.resolve(),
    start: (given) => {
      handlers = given;
    },
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  };
  const heard: Recorded[] = [];
  record(transport, (entry) => heard.push(entry)).start({ data: () => undefined, close: () => undefined });
  const buffer = Buffer.alloc(20);
  for (const text of ['{"a":1}{"b', 'x']) {
    const count = buffer.write(text);
    handlers?.data(buffer.subarray(0, count));
    buffer.fill(0x2e);
  }
  handlers?.close(undefined);
  expect(heard).toEqual([
    { direction: 'in', message: { a: 1 } },
    { direction: 'in', bytes: Buffer.from('{"bx') },
    { direction: 'closed' },
  ]);
});
