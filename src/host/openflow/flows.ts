/** As much of `ovs-ofctl dump-flows` as tells whether a bridge forwards by NORMAL and nothing else. */

/**
 * `normal`: one flow, for every packet, NORMAL. `mixed`: NORMAL for some. `flows`: NORMAL nowhere. Undefined where there
 * is no flow to see.
 */
export type Forwarding = 'normal' | 'mixed' | 'flows';

const FLOW = /^ *cookie=\S+ .*?\bpriority=(\d+)(,\S+)? actions=(.*)$/;

export const parseForwarding = (text: string): Forwarding | undefined => {
  let [flows, normal, plain] = [0, 0, 0];
  for (const line of text.split('\n')) {
    const found = FLOW.exec(line);
    if (found === null) {
      // A flow of priority 32768 is printed without it.
      if (/^ *cookie=/.test(line)) flows++;
      if (/\bactions=.*\bNORMAL\b/.test(line)) normal++;
      continue;
    }
    flows++;
    const [, , match, actions = ''] = found;
    if (/\bNORMAL\b/.test(actions)) normal++;
    if (actions === 'NORMAL' && match === undefined && /\btable=0\b/.test(line)) plain++;
  }
  if (flows === 0) return undefined;
  if (flows === 1 && plain === 1) return 'normal';
  return normal > 0 ? 'mixed' : 'flows';
};
