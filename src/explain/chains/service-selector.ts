/** Of a Service that selects no pod: what comes nearest, and which of its labels are others. */
import type { Labels } from '../../api/labels.js';
import { pushTo } from '../../api/lists.js';
import { isNearName } from '../../api/near-names.js';
import { refText } from '../../api/object-key.js';
import type { KubeObject, Pod, Service } from '../../api/objects.js';
import { isPodTerminal } from '../../api/pods.js';
import { idOf, idOfRef } from '../../cluster/object-id.js';
import { SCALED } from '../../simulation/numbers-of.js';
import { writtenAt } from '../../simulation/world.js';
import { topOwner, workloadOf } from '../target.js';
import type { ChainLink } from './chain.js';
import { type ChainScene, called, linkOf } from './scene.js';

/** What makes pods, or a pod that nothing makes, with the labels that they have. */
interface Candidate {
  object: KubeObject;
  labels: Labels;
  /** Leads to what has the labels. */
  path: readonly (string | number)[];
}

const WEIGHT = { same: 3, near: 2, otherKey: 1 };

/** What keeps the selector of a Service from selecting anything; empty where nothing comes near it. */
export function nearestLinks(scene: ChainScene, service: Service): ChainLink[] {
  const selector = service.spec.selector ?? {};
  const all = candidates(scene);
  const matching = all.filter(({ labels }) =>
    Object.keys(selector).every((key) => labels[key] === selector[key]),
  );
  const own = matching.filter(({ object }) => object.metadata.namespace === service.metadata.namespace);
  if (own.length > 0) return own.map(({ object }) => unmadeLink(scene, service, object));
  if (matching.length > 0) return matching.map((one) => elsewhere(scene, service, one));
  const scored = all
    .filter(({ object }) => object.metadata.namespace === service.metadata.namespace)
    .map((one) => ({ one, score: scoreOf(selector, one.labels) }))
    .sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (!best || best.score === 0) return [];
  return scored
    .filter(({ score }) => score === best.score)
    .slice(0, 1)
    .flatMap(({ one }) => differing(scene, service, one));
}

/** One for each that makes pods, whether it has made some or not, and for each pod that stands alone. */
function candidates({ cluster }: ChainScene): Candidate[] {
  const found = new Map<string, Candidate[]>();
  for (const kind of cluster.kinds()) {
    for (const object of cluster.list(kind) as KubeObject[]) {
      const workload = topOwner(cluster, object) === object ? workloadOf(object) : undefined;
      if (!workload || (kind === 'Pod' && isPodTerminal(object as Pod))) continue;
      const labels = workload.template.metadata?.labels ?? {};
      pushTo(found, kind, { object, labels, path: [...workload.path, 'metadata', 'labels'] });
    }
  }
  return [...found.values()].flat();
}

function scoreOf(selector: Labels, labels: Labels): number {
  let score = 0;
  for (const [key, value] of Object.entries(selector)) {
    const there = labels[key];
    if (there === value) score += WEIGHT.same;
    else if (there !== undefined && isNearName(value, there)) score += WEIGHT.near;
    else if (Object.values(labels).includes(value)) score += WEIGHT.otherKey;
  }
  return score;
}

/** `the nearest is deployment/web: tier is front there, not frontend`, each label with its place. */
function differing(scene: ChainScene, service: Service, { object, labels, path }: Candidate): ChainLink[] {
  const other = Object.entries(service.spec.selector ?? {}).filter(([key, value]) => labels[key] !== value);
  const links = other.map(([key, value]) => {
    const there = labels[key];
    const otherKey = Object.keys(labels).find((one) => labels[one] === value);
    const text =
      there !== undefined
        ? `it has ${key}=${there}, not ${key}=${value}`
        : `it has no label ${key}${otherKey === undefined ? '' : `, but ${otherKey}=${value}`}`;
    const at = there !== undefined ? [...path, key] : otherKey === undefined ? path : [...path, otherKey];
    return linkOf(scene, object, 'wrong', text, { at });
  });
  const wanted = other.map(([key, value]) => `${key}=${value}`).join(',');
  const [first] = other;
  return [
    linkOf(scene, service, 'note', `nearest is ${called(object, service)}, but for ${wanted}`, {
      at: ['spec', 'selector', ...(first ? [first[0]] : [])],
      links,
    }),
  ];
}

/** Of what makes such pods as are looked for, and has made none: why. */
export function unmadeLink(scene: ChainScene, beside: KubeObject, object: KubeObject): ChainLink {
  const { replicas } = (object as { spec?: { replicas?: number } }).spec ?? {};
  const who = called(object, beside);
  if (SCALED.has(object.kind) && replicas === 0) {
    return linkOf(scene, object, 'wrong', `${who} makes such pods, and its replicas are 0`, {
      at: ['spec', 'replicas'],
    });
  }
  const { workloads } = scene.plan;
  const reason = workloads.find((one) => idOfRef(one.object) === idOf(object))?.reason;
  const { conditions = [] } =
    (object as { status?: { conditions?: { type: string; status: string; message?: string }[] } }).status ??
    {};
  const failure = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  const says = failure?.message ?? reason;
  return linkOf(scene, object, 'wrong', `${who} makes such pods, and none of them is there`, { says });
}

/** Pods of another namespace have all that is asked for. */
function elsewhere(scene: ChainScene, service: Service, { object, path }: Candidate): ChainLink {
  const { namespace } = service.metadata;
  const text = `${refText({ kind: object.kind, name: object.metadata.name ?? '' })} in namespace ${object.metadata.namespace} has these labels; a Service selects pods of its own namespace alone, ${namespace}`;
  return linkOf(scene, object, 'wrong', text, { location: writtenAt(scene.world, object, path) });
}
