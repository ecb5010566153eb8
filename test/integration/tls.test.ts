/** The command line over TLS, against real servers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startNamed, type Certificates, type Lab } from '../lab/index.ts';
import { ovnscope, type Ran } from '../cli/run.ts';

let lab: Lab;
let certificates: Certificates;
beforeAll(async () => {
  lab = await startNamed('two-switches', { tls: true, hypervisors: 0 });
  certificates = lab.certificates as Certificates;
  // No proxy sees into TLS: the server itself tells what it was asked.
  await lab.nb.servers[0]?.appctl('vlog/set', 'jsonrpc:console:dbg');
});
afterAll(async () => {
  await lab?.stop();
});

const show = (...options: string[]): Promise<Ran> =>
  ovnscope(['show', '--nb', lab.nb.servers[0]?.tlsRemote ?? '', '--timeout', '20', ...options]);

const identity = (): string[] => ['-p', certificates.client.key, '-c', certificates.client.certificate];

describe('ssl:', () => {
  it('reads with key, certificate and CA', async () => {
    const { status, out, err } = await show(...identity(), '-C', certificates.ca);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('sw0');
  });

  it('takes the CA from the first connection, and checks against it from then on', async () => {
    const file = join(lab.directory, 'learned.pem');
    expect((await show(...identity(), '--bootstrap-ca-cert', file)).status).toBe(0);
    expect(existsSync(file)).toBe(true);
    expect((await show(...identity(), '--bootstrap-ca-cert', file)).status).toBe(0);
  });

  it.each([
    ['no CA', () => identity(), /ca-cert/],
    ['another CA', () => [...identity(), '-C', certificates.wrongCa], /certificate/i],
    ['no certificate', () => ['-C', certificates.ca], /certificate/i],
    [
      'another name',
      () => [...identity(), '-C', certificates.ca, '--ssl-server-name', 'elsewhere'],
      /elsewhere/,
    ],
    [
      'a missing key',
      () => ['-p', '/nonexistent.pem', '-c', certificates.client.certificate, '-C', certificates.ca],
      /nonexistent/,
    ],
  ] as [string, () => string[], RegExp][])('refuses %s, and says so', async (_, options, message) => {
    const { status, out, err } = await show(...options());
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(err).not.toContain('PRIVATE KEY');
  });

  it('carries nothing but reads', () => {
    const log = lab.nb.servers[0]?.daemon.log ?? '';
    const asked = [...log.matchAll(/ssl:\S+: received request, method="(\w+)"/g)].map(([, method]) => method);
    expect(asked.length).toBeGreaterThan(4);
    const reads = [
      'list_dbs',
      'get_schema',
      'set_db_change_aware',
      'monitor_cond',
      'monitor_cond_since',
      'echo',
    ];
    expect(asked.filter((method) => !reads.includes(method as string))).toEqual([]);
  });
});
