/**
 * Multicast groups and router ports, of `bridge mdb`. The document is one object, since 4.20 in an array; the router ports are
 * there with `-d`, or always. Entries stand in a list, or in lists by bridge:
 *
 *     [{"mdb":[{"index":4,"dev":"br0","port":"p1","grp":"239.1.1.1","state":"temp","flags":[],"vid":10}],
 *       "router":{"br0":[{"port":"p4","timer":"   0.00","type":"permanent"}]}}]
 */
import type { Parsed } from '../parsed.ts';
import type { Json, MdbEntry, Namespace } from '../types.ts';
import { Item, readItems } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf, wordsOf } from './lines.ts';
import { Problems, quoted } from './problems.ts';
import { asRecord, asText } from './values.ts';

export interface Mdb {
  readonly entries: readonly MdbEntry[];
  readonly routerPorts: Namespace['routerPorts'];
}

const entryOf = (item: Item, bridge: string | undefined): MdbEntry | undefined => {
  const dev = item.text('dev') ?? bridge;
  const port = item.text('port');
  const group = item.text('grp');
  if (dev === undefined || port === undefined || group === undefined)
    return item.lose('a group without its address, bridge or port; expected "grp", "dev" and "port"');
  return {
    bridge: dev,
    port,
    group,
    vlan: item.integer('vid') ?? item.integer('vlan'),
    state: item.text('state'),
  };
};

/** Lists by bridge within `value`: `{"br0":[…]}`, or a list of such objects; a list of entries has no bridge of its own. */
const byBridge = (value: Json | undefined): { bridge: string | undefined; value: Json }[] => {
  const values = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
  const found: { bridge: string | undefined; value: Json }[] = [];
  for (const each of values) {
    const record = asRecord(each);
    // The attributes of an entry are not all lists.
    if (record === undefined || !Object.values(record).every(Array.isArray))
      found.push({ bridge: undefined, value: each });
    else
      for (const [bridge, list] of Object.entries(record))
        for (const inner of list as readonly Json[]) found.push({ bridge, value: inner });
  }
  return found;
};

const parseJson = (text: string, problems: Problems): Mdb => {
  const entries: MdbEntry[] = [];
  const routerPorts: { bridge: string; port: string }[] = [];
  // Nothing but lists of whole entries stands in the document: of one that is cut off, those that are there count.
  for (const [index, document] of readItems(text, problems, 2).entries()) {
    const number = index + 1;
    for (const { bridge, value } of byBridge(document.fields['mdb'])) {
      const fields = asRecord(value);
      const entry = fields === undefined ? undefined : entryOf(new Item(fields, problems, number), bridge);
      if (entry !== undefined) entries.push(entry);
    }
    for (const { bridge, value } of byBridge(document.fields['router'])) {
      const port = asText(value) ?? asText(asRecord(value)?.['port']);
      if (bridge !== undefined && port !== undefined) routerPorts.push({ bridge, port });
      else
        problems.add(
          'router',
          'a router port without its name or bridge; expected "port"',
          `element ${number}`,
        );
    }
    if (document.fields['mdb'] === undefined && document.fields['router'] === undefined)
      document.lose('no groups; expected "mdb" or "router"');
  }
  return { entries, routerPorts };
};

/**
 * `dev BRIDGE port NAME grp ADDRESS STATE … [vid N]`; `router ports on BRIDGE: NAME NAME`, with `-s` one port a line, followed
 * by its timer and type.
 */
const parseText = (text: string, problems: Problems): Mdb => {
  const entries: MdbEntry[] = [];
  const routerPorts: { bridge: string; port: string }[] = [];
  for (const line of linesOf(text)) {
    const words = wordsOf(line.text);
    const router = /^router ports on ([^ \t]+):(.*)$/.exec(line.text);
    const [dev, bridge = '', , port = '', grp, group = '', state] = words;
    if (router !== null) {
      const [, on = '', ports = ''] = router;
      const names = wordsOf(ports);
      const withTimer = /^\d+\.\d\d$/.test(names[1] ?? '');
      for (const name of withTimer ? names.slice(0, 1) : names) routerPorts.push({ bridge: on, port: name });
    } else if (dev === 'dev' && words[2] === 'port' && grp === 'grp' && group !== '') {
      const vid = words[words.indexOf('vid') + 1];
      const vlan = words.includes('vid') && /^\d{1,4}$/.test(vid ?? '') ? Number(vid) : undefined;
      entries.push({ bridge, port, group, vlan, state });
    } else
      problems.add(
        'line',
        () =>
          `${quoted(line.text)} is not of "bridge mdb"; expected JSON or "dev BRIDGE port NAME grp ADDRESS …"`,
        at(line),
      );
  }
  return { entries, routerPorts };
};

/** Reads `bridge -j mdb` (also `-d`, `-s`) or its plain text. */
export const parseMdb = (text: string, source: string): Parsed<Mdb> => {
  const problems = new Problems(source);
  const value = holdsJson(text) ? parseJson(text, problems) : parseText(text, problems);
  return { value, problems: problems.list };
};
