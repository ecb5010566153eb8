/** The build gives it to yargs in place of the package `string-width`, which compiles large tables when it is loaded. */
export { displayWidth, displayWidth as default } from '../text/index.ts';
