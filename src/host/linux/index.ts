/** What `ip` and `bridge` print, as values: JSON or plain text. Nothing here throws; what cannot be read is a problem. */
export { parseAddresses } from './addresses.ts';
export { parseBridgeLinks, withBridgeLinks, type BridgeLink } from './bridge-links.ts';
export { parseFdb } from './fdb.ts';
export { holdsJson, readElements } from './json.ts';
export { parseIpLinks } from './links.ts';
export { parseMdb, type Mdb } from './mdb.ts';
export { parseNeighbours } from './neighbours.ts';
export { parseNetns, type NamespaceIds } from './netns.ts';
export { Problems } from './problems.ts';
export { parseRoutes } from './routes.ts';
export { parseRules } from './rules.ts';
export * from './values.ts';
export { parseBridgeVlans, parseVlanTunnels, withTunnels } from './vlans.ts';
