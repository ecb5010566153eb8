/** Against the real server: each kind of remote, with certificates of the real ovs-pki. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import { parseRemote } from '../../../src/ovsdb/transport/remote.ts';
import type { TlsOptions } from '../../../src/ovsdb/transport/transport.ts';
import { bytes, failure, hear, never, run, Scratch } from './support.ts';

const SCHEMA = { name: 'Small', version: '1.0.0', tables: { T: { columns: { name: { type: 'string' } } } } };

let scratch: Scratch;
let ports: { tcp: number; ssl: number };

/** The server chooses the ports and logs them, by address only: so TCP has another one than TLS. */
beforeAll(async () => {
  scratch = await Scratch.make();
  const at = (name: string): string => scratch.path(name);
  await writeFile(at('small.ovsschema'), JSON.stringify(SCHEMA));
  await run('ovsdb-tool', ['create', at('small.db'), at('small.ovsschema')]);
  const pki = [`--dir=${at('pki')}`, `--log=${at('pki.log')}`];
  await run('ovs-pki', [...pki, 'init'], { cwd: scratch.directory });
  await run('ovs-pki', [...pki, 'req+sign', 'server', 'controller'], { cwd: scratch.directory });
  await run('ovs-pki', [...pki, 'req+sign', 'client', 'switch'], { cwd: scratch.directory });
  const server = spawn(
    'ovsdb-server',
    [
      ...[
        '--no-chdir',
        `--log-file=${at('log')}`,
        `--unixctl=${at('server.ctl')}`,
        '--remote=ptcp:0:127.0.0.2',
      ],
      ...[
        '--remote=pssl:0:127.0.0.1',
        `--remote=punix:${at('db.sock')}`,
        `--private-key=${at('server-privkey.pem')}`,
      ],
      ...[`--certificate=${at('server-cert.pem')}`, `--ca-cert=${at('pki/switchca/cacert.pem')}`],
      ...[`--peer-ca-cert=${at('pki/controllerca/cacert.pem')}`, at('small.db')],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  scratch.onCleanUp(async () => {
    server.kill();
    await exited;
  });
  let log = '';
  ports = await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(log)));
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const tcp = /0:127\.0\.0\.2: listening on port (\d+)/.exec(log)?.[1];
      const ssl = /0:127\.0\.0\.1: listening on port (\d+)/.exec(log)?.[1];
      // Said once all remotes are open.
      const ready = log.includes('|ovsdb-server (Open vSwitch)');
      if (ready && tcp !== undefined && ssl !== undefined) resolve({ tcp: Number(tcp), ssl: Number(ssl) });
    });
  });
});
afterAll(() => scratch.cleanUp());

const listed = async (text: string, tls?: TlsOptions): Promise<void> => {
  const transport = await connect(parseRemote(text), { signal: never(), tls, timeoutMs: 20_000 });
  const heard = hear(transport);
  await transport.send(bytes('{"id":"x","method":"list_dbs","params":[]}'));
  await heard.until('"result"');
  await heard.until('}');
  transport.close();
  await heard.closed;
  const { result } = JSON.parse(heard.text()) as { result: string[] };
  expect([...result].sort()).toEqual(['Small', '_Server']);
};

describe('ovsdb-server answers list_dbs', () => {
  it('on a unix socket', () => listed(`unix:${scratch.path('db.sock')}`));

  it('on TCP', () => listed(`tcp:127.0.0.2:${ports.tcp}`));

  const identity = (): TlsOptions => ({
    certificate: scratch.path('client-cert.pem'),
    privateKey: scratch.path('client-privkey.pem'),
  });

  it('on TLS, by address and by name, though ovs-pki names no host', async () => {
    const tls = { ...identity(), caCertificate: scratch.path('pki/controllerca/cacert.pem') };
    await listed(`ssl:127.0.0.1:${ports.ssl}`, tls);
    await listed(`ssl:localhost:${ports.ssl}`, tls);
  });

  it('on TLS, after fetching the CA that the server sends', () =>
    listed(`ssl:127.0.0.1:${ports.ssl}`, {
      ...identity(),
      bootstrapCaCertificate: scratch.path('fetched.pem'),
    }));

  it('not without a certificate', async () => {
    const caCertificate = scratch.path('pki/controllerca/cacert.pem');
    const error = await failure(listed(`ssl:127.0.0.1:${ports.ssl}`, { caCertificate }));
    expect(error.message).toContain('wants a certificate');
  });

  it('not with the CA of the switches', async () => {
    const caCertificate = scratch.path('pki/switchca/cacert.pem');
    const error = await failure(listed(`ssl:127.0.0.1:${ports.ssl}`, { ...identity(), caCertificate }));
    expect(error.message).toContain('does not come from the CA');
  });

  it('to others afterwards as well', async () => {
    const socket = createConnection({ path: scratch.path('db.sock') });
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    await listed(`unix:${scratch.path('db.sock')}`);
  });
});
