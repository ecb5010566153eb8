import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions as ServerOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, connectWith } from '../../../src/ovsdb/transport/connect.ts';
import { diskFiles } from '../../../src/ovsdb/transport/tls-files.ts';
import type { Remote } from '../../../src/ovsdb/transport/remote.ts';
import type { TlsOptions, Transport } from '../../../src/ovsdb/transport/transport.ts';
import { bytes, failure, hear, listen, never, Pki, run, Scratch, type Listening } from './support.ts';

let scratch: Scratch;
let pki: Pki;
beforeAll(async () => {
  scratch = await Scratch.make();
  pki = new Pki(scratch);
  await pki.authority('ca');
  await pki.authority('other-ca');
  await pki.issue('server', 'ca', undefined);
  await pki.issue('named', 'ca', 'DNS:localhost,DNS:central.example.com');
  await pki.issue('expired', 'ca', undefined, -1);
  await pki.issue('client', 'ca', undefined);
  await pki.issue('stranger', 'other-ca', undefined);
});
afterAll(() => scratch.cleanUp());

interface Serving extends Listening {
  /** What clients asked for by SNI. */
  readonly asked: (string | false | null)[];
}

/** A TLS server that echoes; `chain` is sent, `more` may ask for client certificates. */
const serve = async (
  name: string,
  more: ServerOptions = {},
  chain: readonly string[] = [],
): Promise<Serving> => {
  const asked: (string | false | null)[] = [];
  const texts = await Promise.all([name, ...chain].map((one) => readFile(pki.certificate(one))));
  const options = { key: await readFile(pki.key(name)), cert: Buffer.concat(texts), ...more };
  const listening = await listen(
    scratch,
    (socket) => {
      asked.push((socket as TLSSocket).servername);
      socket.on('error', () => undefined);
      socket.pipe(socket);
    },
    undefined,
    (echo) => createTlsServer(options, echo).on('tlsClientError', () => undefined),
  );
  return { ...listening, asked };
};

const clients = async (): Promise<ServerOptions> => ({
  requestCert: true,
  rejectUnauthorized: true,
  ca: await readFile(pki.certificate('ca')),
});

const ssl = (port: number, host = '127.0.0.1'): Remote => ({ kind: 'ssl', host, port });
const open = async (remote: Remote, tls: TlsOptions, connecting = connect): Promise<Transport> => {
  const transport = await connecting(remote, { signal: never(), tls, timeoutMs: 20_000 });
  scratch.onCleanUp(() => transport.close());
  return transport;
};
const echoes = async (remote: Remote, tls: TlsOptions): Promise<void> => {
  const transport = await open(remote, tls);
  const heard = hear(transport);
  await transport.send(bytes('{"id":1}'));
  await heard.until('{"id":1}');
  transport.close();
  expect(await heard.closed).toBeUndefined();
};

