/**
 * Builds what is published and what tests run:
 *
 *     dist/cli/       the program: bundled, needs nothing but Node, split so that a command loads only what it needs
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

await Promise.all([
  build({
    ...common,
    entryPoints: ['src/cli/ovnscope.ts'],
    outdir: 'dist/cli',
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    chunkNames: 'parts/[name]-[hash]',
    alias: {
      // The same library as ES modules: its build for Node is CommonJS and asks for Node's modules while it runs.
      yaml: './node_modules/yaml/browser/index.js',
      // yargs brings two copies, whose tables of emoji took half of the time until a command began.
      'string-width': './src/cli/width.ts',
    },
    banner: { js: '#!/usr/bin/env node' },
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
mkdirSync('dist/man', { recursive: true });
writeFileSync('dist/man/ovnscope.1', execFileSync(process.execPath, ['dist/cli/ovnscope.js', 'man']));

if (process.argv.includes('--types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
}
