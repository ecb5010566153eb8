import { mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer as createNetServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import type { Remote } from '../../../src/ovsdb/transport/remote.ts';
import type { Transport } from '../../../src/ovsdb/transport/transport.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { bytes, failure, hear, listen, never, Scratch } from './support.ts';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await Scratch.make();
});
afterEach(() => scratch.cleanUp());

const opened = async (remote: Remote, signal = never()): Promise<Transport> => {
  const transport = await connect(remote, { signal });
  scratch.onCleanUp(() => transport.close());
  return transport;
};
const tcp = (port: number): Remote => ({ kind: 'tcp', host: '127.0.0.1', port });

describe('bytes go and come', () => {
  it('over a unix socket', async () => {
    const path = scratch.path('db.sock');
    await listen(scratch, (socket) => socket.pipe(socket), path);
    const transport = await opened({ kind: 'unix', path });
    expect(transport.name).toBe(`unix:${path}`);
    const heard = hear(transport);
    await transport.send(bytes('{"one":'));
    await transport.send(bytes('1}'));
    await heard.until('{"one":1}');
  });

  it('over a unix socket whose path is longer than a socket address holds', async () => {
    const directory = scratch.path('d'.repeat(120));
    await mkdir(directory);
    const path = `${directory}/db.sock`;
    // Listening on such a path needs the same trick.
    const { open } = await import('node:fs/promises');
    const handle = await open(directory);
    scratch.onCleanUp(() => handle.close());
    await listen(scratch, (socket) => socket.pipe(socket), `/proc/self/fd/${handle.fd}/db.sock`);
    expect((await stat(path)).isSocket()).toBe(true);
    const transport = await opened({ kind: 'unix', path });
    const heard = hear(transport);
    await transport.send(bytes('[]'));
    await heard.until('[]');
  });

  it('over TCP, by address and by name', async () => {
    const { port } = await listen(scratch, (socket) => socket.pipe(socket));
    for (const host of ['127.0.0.1', 'localhost']) {
      const transport = await opened({ kind: 'tcp', host, port });
      const heard = hear(transport);
      await transport.send(bytes('{}'));
      await heard.until('{}');
    }
  });

  it('nothing is lost before start, and a pause holds the peer up', async () => {
    const size = 32 * 1024 * 1024;
    let sent = false;
    const { port } = await listen(scratch, (socket) => {
      socket.end(Buffer.alloc(size, 0x61), () => {
        sent = true;
      });
    });
    const transport = await opened(tcp(port));
    let received = 0;
    const closed = new Promise<void>((resolve) =>
      transport.start({
        data: (chunk) => {
          if (received === 0) {
            transport.pause();
            setTimeout(() => {
              expect(sent).toBe(false);
              transport.resume();
            }, 50);
          }
          received += chunk.length;
        },
        close: () => resolve(),
      }),
    );
    await closed;
    expect(received).toBe(size);
  });
});

describe('the end', () => {
  it('is orderly when the server closes, whatever it said before', async () => {
    const { port } = await listen(scratch, (socket) => socket.end('{"half":'));
    const heard = hear(await opened(tcp(port)));
    expect(await heard.closed).toBeUndefined();
    expect(heard.text()).toBe('{"half":');
    expect(heard.closes()).toBe(1);
  });

  it('is an error when the server breaks the connection', async () => {
    const { port } = await listen(scratch, (socket) => socket.once('data', () => socket.resetAndDestroy()));
    const transport = await opened(tcp(port));
    const heard = hear(transport);
    await transport.send(bytes('{}'));
    const error = await heard.closed;
    expect(error).toMatchObject({ kind: 'connection', where: `tcp:127.0.0.1:${port}` });
    expect(error?.message).toContain('broke the connection');
    expect(await failure(transport.send(bytes('{}')))).toMatchObject({ kind: 'connection' });
  });

  it('is orderly when the client closes; nothing is delivered or sent after it', async () => {
    const server = await listen(scratch, (socket) => {
      const timer = setInterval(() => socket.write('x'), 1);
      socket.on('close', () => clearInterval(timer));
    });
    const transport = await opened(tcp(server.port));
    const heard = hear(transport);
    await heard.until('x');
    transport.close();
    transport.close();
    const before = heard.text();
    expect(await heard.closed).toBeUndefined();
    expect(heard.text()).toBe(before);
    expect((await failure(transport.send(bytes('{}')))).message).toBe('the connection is closed');
  });

  it('comes although the server reads nothing and bytes still wait', async () => {
    const server = await listen(scratch, (socket) => socket.pause());
    const transport = await opened(tcp(server.port));
    const heard = hear(transport);
    const sending = failure(transport.send(new Uint8Array(64 * 1024 * 1024)));
    transport.close();
    expect(await heard.closed).toBeUndefined();
    expect(await sending).toMatchObject({ kind: 'connection' });
  });

  it('is told to a transport that is started late', async () => {
    const { port } = await listen(scratch, (socket) => socket.end());
    const controller = new AbortController();
    const transport = await opened(tcp(port), controller.signal);
    controller.abort();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await hear(transport).closed).toMatchObject({ message: 'the connection was given up' });
  });
});

