/** A strict reader of the XML that our writer makes: it throws where a browser would show an error page. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

/** XML 1.0, production [2]: everything else is forbidden even as an entity. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const TOKEN = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const ENTITY = /&(amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const character = (name: string): string =>
  CHARACTERS[name] ??
  String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));

const decode = (text: string): string => {
  if (text.replace(ENTITY, '').includes('&')) throw new Error(`a bare ampersand in ${text.slice(0, 80)}`);
  return text.replace(ENTITY, (_, name: string) => character(name));
};

export const parseXml = (source: string): Element => {
  const bad = FORBIDDEN.exec(source);
  if (bad !== null)
    throw new Error(`forbidden character at ${bad.index}: U+${bad[0].codePointAt(0)?.toString(16)}`);
  const top: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    const parent = open.at(-1);
    if (match === null || parent === undefined)
      throw new Error(`not well-formed: ${source.slice(at, at + 80)}`);
    const [, slash, name = '', attributes = '', empty, text] = match;
    if (text !== undefined) parent.text += decode(text);
    else if (slash === '/') {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/ ([a-zA-Z:-]+)="([^"]*)"/g)];
      const map = new Map(pairs.map(([, key = '', value = '']) => [key, decode(value)]));
      if (map.size !== pairs.length) throw new Error(`an attribute twice in ${match[0]}`);
      const element = { name, attributes: map, children: [], text: '' };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('not one whole element');
  return top.children[0] as Element;
};

export const descendants = (element: Element): Element[] =>
  element.children.flatMap((child) => [child, ...descendants(child)]);
