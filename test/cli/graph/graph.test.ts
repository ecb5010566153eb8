import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ovnscope } from '../run.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ovnscope-graph-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const demo = ['--from', 'fixtures/demo'] as const;

const graph = (...args: readonly string[]) => ovnscope(['graph', ...args]);

/** The picture as text. */
const text = async (...args: readonly string[]): Promise<string> => {
  const { status, out, err } = await graph(...args, '-f', 'text', '--width', '100');
  expect([status, err]).toEqual([0, '']);
  return out;
};

const titles = (svg: string): string[] =>
  [...svg.matchAll(/<text class="title"[^>]*>([^<]*)</g)].map(([, title = '']) => title).sort();

describe('formats', () => {
  it('follow from names of files, several at once', async () => {
    const names = ['a.svg', 'a.html', 'a.txt', 'a.dot', 'a.mmd', 'a.drawio', 'a.json', 'a.PNG'];
    const files = names.map((name) => join(directory, name));
    const { status, err } = await graph(...demo, ...files.flatMap((file) => ['-o', file]));
    expect(status).toBe(0);
    expect(err.match(/^wrote /gm)).toHaveLength(names.length);
    const begins = files.map((file) => readFileSync(file).subarray(0, 14).toString('latin1').split('\n')[0]);
    expect(begins).toEqual([
      '<svg xmlns="ht',
      '<!doctype html',
      'Logical topolo',
      'graph {',
      '---',
      '<mxfile host="',
      '{',
      '\u0089PNG\r',
    ]);
  });

  it('are drawn in a terminal, and SVG where it is none', async () => {
    const piped = await graph(...demo);
    expect(piped.out).toMatch(/^<svg /);
    const shown = await ovnscope(['graph', ...demo], { COLUMNS: '60' }, { terminal: true });
    expect(shown.out).toMatch(/^Logical topology\n/);
    expect(shown.out).toContain('╭ router r1');
  });

  it('are asked for where the name does not tell', async () => {
    const { status, err } = await graph(...demo, '-o', join(directory, 'picture'));
    expect([status, err]).toEqual([1, expect.stringContaining('does not tell which format is wanted')]);
  });

  it('of JSON are drawn again, and are the same picture', async () => {
    const file = join(directory, 'scene.json');
    await graph(...demo, '--view', 'combined', '-o', file);
    const again = await graph('--scene', file);
    const straight = await graph(...demo, '--view', 'combined');
    expect(again.out).toBe(straight.out);
  });

  it.each([
    ['not json', 'is not JSON'],
    ['[]', 'expected'],
    ['{"schema":"ovnscope.scene/1","view":"logical","title":"","summary":"","nodes":7}', 'nodes'],
  ])('of JSON that is %s say so', async (content, told) => {
    const file = join(directory, 'broken.json');
    writeFileSync(file, content);
    const { status, err } = await graph('--scene', file);
    expect([status, err]).toEqual([1, expect.stringContaining(told)]);
  });

  it('of one view are not taken twice for one file', async () => {
    const { status, err } = await graph(...demo, '-o', 'x.svg', '-o', 'x.svg');
    expect([status, err]).toEqual([1, expect.stringContaining('was given twice')]);
  });
});

describe('views', () => {
  it.each([
    ['logical', 'router r1'],
    ['physical', 'chassis compute-1'],
    ['combined', 'chassis compute-1'],
    ['acl', 'port group neutron_pg_drop'],
    ['lb', 'load balancer'],
    ['bridge', 'integration bridge br-int'],
  ])('%s', async (view, part) => {
    expect(await text(...demo, '--view', view)).toContain(part);
  });

  it('acl of one port', async () => {
    const out = await text(...demo, 'app-1', '--view', 'acl');
    expect(out).toMatch(/^ACLs of .*app-1/);
    expect(out).toContain('to-lport');
  });

  it('bridge of one host', async () => {
    const out = await text(...demo, 'compute-2', '--view', 'bridge');
    expect(out).toContain('compute-2');
    expect(out).not.toContain('compute-1');
  });

  it('of what is not there say so', async () => {
    const { status, err } = await graph(...demo, 'nosuch', '--view', 'acl');
    expect([status, err]).toEqual([1, expect.stringContaining('nothing is called "nosuch"')]);
  });

  it('need their databases', async () => {
    const { status, err } = await graph('--ovs', 'fixtures/demo/host-1.db');
    expect([status, err]).toEqual([1, expect.stringContaining('nothing to draw in the logical view')]);
    expect((await graph('--ovs', 'fixtures/demo/host-1.db', '--view', 'bridge')).status).toBe(0);
  });
});

