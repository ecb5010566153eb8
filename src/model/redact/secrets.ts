/**
 * Secrets in the databases: what is recognised as one is in no output of this program.
 *
 * The schemas have one column for a secret, `Interface.options:psk` (ovs-vswitchd.conf.db(5), "Tunnel Options"). But
 * every map takes any key, and people and orchestrators put passwords and tokens into `external_ids`,
 * `other_config` and `options`. So what counts is
 *
 * - the name: a column or key one of whose words is `psk`, `token`, `community`, … or that contains `password`;
 * - the value: a private key in the text itself (PEM), the password of `scheme://user:password@host`, and what
 *   follows `password=`, `"secret": ` and the like.
 *
 * Names of files with keys are no secrets: they stay (`redactor.ts` leaves them out when it is asked to).
 */
import type { Atom, Value } from '../../ovsdb/index.ts';

/** What stands where a secret was. */
export const SECRET_TEXT = '<secret left out>';

const SECRET_WORDS: ReadonlySet<string> = new Set([
  'psk',
  'token',
  'tokens',
  'community',
  'communities',
  'credential',
  'credentials',
  'apikey',
  'passcode',
  'pwd',
  'pass',
  'bearer',
  'authkey',
]);
const SECRET_PARTS = /passw(?:or)?d|passphrase|secret|preshared/;
const SECRET_PAIRS = /(?:^| )(?:api|auth|access|encryption|authentication|ipsec) key(?: |$)/;

/** Maps whose keys are names or addresses that mean nothing: a host may be called `token.example.com`. */
const FREE_KEYS: ReadonlySet<string> = new Set([
  'DNS.records',
  'Load_Balancer.vips',
  'Load_Balancer.ip_port_mappings',
]);

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,200}):[^\s/@]{1,1000}@/gi;

const ASSIGNED =
  /((?:passw(?:or)?d|passphrase|secret|psk)["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"',;&}\]]{1,1000}/gi;
const MAY_ASSIGN = /pass|secret|psk/i;

/** `snmpCommunity-v2` → `snmp community v2`. */
export const wordsOf = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Keys come from the network: long ones and those past this many are decided anew each time. */
const REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 200;

/** The same decision about names, made once for each. */
export const remembering = (decide: (name: string) => boolean): ((name: string) => boolean) => {
  const decided = new Map<string, boolean>();
  return (name) => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const answer = decide(name);
    if (decided.size >= REMEMBERED) decided.clear();
    if (name.length <= LONGEST_REMEMBERED) decided.set(name, answer);
    return answer;
  };
};

const isSecretName = remembering((name) => {
  const words = wordsOf(name);
  return (
    words.split(' ').some((word) => SECRET_WORDS.has(word)) ||
    SECRET_PARTS.test(words.replaceAll(' ', '')) ||
    SECRET_PAIRS.test(words)
  );
});

/** Whether a column, or the value of a key in it, holds a secret, as far as the names tell. */
export const isSecret = (table: string, column: string, key?: string): boolean =>
  isSecretName(column) || (key !== undefined && !FREE_KEYS.has(`${table}.${column}`) && isSecretName(key));

/** No password in a URL is shorter: `a://b:c@`. */
const SHORTEST = 8;

/** Nothing that is recognised in a text itself goes without one of these. */
const MAY_TELL = /[:=]|-----BEGIN /;

/** `text` without the secrets that show by themselves. */
export const withoutSecretText = (text: string): string => {
  if (text.length < SHORTEST || !MAY_TELL.test(text)) return text;
  if (text.includes('-----BEGIN ') && PRIVATE_KEY.test(text)) return SECRET_TEXT;
  const shown = text.includes('://') ? text.replace(URL_PASSWORD, `$1:${SECRET_TEXT}@`) : text;
  return MAY_ASSIGN.test(shown) ? shown.replace(ASSIGNED, `$1${SECRET_TEXT}`) : shown;
};

/** The value with `SECRET_TEXT` in place of its secrets; the value itself when it has none. */
export const withoutSecrets = (table: string, column: string, value: Value): Value =>
  withoutSecretsOf(table, column)(value);

/** `withoutSecrets` for the many values of one column: what its name tells is found out once. */
export const withoutSecretsOf = (table: string, column: string): ((value: Value) => Value) => {
  const isSecretColumn = isSecretName(column);
  const hasFreeKeys = FREE_KEYS.has(`${table}.${column}`);
  const change = (text: string, key: string | undefined): string =>
    isSecretColumn || (key !== undefined && !hasFreeKeys && isSecretName(key))
      ? SECRET_TEXT
      : withoutSecretText(text);
  return (value) => mapStrings(value, change);
};

/**
 * Changes the strings of a value: single ones, elements of sets, and values of maps (`change` is told their key).
 * Gives the value itself when nothing changed. Sets may hold duplicates afterwards.
 */
export const mapStrings = (
  value: Value,
  change: (text: string, key: string | undefined) => string,
): Value => {
  if (typeof value === 'string') return change(value, undefined);
  if (value === undefined || typeof value !== 'object') return value;
  if (value instanceof Map) {
    let copy: Map<Atom, Atom> | undefined;
    if (value.size === 0) return value;
    for (const [key, old] of value as ReadonlyMap<Atom, Atom>) {
      if (typeof old !== 'string') continue;
      const changed = change(old, String(key));
      if (changed !== old) (copy ??= new Map(value as ReadonlyMap<Atom, Atom>)).set(key, changed);
    }
    return copy ?? value;
  }
  const atoms = value as readonly Atom[];
  let copy: Atom[] | undefined;
  for (let at = 0; at < atoms.length; at++) {
    const atom = atoms[at];
    if (typeof atom !== 'string') continue;
    const changed = change(atom, undefined);
    if (changed !== atom) (copy ??= [...atoms])[at] = changed;
  }
  return copy ?? value;
};
