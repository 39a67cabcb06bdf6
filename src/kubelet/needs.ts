/** What containers and volumes of a pod need of ConfigMaps and Secrets, in the order in which the kubelet asks for it. */
import { pushTo } from '../api/lists.js';
import type { Pod } from '../api/objects.js';
import type { NameReference, PartReference } from '../references/reference.js';
import { referencesOfRows } from '../references/references-of.js';
import type { ReferenceRow } from '../references/row.js';

/** What is needed: an object with its keys, or another container of the pod. */
export type Need = NameReference | PartReference;

interface Needs {
  /** By the name of the container. */
  containers: ReadonlyMap<string, readonly Need[]>;
  /** By the name of the volume, in their order; those alone that a container mounts. */
  volumes: ReadonlyMap<string, readonly Need[]>;
  /** The Secrets that images are pulled with. */
  pull: readonly NameReference[];
}

/** Volumes that are made of what others hold; drivers have words of their own. */
const MADE_OF_OTHERS: ReadonlySet<unknown> = new Set(['configMap', 'secret', 'projected', 'downwardAPI']);

const needed = referencesOfRows(isNeed);
const known = new WeakMap<Pod['spec'], Needs>();

function isNeed(row: ReferenceRow): boolean {
  if ('selector' in row) return false;
  return (
    row.unmet === 'config-error' || row.unmet === 'mount-error' || ('reads' in row && row.reads === 'pull')
  );
}

/** What a pod needs; the same value for the same spec. */
export function needsOf(pod: Pod): Needs {
  const found = known.get(pod.spec) ?? readNeeds(pod);
  known.set(pod.spec, found);
  return found;
}

function readNeeds(pod: Pod): Needs {
  const containers = new Map<string, Need[]>();
  const volumes = new Map<string, Need[]>();
  const pull: NameReference[] = [];
  const references = needed(pod).filter((one) => one.by !== 'selector');
  for (const reference of references.sort(inKubeletsOrder)) {
    const [, list, index] = reference.path;
    const holder = holderOf(pod, list, index);
    if (list === 'imagePullSecrets') {
      if (reference.by === 'name' && reference.name !== '') pull.push(reference);
    } else if (list !== 'volumes') pushTo<Need>(containers, holder, reference);
    else if (MADE_OF_OTHERS.has(reference.path[3]) && isMounted(pod, holder))
      pushTo<Need>(volumes, holder, reference);
  }
  return { containers, volumes, pull };
}

function holderOf({ spec }: Pod, list: unknown, index: unknown): string {
  const items = spec[list as 'containers' | 'volumes'] as readonly { name?: string }[] | undefined;
  return items?.[Number(index)]?.name ?? '';
}

/** A volume that no container mounts is not set up (pkg/kubelet/volumemanager, desired_state_of_world_populator.go). */
export function isMounted({ spec }: Pod, volume: string): boolean {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  return [containers, initContainers, ephemeralContainers].some((list) =>
    list.some(({ volumeMounts }) => volumeMounts?.some(({ name }) => name === volume)),
  );
}

const FIRST = 'envFrom';

/** By their places; `envFrom` is read before `env`. */
function inKubeletsOrder({ path: one }: Need, { path: other }: Need): number {
  for (const [i, step] of one.entries()) {
    const against = other[i];
    if (step === against) continue;
    if (typeof step === 'number' && typeof against === 'number') return step - against;
    return Number(against === FIRST) - Number(step === FIRST);
  }
  return 0;
}
