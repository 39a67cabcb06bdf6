/** Inputs, as a seed and a number decide them. */
import type { JsonObject } from '../src/api/json.js';
import { SECRET_PLACES } from '../test/cli/secret-places.js';
import { commandsOf } from './commands.js';
import { annotate, baseline, commented, configuration } from './configs.js';
import { Draw } from './draw.js';
import type { FuzzInput } from './input.js';
import type { Seeds } from './seeds.js';
import { mutateText } from './texts.js';
import { copyOf, mutateObjects } from './trees.js';
import { CANARY } from './words.js';
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
  if (draw.chance(0.15)) annotate(manifests, draw);
  if (draw.chance(0.5)) mutateObjects(old, draw.few(4), seeds, draw);
  sides(making, old, manifests);
  beside(making);
  team(making, manifests);
  return { files: making.files, commands: commandsOf(making.files, manifests, draw) };
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
  if (draw.chance(0.25)) text = commented(text, draw);
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

/** What a team says to kubeplan itself. */
function team({ draw, seeds, files }: Making, objects: readonly JsonObject[]): void {
  if (draw.chance(0.15)) files['baseline.json'] = baseline(objects, seeds, draw);
  if (!draw.chance(0.25)) return;
  if (draw.chance(0.3)) files['base.yaml'] = configuration(files, seeds, draw);
  files['.kubeplan.yaml'] = configuration(files, seeds, draw);
}
