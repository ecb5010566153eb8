/**
 * The other lists of ovn-nbctl: tables with headings (`lr-nat-list`, `lb-list`, `fwd-group-list`,
 * `static-mac-binding-list`), `UUID (NAME)` lists, `meter-list`, `mirror-list`, `ha-chassis-group-list`.
 */

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** Cells stand below their headings; each line as heading => cell. */
export const parseColumns = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [heading = '', ...rest] = lines(text);
  const columns = [...heading.matchAll(/\S+/g)].map(({ 0: name, index }) => ({ name, index }));
  return rest.map((line) =>
    Object.fromEntries(
      columns.map(({ name, index }, i) => [name, line.slice(index, columns[i + 1]?.index).trim()]),
    ),
  );
};

/** As `parseColumns`, for a list whose headings are not quite above: two blanks or more part the cells, none is empty. */
export const parseWide = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [headings = [], ...rows] = lines(text).map((line) => line.trim().split(/ {2,}/));
  return rows.map((cells) => Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? ''])));
};

export interface LoadBalancer {
  readonly uuid: string;
  /** Cut after 16 characters. */
  readonly name: string;
  readonly vips: readonly {
    readonly protocol: string;
    readonly vip: string;
    readonly backends: readonly string[];
  }[];
}

/** Further VIPs of a load balancer have lines without UUID and name. */
export const parseLoadBalancers = (text: string): readonly LoadBalancer[] => {
  const found: { uuid: string; name: string; vips: LoadBalancer['vips'][number][] }[] = [];
  for (const { UUID = '', LB = '', PROTO = '', VIP = '', IPs = '' } of parseColumns(text)) {
    if (UUID !== '') found.push({ uuid: UUID, name: LB, vips: [] });
    found
      .at(-1)
      ?.vips.push({ protocol: PROTO, vip: VIP, backends: IPs.split(',').filter((ip) => ip !== '') });
  }
  return found;
};

/** `UUID (NAME)`, or the UUID alone; as name by UUID. */
export const parseNamed = (text: string): ReadonlyMap<string, string> =>
  new Map(
    lines(text).map((line): [string, string] => {
      const [, uuid = '', name = ''] = /^([0-9a-f-]{36})(?: \((.*)\))?$/.exec(line) ?? [];
      if (uuid === '') throw new Error(`not understood: ${line}`);
      return [uuid, name];
    }),
  );

export interface Meter {
  readonly name: string;
  readonly fair: boolean;
  /** `RATE UNIT`, and the burst without its unit. */
  readonly bands: readonly { readonly action: string; readonly rate: string; readonly burst: number }[];
}

export const parseMeters = (text: string): readonly Meter[] => {
  const meters: { name: string; fair: boolean; bands: Meter['bands'][number][] }[] = [];
  for (const line of lines(text)) {
    const band = /^ {2}(\w+): (\d+ \w+)(?:, (\d+) \w+ burst)?$/.exec(line);
    if (band !== null) {
      meters.at(-1)?.bands.push({ action: band[1] ?? '', rate: band[2] ?? '', burst: Number(band[3] ?? 0) });
      continue;
    }
    const [, name = '', fair] = /^(.*?):( \(fair\))? bands:$/.exec(line) ?? [];
    if (name === '') throw new Error(`not understood: ${line}`);
    meters.push({ name, fair: fair !== undefined, bands: [] });
  }
  return meters;
};

/** Name => key => value. */
export const parseMirrors = (text: string): ReadonlyMap<string, Readonly<Record<string, string>>> =>
  new Map(
    text
      .split('\n\n')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [head = '', ...rest] = lines(part);
        const pairs = rest.map((line) => /^ +(.*?) *: +(.*)$/.exec(line) ?? []);
        return [
          head.replace(/:$/, ''),
          Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value])),
        ];
      }),
  );

/** Group's UUID => its name and members, as priority by chassis. */
export const parseHaGroups = (
  text: string,
): ReadonlyMap<string, { readonly name: string; readonly members: Readonly<Record<string, number>> }> => {
  const groups = new Map<string, { name: string; members: Record<string, number> }>();
  let members: Record<string, number> = {};
  let chassis = '';
  for (const line of lines(text)) {
    const group = /^([0-9a-f-]{36}) \((.*)\)$/.exec(line);
    const member = /^ {4}[0-9a-f-]{36} \((.*)\)$/.exec(line);
    const priority = /^ {4}priority (\d+)$/.exec(line);
    if (group !== null) {
      members = {};
      groups.set(group[1] ?? '', { name: group[2] ?? '', members });
    } else if (member !== null) chassis = member[1] ?? '';
    else if (priority !== null) members[chassis] = Number(priority[1]);
    else throw new Error(`not understood: ${line}`);
  }
  return groups;
};

/** `KEY=VALUE` lines of `lsp-get-options`. */
export const parseOptions = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines(text).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