describe('parts', () => {
  it('around a thing: by alias, address, as far as asked', async () => {
    const near = await graph(...demo, '--around', 'db', '--hops', '1');
    expect(titles(near.out)).toEqual(['db', 'r1']);
    const far = await graph(...demo, '--around', '10.0.1.11', '--hops', '2');
    expect(titles(far.out)).toEqual(['app', 'db', 'public', 'r1']);
  });

  it('a name that nothing has is told with the nearest', async () => {
    const { status, err } = await graph(...demo, '--around', 'app-11');
    expect([status, err]).toEqual([1, expect.stringContaining('app-1')]);
  });

  it('opened on demand', async () => {
    const closed = await graph('--from', 'fixtures/ovn-kubernetes', '-f', 'text');
    expect(closed.status).toBe(0);
    const { out } = await graph(...demo, '--open', 'app', '-f', 'text');
    expect(out).toContain('app-unbound');
  });
});

describe('what has changed', () => {
  it('is nothing between a database and itself', async () => {
    const { out } = await graph(...demo, '--diff', 'fixtures/demo', '-f', 'text');
    expect(out).toContain('no difference');
  });

  it('is told with signs between two deployments', async () => {
    const out = await text(...demo, '--diff', 'fixtures/two-switches/nb.db');
    expect(out).toMatch(/\d+ added, \d+ removed/);
    expect(out).toContain('+ router r1');
    expect(out).toContain('− router lr0');
  });

  it('is told of one thing, and of what is near', async () => {
    const acl = await text(...demo, 'web-1', '--view', 'acl', '--diff', 'fixtures/demo');
    expect(acl).toContain('no difference');
    const near = await text(...demo, '--around', 'db', '--diff', 'fixtures/demo');
    expect(near).toContain('no difference');
    expect(near).not.toMatch(/^[+−~] /m);
  });

  it('is not shown with a trace', async () => {
    const { status, err } = await graph(...demo, '--diff', 'fixtures/demo', '--trace', 'ip4');
    expect([status, err]).toEqual([1, expect.stringContaining('not both')]);
  });
});

describe('a trace', () => {
  const packet = ['--inport', 'app-1', '--to', 'db-1', '--tcp', '--dport', '5432'];

  it('is drawn beside its text', async () => {
    const file = join(directory, 'trace.svg');
    const page = join(directory, 'trace.html');
    const { status, out } = await ovnscope(['trace', ...demo, ...packet, '--svg', file, '--html', page]);
    expect([status, out]).toEqual([0, expect.stringContaining('db-1')]);
    const svg = readFileSync(file, 'utf8');
    expect(svg).toContain('class="step"');
    expect(svg).toMatch(/<text class="banner [a-z]+"/);
    expect(readFileSync(page, 'utf8')).toContain('verdict');
  });

  it('of a microflow over the picture', async () => {
    const flow =
      'inport == "sw0-p1" && eth.src == 00:00:00:00:00:11 && eth.dst == 00:00:00:00:ff:01 && ip4.src == 10.0.0.11 && ip4.dst == 10.0.1.11 && ip.ttl == 64 && icmp4.type == 8';
    const from = ['--nb', 'fixtures/two-switches/nb.db', '--sb', 'fixtures/two-switches/sb.db'];
    const { status, out } = await graph(...from, '--trace', flow, '-f', 'text');
    expect([status, out]).toEqual([0, expect.stringContaining('  1  switch sw0')]);
  });

  it('that cannot be says why', async () => {
    const { status, err } = await graph(...demo, '--trace', 'inport == "app-1" && tcp.dst = 80');
    expect([status, err]).toEqual([1, expect.stringContaining('^')]);
  });

  it('goes without --batch', async () => {
    const { status, err } = await ovnscope(['trace', ...demo, '--batch', '-', '--svg', 'x.svg']);
    expect([status, err]).toEqual([1, expect.stringContaining('a picture is of one trace')]);
  });
});

describe('files that cannot be written', () => {
  it.each([
    ['/dev/full', 'no space left on the device'],
    ['/nonexistent/x.svg', 'no such directory'],
    ['fixtures/demo/nb.db/x.svg', 'part of the path is a file'],
    ['fixtures', 'it is a directory'],
    [`${'n'.repeat(300)}.svg`, 'the name is too long'],
  ])('%s => %s', async (path, told) => {
    const { status, err } = await graph(...demo, '-f', 'svg', '-o', path);
    expect([status, err]).toEqual([1, expect.stringContaining(`cannot write ${path.slice(0, 40)}`)]);
    expect(err).toContain(told);
  });

  it('leave nothing half-done behind', () => {
    expect(readdirSync(directory).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
