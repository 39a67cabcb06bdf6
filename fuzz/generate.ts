/** Inputs, as a seed and a number decide them. */
import { isObject, type JsonObject } from '../src/api/json.js';
import { SECRET_PLACES } from '../test/cli/secret-places.js';
import { Draw } from './draw.js';
import { type FuzzInput, OUTPUTS } from './input.js';
import type { Seeds } from './seeds.js';
import { mutateText } from './texts.js';
import { copyOf, mutateObjects } from './trees.js';
import { CANARY, TEXTS } from './words.js';
import { textOfObjects, textOfSnapshot } from './write.js';

/** So many objects of a group are enough. */
const MOST_OBJECTS = 12;

const SCHEDULER: JsonObject = {
  apiVersion: 'kubescheduler.config.k8s.io/v1',
  kind: 'KubeSchedulerConfiguration',
  profiles: [
    {
      schedulerName: 'default-scheduler',
      plugins: {
        filter: { disabled: [{ name: 'NodeResourcesFit' }] },
        score: { enabled: [{ name: 'ImageLocality', weight: 3 }] },
      },
      pluginConfig: [
        {
          name: 'NodeResourcesFit',
          args: { scoringStrategy: { type: 'MostAllocated', resources: [{ name: 'cpu', weight: 1 }] } },
        },
        { name: 'PodTopologySpread', args: { defaultingType: 'List', defaultConstraints: [] } },
      ],
    },
  ],
};

const KUSTOMIZATION: JsonObject = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  namespace: 'shop',
  namePrefix: 'a-',
  resources: ['a.yaml'],
  patches: [{ path: 'patch.yaml', target: { kind: 'Deployment' } }],
  images: [{ name: 'app', newTag: '2' }],
  configMapGenerator: [{ name: 'settings', literals: ['a=b'] }],
  commonLabels: { app: 'web' },
};

/** What one input is made of, while it is made. */
interface Making {
  draw: Draw;
  seeds: Seeds;
  files: Record<string, string>;
}

/** The input of that number; the same for the same seed, number and seeds. */
export function generate(seeds: Seeds, seed: number, index: number): FuzzInput {
  const draw = new Draw(seed, index);
  const making: Making = { draw, seeds, files: {} };
  const manifests = manifestsOf(making);
  const old = copyOf<JsonObject[]>(manifests);
  mutateObjects(manifests, draw.few(8), seeds, draw);
  if (draw.chance(0.5)) mutateObjects(old, draw.few(4), seeds, draw);
  sides(making, old, manifests);
  beside(making);
  return { files: making.files, commands: commandsOf(making, manifests) };
}

function manifestsOf({ draw, seeds }: Making): JsonObject[] {
  const groups = Array.from({ length: draw.few(3) }, () => {
    if (draw.chance(0.1)) return draw.pick(seeds.definitions);
    // Every kind is as likely as Pods.
    if (draw.chance(0.5)) return [draw.pick(draw.pick([...seeds.byKind.values()]))];
    return draw.pick(seeds.groups);
  });
  return copyOf<JsonObject[]>(groups.flatMap((group) => group.slice(0, MOST_OBJECTS)));
}

/** The manifests, as they were and as they are now. */
function sides({ draw, seeds, files }: Making, old: readonly JsonObject[], now: readonly JsonObject[]): void {
  files['old/a.yaml'] = textOfObjects(old, draw);
  let text = draw.chance(0.04) ? draw.pick(seeds.texts) : textOfObjects(now, draw);
  if (draw.chance(0.45)) text = mutateText(text, draw.few(5), false, seeds, draw);
  files['new/a.yaml'] = text;
  if (draw.chance(0.35)) {
    const { text: secret, file } = draw.pick(SECRET_PLACES);
    const plant = (mark: string) => {
      const planted = secret(mark);
      return draw.chance(0.5) ? mutateText(planted, draw.few(3), true, seeds, draw) : planted;
    };
    files[`old/${file}`] = plant(`${CANARY}1`);
    files[`new/${file}`] = plant(`${CANARY}2`);
  }
  if (draw.chance(0.12)) kustomization({ draw, seeds, files });
}

function kustomization({ draw, seeds, files }: Making): void {
  const objects = [copyOf(KUSTOMIZATION)];
  if (draw.chance(0.7)) mutateObjects(objects, draw.few(4), seeds, draw);
  files['new/kustomization.yaml'] = textOfObjects(objects, draw);
  const patch = [copyOf(draw.pick(seeds.byKind.get('Deployment') ?? []))];
  mutateObjects(patch, draw.few(3), seeds, draw);
  files['new/patch.yaml'] = textOfObjects(patch, draw);
}

