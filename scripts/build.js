/**
 * Builds what is published and what tests run:
 *
 *     dist/cli/       the program: bundled, needs nothing but Node, split so that a command loads only what it needs;
 *                     and once more in one script, compiled
 *     dist/cli/viewer.js  the browser's part of the pages that it writes
 *     dist/index.js   the library, with its dependencies as imports
 *     dist/man/       the manual page, printed by the program
 *     dist/types/     its types (only with --types: npm pack)
 *     build/          programs for tests
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version, dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
process.chdir(new URL('..', import.meta.url).pathname);

const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  logLevel: 'warning',
  legalComments: 'none',
  define: { OVNSCOPE_VERSION: JSON.stringify(version) },
};

rmSync('dist', { recursive: true, force: true });
rmSync('build', { recursive: true, force: true });

const program = {
  ...common,
  minifySyntax: true,
  minifyWhitespace: true,
  alias: {
    // The same library as ES modules: its build for Node is CommonJS and asks for Node's modules while it runs.
    yaml: './node_modules/yaml/browser/index.js',
    // yargs brings two copies, whose tables of emoji took half of the time until a command began.
    'string-width': './src/cli/width.ts',
  },
};

await Promise.all([
  build({
    ...program,
    entryPoints: ['src/cli/ovnscope.ts'],
    outdir: 'dist/cli',
    splitting: true,
    chunkNames: 'parts/[name]-[hash]',
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...program,
    format: 'cjs',
    entryPoints: ['src/cli/start.ts'],
    outfile: 'dist/cli/parts/whole.cjs',
    define: { ...common.define, 'import.meta.url': 'self' },
    banner: { js: '(function (require, module, exports, self) {' },
    footer: { js: '})' },
  }),
  build({
    entryPoints: ['src/viz/viewer/main.ts'],
    outfile: 'dist/cli/viewer.js',
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    legalComments: 'none',
    charset: 'utf8',
  }),
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.js',
    external: Object.keys(dependencies),
  }),
  build({
    ...common,
    entryPoints: ['test/conformance/test-ovsdb.ts', 'test/conformance/test-ovn.ts'],
    outdir: 'build/conformance',
  }),
]);
chmodSync('dist/cli/ovnscope.js', 0o755);
execFileSync(process.execPath, ['scripts/code-cache.js'], { stdio: 'inherit' });
mkdirSync('dist/man', { recursive: true });
writeFileSync('dist/man/ovnscope.1', execFileSync(process.execPath, ['dist/cli/ovnscope.js', 'man']));

if (process.argv.includes('--types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}
