/** Port security: by MAC alone, by addresses of either family, by prefixes, several at once. */
import type { Idea } from '../idea.ts';

export const portSecurity: Idea = {
  name: 'port-security',
  probability: 0.6,
  apply(world, random) {
    for (const nic of world.nics) {
      if (!random.chance(0.5)) continue;
      const all = [nic.mac, ...nic.v4, ...nic.v6].join(' ');
      const security = random.weighted<readonly string[]>([
        [3, [all]],
        [2, [nic.mac]],
        [1, [[nic.mac, ...nic.v4].join(' ')]],
        [1, [[nic.mac, ...nic.v6].join(' ')]],
        [1, [`${nic.mac} ${nic.home.prefix4 ?? '10.9.0.'}0/24`]],
        [1, [all, `00:00:00:00:aa:${nic.mac.slice(-2)} 172.20.0.5 fd77::5`]],
        [1, [`${nic.mac} 224.0.0.5 ${nic.v4.join(' ')}`]],
      ]);
      world.nb(['lsp-set-port-security', nic.name, ...security]);
    }
  },
};
