import { describe, expect, it } from 'vitest';
import { explainConnect, explainLoss, systemMessage } from '../../../src/ovsdb/transport/failure.ts';
import { parseRemote } from '../../../src/ovsdb/transport/remote.ts';

const system = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

describe('why a connection could not be made: what the system says => what is said', () => {
  it.each([
    ['unix:/run/ovn/nb.sock', 'EACCES', 'no permission to connect to the socket /run/ovn/nb.sock', 'sudo'],
    ['unix:/run/ovn/nb.sock', 'EPERM', 'no permission', 'group'],
    ['unix:/missing/nb.sock', 'ENOENT', 'there is no socket', 'OVN_RUNDIR'],
    ['unix:/missing/nb.sock', 'ECONNREFUSED', 'nobody listens', 'is ovsdb-server running'],
    ['unix:/run/ovn/nb.sock', 'EAGAIN', 'does not take connections', 'try again'],
    [
      'tcp:central:6641',
      'ECONNREFUSED',
      'central refuses connections to port 6641',
      'is ovsdb-server running',
    ],
    ['tcp:central:6641', 'ENOTFOUND', 'there is no host named central', 'spelling'],
    ['tcp:central:6641', 'EAI_AGAIN', 'could not be looked up', 'name server'],
    ['ssl:10.0.0.1:6641', 'EHOSTUNREACH', 'cannot be reached', 'routes'],
    ['ssl:10.0.0.1:6641', 'ETIMEDOUT', 'does not answer on port 6641', 'firewall'],
    ['tcp:[fe80::1]:6641', 'EINVAL', 'cannot connect to fe80::1', '%eth0'],
  ])('%s %s', async (text, code, message, hint) => {
    const error = await explainConnect(parseRemote(text), system(code));
    expect(error).toMatchObject({ kind: 'connection', where: text });
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });

  it('a code that is not known is quoted', async () => {
    expect((await explainConnect(parseRemote('tcp:a:1'), system('EODD'))).message).toBe(
      'cannot connect to a: connect EODD',
    );
  });

  it('a hostile path is shown escaped', async () => {
    const error = await explainConnect({ kind: 'unix', path: '/missing/\u001b[31m' }, system('ENOENT'));
    expect(`${error.message}${error.where}${error.hint}`).not.toContain('\u001b');
  });

  it('several addresses: each reason once', () => {
    const several = new AggregateError([
      system('ECONNREFUSED'),
      system('ENETUNREACH'),
      system('ENETUNREACH'),
    ]);
    expect(systemMessage(several)).toBe('connect ECONNREFUSED; connect ENETUNREACH');
  });
});

describe('why a connection was lost', () => {
  it.each([
    ['ECONNRESET', 'the server broke the connection'],
    ['EPIPE', 'the server broke the connection'],
    ['ETIMEDOUT', 'does not answer any more'],
    ['EODD', 'connect EODD'],
  ])('%s', (code, message) => {
    expect(explainLoss('tcp:a:1', system(code))).toMatchObject({ kind: 'connection', where: 'tcp:a:1' });
    expect(explainLoss('tcp:a:1', system(code)).message).toContain(message);
  });
});
