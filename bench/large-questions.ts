/** What questions about a large cluster cost, by the built command, reading its dump included; and that reading by itself. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseManifests } from '../src/manifest/parse.js';
import type { Figure } from './figure.js';
import { all, deployment, dump, taken } from './large-plans.js';

const DEPLOYMENTS = 400;
const REPLICAS = 50;
const NODES = 1000;
const SMALL = 100;
const WAITING = 3000;
const MEGABYTE = 1e6;

const service = (name: string): string =>
  `apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: default}
spec: {selector: {app: ${name}}, ports: [{port: 80, targetPort: 8080}]}
`;

const SOFT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: default}
spec:
  replicas: REPLICAS
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: {matchLabels: {app: NAME}}
      containers: [{name: main, image: 'app:1', resources: {requests: {cpu: CPU, memory: 512Mi}}}]
`;

/** Three Deployments that rather are in several zones. */
function soft(replicas: number): string {
  const sizes = [
    ['a', '500m'],
    ['b', '1'],
    ['c', '1'],
  ];
  return sizes
    .map(([name = '', cpu = '']) =>
      SOFT.replaceAll('NAME', name).replace('REPLICAS', String(replicas)).replace('CPU', cpu),
    )
    .join('---\n');
}

/** Megabytes of a dump that are read in a second of processor, the best of several. */
function reading(file: string): Figure {
  const text = readFileSync(file, 'utf8');
  const megabytes = Buffer.byteLength(text) / MEGABYTE;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const cpu = process.cpuUsage();
    parseManifests({ file, text });
    least = Math.min(least, process.cpuUsage(cpu).user / 1e6);
  }
  return {
    name: 'read a dump (JSON)',
    value: megabytes / least,
    unit: 'MB/s',
    note: `${megabytes.toFixed(0)} MB`,
  };
}

/** The figures of questions about large clusters. */
export function largeQuestionsBench(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-bench-'));
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const ask = (name: string, ...args: string[]) => taken(name, args, folder);
  try {
    const services = Array.from({ length: DEPLOYMENTS }, (_, i) => service(`app-${i}`));
    const stuck = deployment('stuck', 'app:1', 3).replace('cpu: 100m', 'cpu: 9');
    file('large.json', dump([all('app:1', DEPLOYMENTS, REPLICAS), ...services, stuck].join('---\n'), NODES));
    file('ten.json', dump(`${all('app:1', 10, 20)}---\n${stuck}`, 10));
    file('small.json', dump(all('app:1', SMALL / 2, 20), SMALL));
    file('one.yaml', deployment('app-7', 'app:1', REPLICAS + 1));
    file('soft.yaml', soft(3));
    file('many.yaml', soft(WAITING / 3));
    const size = `of ${DEPLOYMENTS * REPLICAS} pods on ${NODES} nodes`;
    const zones = ['a', 'b', 'c'].map((zone) => `1667x cpu=8,memory=32Gi,zone=${zone}`).join('; ');
    return [
      reading(join(folder, 'large.json')),
      ...ask(`diff one line ${size}`, 'diff', 'one.yaml', '--cluster', 'large.json'),
      ...ask(`explain a Deployment ${size}`, 'explain', 'deployment/app-7', '--cluster', 'large.json'),
      ...ask(`explain one that waits ${size}`, 'explain', 'deployment/stuck', '--cluster', 'large.json'),
      ...ask(`explain a Service ${size}`, 'explain', 'service/app-7', '--cluster', 'large.json'),
      ...ask('explain one that waits on 10 nodes', 'explain', 'deployment/stuck', '--cluster', 'ten.json'),
      ...ask(`capacity --spare of ${SMALL} nodes`, 'capacity', '--spare', '--cluster', 'small.json'),
      ...ask(
        `capacity --need of ${WAITING} pods`,
        ...['capacity', '--need', 'many.yaml', '--pool', 'name=big,cpu=8,memory=32Gi,zone=a|b|c'],
      ),
      ...ask(
        'capacity of a mix on 5001 nodes',
        ...['capacity', 'soft.yaml', '--mix', 'a=2,b=1,c=1', '--nodes', zones, '--templates-only'],
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
