import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRemote,
  formatRemotes,
  parseRemote,
  parseRemotes,
  resolveRemote,
  type Remote,
} from '../../../src/ovsdb/transport/remote.ts';
import { OvnscopeError } from '../../../src/text/index.ts';

const CLUSTER = '6d8bb2a8-8a4c-4b1b-9c3f-0a1b2c3d4e5f';

describe('one remote', () => {
  const table: [text: string, remote: Remote][] = [
    ['unix:/run/ovn/ovnnb_db.sock', { kind: 'unix', path: '/run/ovn/ovnnb_db.sock' }],
    ['unix:db.sock', { kind: 'unix', path: 'db.sock' }],
    ['unix:/with space,comma:colon', { kind: 'unix', path: '/with space,comma:colon' }],
    ['tcp:10.0.0.1:6641', { kind: 'tcp', host: '10.0.0.1', port: 6641 }],
    ['tcp:10.0.0.1', { kind: 'tcp', host: '10.0.0.1', port: 6640 }],
    ['tcp:central.example.com:6642', { kind: 'tcp', host: 'central.example.com', port: 6642 }],
    ['tcp:ovn_nb-1.svc.:6642', { kind: 'tcp', host: 'ovn_nb-1.svc.', port: 6642 }],
    ['tcp:[::1]:6641', { kind: 'tcp', host: '::1', port: 6641 }],
    ['tcp:[::1]', { kind: 'tcp', host: '::1', port: 6640 }],
    ['tcp:[fe80::1%eth0]:6641', { kind: 'tcp', host: 'fe80::1%eth0', port: 6641 }],
    ['tcp:[fe80::1%br_int.100]:6641', { kind: 'tcp', host: 'fe80::1%br_int.100', port: 6641 }],
    ['tcp:[10.0.0.1]:6641', { kind: 'tcp', host: '10.0.0.1', port: 6641 }],
    ['ssl:central:6641', { kind: 'ssl', host: 'central', port: 6641 }],
    ['ssl:[2001:db8::1]:6641', { kind: 'ssl', host: '2001:db8::1', port: 6641 }],
    ['file:nb.db', { kind: 'file', path: 'nb.db' }],
    ['file:tcp:odd', { kind: 'file', path: 'tcp:odd' }],
    ['nb.db', { kind: 'file', path: 'nb.db' }],
    ['/var/lib/ovn/ovnnb_db.db', { kind: 'file', path: '/var/lib/ovn/ovnnb_db.db' }],
    ['./sos-2026:01/nb.db', { kind: 'file', path: './sos-2026:01/nb.db' }],
  ];
  it.each(table)('%s', (text, remote) => {
    expect(parseRemote(text)).toEqual(remote);
    expect(parseRemote(formatRemote(remote))).toEqual(remote);
  });
});

describe('a list', () => {
  it('separates at a comma before a method, with or without spaces', () => {
    const remotes = [
      { kind: 'tcp', host: '10.0.0.1', port: 6641 },
      { kind: 'ssl', host: 'b', port: 6641 },
      { kind: 'unix', path: '/a,b' },
    ];
    expect(parseRemotes('tcp:10.0.0.1:6641, ssl:b:6641,unix:/a,b\n')).toEqual({ remotes });
  });

  it('takes the cluster id out, wherever it stands', () => {
    const remotes = [
      { kind: 'tcp', host: 'a', port: 1 },
      { kind: 'tcp', host: 'b', port: 2 },
    ];
    expect(parseRemotes(`tcp:a:1,cid:${CLUSTER.toUpperCase()},tcp:b:2`)).toEqual({
      remotes,
      clusterId: CLUSTER,
    });
  });
});

