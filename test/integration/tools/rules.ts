/** `ovn-nbctl acl-list`, `qos-list`, `lr-route-list` and `lr-policy-list`: a line for each rule. */

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

const parsed = (pattern: RegExp, line: string): readonly string[] => {
  const found = pattern.exec(line);
  if (found === null) throw new Error(`not understood: ${line}`);
  return Array.from(found, (part) => part ?? '');
};

export interface Acl {
  readonly direction: string;
  readonly isAfterLb: boolean;
  readonly priority: number;
  readonly match: string;
  readonly action: string;
  readonly log: boolean;
  /** Printed with `log` only. */
  readonly name: string | null;
  readonly severity: string | null;
  readonly meter: string | null;
  readonly label: number;
}

// DIRECTION PRIORITY (MATCH) ACTION [log(name=N,severity=S,meter="M")] [label=L] [[after-lb]]
const ACL =
  /^ *(from-lport|to-lport) +(\d+) \((.*)\) (allow|allow-related|allow-stateless|drop|reject)(?: (log)\((.*)\))?(?: label=(\d+))?( \[after-lb\])?$/;
const LOG = /^(?:name=(.*?))?(?:,?severity=(\w+))?(?:,?meter="(.*)")?$/;

export const parseAcls = (text: string): readonly Acl[] =>
  lines(text).map((line) => {
    const [, direction = '', priority, match = '', action = '', log, inside = '', label, after] = parsed(
      ACL,
      line,
    );
    const [, name, severity, meter] = parsed(LOG, inside);
    return {
      direction,
      isAfterLb: after !== '',
      priority: Number(priority),
      match,
      action,
      log: log !== '',
      name: name || null,
      severity: severity || null,
      meter: meter || null,
      label: Number(label),
    };
  });

export interface Qos {
  readonly direction: string;
  readonly priority: number;
  readonly match: string;
  readonly action: Readonly<Record<string, number>>;
  readonly bandwidth: Readonly<Record<string, number>>;
}

const QOS = /^ *(from-lport|to-lport) +(\d+) \((.*)\)((?: \w+=\d+)*)$/;

export const parseQos = (text: string): readonly Qos[] =>
  lines(text).map((line) => {
    const [, direction = '', priority, match = '', rest = ''] = parsed(QOS, line);
    const values = [...rest.matchAll(/(\w+)=(\d+)/g)].map(([, key = '', value]): [string, number] => [
      key,
      Number(value),
    ]);
    const isBandwidth = ([key]: readonly [string, number]): boolean => key === 'rate' || key === 'burst';
    return {
      direction,
      priority: Number(priority),
      match,
      action: Object.fromEntries(values.filter((one) => !isBandwidth(one))),
      bandwidth: Object.fromEntries(values.filter(isBandwidth)),
    };
  });

export interface Route {
  readonly table: string;
  readonly prefix: string;
  readonly nexthop: string;
  readonly policy: string;
  readonly port: string | null;
  readonly ecmp: boolean;
  readonly symmetric: boolean;
  readonly bfd: boolean;
}

const ROUTE = /^ +(\S+) +(\S+) (dst-ip|src-ip)((?: \S+)*)$/;
const MARKS = new Set(['ecmp', 'ecmp-symmetric-reply', 'bfd', '(learned)']);

export const parseRoutes = (text: string): readonly Route[] => {
  let table = '';
  return lines(text).flatMap((line) => {
    if (/^IPv[46] Routes$/.test(line)) return [];
    const heading = /^Route Table (.*):$/.exec(line);
    if (heading !== null) {
      table = heading[1] ?? '';
      return [];
    }
    const [, prefix = '', nexthop = '', policy = '', rest = ''] = parsed(ROUTE, line.trimEnd());
    const marks = rest.split(' ').filter((word) => word !== '');
    const port = marks.find((mark) => !MARKS.has(mark)) ?? null;
    // A symmetric reply takes the place of "ecmp".
    const [ecmp, symmetric, bfd] = ['ecmp', 'ecmp-symmetric-reply', 'bfd'].map((mark) =>
      marks.includes(mark),
    );
    return [{ table, prefix, nexthop, policy, port, ecmp: !!ecmp, symmetric: !!symmetric, bfd: !!bfd }];
  });
};

export interface Policy {
  readonly priority: number;
  readonly match: string;
  readonly action: string;
  readonly nexthops: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}

const POLICY =
  /^ *(\d+) +(\S.*?) +(allow|drop|reroute)(?: +([0-9a-f.:]+(?:, [0-9a-f.:]+)*))?((?: +\w+=\S+)*) *$/;

export const parsePolicies = (text: string): readonly Policy[] =>
  lines(text)
    .filter((line) => line !== 'Routing Policies')
    .map((line) => {
      const [, priority, match = '', action = '', nexthops = '', options = ''] = parsed(POLICY, line);
      return {
        priority: Number(priority),
        match,
        action,
        nexthops: nexthops.split(', ').filter((hop) => hop !== ''),
        options: Object.fromEntries(
          [...options.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]),
        ),
      };
    });
