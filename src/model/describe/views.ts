/** Links to views of logical things: a port of either kind, a switch, a router. */
import type { LogicalRouter, RouterPort } from '../routers.ts';
import type { LogicalSwitch, SwitchPort } from '../switches.ts';
import { linkTo } from './build.ts';
import type { Link } from './types.ts';

const named = (
  kind: string,
  { name, alias, ref }: LogicalSwitch | LogicalRouter | SwitchPort | RouterPort,
): Link => linkTo({ kind, name, alias, ref });

export const switchPortLink = (port: SwitchPort): Link => named('logical switch port', port);
export const routerPortLink = (port: RouterPort): Link => named('logical router port', port);

export const switchLink = <V extends LogicalSwitch | undefined>(
  one: V,
): V extends undefined ? Link | undefined : Link =>
  (one === undefined ? undefined : named('logical switch', one)) as Link;

export const routerLink = (one: LogicalRouter): Link => named('logical router', one);
