/** What the fields of a kind share: worked out once for a network, on the first question. */
import type { Network } from '../network.ts';

export const oncePerNetwork = <T>(compute: (network: Network) => T): ((network: Network) => T) => {
  const made = new WeakMap<Network, { readonly value: T }>();
  return (network) => {
    let known = made.get(network);
    if (known === undefined) made.set(network, (known = { value: compute(network) }));
    return known.value;
  };
};
