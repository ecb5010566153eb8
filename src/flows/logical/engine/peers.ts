/**
 * The other side of a patch port: `options:peer` of a patch port or of a gateway router's port (ovn-sb(5)). ovn-trace
 * takes every gateway as local, and takes two ports as each other's peers once one of them names the other.
 */
import type { LogicalPort } from '../southbound/port.ts';

const PATCHES: ReadonlySet<string> = new Set(['patch', 'l3gateway']);

export const peerOf = (port: LogicalPort): LogicalPort | undefined =>
  PATCHES.has(port.type) ? port.peerPort : undefined;
