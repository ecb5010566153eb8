/** Addresses that are unknown, dynamic, several, or missing. */
import type { Idea } from '../idea.ts';

export const portAddresses: Idea = {
  name: 'port-addresses',
  probability: 0.6,
  apply(world, random) {
    for (const home of world.switches) {
      for (const nic of home.nics) {
        if (!random.chance(0.3)) continue;
        const own = [nic.mac, ...nic.v4, ...nic.v6].join(' ');
        const addresses = random.weighted<readonly string[]>([
          [3, [own, 'unknown']],
          [1, ['unknown']],
          [1, [nic.mac]],
          [
            1,
            [
              own,
              `00:00:00:00:aa:${nic.mac.slice(-2)} ${home.prefix4 ?? '10.9.9.'}${90 + nic.home.nics.indexOf(nic)}`,
            ],
          ],
          [1, []],
        ]);
        world.nb(['lsp-set-addresses', nic.name, ...addresses]);
      }
      if (home.prefix4 === undefined || home.external || !random.chance(0.3)) continue;
      const name = `dynamic${home.index}`;
      home.ports.push(name);
      world.nb(
        [
          'set',
          'Logical_Switch',
          home.name,
          `other_config:subnet="${home.prefix4}0/24"`,
          `other_config:exclude_ips="${home.prefix4}1..${home.prefix4}99"`,
        ],
        ...(home.prefix6 !== undefined && random.chance(0.5)
          ? [['set', 'Logical_Switch', home.name, `other_config:ipv6_prefix="${home.prefix6}"`]]
          : []),
        ['lsp-add', home.name, name],
        [
          'lsp-set-addresses',
          name,
          random.pick(['dynamic', '00:00:00:00:dd:11 dynamic', `dynamic ${home.prefix4}100`]),
        ],
      );
      world.aim({ why: 'a dynamic address', ip: `${home.prefix4}100` });
    }
  },
};
