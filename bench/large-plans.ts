/** What plans of a large cluster cost: 200 Deployments of 50 pods on 1000 nodes, by the built command; and one line of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readWorld } from '../src/cli/world.js';
import { plan } from '../src/library.js';
import { planWorld } from '../src/simulation/plan-world.js';
import type { Figure } from './figure.js';

const BIN = fileURLToPath(new URL('../bin/kubeplan.js', import.meta.url));
const DEPLOYMENTS = 200;
const REPLICAS = 50;
const NODES = 1000;
const DRAINED = 100;
const MOST_PODS = 100_000;
/** Tells what the command took, in a line of its own. */
const TELL = `data:text/javascript,process.on('exit',()=>console.error(JSON.stringify(process.resourceUsage())))`;

/** A Deployment of usual pods. */
export const deployment = (name: string, image: string, replicas: number): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: default}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: main
          image: ${image}
          resources: {requests: {cpu: 100m, memory: 128Mi}}
          readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5}
`;

/** Many of them. */
export const all = (image: string, count = DEPLOYMENTS, replicas = REPLICAS): string =>
  Array.from({ length: count }, (_, i) => deployment(`app-${i}`, image, replicas)).join('---\n');

const nodes = (count: number): string => `${count}x cpu=8,memory=32Gi`;

/** The cluster that manifests come to, as a dump of it. */
export function dump(text: string, count: number): string {
  const { cluster } = plan([{ file: 'all.yaml', text }], { nodes: nodes(count), maxPods: MOST_PODS });
  const items = cluster.kinds().flatMap((kind) => cluster.list(kind));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** Seconds of processor and MiB of memory that the built command takes. */
export function taken(name: string, args: string[], cwd: string): Figure[] {
  const { stderr } = spawnSync(process.execPath, ['--import', TELL, BIN, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
  return [
    {
      name,
      value: (userCPUTime + systemCPUTime) / 1e6,
      unit: 's cpu',
      note: `${Math.round(maxRSS / 1024)} MiB`,
    },
  ];
}

/** What a plan of one line more takes beyond reading the cluster, warm. */
function oneLine(folder: string): Figure {
  const world = readWorld([join(folder, 'one.yaml')], { cluster: [join(folder, 'cluster.json')] });
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const cpu = process.cpuUsage();
    planWorld(world);
    const { user, system } = process.cpuUsage(cpu);
    least = Math.min(least, (user + system) / 1000);
  }
  return { name: 'plan one line of them, beyond reading', value: least, unit: 'ms cpu' };
}

/** The figures of large plans. */
export function largePlansBench(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-bench-'));
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
  try {
    file('all.yaml', all('app:1'));
    file('next.yaml', all('app:2'));
    file('one.yaml', deployment('app-7', 'app:1', REPLICAS + 1));
    file('cluster.json', dump(all('app:1'), NODES));
    file('hundred.json', dump(all('app:1', 50, 20), DRAINED));
    const pods = `${DEPLOYMENTS * REPLICAS} pods`;
    return [
      ...taken(
        `plan ${pods} on ${NODES} nodes`,
        ['plan', 'all.yaml', '--nodes', nodes(NODES), '--summary'],
        folder,
      ),
      ...taken(`roll ${pods} out`, ['plan', 'next.yaml', '--cluster', 'cluster.json', '--summary'], folder),
      ...taken(`drain --all of ${DRAINED} nodes`, ['drain', '--all', '--cluster', 'hundred.json'], folder),
      oneLine(folder),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
