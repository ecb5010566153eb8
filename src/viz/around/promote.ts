/** What somebody looks for stands first in its section or table, so that it is listed. */
import type { Item, SceneNode, TableRow } from '../scene.ts';

interface Listed<T> {
  readonly items: readonly T[];
  readonly listed: number;
}

const promote = <T>(
  { items, listed }: Listed<T>,
  isFound: (one: T) => boolean,
  most: number,
): Listed<T> | undefined => {
  const [found, others]: [T[], T[]] = [[], []];
  let hidden = 0;
  items.forEach((one, i) => {
    if (!isFound(one)) others.push(one);
    else {
      found.push(one);
      if (i >= listed) hidden++;
    }
  });
  if (found.length === 0) return undefined;
  // What was listed stays so.
  return { items: [...found, ...others], listed: Math.min(items.length, listed + Math.min(hidden, most)) };
};

/** More things found in one section are counted. */
const MOST = 40;

/** The same node where nothing in it is looked for. */
export const foundFirst = (
  node: SceneNode,
  isFound: (one: Item | TableRow) => boolean,
  most = MOST,
): SceneNode => {
  let changed = false;
  const sections = node.sections.map((section) => {
    const promoted = promote(section, isFound, most);
    if (promoted === undefined) return section;
    changed = true;
    return { ...section, ...promoted };
  });
  const rows = node.table && promote({ items: node.table.rows, listed: node.table.listed }, isFound, most);
  if (!changed && rows === undefined) return node;
  const table = node.table && rows ? { ...node.table, rows: rows.items, listed: rows.listed } : node.table;
  return { ...node, sections, table };
};
