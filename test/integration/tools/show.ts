/**
 * `ovn-nbctl show`, `ovn-sbctl show` and `ovs-vsctl show`: things inside of things, four blanks deeper each, with
 * `key: value` lines of their own.
 */

export interface Node {
  /** `switch`, `Port_Binding`; empty for the line that names the whole. */
  readonly kind: string;
  readonly name: string;
  /** `(aka NAME)`. */
  readonly alias: string | undefined;
  readonly uuid: string | undefined;
  readonly values: ReadonlyMap<string, string>;
  readonly nodes: readonly Node[];
}

interface Open extends Node {
  readonly values: Map<string, string>;
  readonly nodes: Open[];
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.source;
/** `KEY: VALUE`; a thing's name may well have a colon, but no blank after it. */
const VALUE = /^([a-z][\w() -]*): (.*)$/;
const HOLDER = new RegExp(`^(switch|router) (${UUID}) \\((.*?)\\)(?: \\(aka (.*)\\))?$`);
const NAT = new RegExp(`^nat (${UUID})$`);
const PORT = /^port (.*?)(?: \(aka (.*)\))?$/;
const ROW = /^([A-Z]\w*) (.*)$/;

/** Names that are no plain words are quoted as JSON has it. */
export const unquoted = (text: string): string =>
  text.startsWith('"') ? (JSON.parse(text) as string) : text;

const node = (text: string): Open => {
  const made = (kind: string, name: string, alias?: string, uuid?: string): Open => {
    return { kind, name, alias, uuid, values: new Map(), nodes: [] };
  };
  const holder = HOLDER.exec(text);
  if (holder !== null) return made(holder[1] ?? '', holder[3] ?? '', holder[4], holder[2]);
  const nat = NAT.exec(text);
  if (nat !== null) return made('nat', '', undefined, nat[1]);
  const port = PORT.exec(text);
  if (port !== null) return made('port', port[1] ?? '', port[2]);
  const row = ROW.exec(text);
  if (row !== null) return made(row[1] ?? '', unquoted(row[2] ?? ''));
  if (new RegExp(`^${UUID}$`).test(text)) return made('', '', undefined, text);
  throw new Error(`not a line of "show": ${text}`);
};

export const parseShow = (text: string): readonly Node[] => {
  const roots: Open[] = [];
  const path: Open[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const depth = (line.length - line.trimStart().length) / 4;
    const parent = path[depth - 1];
    const value = VALUE.exec(line.trim());
    if (value !== null && parent !== undefined) {
      parent.values.set(value[1] ?? '', value[2] ?? '');
      continue;
    }
    const made = node(line.trim());
    (parent?.nodes ?? roots).push(made);
    path[depth] = made;
    path.length = depth + 1;
  }
  return roots;
};

const ATOM = /"(?:[^"\\]|\\.)*"|[^\s,={}[\]]+/.source;

/** `["a", "b c"]`, `[gw2 gw1]`. */
export const parseSet = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(new RegExp(ATOM, 'g'))].map(([one]) => unquoted(one));

/** `{csum="true", key=flow}`. */
export const parseMap = (text: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(text ?? '').matchAll(new RegExp(`(${ATOM})=(${ATOM})`, 'g'))].map(([, key = '', value = '']) => [
      unquoted(key),
      unquoted(value),
    ]),
  );
