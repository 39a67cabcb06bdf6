/** Random worlds, and whether what explain promises in them is kept when it is done by hand. */
import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { JsonObject, Path } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import { asJson } from '../../src/api/unstructured.js';
import { answerAll } from '../../src/explain/answers.js';
import { capacity } from '../../src/explain/capacity.js';
import type { Edit, Fix } from '../../src/explain/explanation.js';
import { playedThrough } from '../../src/explain/prove.js';
import { topOwner } from '../../src/explain/target.js';
import { parseSources } from '../../src/manifest/parse.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { planCommands } from '../../src/simulation/commands/index.js';
import type { Plan } from '../../src/simulation/plan.js';
import { planWorld } from '../../src/simulation/plan-world.js';
import { buildWorld, type World } from '../../src/simulation/world.js';
import { source } from './worlds.js';

const scheduler = defaultScheduler();
const NODES_DOWN = ['NoSchedule', 'NoExecute'].map((effect) => ({
  key: 'node.kubernetes.io/unreachable',
  effect,
}));
const DOWN = {
  spec: { taints: NODES_DOWN },
  conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }],
};
const STATES: Record<string, { spec?: object; conditions?: object[] }> = {
  up: {},
  own: { spec: { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] } },
  cordoned: { spec: { unschedulable: true } },
  down: DOWN,
};

const node = fc.record({
  zone: fc.constantFrom('x', 'y'),
  cpu: fc.constantFrom('1', '2', '4'),
  memory: fc.constantFrom('2Gi', '4Gi', '8Gi'),
  state: fc.constantFrom('up', 'up', 'up', 'own', 'cordoned', 'down'),
  disk: fc.boolean(),
});

const labelSelector = { matchLabels: { app: 'web' } };
const spread = (topologyKey: string, more: object = {}) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector, ...more },
  ],
});
const claim = (claimName: string) => ({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] });
/** What a pod may ask for besides its resources. */
const WISHES: object[] = [
  {},
  spread('kubernetes.io/hostname'),
  spread('topology.kubernetes.io/zone'),
  spread('topology.kubernetes.io/zone', { minDomains: 3 }),
  { nodeSelector: { disk: 'ssd' } },
  { nodeSelector: { 'topology.kubernetes.io/zone': 'z' } },
  {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector },
        ],
      },
    },
  },
  { hostNetwork: true, port: { containerPort: 80 } },
  { port: { containerPort: 80, hostPort: 80 } },
  { schedulingGates: [{ name: 'example.com/wait' }] },
  { serviceAccountName: 'wbe' },
  { priorityClassName: 'hihg' },
  { priorityClassName: 'high' },
  { schedulerName: 'other' },
  claim('data'),
  claim('dtaa'),
  claim('lost'),
  claim('held'),
  claim('busy'),
  claim('gone'),
  spread('kubernetes.io/hostname', { nodeTaintsPolicy: 'Honor', maxSkew: 2 }),
  {
    topologySpreadConstraints: [
      ...spread('kubernetes.io/hostname').topologySpreadConstraints,
      ...spread('topology.kubernetes.io/zone').topologySpreadConstraints,
    ],
  },
  {
    affinity: {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: 'db' } } },
        ],
      },
    },
  },
  { nodeSelector: { disk: 'ssd', 'topology.kubernetes.io/zone': 'z' }, priorityClassName: 'low' },
];

const shape = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 4 }),
  kind: fc.constantFrom('Deployment', 'Deployment', 'Deployment', 'StatefulSet', 'Job', 'Pod'),
  replicas: fc.integer({ min: 1, max: 5 }),
  cpu: fc.constantFrom('100m', '500m', '1500m', '3'),
  memory: fc.constantFrom('100Mi', '1Gi', '3Gi'),
  wish: fc.constantFrom(...WISHES),
  other: fc.record({ replicas: fc.integer({ min: 0, max: 3 }), cpu: fc.constantFrom('500m', '1') }),
  quota: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { 'requests.cpu': '2' },
    { pods: '3' },
    { 'limits.cpu': '4' },
  ),
  range: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    { max: { cpu: '1' } },
    { default: { cpu: '400m' } },
  ),
  rolls: fc.boolean(),
  /** The claim that the other workload has. */
  holds: fc.constantFrom(undefined, undefined, 'held', 'busy'),
  pool: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    'name=p,cpu=4,memory=8Gi,zone=x|y',
    'name=p,cpu=2,memory=4Gi,zone=z,max=1',
  ),
});
export type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;

/** Worlds of a few nodes, a workload that runs, and one that may not. */
export const SHAPES: fc.Arbitrary<Shape> = shape;

const text = (object: object) => `${JSON.stringify(object)}\n`;
const meta = (name: string) => ({ name, namespace: 'default' });

