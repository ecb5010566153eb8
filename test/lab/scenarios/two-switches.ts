/**
 * Two logical switches and a router, on two hypervisors:
 *
 *     sw0 10.0.0.0/24 ── lr0 ── sw1 10.0.1.0/24
 *     sw0-p1 (hv1), sw0-p2 (hv2)   sw1-p1 (hv1), sw1-p2 (hv2)
 */
import type { Scenario } from './scenario.ts';

const NB = `
  ls-add sw0
  ls-add sw1
  lsp-add sw0 sw0-p1 -- lsp-set-addresses sw0-p1 '00:00:00:00:00:11 10.0.0.11' -- lsp-set-port-security sw0-p1 '00:00:00:00:00:11 10.0.0.11'
  lsp-add sw0 sw0-p2 -- lsp-set-addresses sw0-p2 '00:00:00:00:00:12 10.0.0.12' -- lsp-set-port-security sw0-p2 '00:00:00:00:00:12 10.0.0.12'
  lsp-add sw1 sw1-p1 -- lsp-set-addresses sw1-p1 '00:00:00:00:01:11 10.0.1.11 fd00:1::11'
  lsp-add sw1 sw1-p2 -- lsp-set-addresses sw1-p2 '00:00:00:00:01:12 10.0.1.12 fd00:1::12'
  acl-add sw0 from-lport 1001 'inport == "sw0-p1" && ip4' allow-related
  acl-add sw0 to-lport 1000 'outport == "sw0-p2" && tcp.dst == 23' drop
  lr-add lr0
  lrp-add lr0 lr0-sw0 00:00:00:00:ff:01 10.0.0.1/24
  lrp-add lr0 lr0-sw1 00:00:00:00:ff:02 10.0.1.1/24 fd00:1::1/64
  lsp-add sw0 sw0-lr0 -- lsp-set-type sw0-lr0 router -- lsp-set-addresses sw0-lr0 router -- lsp-set-options sw0-lr0 router-port=lr0-sw0
  lsp-add sw1 sw1-lr0 -- lsp-set-type sw1-lr0 router -- lsp-set-addresses sw1-lr0 router -- lsp-set-options sw1-lr0 router-port=lr0-sw1
`;

export const twoSwitches: Scenario = {
  name: 'two-switches',
  title: 'two logical switches and a router, two ports on each of two hypervisors',
  options: { hypervisors: 2 },
  async build(lab) {
    await lab.commands(NB);
    for (const hypervisor of lab.hypervisors) {
      const host = hypervisor.index;
      if (host > 2) continue;
      await hypervisor.plug(
        { name: 'vif1', ifaceId: `sw0-p${host}` },
        { name: 'vif2', ifaceId: `sw1-p${host}` },
      );
    }
    if (lab.hypervisors.length >= 2) await lab.up('sw0-p1', 'sw0-p2', 'sw1-p1', 'sw1-p2');
    await lab.sync();
  },
};
