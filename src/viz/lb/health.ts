/** What service monitors say of backends, in tones and words (ovn-sb(5), "Service_Monitor"). */
import type { BalancedVip } from '../../model/index.ts';
import { count } from '../logical/words.ts';
import type { Fact, Tone } from '../scene.ts';

export type Backend = BalancedVip['backends'][number];

export const toneOfHealth = (health: Backend['health']): Tone => {
  switch (health) {
    case 'online':
      return 'good';
    case 'offline':
    case 'error':
      return 'bad';
    case undefined:
      return 'idle';
  }
};

const isWell = ({ health }: Backend): boolean => health !== 'offline' && health !== 'error';

/** A VIP that leads to nothing that answers is broken; one that lost some of its backends is not well. */
export const vipFact = ({ backends }: BalancedVip): Fact => {
  if (backends.length === 0) return { text: 'no backends', tone: 'warn' };
  const all = count(backends.length, 'backend');
  const well = backends.filter(isWell).length;
  if (well < backends.length)
    return { text: `${all}, ${backends.length - well} down`, tone: well === 0 ? 'bad' : 'warn' };
  return { text: all, tone: backends.every(({ health }) => health === 'online') ? 'good' : 'idle' };
};