function workloadOf({ kind, replicas, cpu, memory, wish }: Shape, image: string): object {
  const { port, ...spec } = wish as { port?: object; volumes?: object[] };
  const resources = { requests: { cpu, memory } };
  const mounts = spec.volumes && { volumeMounts: [{ name: 'v', mountPath: '/v' }] };
  const pod = {
    containers: [{ name: 'c', image, resources, ...(port && { ports: [port] }), ...mounts }],
    ...spec,
  };
  const template = { metadata: { labels: { app: 'web' } }, spec: pod };
  const apps = { apiVersion: 'apps/v1', kind, metadata: meta('web') };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...meta('web'), labels: { app: 'web' } }, spec: pod };
    case 'Job': {
      const job = { ...template, spec: { ...pod, restartPolicy: 'Never' } };
      return {
        ...apps,
        apiVersion: 'batch/v1',
        spec: { completions: replicas, parallelism: replicas, template: job },
      };
    }
    case 'StatefulSet':
      return { ...apps, spec: { replicas, serviceName: 'web', selector: labelSelector, template } };
    default:
      return { ...apps, spec: { replicas, selector: labelSelector, template } };
  }
}

function clusterOf({ nodes, other, quota, range, holds }: Shape): object[] {
  const db = { matchLabels: { app: 'db' } };
  const requests = { cpu: other.cpu };
  return [
    ...nodes.map(({ zone, cpu, memory, state, disk }, i) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: `n${i}`,
        labels: {
          'kubernetes.io/hostname': `n${i}`,
          'topology.kubernetes.io/zone': zone,
          ...(disk && { disk: 'ssd' }),
        },
      },
      spec: STATES[state]!.spec ?? {},
      status: {
        allocatable: { cpu, memory, pods: '10' },
        capacity: { cpu, memory, pods: '10' },
        ...(STATES[state]!.conditions && { conditions: STATES[state]!.conditions }),
      },
    })),
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'low' }, value: 10 },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'x.io/fast',
    },
    ...[
      ['data', 'fast', 'ReadWriteOnce'],
      ['lost', 'fastt', 'ReadWriteOnce'],
      ['held', 'fast', 'ReadWriteOncePod'],
      ['busy', 'fast', 'ReadWriteOnce'],
    ].map(([name, storageClassName, mode]) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: meta(name!),
      spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } }, storageClassName },
    })),
    ...(quota
      ? [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('q'), spec: { hard: quota } }]
      : []),
    ...(range
      ? [
          {
            apiVersion: 'v1',
            kind: 'LimitRange',
            metadata: meta('l'),
            spec: { limits: [{ type: 'Container', ...range }] },
          },
        ]
      : []),
    ...(other.replicas > 0
      ? [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: meta('db'),
            spec: {
              replicas: other.replicas,
              selector: db,
              template: {
                metadata: { labels: db.matchLabels },
                spec: {
                  containers: [
                    {
                      name: 'c',
                      image: 'db:1',
                      resources: { requests, limits: requests },
                      ...(holds && { volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
                    },
                  ],
                  ...(holds && claim(holds)),
                },
              },
            },
          },
        ]
      : []),
  ];
}

export interface Kept {
  /** How many workloads wait or are refused, and how many of them have a fix that completes them. */
  stuck: number;
  helped: number;
  promises: number;
  /** What is not as it was said. */
  broken: string[];
  /** Those without a fix that completes them. */
  helpless: string[];
}

const DUMPED = [
  ...['Node', 'Namespace', 'PriorityClass', 'StorageClass', 'ResourceQuota', 'LimitRange', 'ServiceAccount'],
  ...[
    'VolumeAttachment',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Deployment',
    'ReplicaSet',
    'StatefulSet',
    'Pod',
  ],
];

/** The world as a dump of it has it once some manifests were applied. */
function dumpOf(objects: object[], manifests: object[]): string[] {
  const world = buildWorld(parseSources([source('before.yaml', ...manifests.map(text))]), {
    snapshot: parseSources([source('cluster.yaml', ...objects.map(text))]).documents,
  });
  const { cluster } = planWorld(world);
  return DUMPED.flatMap((kind) => cluster.list(kind) as KubeObject[]).map((one) => text(asJson(one)));
}

function worldFrom(manifests: readonly string[], cluster: readonly string[], pool?: string): World {
  return buildWorld(parseSources([source('web.yaml', ...manifests)]), {
    ...(pool !== undefined && { pools: [pool] }),
    snapshot: parseSources([source('cluster.yaml', ...cluster)]).documents,
  });
}

/** The world of a shape: the cluster as it was dumped, and the manifest on top. */
export function worldOfShape(one: Shape): World {
  return worldFrom([text(workloadOf(one, 'web:2'))], clusterDump(one), one.pool);
}

function clusterDump(one: Shape): string[] {
  const rolls = one.rolls && one.kind === 'Deployment';
  return dumpOf(clusterOf(one), rolls ? [workloadOf(one, 'web:1')] : []);
}

