/** Devices and tags as the answer names them. */
import { l2 } from '../../model/index.ts';
import { excerpt } from '../../text/index.ts';
import type { Style } from '../show/index.ts';

export interface PathText {
  readonly style: Style;
  /** Whether hosts have to be told apart. */
  readonly withHost: boolean;
}

export const nameText = (device: l2.Device, { withHost }: PathText): string =>
  excerpt(l2.deviceName(device, withHost));

export const tagsText = (tags: readonly l2.Tag[]): string => {
  if (tags.length === 0) return 'untagged';
  const each = tags.map(({ protocol, vlan }) => (protocol === 0x88a8 ? `802.1ad ${vlan}` : `${vlan}`));
  return `tagged ${each.join(' over ')}`;
};
