/**
 * Ports as `ovs-ofctl show` (OpenFlow 1.0) prints them:
 *
 *      3(p3): addr:8e:40:64:30:a0:51
 *          config:     NO_FLOOD NO_RECV
 *          state:      STP_BLOCK
 *      LOCAL(br0): addr:…
 *
 * Names are cut to 15 characters there, and hold anything; the first line of a port is known by ` addr:` after it.
 */

export interface OpenFlowPort {
  /** 65534 is `LOCAL`. */
  readonly number: number;
  readonly name: string;
  /** `PORT_DOWN`, `NO_STP`, `NO_RECV`, `NO_RECV_STP`, `NO_FLOOD`, `NO_FWD`, `NO_PACKET_IN`. */
  readonly config: readonly string[];
  readonly state: readonly string[];
}

export const LOCAL_PORT = 65534;

export const parseOpenFlowPorts = (text: string): readonly OpenFlowPort[] => {
  const ports: { number: number; name: string; config: string[]; state: string[] }[] = [];
  for (const line of text.split('\n')) {
    const head = /^ (\d+|LOCAL)\((.*)\): addr:/.exec(line);
    if (head !== null) {
      const [, number = '', name = ''] = head;
      ports.push({ number: number === 'LOCAL' ? LOCAL_PORT : Number(number), name, config: [], state: [] });
      continue;
    }
    const [, key, words = ''] = /^ +(config|state): +(.*)$/.exec(line) ?? [];
    const port = ports.at(-1);
    if (key === undefined || port === undefined) continue;
    const list = words.split(' ').filter((word) => word !== '' && word !== '0');
    if (key === 'config') port.config = list;
    else port.state = list;
  }
  return ports;
};