describe('what is refused, and the advice given', () => {
  const table: [text: string, message: string, advice: string][] = [
    ['', 'empty', 'unix:PATH'],
    ['punix:/run/db.sock', 'passive', 'write unix:'],
    ['ptcp:6641:10.0.0.1', 'passive', 'write tcp:'],
    ['pssl:6641', 'passive', 'write ssl:'],
    ['fd:3', 'file descriptor', 'unix:PATH'],
    ['http://central:6641', 'unknown method "http:"', '"file:"'],
    ['tpc:central:6641', 'unknown method "tpc:"', 'tcp:HOST'],
    ['TCP:central:6641', 'capital letters', 'write tcp:'],
    ['10.0.0.1:6641', 'no method', 'write "tcp:"'],
    ['central:6641', 'unknown method', 'write "tcp:"'],
    ['unix:', 'no path', 'unix:PATH'],
    ['file:', 'no path', 'file:PATH'],
    ['tcp:', 'no host', 'tcp:HOST'],
    ['tcp::6641', 'no host', 'tcp:HOST'],
    ['tcp:::1:6641', 'too many colons', '[ADDRESS]'],
    ['tcp:[::1:6641', 'too many colons', '[ADDRESS]'],
    ['tcp:[central]:6641', 'no IP address', '[ADDRESS]'],
    ['tcp:10.0.0.256:6641', 'no IPv4 address', 'HOST'],
    ['tcp:a b:6641', 'no host name', 'HOST'],
    ['tcp:central:0', 'bad port', '1 to 65535'],
    ['tcp:central:65536', 'bad port', '1 to 65535'],
    ['tcp:central:ovn', 'bad port', '1 to 65535'],
    ['tcp:central:', 'bad port', '1 to 65535'],
    ['tcp:a:6641,b:6641', 'unknown method "b:"', 'tcp:HOST'],
    ['tcp:10.0.0.1:6641,10.0.0.2', 'bad port', 'write the scheme again'],
    ['tcp:10.0.0.1:6641,', 'bad port', 'write the scheme again'],
    ['cid:1234,tcp:a:1', 'no UUID', 'db-cid'],
    [`cid:${CLUSTER}`, 'no server', 'unix:PATH'],
    [`cid:${CLUSTER},cid:${CLUSTER.replace('6', '7')},tcp:a:1`, 'two different', 'one cid:UUID'],
    ['file:nb.db,tcp:a:1', 'a file in a list', 'one file alone'],
    ['unix:/a\0b', 'NUL', 'unix:PATH'],
  ];
  it.each(table)('%j', (text, message, advice) => {
    try {
      parseRemotes(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OvnscopeError);
      const { kind, message: said, expected, hint } = error as OvnscopeError;
      expect(kind).toBe('usage');
      expect(said).toContain(message);
      expect(`${expected} ${hint ?? ''}`).toContain(advice);
    }
  });

  it('shows control characters of the text escaped', () => {
    expect(() => parseRemotes('tcp:\u001b[31m')).toThrow('\\e[31m');
  });
});

describe('a relative socket', () => {
  it.each([
    ['unix:ovnnb_db.sock', 'unix:/run/ovn/ovnnb_db.sock'],
    ['unix:/tmp/x.sock', 'unix:/tmp/x.sock'],
    ['nb.db', 'file:nb.db'],
    ['tcp:a:1', 'tcp:a:1'],
  ])('%s is %s below /run/ovn', (text, resolved) => {
    expect(formatRemote(resolveRemote(parseRemote(text), { runDirectory: '/run/ovn' }))).toBe(resolved);
  });
});

describe('laws', () => {
  const path = fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((text) => text.trim() === text && !text.includes('\0') && !/,[ \t]*[a-z]+:/.test(text));
  const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,10}[a-z0-9_])?$/);
  const name = fc.tuple(fc.stringMatching(/^[a-z]{1,10}$/), label).map((labels) => labels.join('.'));
  const host = fc.oneof(name, fc.ipV4(), fc.ipV6());
  const port = fc.integer({ min: 1, max: 65_535 });
  const server = fc.oneof(
    fc.record({ kind: fc.constant('unix' as const), path }),
    fc.record({ kind: fc.constantFrom('tcp' as const, 'ssl' as const), host, port }),
  );
  const file = fc.record({ kind: fc.constant('file' as const), path });

  it('parse undoes format', () => {
    fc.assert(
      fc.property(fc.oneof(server, file), (remote) => {
        expect(parseRemote(formatRemote(remote))).toEqual(remote);
      }),
    );
    fc.assert(
      fc.property(fc.array(server, { minLength: 1, maxLength: 5 }), fc.option(fc.uuid()), (remotes, id) => {
        const list = id === null ? { remotes } : { remotes, clusterId: id };
        expect(parseRemotes(formatRemotes(list))).toEqual(list);
      }),
    );
  });

  it('garbage gives remotes or a usage error, never another', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'unix:',
        'tcp:',
        'ssl:',
        'cid:',
        'file:',
        'ptcp:',
        ',',
        '[',
        ']',
        ':',
        '%',
        '6641',
        CLUSTER,
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          const list = parseRemotes(pieces.join(''));
          expect(list.remotes.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(OvnscopeError);
          expect((error as OvnscopeError).kind).toBe('usage');
        }
      }),
    );
  });
});
