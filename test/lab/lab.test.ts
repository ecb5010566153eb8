import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { neutron, ovnKubernetes, runningDaemons, startScenario, twoSwitches, words } from './index.ts';

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

describe('the OVN-Kubernetes scenario', () => {
  it('binds every pod, and pins each gateway router to its node', async () => {
    const lab = await startScenario(ovnKubernetes);
    try {
      expect(
        (await lab.sbctl('--bare', '--columns=logical_port', 'find', 'Port_Binding', 'type=l3gateway'))
          .trim()
          .split(/\s+/),
      ).toHaveLength(12);
      expect(await lab.nbctl('lr-lb-list', 'GR_ovn-worker')).toContain('10.96.0.1:443');
      const flow =
        'inport == "default_client" && eth.src == 0a:58:0a:f4:01:03 && eth.dst == 0a:58:0a:f4:01:01 && ip4.src == 10.244.1.3 && ip4.dst == 10.96.121.40 && ip.ttl == 64 && tcp && tcp.dst == 5432';
      expect(await lab.trace('--ct=new', '--ct=new', 'ovn-worker', flow)).toContain('ct_lb_mark');
      expect(lab.northd.log).not.toMatch(/\|ERR\|/);
    } finally {
      await lab.stop();
    }
  });
});

describe('the Neutron scenario', () => {
  it('has both gateways on their first chassis, over tunnels watched by BFD', async () => {
    const lab = await startScenario(neutron);
    try {
      const bfd = await lab
        .hypervisor(0)
        .vsctl('--bare', '--columns=bfd_status', 'find', 'Interface', 'type=geneve');
      expect(bfd).toContain('state=up');
      expect(await lab.nbctl('--bare', '--columns=type', 'find', 'Logical_Switch_Port', 'type=virtual')).toBe(
        'virtual\n',
      );
      expect(await lab.sbctl('--bare', '--columns=logical_port', 'find', 'Service_Monitor')).not.toBe('');
      expect(lab.northd.log).not.toMatch(/\|ERR\|/);
    } finally {
      await lab.stop();
    }
  });
});

describe('words', () => {
  it('splits at blanks outside of quotes', () => {
    expect(words(`acl-add sw0 'inport == "a b"' x="y z"`)).toEqual([
      'acl-add',
      'sw0',
      'inport == "a b"',
      'x=y z',
    ]);
    expect(words('  ')).toEqual([]);
  });
});
