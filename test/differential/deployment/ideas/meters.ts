/** Meters, control plane protection and mirrors. */
import type { Idea } from '../idea.ts';

const COPP = [
  'arp',
  'arp-resolve',
  'dhcpv4-opts',
  'dhcpv6-opts',
  'dns',
  'event-elb',
  'icmp4-error',
  'icmp6-error',
  'igmp',
  'nd-na',
  'nd-ns',
  'nd-ns-resolve',
  'nd-ra-opts',
  'tcp-reset',
  'bfd',
  'reject',
  'svc-monitor',
  'dhcpv6-opts',
  'dhcpv4-opts',
] as const;

export const meters: Idea = {
  name: 'meters',
  probability: 0.5,
  apply(world, random) {
    world.meters.push('slow', 'loud one');
    world.nb(
      ['meter-add', 'slow', 'drop', '10', 'pktps', '20'],
      ['--fair', 'meter-add', 'loud one', 'drop', '100', 'kbps'],
    );
    if (random.chance(0.6)) {
      for (const protocol of new Set(random.some(COPP, 6, COPP.length))) {
        world.nb(['copp-add', 'guard', protocol, random.pick(world.meters)]);
      }
      for (const { name } of world.switches) if (random.chance(0.6)) world.nb(['ls-copp-add', 'guard', name]);
      for (const { name } of world.routers) if (random.chance(0.6)) world.nb(['lr-copp-add', 'guard', name]);
    }
    const nic = random.maybe(world.nics);
    if (nic !== undefined && random.chance(0.5)) {
      world.nb(
        ['mirror-add', 'watch', 'gre', '3', 'from-lport', '192.0.2.99'],
        ['lsp-attach-mirror', nic.name, 'watch'],
      );
    }
  },
};
