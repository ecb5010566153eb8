/** How many ports there are and what is wrong with them: the same in words, tables and pictures. */
import { isWorkload, type SwitchPort } from './switches.ts';

export interface PortTally {
  readonly all: number;
  readonly down: number;
  /** Switched off by somebody: not counted as down as well. */
  readonly disabled: number;
}

/** Of the ports that something plugs into. */
export const tallyPorts = (ports: readonly SwitchPort[]): PortTally => {
  let [all, down, disabled] = [0, 0, 0];
  for (const port of ports) {
    if (!isWorkload(port)) continue;
    all++;
    const { state } = port;
    if (state === 'down') down++;
    else if (state === 'disabled') disabled++;
  }
  return { all, down, disabled };
};

/** `2 down`, `1 disabled`: only what there is. */
export const wrongOf = ({ down, disabled }: PortTally): readonly string[] =>
  [down > 0 ? `${down} down` : '', disabled > 0 ? `${disabled} disabled` : ''].filter((text) => text !== '');
