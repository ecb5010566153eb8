/**
 * `/proc/net/bonding/NAME` (Documentation/networking/bonding.rst of the kernel):
 *
 *     Ethernet Channel Bonding Driver: v6.1.0
 *                                                   what follows is of the bond …
 *     Bonding Mode: IEEE 802.3ad Dynamic link aggregation
 *     Currently Active Slave: eth1
 *
 *     Slave Interface: eth1                         … and from here on of a member
 *     MII Status: up
 *         port key: 15                              further in: of what stands above without a value
 *
 * Captures may hold several files one after another; then nothing tells their names but their members.
 */
import type { Bonding } from '../types.ts';

/** The words of the file for what `ip -d link` calls by shorter ones. */
const MODES: readonly (readonly [words: RegExp, mode: string])[] = [
  [/round-robin/, 'balance-rr'],
  [/active-backup/, 'active-backup'],
  [/\(xor\)|load balancing \(xor/, 'balance-xor'],
  [/broadcast/, 'broadcast'],
  [/802\.3ad/, '802.3ad'],
  [/transmit load balancing/, 'balance-tlb'],
  [/adaptive load balancing/, 'balance-alb'],
];

interface Draft {
  attributes: Record<string, string>;
  members: { name: string; attributes: Record<string, string> }[];
}

const BEGIN = /^Ethernet Channel Bonding Driver:/;
const LINE = /^([ \t]*)([^:]+):[ \t]*(.*)$/;

/** `name`: of the file; undefined where it is not known. A file of something else holds no bond. */
export const parseBonding = (text: string, name: string | undefined): readonly Bonding[] => {
  const drafts: Draft[] = [];
  let heading = '';
  for (const line of text.split('\n')) {
    if (BEGIN.test(line)) {
      drafts.push({ attributes: {}, members: [] });
      heading = '';
      continue;
    }
    const draft = drafts.at(-1);
    const [, indent = '', key = '', value = ''] = LINE.exec(line) ?? [];
    if (draft === undefined || key === '') continue;
    if (key === 'Slave Interface') {
      draft.members.push({ name: value, attributes: {} });
      heading = '';
      continue;
    }
    const attributes = draft.members.at(-1)?.attributes ?? draft.attributes;
    if (value === '') heading = key.trim();
    else if (indent === '') attributes[key] = value;
    else attributes[`${heading}: ${key.trim()}`] = value;
  }
  return drafts.map(({ attributes, members }) => bondOf(name ?? '', attributes, members));
};

const bondOf = (name: string, attributes: Draft['attributes'], members: Draft['members']): Bonding => {
  const mode = attributes['Bonding Mode'];
  const active = attributes['Currently Active Slave'];
  return {
    name,
    mode: mode === undefined ? undefined : (MODES.find(([words]) => words.test(mode))?.[1] ?? mode),
    activeMember: active === undefined || active === 'None' ? undefined : active,
    attributes,
    members: members.map((member) => ({
      name: member.name,
      up: upOf(member.attributes['MII Status']),
      attributes: member.attributes,
    })),
  };
};

const upOf = (status: string | undefined): boolean | undefined =>
  status === undefined ? undefined : status === 'up';