/** What is given by options. */
function beside({ draw, seeds, files }: Making): void {
  if (draw.chance(0.7)) {
    const world = copyOf<JsonObject[]>([...draw.pick(seeds.clusters)].slice(0, 3 * MOST_OBJECTS));
    if (draw.chance(0.5))
      world.push(...copyOf<JsonObject[]>([...draw.pick(seeds.groups)].slice(0, MOST_OBJECTS)));
    if (draw.chance(0.75)) mutateObjects(world, draw.few(6), seeds, draw);
    const text = textOfSnapshot(world, draw);
    files['cluster.yaml'] = draw.chance(0.15) ? mutateText(text, draw.few(3), false, seeds, draw) : text;
  }
  if (draw.chance(0.15)) {
    const crds = copyOf<JsonObject[]>([...draw.pick(seeds.definitions)].slice(0, MOST_OBJECTS));
    mutateObjects(crds, draw.few(5), seeds, draw);
    files['crds.yaml'] = textOfObjects(crds, draw);
  }
  if (draw.chance(0.1)) {
    const kinds = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
    const policies = kinds.map((kind) => copyOf(draw.pick(seeds.byKind.get(kind) ?? [])));
    if (draw.chance(0.8)) mutateObjects(policies, draw.few(4), seeds, draw);
    files['policies.yaml'] = textOfObjects(policies, draw);
  }
  if (draw.chance(0.12)) {
    const configuration = [copyOf(SCHEDULER)];
    mutateObjects(configuration, draw.few(4), seeds, draw);
    files['scheduler.yaml'] = textOfObjects(configuration, draw);
  }
}

const VERSIONS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];
const NODES = [
  '3x cpu=4,memory=16Gi',
  '1x cpu=1,memory=1Gi,zone=a; 2x cpu=16,memory=64Gi,zone=b,taint=a=b:NoSchedule',
  'cpu=0',
  '2x cpu=4,memory=16Gi,pods=1,example.com/gpu=2',
  '1000x cpu=1',
];
const IMAGES = ['*', '*app*', 'app:*', '***************a', 'nginx', '[a', '(a+)+$', '?'];

function commandsOf({ draw, files }: Making, objects: readonly JsonObject[]): string[][] {
  const has = (name: string) => files[name] !== undefined;
  const maybe = (share: number, ...words: string[]) => (draw.chance(share) ? words : []);
  const version = maybe(0.15, '--k8s', draw.pick(VERSIONS));
  const namespace = maybe(
    0.15,
    '-n',
    draw.chance(0.5) ? 'shop' : draw.pick(TEXTS).replace(/^-+|\0/g, '') || 'a',
  );
  const crds = has('crds.yaml') ? ['--crd', 'crds.yaml'] : [];
  const beside = [
    ...crds,
    ...(has('policies.yaml') ? ['--policy', 'policies.yaml'] : []),
    ...(has('cluster.yaml') ? maybe(0.4, '--cluster', 'cluster.yaml') : []),
  ];
  const world = [
    ...(has('cluster.yaml') ? ['--cluster', 'cluster.yaml'] : []),
    ...(has('cluster.yaml') && draw.chance(0.8) ? [] : maybe(0.9, '--nodes', draw.pick(NODES))),
    ...(has('scheduler.yaml') ? ['--scheduler-config', 'scheduler.yaml'] : []),
    ...namespace,
    ...version,
  ];
  const model = [
    ...maybe(0.08, '--fail-image', draw.pick(IMAGES)),
    ...maybe(0.08, '--crash', draw.pick(IMAGES)),
    ...maybe(0.08, '--never-ready', draw.pick(IMAGES)),
    ...maybe(0.1, '--for', draw.pick(['1h', '3650d', '0s', '40d'])),
    ...maybe(0.05, '--order', 'install'),
    ...maybe(0.12, '--server-side'),
    ...maybe(0.05, '--pull-seconds', draw.pick(['0', '1.5', '99999999999'])),
  ];
  const paths =
    has('new/kustomization.yaml') || draw.chance(0.7)
      ? ['new']
      : Object.keys(files).filter((name) => name.startsWith('new/'));
  const target = draw.chance(0.6) ? targetOf(objects, draw) : '--all-pending';
  const verbose = maybe(0.5, '-v');
  const formats = (...names: string[]) => names.flatMap((name) => ['--format', `${name}=${OUTPUTS}/${name}`]);
  const asked = [
    ...maybe(0.6, '--set', draw.pick(['recommended', 'strict'])),
    ...maybe(0.2, '--strict-kinds'),
    ...maybe(0.1, draw.pick(['--closed-world', '--open-world'])),
  ];
  const limits = ['--max-pods', draw.pick(['10', '60', '300'])];
  return [
    ['lint', ...paths, ...beside, ...version, ...asked, ...formats('json', 'github')],
    ['lint', '--fix', 'new', ...beside, ...version, ...asked],
    ['plan', ...paths, ...world, ...model, ...verbose, ...limits, ...formats('json')],
    ['explain', target, ...paths, ...world, ...verbose, ...limits, ...formats('json')],
    ['capacity', ...paths, ...world, ...verbose, ...limits, '--max', '40', ...formats('json')],
    ['diff', 'old', 'new', ...crds, ...namespace, ...version, ...verbose, ...formats('json')],
  ].map((words) => [...words, ...(words.includes('--fix') ? [] : ['--format', 'text'])]);
}

function targetOf(objects: readonly JsonObject[], draw: Draw): string {
  const names = objects.flatMap(({ kind, metadata }) => {
    const name = isObject(metadata) ? metadata['name'] : undefined;
    return typeof kind === 'string' && typeof name === 'string' ? [`${kind.toLowerCase()}/${name}`] : [];
  });
  const target = names.length > 0 && draw.chance(0.9) ? draw.pick(names) : `pod/${draw.pick(TEXTS)}`;
  return target.startsWith('-') ? 'pod/a' : target;
}