describe('no connection', () => {
  it('a socket that is not there: the others in the directory are named', async () => {
    await listen(scratch, () => undefined, scratch.path('ovnsb_db.sock'));
    await listen(scratch, () => undefined, scratch.path('ovn-northd.1.ctl'));
    const error = await failure(
      connect({ kind: 'unix', path: scratch.path('ovnnb_db.sock') }, { signal: never() }),
    );
    expect(error).toMatchObject({ kind: 'connection', where: `unix:${scratch.path('ovnnb_db.sock')}` });
    expect(error.message).toBe(`there is no socket ${scratch.path('ovnnb_db.sock')}`);
    expect(error.hint).toBe(`sockets there: ${scratch.path('ovnsb_db.sock')}`);
  });

  it.each([
    ['an empty directory', 'db.sock', 'no database socket is in'],
    ['no directory', 'missing/db.sock', 'does not exist: is ovsdb-server running?'],
    [
      'no directory and a long path',
      `${'m'.repeat(120)}/db.sock`,
      'does not exist: is ovsdb-server running?',
    ],
  ])('%s', async (_what, name, hint) => {
    const error = await failure(connect({ kind: 'unix', path: scratch.path(name) }, { signal: never() }));
    expect(error.message).toContain('there is no socket');
    expect(error.hint).toContain(hint);
    expect(error.hint).toContain('OVN_RUNDIR');
  });

  it('a file in place of a socket', async () => {
    await writeFile(scratch.path('nb.db'), 'OVSDB JSON');
    const error = await failure(connect({ kind: 'unix', path: scratch.path('nb.db') }, { signal: never() }));
    expect(error.message).toContain('is a file, not a socket');
    expect(error.hint).toContain(`file:${scratch.path('nb.db')}`);
  });

  it('a port that nobody listens on', async () => {
    const server = createNetServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as { port: number }).port;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(connect(tcp(port), { signal: never() }));
    expect(error).toMatchObject({ kind: 'connection', where: `tcp:127.0.0.1:${port}` });
    expect(error.message).toBe(`127.0.0.1 refuses connections to port ${port}`);
    expect(error.hint).toContain('is ovsdb-server running');
  });

  it('a host that does not exist', async () => {
    const error = await failure(
      connect({ kind: 'tcp', host: 'nowhere.invalid', port: 6641 }, { signal: never() }),
    );
    expect(error.kind).toBe('connection');
    expect(error.message).toContain('nowhere.invalid');
  });

  it('a file is no server', async () => {
    expect(await failure(connect({ kind: 'file', path: 'nb.db' }, { signal: never() }))).toMatchObject({
      kind: 'usage',
    });
  });
});

describe('giving up', () => {
  it('before it began', async () => {
    const path = scratch.path('db.sock');
    const server = await listen(scratch, () => undefined, path);
    const error = await failure(connect({ kind: 'unix', path }, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ kind: 'connection', message: 'the connection was given up' });
    expect(server.open.size).toBe(0);
  });

  it('while connecting: the reason is passed on', async () => {
    const controller = new AbortController();
    const { port } = await listen(scratch, () => undefined);
    const connecting = failure(connect(tcp(port), { signal: controller.signal }));
    controller.abort(new OvnscopeError('connection', 'enough'));
    expect((await connecting).message).toBe('enough');
  });

  it('after: the connection ends', async () => {
    const controller = new AbortController();
    const server = await listen(scratch, (socket) => socket.resume());
    const transport = await opened(tcp(server.port), controller.signal);
    const heard = hear(transport);
    await transport.send(bytes('{}'));
    controller.abort();
    expect(await heard.closed).toMatchObject({ kind: 'connection', message: 'the connection was given up' });
    while (server.open.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });
});
