// The main job on a shipped fixture: npm run demo. Builds first if nothing is built yet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const CLUSTER = ['--cluster', 'fixtures/clusters/cluster.yaml'];

/** Each with the exit status that the demonstration is to end with: most of it shows something wrong. */
const SCENES = [
  ['What is wrong with this manifest?', ['lint', 'fixtures/demo/lint/checkout.yaml'], 1],
  [
    'What would the cluster do with these?',
    ['plan', 'fixtures/demo/web.yaml', 'fixtures/demo/cache.yaml', ...CLUSTER],
    1,
  ],
  [
    'Why does cache stay Pending?',
    ['explain', 'deployment/cache', 'fixtures/demo/cache.yaml', ...CLUSTER],
    1,
  ],
  ['What would going from v1 to v2 do?', ['diff', 'fixtures/demo/v1', 'fixtures/demo/v2'], 1],
];

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status;
}

if (!existsSync(`${root}dist/cli.js`)) {
  const status = run(process.execPath, ['scripts/build.mjs']);
  if (status !== 0) process.exit(status ?? 1);
}
for (const [question, args, expected] of SCENES) {
  console.log(`\n${question}\n$ kubeplan ${args.join(' ')}\n`);
  const status = run(process.execPath, ['bin/kubeplan.js', ...args]);
  if (status !== expected) {
    console.error(`\nkubeplan ended with ${status}, not with ${expected} as it should here.`);
    process.exit(1);
  }
}
