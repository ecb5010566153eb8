/** Networks of any size: tenants, each a router with switches, on one external switch or each for itself. */
import { Network } from '../../src/model/index.ts';
import { northbound, type Cell } from '../model/build.ts';

export interface Size {
  readonly tenants: number;
  /** Of each tenant. */
  readonly switches: number;
  /** Of each switch. */
  readonly ports: number;
  /** Whether all routers have a port on one external switch. */
  readonly joined?: boolean;
}

const octet = (n: number): string => (n & 255).toString(16).padStart(2, '0');

export const tenants = ({ tenants: many, switches, ports, joined = true }: Size): Network => {
  const rows: Record<'ls' | 'lsp' | 'lr' | 'lrp', Record<string, Record<string, Cell>>> = {
    ls: {},
    lsp: {},
    lr: {},
    lrp: {},
  };
  const external: string[] = ['provnet'];
  const join = (id: string, from: string[], to: string[], networks: string[]): void => {
    rows.lrp[`lrp-${id}`] = { name: `lrp-${id}`, mac: '0a:00:00:00:00:01', networks };
    rows.lsp[`to-${id}`] = { name: `to-${id}`, type: 'router', options: { 'router-port': `lrp-${id}` } };
    from.push(`lrp-${id}`);
    to.push(`to-${id}`);
  };
  for (let t = 0; t < many; t++) {
    const routerPorts: string[] = [];
    for (let s = 0; s < switches; s++) {
      const own: string[] = [];
      for (let p = 0; p < ports; p++) {
        const id = `p${t}-${s}-${p}`;
        const addresses = [
          `0a:00:00:${octet(t)}:${octet(s)}:${octet(p)} 10.${t & 255}.${s & 255}.${p & 255}`,
        ];
        rows.lsp[id] = { name: id, addresses, up: p % 50 !== 7 };
        own.push(id);
      }
      join(`sw${t}-${s}`, routerPorts, own, [`10.${t & 255}.${s & 255}.254/24`]);
      rows.ls[`sw${t}-${s}`] = { name: `sw${t}-${s}`, ports: own };
    }
    if (joined) join(`ext-${t}`, routerPorts, external, [`203.0.113.${t & 255}/24`]);
    rows.lr[`r${t}`] = { name: `r${t}`, ports: routerPorts };
  }
  if (joined) {
    rows.lsp['provnet'] = { name: 'provnet', type: 'localnet', options: { network_name: 'physnet1' } };
    rows.ls['ext'] = { name: 'ext', ports: external };
  }
  return new Network({
    nb: northbound({
      Logical_Switch: rows.ls,
      Logical_Switch_Port: rows.lsp,
      Logical_Router: rows.lr,
      Logical_Router_Port: rows.lrp,
    }),
  });
};
