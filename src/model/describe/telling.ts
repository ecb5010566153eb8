/** Describers of one table each, typed by it: `northboundDescriber<'NAT'>((page) => …)`. */
import type { Northbound, OpenVSwitch, Southbound } from '../generated/index.ts';
import type { DatabaseName } from '../rowref.ts';
import type { Describer } from './describer.ts';
import { Page, type Story } from './page.ts';

const describer =
  <R>(database: DatabaseName, tell: (page: Page<R>) => Story): Describer =>
  (network, row, host) => {
    const page = new Page(network, row, database, host);
    return page.description(tell(page as unknown as Page<R>));
  };

export const northboundDescriber = <T extends keyof Northbound>(
  tell: (page: Page<Northbound[T]>) => Story,
): Describer => describer('OVN_Northbound', tell);

export const southboundDescriber = <T extends keyof Southbound>(
  tell: (page: Page<Southbound[T]>) => Story,
): Describer => describer('OVN_Southbound', tell);

export const hostDescriber = <T extends keyof OpenVSwitch>(
  tell: (page: Page<OpenVSwitch[T]>) => Story,
): Describer => describer('Open_vSwitch', tell);
