/**
 * The program's first file. It is kept tiny: `--version` costs hardly more than starting Node, and everything
 * else is loaded by the command that needs it.
 */
import { VERSION } from './version.ts';

const [first, ...others] = process.argv.slice(2);
if (others.length === 0 && (first === '--version' || first === '-V')) {
  process.stdout.write(`ovnscope ${VERSION}\n`);
} else {
  void import('./compiled.ts')
    .then(({ compiledProgram }) => compiledProgram(import.meta.url) ?? import('./start.ts'))
    .then(({ start }) => start());
}
