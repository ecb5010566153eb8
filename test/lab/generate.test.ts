import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fillNorthbound,
  Lab,
  makeDirectory,
  removeDirectory,
  run,
  startServer,
  writeNorthbound,
  writeSouthbound,
} from './index.ts';

const size = { switches: 5, ports: 4, acls: 3, loadBalancers: 2, switchesPerRouter: 2 };

const count = async (remote: string, database: string, table: string): Promise<number> => {
  const select = [database, { op: 'select', table, where: [], columns: ['_uuid'] }];
  const text = await run('ovsdb-client', ['-vsyslog:off', 'transact', remote, JSON.stringify(select)]);
  const [result] = JSON.parse(text) as [{ rows: unknown[] }];
  return result.rows.length;
};

describe('the generator', () => {
  it('fills a Northbound that ovn-northd accepts', async () => {
    const lab = await Lab.start();
    try {
      await fillNorthbound(lab, size);
      await lab.sync();
      expect(await count(lab.nb.remote, 'OVN_Northbound', 'Logical_Switch_Port')).toBe(5 * 5);
      expect(await count(lab.sb.remote, 'OVN_Southbound', 'Port_Binding')).toBe(5 * 4 + 5 * 2);
      expect(await count(lab.sb.remote, 'OVN_Southbound', 'Datapath_Binding')).toBe(5 + 3);
      expect(await count(lab.sb.remote, 'OVN_Southbound', 'Load_Balancer')).toBe(2);
      expect(lab.northd.log).not.toMatch(/\|WARN\|/);
    } finally {
      await lab.stop();
    }
  });

  it('writes files that ovsdb-server serves, with as many logical flows as asked for', async () => {
    const directory = makeDirectory();
    const files = [join(directory, 'nb.db'), join(directory, 'sb.db')] as const;
    await writeNorthbound(files[0], size);
    await writeSouthbound(files[1], { ...size, flows: 12_345 });
    const server = await startServer({ directory, name: 'db', databases: files });
    try {
      expect(await count(server.remote, 'OVN_Southbound', 'Logical_Flow')).toBe(12_345);
      expect(await count(server.remote, 'OVN_Southbound', 'Port_Binding')).toBe(5 * 4 + 5 * 2);
      expect(await count(server.remote, 'OVN_Northbound', 'ACL')).toBe(5 * 3);
    } finally {
      await server.stop();
      removeDirectory(directory);
    }
  });
});
