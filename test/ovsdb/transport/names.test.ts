import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkNames, hostNames } from '../../../src/ovsdb/transport/names.ts';
import { Pki, Scratch } from './support.ts';

let scratch: Scratch;
let pki: Pki;
beforeAll(async () => {
  scratch = await Scratch.make();
  pki = new Pki(scratch);
  await pki.authority('ca');
});
afterAll(() => scratch.cleanUp());

const issue = async (name: string, names?: string): Promise<X509Certificate> => {
  await pki.issue(name, 'ca', names);
  return new X509Certificate(await readFile(pki.certificate(name)));
};

describe('the names in a certificate', () => {
  it('decide when a host can have them', async () => {
    const certificate = await issue(
      'named',
      'DNS:central.example.com,DNS:*.ovn.example.com,IP:10.0.0.1,IP:2001:db8::1',
    );
    const accepts = (host: string, serverName?: string): boolean =>
      checkNames(certificate, host, serverName, 'ssl:x:1') === undefined;
    expect(hostNames(certificate)).toHaveLength(4);
    expect(accepts('central.example.com')).toBe(true);
    expect(accepts('CENTRAL.example.com')).toBe(true);
    expect(accepts('db1.ovn.example.com')).toBe(true);
    expect(accepts('10.0.0.1')).toBe(true);
    expect(accepts('2001:db8::1')).toBe(true);
    expect(accepts('other.example.com')).toBe(false);
    expect(accepts('10.0.0.2')).toBe(false);
    expect(accepts('10.0.0.2', 'central.example.com')).toBe(true);
    expect(accepts('central.example.com', 'other')).toBe(false);
    const error = checkNames(certificate, '10.0.0.2', undefined, 'ssl:10.0.0.2:6641');
    expect(error).toMatchObject({ kind: 'connection', where: 'ssl:10.0.0.2:6641' });
    expect(error?.message).toContain('not for 10.0.0.2');
    expect(error?.expected).toContain('central.example.com, *.ovn.example.com, 10.0.0.1');
    expect(error?.hint).toContain('--ssl-server-name');
  });

  it('do not count when no host can have them: ovs-pki writes "DNS:NAME id:UUID"', async () => {
    const certificate = await issue('ovspki', 'DNS:ovnnb id:30b39e49-0033-4c9d-89e4-509967b88ae5');
    expect(hostNames(certificate)).toEqual([]);
    expect(checkNames(certificate, '10.0.0.1', undefined, 'x')).toBeUndefined();
    expect(checkNames(certificate, '10.0.0.1', 'central', 'x')).toBeDefined();
  });

  it('may be missing; then a name that the user gave is compared with the common name', async () => {
    const certificate = await issue('nameless');
    expect(checkNames(certificate, 'anything', undefined, 'x')).toBeUndefined();
    expect(checkNames(certificate, 'anything', 'nameless id:1234', 'x')).toBeUndefined();
    expect(checkNames(certificate, 'anything', 'other', 'x')?.expected).toContain('nameless id:1234');
  });
});
