/**
 * The order in which names are shown: as a person counts (`node2` before `node10`), the same on every machine.
 * No locale takes part, so that two runs anywhere give the same bytes.
 */
const ZERO = 48;

const isDigit = (code: number): boolean => code >= ZERO && code <= 57;

const endOfDigits = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
};

const endOfZeros = (text: string, from: number, to: number): number => {
  let end = from;
  while (end < to && text.charCodeAt(end) === ZERO) end++;
  return end;
};

/**
 * Negative, zero or positive; zero only for equal strings. Sorting calls it some hundred thousand times: so digits are
 * compared where they stand, and no text is cut out.
 */
export const naturalCompare = (a: string, b: string): number => {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (isDigit(x) && isDigit(y)) {
      const iEnd = endOfDigits(a, i);
      const jEnd = endOfDigits(b, j);
      i = endOfZeros(a, i, iEnd);
      j = endOfZeros(b, j, jEnd);
      // Without leading zeros the longer number is the larger one.
      if (iEnd - i !== jEnd - j) return iEnd - i - (jEnd - j);
      while (i < iEnd) {
        const order = a.charCodeAt(i++) - b.charCodeAt(j++);
        if (order !== 0) return order;
      }
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
