/** The elements of `Port_Binding.port_security`: `MAC {IP[/PREFIX]}` (ovn-sb(5)). */
import { parseCidr, parseMac, isMapped, type Ip, type Mac } from './addresses.ts';

export interface PortSecurity {
  readonly mac: Mac;
  readonly ip4: readonly number[];
  readonly ip6: readonly Ip[];
}

/** Reading ends at the first word that is no address, as ovn-controller's does. Without a MAC it is no rule. */
export const parsePortSecurity = (text: string): PortSecurity | undefined => {
  const [first, ...rest] = text.trim().split(/ +/);
  const mac = parseMac(first ?? '');
  if (mac === undefined) return undefined;
  const ip4: number[] = [];
  const ip6: Ip[] = [];
  for (const word of rest) {
    const cidr = parseCidr(word);
    if (cidr === undefined) break;
    if (isMapped(cidr.ip) && !word.includes(':')) ip4.push(cidr.ip[0]);
    else ip6.push(cidr.ip);
  }
  return { mac, ip4, ip6 };
};
