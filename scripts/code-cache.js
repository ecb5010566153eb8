/**
 * What V8 makes of the program, kept beside it (src/cli/compiled.ts): with the functions that commands use, since it is
 * taken after some have run. Printed by none of them: their output goes nowhere.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

const filename = new URL('../dist/cli/parts/whole.cjs', import.meta.url).pathname;
const script = new Script(readFileSync(filename, 'utf8'), { filename });
const module = { exports: {} };
script.runInThisContext()(createRequire(filename), module, module.exports, pathToFileURL(filename).href);

process.stdout.write = process.stderr.write = (_, ...more) => {
  const done = more.at(-1);
  if (typeof done === 'function') done();
  return true;
};
const FROM = ['--from', new URL('../fixtures/demo', import.meta.url).pathname];
for (const words of [
  ['show', ...FROM],
  ['get', 'ports', ...FROM],
  ['trace', ...FROM, '--inport', 'app-1', '--to', 'db-1', '--tcp', '--dport', '3306', '--explain', '--reply'],
  ['trace', ...FROM, 'inport == "app-1" && ip4'],
]) {
  process.argv.splice(2, Infinity, ...words);
  await module.exports.start();
}
process.exitCode = 0;
writeFileSync(filename.replace(/cjs$/, 'cache'), script.createCachedData());