describe('a server is trusted', () => {
  it('for its CA, if its certificate names no host', async () => {
    const { port, asked } = await serve('server');
    const tls = { caCertificate: pki.certificate('ca') };
    await echoes(ssl(port), tls);
    await echoes(ssl(port, 'localhost'), tls);
    // RFC 6066: names are asked for, addresses are not.
    expect(asked).toEqual([false, 'localhost']);
  });

  it('for the right name, if it has names', async () => {
    const { port, asked } = await serve('named');
    const tls = { caCertificate: pki.certificate('ca') };
    await echoes(ssl(port, 'localhost'), tls);
    await echoes(ssl(port), { ...tls, serverName: 'central.example.com' });
    expect(asked).toEqual(['localhost', 'central.example.com']);
    const error = await failure(open(ssl(port), tls));
    expect(error).toMatchObject({ kind: 'connection', where: `ssl:127.0.0.1:${port}` });
    expect(error.message).toBe(`the server's certificate is not for 127.0.0.1`);
    expect(error.expected).toContain('localhost, central.example.com');
    expect(error.hint).toContain('--ssl-server-name');
  });

  it('not for a name that the user asks for in vain', async () => {
    const { port } = await serve('server');
    const tls = { caCertificate: pki.certificate('ca'), serverName: 'central' };
    expect((await failure(open(ssl(port), tls))).expected).toContain('server id:1234');
  });

  it('not with another CA', async () => {
    const { port } = await serve('server');
    const error = await failure(open(ssl(port), { caCertificate: pki.certificate('other-ca') }));
    expect(error.kind).toBe('connection');
    expect(error.message).toContain(`does not come from the CA in ${pki.certificate('other-ca')}`);
  });

  it('not with an expired certificate', async () => {
    const { port } = await serve('expired');
    expect((await failure(open(ssl(port), { caCertificate: pki.certificate('ca') }))).message).toContain(
      'expired',
    );
  });

  it('not with a self-signed certificate of its own', async () => {
    const { port } = await serve('other-ca');
    expect((await failure(open(ssl(port), { caCertificate: pki.certificate('ca') }))).message).toContain(
      'does not come from',
    );
  });

  it('not below TLS 1.2', async () => {
    const { port } = await serve('server', {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const error = await failure(open(ssl(port), { caCertificate: pki.certificate('ca') }));
    expect(error.message).toContain('no TLS of version 1.2');
  });
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a server that wants to know its clients, over %s',
  (version) => {
    const limits = { minVersion: version, maxVersion: version };

    it('gets certificate and key', async () => {
      const { port } = await serve('server', { ...limits, ...(await clients()) });
      await echoes(ssl(port), {
        caCertificate: pki.certificate('ca'),
        certificate: pki.certificate('client'),
        privateKey: pki.key('client'),
      });
    });

    /** With TLS 1.3 the refusal comes after the handshake. */
    const refusal = async (
      port: number,
      tls: TlsOptions,
    ): Promise<{ message: string; hint?: string | undefined }> => {
      try {
        const transport = await open(ssl(port), tls);
        const heard = hear(transport);
        await transport.send(bytes('{}')).catch(() => undefined);
        const error = await heard.closed;
        if (error === undefined) throw new Error('was expected to be refused');
        return error;
      } catch (error) {
        return error as Error;
      }
    };

    it('says so to one without', async () => {
      const { port } = await serve('server', { ...limits, ...(await clients()) });
      const error = await refusal(port, { caCertificate: pki.certificate('ca') });
      expect(error.message).toMatch(/wants a certificate from its clients/);
      expect(error.hint).toContain('-c CERT -p KEY');
    });

    it('says so to a stranger', async () => {
      const { port } = await serve('server', { ...limits, ...(await clients()) });
      const error = await refusal(port, {
        caCertificate: pki.certificate('ca'),
        certificate: pki.certificate('stranger'),
        privateKey: pki.key('stranger'),
      });
      expect(error.message).toMatch(
        /does not accept the client certificate|broke the connection|closed the connection without a word/,
      );
    });
  },
);

describe('bootstrap', () => {
  it('fetches the CA once, saves it, and trusts only it from then on', async () => {
    const { port } = await serve('server', {}, ['ca']);
    const file = scratch.path('bootstrapped.pem');
    await echoes(ssl(port), { bootstrapCaCertificate: file });
    const pem = async (path: string): Promise<string> => (await readFile(path, 'utf8')).trim();
    expect(await pem(file)).toBe(await pem(pki.certificate('ca')));
    expect((await stat(file)).mode & 0o777 & ~0o644).toBe(0);
    await echoes(ssl(port), { bootstrapCaCertificate: file });
    const impostor = await serve('stranger', {}, ['other-ca']);
    const error = await failure(open(ssl(impostor.port), { bootstrapCaCertificate: file }));
    expect(error.message).toContain('does not come from the CA');
    expect(await pem(file)).toBe(await pem(pki.certificate('ca')));
  });

  it('needs a server that sends its CA', async () => {
    const { port } = await serve('server');
    const file = scratch.path('not-sent.pem');
    const error = await failure(open(ssl(port), { bootstrapCaCertificate: file }));
    expect(error.message).toContain('did not send its CA certificate');
    expect(await diskFiles.exists(file)).toBe(false);
  });

  it('uses what another process has saved in between', async () => {
    const { port } = await serve('server', {}, ['ca']);
    const file = scratch.path('raced.pem');
    const raced = connectWith({
      ...diskFiles,
      create: async (path, text) => {
        await writeFile(path, await readFile(pki.certificate('other-ca')));
        await diskFiles.create(path, text);
      },
    });
    expect((await failure(open(ssl(port), { bootstrapCaCertificate: file }, raced))).message).toContain(
      'does not come from',
    );
  });

  it('says where it could not save', async () => {
    const { port } = await serve('server', {}, ['ca']);
    const file = scratch.path('missing/ca.pem');
    const error = await failure(open(ssl(port), { bootstrapCaCertificate: file }));
    expect(error).toMatchObject({ kind: 'file', where: file });
  });
});

describe('files', () => {
  const remote = ssl(1);
  it.each<[what: string, tls: () => TlsOptions, kind: string, message: string]>([
    ['no CA', () => ({}), 'usage', 'no CA certificate'],
    ['both CAs', () => ({ caCertificate: 'a', bootstrapCaCertificate: 'b' }), 'usage', 'exclude each other'],
    ['no verification', () => ({ caCertificate: 'none' }), 'usage', 'always verified'],
    ['a key alone', () => ({ privateKey: pki.key('client') }), 'usage', 'no certificate (-c)'],
    [
      'a certificate alone',
      () => ({ certificate: pki.certificate('client') }),
      'usage',
      'no private key (-p)',
    ],
    ['a missing CA', () => ({ caCertificate: scratch.path('none.pem') }), 'file', 'no such file'],
    ['a directory', () => ({ caCertificate: scratch.directory }), 'file', 'it is a directory'],
    ['a key as CA', () => ({ caCertificate: pki.key('ca') }), 'file', 'it holds a private key'],
  ])('%s', async (_what, tls, kind, message) => {
    const error = await failure(open(remote, tls()));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message);
  });

  const identity = (certificate: string, privateKey: string): TlsOptions => ({
    caCertificate: pki.certificate('ca'),
    certificate,
    privateKey,
  });

  it('a key that belongs to another certificate', async () => {
    const error = await failure(open(remote, identity(pki.certificate('client'), pki.key('server'))));
    expect(error).toMatchObject({ kind: 'file', where: pki.key('server') });
    expect(error.expected).toContain(pki.certificate('client'));
  });

  it('a damaged key or certificate: the file is named, its content is not shown', async () => {
    const [key, certificate] = [scratch.path('damaged-key.pem'), scratch.path('damaged-cert.pem')];
    const spoil = async (from: string, to: string): Promise<string> => {
      const secret = (await readFile(from, 'utf8')).split('\n');
      secret[1] = (secret[1] ?? '').replace(/^..../, 'AAAA');
      await writeFile(to, secret.join('\n'));
      return secret[2] ?? '';
    };
    const secret = await spoil(pki.key('client'), key);
    await spoil(pki.certificate('client'), certificate);
    const first = await failure(open(remote, identity(pki.certificate('client'), key)));
    expect(first).toMatchObject({ kind: 'file', where: key, message: 'the private key is damaged' });
    expect(JSON.stringify([first, first.message, first.stack])).not.toContain(secret);
    const second = await failure(open(remote, identity(certificate, pki.key('client'))));
    expect(second).toMatchObject({ kind: 'file', where: certificate });
    expect(second.message).toContain('damaged');
  });

  it('a key with a passphrase', async () => {
    const locked = scratch.path('locked.pem');
    await run('openssl', [
      'pkey',
      '-in',
      pki.key('client'),
      '-aes256',
      '-passout',
      'pass:secret',
      '-out',
      locked,
    ]);
    const error = await failure(open(remote, identity(pki.certificate('client'), locked)));
    expect(error).toMatchObject({ kind: 'file', where: locked });
    expect(error.message).toContain('locked with a passphrase');
  });

  it('a file that may not be read', async () => {
    const denied = connectWith({
      ...diskFiles,
      read: () => Promise.reject(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })),
    });
    const error = await failure(open(remote, { caCertificate: pki.certificate('ca') }, denied));
    expect(error.message).toContain('permission denied');
    expect(error.hint).toContain('sudo');
  });

  it('a text before the certificate, as ovs-pki writes, does not matter', async () => {
    const { port } = await serve('server');
    const file = scratch.path('chatty.pem');
    await writeFile(file, `Certificate:\n    Data:\n${await readFile(pki.certificate('ca'), 'utf8')}`);
    await chmod(file, 0o600);
    await echoes(ssl(port), { caCertificate: file });
  });
});

