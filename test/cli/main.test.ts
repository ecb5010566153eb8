import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ovnscope } from './run.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-cli-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('usage', () => {
  it('prints help on standard output and succeeds', async () => {
    const { status, out, err } = await ovnscope(['--help']);
    expect(status).toBe(0);
    expect(out).toContain('ovnscope show');
    expect(out).toContain('--nb');
    expect(err).toBe('');
  });

  it('prints the help of a command', async () => {
    const { status, out } = await ovnscope(['graph', '--help']);
    expect(status).toBe(0);
    expect(out).toContain('topology.html');
  });

  it.each([
    [[], 'a command is missing'],
    [['shwo'], 'no such command; did you mean "show"?'],
    [['show', '--nosuch'], 'no such option: --nosuch'],
    [['show', '--timeout', '0'], '--timeout needs a number of seconds'],
    [['show', '--timeout', 'soon'], '--timeout needs a number of seconds'],
    [['show', '--nb'], '--nb needs a value'],
    [['show', '--nb', 'a', '--nb', 'b'], '--nb was given more than once'],
    [['show', '--timeout', 'Infinity'], '--timeout needs a number of seconds'],
    [['show', '--no-nb'], 'no such option'],
    [['graph', '-o'], '-o needs a value'],
    [['graph', '--ovs', 'fixtures/demo/host-1.db'], 'nothing to draw'],
    [['show', '--color', 'blue'], 'cannot be'],
    [['show', '--nb', 'punix:/x'], 'punix'],
  ])('%j => %s, told once, without the help text', async (args, message) => {
    const { status, out, err } = await ovnscope(args);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).not.toContain('should not happen');
    expect(err.split('\n').length).toBeLessThan(6);
  });
});

describe('nothing to read', () => {
  it('says where it looked and what to try', async () => {
    const { status, err } = await ovnscope(['show']);
    expect(status).toBe(1);
    expect(err).toContain('/nonexistent/ovnnb_db.sock');
    expect(err).toContain('--from');
  });

  it('names the socket that is not there', async () => {
    const { status, err } = await ovnscope(['show', '--nb', 'unix:/nonexistent/nb.sock']);
    expect(status).toBe(1);
    expect(err).toContain('/nonexistent/nb.sock');
  });

  it('says what a file is that is no database', async () => {
    const path = join(directory, 'notes.txt');
    writeFileSync(path, 'remember the milk\n');
    const { status, err } = await ovnscope(['show', '--nb', path]);
    expect(status).toBe(1);
    expect(err).toContain('notes.txt');
    expect(err).toContain('no database');
  });

  it('gives up after --timeout on a server that says nothing', async () => {
    const socket = join(directory, 'silent.sock');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    const { status, err } = await ovnscope(['show', '--nb', `unix:${socket}`, '--timeout', '0.5']);
    server.close();
    expect(status).toBe(1);
    expect(err).toContain('not finished within 0.5 s');
  });

  it('tells bytes that are no OVSDB', async () => {
    const socket = join(directory, 'http.sock');
    const server = createServer((connection) => {
      connection.on('error', () => undefined);
      connection.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    }).listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    const { status, err } = await ovnscope(['show', '--nb', `unix:${socket}`]);
    server.close();
    expect(status).toBe(1);
    expect(err).toContain('HTTP/1.1 400');
    expect(err).toContain('OVSDB');
  });

  it('escapes hostile names in what it says', async () => {
    const { err } = await ovnscope(['show', '--nb', 'unix:/tmp/\u001b]0;owned\u0007.sock']);
    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});
