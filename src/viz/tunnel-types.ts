/** Types of interfaces that are tunnels (ovs-vswitchd.conf.db(5), `Interface.type`). */
export const TUNNEL_TYPES: ReadonlySet<string> = new Set([
  'bareudp',
  'erspan',
  'geneve',
  'gre',
  'gtpu',
  'ip6erspan',
  'ip6gre',
  'lisp',
  'srv6',
  'stt',
  'vxlan',
]);
