/**
 * The order in which names are shown: as a person counts (`node2` before `node10`), the same on every machine.
 * No locale takes part, so that two runs anywhere give the same bytes.
 */
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const endOfDigits = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
};

const compareDigits = (a: string, b: string): number => {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (x.length !== y.length) return x.length - y.length;
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Negative, zero or positive; zero only for equal strings. */
export const naturalCompare = (a: string, b: string): number => {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(x) && isDigit(y)) {
      const [iEnd, jEnd] = [endOfDigits(a, i), endOfDigits(b, j)];
      const order = compareDigits(a.slice(i, iEnd), b.slice(j, jEnd));
      if (order !== 0) return order;
      [i, j] = [iEnd, jEnd];
    } else {
      if (x !== y) return x - y;
      i++;
      j++;
    }
  }
  const rest = a.length - i - (b.length - j);
  return rest !== 0 ? rest : a < b ? -1 : a > b ? 1 : 0;
};

export interface Named {
  readonly name: string;
  readonly uuid: string;
}

/** By name, and by UUID where names are the same. */
export const byName = (a: Named, b: Named): number =>
  naturalCompare(a.name, b.name) || naturalCompare(a.uuid, b.uuid);

/** As a person looks for it: by the alias where there is one. */
export const byLabel = (
  a: Named & { readonly alias: string | undefined },
  b: Named & { readonly alias: string | undefined },
): number => naturalCompare(a.alias ?? a.name, b.alias ?? b.name) || byName(a, b);
