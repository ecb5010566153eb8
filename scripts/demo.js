/** `npm run demo`: the embedded deployment, shown and drawn (into a directory, or here) by the built program. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = resolve(process.argv[2] ?? '.');
const [page, picture] = ['demo.html', 'demo.svg'].map((name) => join(directory, name));

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const ovnscope = (...args) => {
  console.log(`\n$ ovnscope ${args.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, ['dist/cli/ovnscope.js', ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

ovnscope('show', '--from', 'fixtures/demo');
ovnscope('graph', '--from', 'fixtures/demo', '--title', 'ovnscope demo', '-o', page, '-o', picture);
console.log(`
Open ${page} in a browser: / searches, ? tells the keys. Then, against your own OVN:

  npm link                                                 puts ovnscope on your PATH
  ovnscope show                                            on a machine that runs ovn-central
  ovnscope show --nb tcp:HOST:6641 --sb tcp:HOST:6642      from anywhere
  ovnscope show --from sosreport.tar.gz                    a support archive, no live access
  ovnscope graph -o topology.html                          the picture
  ovnscope --help                                          everything else
`);
