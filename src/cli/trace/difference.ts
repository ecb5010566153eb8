/** What changed between two texts, line by line: the longest common subsequence stays, with a line around changes. */

type Edit = { readonly sign: ' ' | '-' | '+'; readonly line: string };

export const changedLines = (before: string, after: string): readonly string[] => {
  const edits = editsOf(before.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const shown = edits.map((_, i) => edits.slice(Math.max(0, i - 1), i + 2).some(({ sign }) => sign !== ' '));
  return edits.filter((_, i) => shown[i]).map(({ sign, line }) => `${sign} ${line}`.trimEnd());
};

const editsOf = (a: readonly string[], b: readonly string[]): Edit[] => {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [row, below] = [lengths[i] as Uint32Array, lengths[i + 1] as Uint32Array];
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ sign: ' ', line: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      edits.push({ sign: '-', line: a[i++] ?? '' });
    } else edits.push({ sign: '+', line: b[j++] ?? '' });
  }
  return edits;
};
