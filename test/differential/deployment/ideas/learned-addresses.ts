/** Ports behind which a switch has seen an address that nobody told it (FDB rows). */
import type { Idea } from '../idea.ts';

export const learnedAddresses: Idea = {
  name: 'learned-addresses',
  probability: 0.5,
  apply(world, random) {
    for (const home of world.switches) {
      const port = random.maybe(home.ports);
      if (port === undefined || !random.chance(0.7)) continue;
      // Keys are northd's to give: the builder puts those of the switch and of the port in place of the words.
      world.learned.push({ mac: `00:00:00:00:fd:0${home.index % 10}`, home: home.name, port });
    }
  },
};