describe('no TLS behind the port', () => {
  it('a silent server: the time runs out, and the socket is gone', async () => {
    const server = await listen(scratch, (socket) => socket.resume());
    const tls = { caCertificate: pki.certificate('ca') };
    const error = await failure(connect(ssl(server.port), { signal: never(), tls, timeoutMs: 50 }));
    expect(error).toMatchObject({ kind: 'connection', where: `ssl:127.0.0.1:${server.port}` });
    expect(error.message).toContain('no connection within 0.05 s');
    expect(error.message).toContain('does not answer in TLS');
    while (server.open.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('a silent server: given up', async () => {
    const controller = new AbortController();
    const server = await listen(scratch, (socket) => socket.once('data', () => controller.abort()));
    const tls = { caCertificate: pki.certificate('ca') };
    const error = await failure(connect(ssl(server.port), { signal: controller.signal, tls }));
    expect(error.message).toBe('the connection was given up');
    while (server.open.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('a server that speaks something else', async () => {
    const { port } = await listen(scratch, (socket) =>
      socket.write('{"id":"echo","method":"echo","params":[]}'),
    );
    const error = await failure(open(ssl(port), { caCertificate: pki.certificate('ca') }));
    expect(error.message).toContain('does not speak TLS');
    expect(error.hint).toContain('tcp:');
  });

  it('a server that hangs up', async () => {
    const { port } = await listen(scratch, (socket) => socket.once('data', () => socket.destroy()));
    const error = await failure(open(ssl(port), { caCertificate: pki.certificate('ca') }));
    expect(error).toMatchObject({ kind: 'connection' });
    expect(error.message).toContain('during the TLS handshake');
  });

  it('nobody', async () => {
    const error = await failure(open(ssl(1), { caCertificate: pki.certificate('ca') }));
    expect(error.message).toBe('127.0.0.1 refuses connections to port 1');
  });
});