/** Explains all that waits in a world, does what each fix says, and looks whether plan says the same of it. */
export function keptIn(one: Shape): Kept {
  const cluster = clusterDump(one);
  const web = workloadOf(one, 'web:2');
  const world = worldFrom([text(web)], cluster, one.pool);
  const plan = playedThrough(world, scheduler);
  const kept: Kept = { stuck: 0, helped: 0, promises: 0, broken: [], helpless: [] };
  const { explanations, refused } = answerAll(world, plan, scheduler);
  const all = [
    ...explanations.map(({ object, fixes }) => ({ name: object.name, kind: object.kind, fixes })),
    ...refused.flatMap(({ object, fixes }) => (fixes ? { name: object.name, kind: object.kind, fixes } : [])),
  ];
  agree(world, plan, all, kept);
  for (const { name, fixes } of all) {
    kept.stuck += 1;
    if (fixes.some(({ proof }) => proof!.complete)) kept.helped += 1;
    else
      kept.helpless.push(`${name} in ${JSON.stringify(one)}: ${fixes.map(({ title }) => title).join(' | ')}`);
    for (const fix of name === 'web' ? fixes : []) {
      kept.promises += 1;
      const said = `${fix.proof!.ready} of ${fix.proof!.desired}`;
      const is = followed(fix, web as JsonObject, cluster);
      if (said !== is) kept.broken.push(`${fix.title}: said ${said}, is ${is} in ${JSON.stringify(one)}`);
    }
  }
  return kept;
}

/** What waits in the plan is what is explained, and has no room in capacity. */
function agree(world: World, plan: Plan, told: readonly { kind: string; name: string }[], kept: Kept): void {
  const key = ({ kind, name = '' }: { kind: string; name?: string }) => `${kind}/${name}`;
  const explained = new Set(told.map(key));
  for (const { object, reason } of planWorld(world, { order: 'install' }).stuck) {
    if (reason !== 'Pending') continue;
    const pod = plan.cluster.get('Pod', `${object.namespace}/${object.name}`);
    const owner = pod && topOwner(plan.cluster, pod);
    if (!owner || !explained.has(key({ kind: owner.kind, name: owner.metadata.name ?? '' }))) {
      kept.broken.push(`plan says that ${object.name} waits, explain does not`);
    }
    if (!owner || owner.kind === 'StatefulSet') continue;
    const [counted] = capacity(plan.cluster, [{ object: owner }], { scheduler }).templates;
    if (counted && counted.fit > 0)
      kept.broken.push(`${object.name} waits, and capacity has room for ${counted.fit}`);
  }
}

/** Does what a fix says, and plans: `3 of 4` ready. */
function followed(fix: Fix, web: JsonObject, cluster: readonly string[]): string {
  const own = fix.edits.filter(({ of }) => of === undefined).reduceRight(edited, structuredClone(web));
  const nodes = fix.world.filter(({ kind }) => kind === 'Node').map((one) => text(asJson(one)));
  const first = fix.commands.filter((line) =>
    /^kubectl (delete (job|pod|persistentvolumeclaim)|patch)\b/.test(line),
  );
  const later = fix.commands.filter((line) => !first.includes(line));
  const before = first.length > 0 ? afterCommands(cluster, first) : cluster;
  const manifests = [...fix.manifests.map((line) => `${line}\n`), text(own)];
  const plan = planWorld(worldFrom(manifests, [...before, ...nodes]), {
    commands: [...(fix.befalls ?? []), ...later].flatMap((line) => planCommands(line)),
    commandInput: { namespace: 'default' },
    order: 'install',
  });
  const name = (own['metadata'] as { name: string }).name;
  const found = plan.workloads.find(({ object }) => object.name === name && object.kind === web['kind']);
  return found ? `${found.ready} of ${found.desired}` : 'gone';
}

function afterCommands(cluster: readonly string[], lines: readonly string[]): string[] {
  const plan = planWorld(worldFrom([], cluster), {
    commands: lines.flatMap((line) => planCommands(line)),
    commandInput: { namespace: 'default' },
  });
  return DUMPED.flatMap((kind) => plan.cluster.list(kind) as KubeObject[]).map((one) => text(asJson(one)));
}

function edited(object: JsonObject, { action, objectPath, yaml }: Edit): JsonObject {
  const holder = objectPath.slice(0, -1).reduce(within, object) as Record<string, unknown>;
  const last = String(objectPath.at(-1));
  if (action === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  } else if (action === 'add') {
    holder[last] = [...((holder[last] ?? []) as unknown[]), ...(parse(yaml!) as unknown[])];
  } else Object.assign(holder, parse(yaml!));
  return object;
}

/** The value at a step; mappings that are not there are written. */
function within(at: unknown, step: Path[number]): unknown {
  const holder = at as Record<string, unknown>;
  holder[String(step)] ??= {};
  return holder[String(step)];
}
