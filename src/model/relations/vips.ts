/**
 * Virtual IPs and backends as `Load_Balancer.vips` writes them (ovn-nb(5)):
 *
 *     vips     = { VIP = backend {"," backend} }
 *     VIP      = endpoint | "^" VARIABLE [":" PORT]       a template variable, with options:template=true
 *     backend  = endpoint | "^" VARIABLE [":" (PORT | "^" VARIABLE)]
 *     endpoint = IPV4 [":" PORT] | "[" IPV6 "]" ":" PORT | IPV6
 *
 * What does not fit is its text, with neither IP nor port.
 */
import { parseIp } from '../addresses.ts';

export interface Endpoint {
  readonly text: string;
  /** In canonical spelling; `undefined` for template variables and for what is no address. */
  readonly ip: string | undefined;
  readonly port: number | undefined;
}

export interface Vip extends Endpoint {
  readonly backends: readonly Endpoint[];
}

const BRACKETED = /^\[([^\]]*)\](?::(\d{1,5}))?$/;
const WITH_PORT = /^([^:]*):(\d{1,5})$/;

export const parseEndpoint = (written: string): Endpoint => {
  const text = written.trim();
  const found = BRACKETED.exec(text) ?? WITH_PORT.exec(text);
  const address = parseIp(found?.[1] ?? text);
  const port = found?.[2] === undefined ? undefined : Number(found[2]);
  const known = address !== undefined && !(found?.[1] ?? text).includes('/');
  return known ? { text, ip: address.correctForm(), port } : { text, ip: undefined, port: undefined };
};

/** In the order of the map. */
export const vipsOf = (vips: ReadonlyMap<string, string>): readonly Vip[] =>
  [...vips].map(([vip, backends]) => ({
    ...parseEndpoint(vip),
    backends: backends
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map(parseEndpoint),
  }));
