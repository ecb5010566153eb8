/** The command as it is typed, over real databases. */
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ovnscope } from '../run.ts';

const NB = 'fixtures/two-switches/nb.db';
const SB = 'fixtures/two-switches/sb.db';
const get = (...words: string[]) => ovnscope(['get', ...words]);
const both = (...words: string[]) => get(...words, '--nb', NB, '--sb', SB);

describe('get', () => {
  it.each<string[][]>([[[]], [['--list']], [['ports', '--list']]])('%j lists the kinds', async (words) => {
    const { status, out, err } = await get(...words);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^OVN_Northbound\n {2}switches +ls +Logical switches/);
    for (const database of ['OVN_Southbound', 'Open_vSwitch', 'OVN_IC_Northbound', 'OVN_IC_Southbound']) {
      expect(out).toContain(`\n\n${database}\n  `);
    }
  });

  it.each(['table', 'wide', 'json', 'yaml', 'csv', 'name'])('ports -o %s', async (format) => {
    const { status, out, err } = await both('ports', '-o', format);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`../../golden/get-ports-${format}.txt`);
  });

  it('says the same as JSON, as YAML and as CSV', async () => {
    const columns = ['--columns', 'name,switch,state,up,tunnel-key'];
    const json = JSON.parse((await both('ports', '-o', 'json', ...columns)).out) as {
      items: { fields: Record<string, unknown> }[];
    };
    expect(parseYaml((await both('ports', '-o', 'yaml', ...columns)).out)).toEqual(json);
    const csv = (await both('ports', '-o', 'csv', ...columns)).out.trimEnd().split('\r\n');
    expect(csv.slice(1)).toEqual(
      json.items.map(({ fields }) =>
        Object.values(fields)
          .map((value) => (value === null ? '' : String(value)))
          .join(','),
      ),
    );
  });

  it('takes words of kinds, names, filters and an order', async () => {
    const { out } = await both(
      ...['lsp', 'sw?-p*', '--filter', 'addresses=10.0.0.0/16', '--filter=state=up'],
      ...['--sort=-name', '--columns', 'name,chassis', '--no-headings'],
    );
    expect(out).toBe('sw1-p2  hv2\nsw1-p1  hv1\nsw0-p2  hv2\nsw0-p1  hv1\n');
  });

  it('reads a name after an option that may be repeated', async () => {
    const { out } = await get('ports', '--nb', NB, '--sb', SB, '--filter', 'up=true', 'sw0-p1', '-o', 'name');
    expect(out).toBe('sw0-p1\n');
  });

  it('prints several kinds, and a name of any of them', async () => {
    const { status, out } = await both('switches,routers,ls', 'sw0', '-o', 'name');
    expect({ status, out }).toEqual({ status: 0, out: 'sw0\n' });
  });

  it('prints what it found and fails for what it did not', async () => {
    const { status, out, err } = await both('ports', 'sw0-p1', 'sw0-p9', 'nothing', '-o', 'name');
    expect(status).toBe(1);
    expect(out).toBe('sw0-p1\n');
    expect(err).toContain('no logical switch port "sw0-p9"; no logical switch port "nothing"');
    expect(err).toContain('"sw0-p1"');
  });

  it('knows ports from the Southbound alone, and says what it did not read', async () => {
    const { status, out, err } = await get('ports', '--sb', SB, '-o', 'name');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('sw0-p1\n');
    const table = await get('ports', '--nb', NB);
    expect(table.err).toBe(
      'ovnscope: no Southbound database was read (--sb): what it would tell is left out\n',
    );
    const verbose = await get('ports', '--nb', NB, '-v');
    expect(verbose.err).toContain('no Open_vSwitch database was read (--ovs)');
    expect(
      (await get('ports', '--nb', NB, '--columns', 'addresses,external_ids', '-o', 'csv')).err,
    ).toContain('--sb');
    expect((await get('ports', '--nb', NB, '--columns', 'external_ids', '-o', 'csv')).err).toBe('');
  });

  it.each<[string[], string]>([
    [['nats', '--filter', 'type=none'], 'of kind NAT rule'],
    [['load-balancers', '--filter', 'name=x'], 'of kind load balancer'],
    [['ports', 'sw0-p1', '--filter', 'up=false'], 'nothing of kind logical switch port matches, of 6\n'],
    [['meters'], 'there is nothing of kind meter\n'],
    [['igmp-groups'], 'there is nothing of kind IGMP group\n'],
  ])('%j finds nothing, which is no error', async (words, message) => {
    const { status, out, err } = await both(...words);
    expect({ status, out }).toEqual({ status: 0, out: '' });
    expect(err).toContain(message);
  });

  it.each<[string[], string]>([
    [['prots', '--nb', NB], 'no kind "prots"\n  try: "ports"'],
    [['ports,', '--nb', NB], 'no kind ""'],
    [['ports\u001b[31m', '--nb', NB], 'no kind "ports\\e[31m"'],
    [['ports', '--nb', NB, '--columns', 'nam'], 'ports have no column "nam"\n  try: did you mean "name"?'],
    [['ports', '--nb', NB, '--columns', 'name,'], '--columns needs names'],
    [['ports', '--nb', NB, '--sort', 'nam'], 'ports have no column "nam"'],
    [['ports', '--nb', NB, '--sort', ''], 'a sort needs names'],
    [['ports', '--nb', NB, '--filter', 'nam=x'], '\n    nam=x\n    ^\n  try: did you mean "name"?'],
    [['ports', '--filter', 'name'], 'a filter needs an operator\n    name\n        ^\n'],
    [['ports', '--filter', 'name~['], 'not a regular expression'],
    [['ports,switches', '--nb', NB, '-o', 'csv'], 'csv is one table'],
    [['ports', '--ovs', 'fixtures/two-switches/host-1.db'], 'no Northbound database was read'],
    [['acls', '--sb', SB], 'no Northbound database was read: acls are kept there\n  try: --nb'],
    [['chassis', '--nb', NB], 'no Southbound database was read: chassis are kept there\n  try: --sb'],
    [['ports', '-o', 'xml'], 'cannot be'],
  ])('%j is wrong usage, told in full before anything is printed', async (words, message) => {
    const { status, out, err } = await get(...words);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain('should not happen');
  });

  it('takes a name of digits for a name', async () => {
    const { err } = await both('ports', '0012');
    expect(err).toContain('no logical switch port "0012"');
  });
});
