export { focusOn, type Shown } from './focus.ts';
export { alignColumns, type Cell, type Item, type Line } from './columns.ts';
export { showJson, type ShowJson } from './json.ts';
export { renderShow, type ShowOptions } from './render.ts';
export { coloured, plain, type Style } from './style.ts';
