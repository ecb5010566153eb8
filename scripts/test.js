/**
 * The test command: everything that must hold before a change lands, in the order in which it fails fastest.
 * `--ci` prints test names one by one for a log.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const steps = [
  ['programs', 'node', ['scripts/install-programs.js']],
  ['format and lint', 'npm', ['run', '--silent', 'lint']],
  ['types', 'npm', ['run', '--silent', 'types']],
  ['layers', 'npm', ['run', '--silent', 'layers']],
  ['build', 'node', ['scripts/build.js', '--types']],
  ['tests', 'node_modules/.bin/vitest', ['run', ...process.argv.slice(2)]],
];

const began = Date.now();
for (const [name, command, args] of steps) {
  const start = Date.now();
  console.log(`\n== ${name}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) console.error(`${name}: ${error.message}`);
  if (status !== 0) {
    console.error(`\nfailed: ${name}`);
    process.exit(1);
  }
  console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
console.log(`\nall passed in ${((Date.now() - began) / 1000).toFixed(0)} s`);
