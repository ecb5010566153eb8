import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runningDaemons, startScenario, twoSwitches } from './index.ts';

describe('a lab of two switches and a router', () => {
  it('has ports that are up, tunnels between its hypervisors, and leaves nothing behind', async () => {
    const lab = await startScenario(twoSwitches);
    try {
      expect(await lab.nbctl('--bare', '--columns=name', 'find', 'Logical_Switch_Port', 'up=true')).toContain(
        'sw1-p2',
      );
      expect(await lab.sbctl('show')).toContain('Port_Binding sw0-p2');
      expect(await lab.hypervisor(0).vsctl('list-ports', 'br-int')).toMatch(/ovn-hv2-0/);
      expect(await lab.hypervisor(0).appctl('ofproto/list-tunnels')).toContain('->192.168.0.2');
      expect(await lab.hypervisor(1).controllerAppctl('connection-status')).toBe('connected\n');
      expect((await lab.hypervisor(1).ofctl('dump-flows', 'br-int')).split('\n').length).toBeGreaterThan(100);
      expect(lab.files().nb).toHaveLength(1);
      expect(await lab.backup('sb')).toMatch(/^OVSDB JSON /);
    } finally {
      await lab.stop();
    }
    expect(runningDaemons()).toEqual([]);
    expect(existsSync(lab.directory)).toBe(false);
  });

  it('also comes up with clusters, a relay and TLS', async () => {
    const lab = await startScenario(twoSwitches, { clustered: true, relay: true, tls: true });
    try {
      expect(lab.files().nb).toHaveLength(3);
      expect(lab.sb.remote).toBe(lab.sb.relay?.remote);
      await lab.sb.cluster?.kill(await lab.sb.cluster.leader());
      await lab.sb.cluster?.leader();
      await lab.commands('lsp-del sw0-p1');
      await lab.sync();
      expect(await lab.sbctl('show')).not.toContain('Port_Binding sw0-p1');
    } finally {
      await lab.stop();
    }
    expect(runningDaemons()).toEqual([]);
  });
});
