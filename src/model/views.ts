/** Views of rows, each made once: the same row is the same object, whichever way it was reached. */
import type { Row } from '../ovsdb/index.ts';

/** Row → its view. */
export const viewsOf = <R, V>(make: (row: Row<R>) => V): ((row: Row<R>) => V) => {
  const made = new Map<string, V>();
  return (row) => {
    let view = made.get(row.uuid);
    if (view === undefined) made.set(row.uuid, (view = make(row)));
    return view;
  };
};
