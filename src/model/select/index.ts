/** Things of a kind by name, filter and order: what `get` prints, for programs. */
export { databasesOf, type Column } from './column.ts';
export { elementsOf, isMap, numeric } from './elements.ts';
export { formatFilter, parseFilter, testOf, type Filter, type Operator, type Test } from './filter.ts';
export { byNames, type Named } from './names.ts';
export { columnsRead, select, type Asked, type Choice, type Selection } from './select.ts';
export { columnWithoutSecrets } from './secrets.ts';
export { parseSort, sorted, type SortBy, type SortKey } from './sort.ts';
