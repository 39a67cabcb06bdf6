/** What is behind the scheduler's words: nodes that are down, the workload's own old pods, what is counted as a domain. */

import type { Location } from '../api/finding.js';
import { pushTo } from '../api/lists.js';
import { keyOf, objectKey, refText } from '../api/object-key.js';
import type { KubeObject, Node } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import { compareTexts, listed } from '../api/text.js';
import type { PersistentVolume } from '../api/workloads.js';
import { ownedPods } from '../cluster/owned-pods.js';
import { claimsOf } from '../scheduler/volumes.js';
import { type World, writtenAt } from '../simulation/world.js';
import { deviceWords } from './devices.js';
import type { Cause } from './explanation.js';
import { podGroupOf } from './gangs.js';
import type { Proven } from './proven.js';
import { lacksIn } from './remedies/configuration.js';
import { heldClaims, holderText } from './remedies/holders.js';
import type { Look } from './remedies/look.js';
import { downReason, nodesDown } from './remedies/nodes.js';
import { isOfStrategy, strategyCause } from './remedies/strategy.js';
import { wholeOf } from './remedy.js';
import { podsOf } from './target.js';
import { zonesOf } from './volume-zones.js';

/** Nodes that are down by name; more are counted. */
const MOST_NAMED = 5;

/** The first thing first. `proven`: what helps tells what it was. */
export function causesOf(look: Look, proven: readonly Proven[]): Cause[] {
  return [
    ...downCauses(look),
    ...strategyCauses(look, proven),
    ...countedCauses(look),
    ...volumeCauses(look),
    ...heldCauses(look),
    ...waitCauses(look),
    ...lackCauses(look),
  ];
}

function placeOf(
  world: World,
  object: KubeObject,
  path: readonly (string | number)[],
): { location?: Location } {
  const location = writtenAt(world, object, path);
  return location ? { location } : {};
}

/** Nodes of which the same is known together: those that could take a pod that waits, else those that its own pods are on. */
function downCauses(look: Look): Cause[] {
  const groups = new Map<string, Node[]>();
  const used = new Set(ownedPods(look.cluster, look.owner).map(({ spec }) => spec.nodeName));
  for (const node of nodesDown(look)) {
    if (look.waits || used.has(node.metadata.name)) pushTo(groups, downReason(node) ?? '', node);
  }
  return [...groups].map(([why, nodes]) => {
    const names = nodes.map(({ metadata }) => metadata.name ?? '').sort(compareTexts);
    const shown =
      names.length > MOST_NAMED
        ? [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} more`]
        : names;
    const text = `${shown.join(', ')} ${names.length === 1 ? 'is' : 'are'} down${why ? `: ${why}` : ''}`;
    return { text, ...placeOf(look.world, nodes[0] as Node, []) };
  });
}

/** Where another strategy helps, or what is missing is what its own old pods have, it was the strategy. */
function strategyCauses({ owner, cluster, world, verdict, pod }: Look, proven: readonly Proven[]): Cause[] {
  const old = podsOf(cluster, owner).filter(
    ({ spec, metadata }) => spec.nodeName && metadata.uid !== pod.metadata.uid,
  );
  const held = new Set(old.map(keyOf));
  const isHeld = verdict.nodes.some(({ refusals }) =>
    refusals.some(({ details }) => details.some((one) => one.kind === 'port' && held.has(one.holder ?? ''))),
  );
  const why = strategyCause(owner);
  const helps = proven.some(
    ({ remedy, proof }) => proof.end.complete && wholeOf(remedy).kinds.some(isOfStrategy),
  );
  if (!helps && !(isHeld && why)) return [];
  const what =
    old.length === 1
      ? 'its own old pod has what it needs, and stays until a new one is ready'
      : 'its own old pods have what it needs, and stay until new ones are ready';
  return [{ text: `${what}${why ? `: ${why}` : ''}`, ...placeOf(world, owner, ['spec', 'strategy']) }];
}

/** Domains that are counted as empty though no pod can come to them: all their nodes are closed to it. */
function countedCauses({ pod, verdict, state, world, owner, path }: Look): Cause[] {
  return (pod.spec.topologySpreadConstraints ?? []).flatMap((constraint, index): Cause[] => {
    const { topologyKey, whenUnsatisfiable, nodeTaintsPolicy } = constraint;
    if (whenUnsatisfiable !== 'DoNotSchedule' || nodeTaintsPolicy === 'Honor') return [];
    const isHit = verdict.nodes.some(({ refusals }) =>
      refusals.some(({ details }) =>
        details.some((one) => one.kind === 'spread' && one.constraint === index && one.value !== undefined),
      ),
    );
    if (!isHit) return [];
    const open = new Set<string>();
    const closed = new Set<string>();
    for (const { node, refusals } of verdict.nodes) {
      const value = state.node(node)?.labels[topologyKey];
      if (value === undefined) continue;
      const isShut = refusals.some(({ details }) =>
        details.some(({ kind }) => kind === 'taint' || kind === 'unschedulable'),
      );
      (isShut ? closed : open).add(value);
    }
    const counted = [...closed].filter((value) => !open.has(value));
    if (counted.length === 0) return [];
    const text = `${counted.join(', ')} ${counted.length === 1 ? 'counts as a domain' : 'count as domains'} of ${topologyKey} without pods, though no node there takes it (nodeTaintsPolicy is Ignore)`;
    return [{ text, ...placeOf(world, owner, [...path, 'spec', 'topologySpreadConstraints', index]) }];
  });
}

/** Volumes that are bound to a zone. */
function volumeCauses({ pod, state, verdict, world, cluster }: Look): Cause[] {
  if (!verdict.nodes.some(({ refusals }) => refusals.some(({ plugin }) => /^Volume/.test(plugin)))) return [];
  return claimsOf(pod, state).flatMap(({ claim }): Cause[] => {
    const name = claim?.spec?.volumeName;
    const volume = name ? (cluster.get('PersistentVolume', name) as PersistentVolume | undefined) : undefined;
    const zones = volume ? zonesOf(volume) : [];
    if (!volume || !claim || zones.length === 0) return [];
    const text = `volume ${name} of claim ${objectKey(claim.metadata.namespace, claim.metadata.name ?? keyOf(claim))} is in zone ${zones.join(', ')}`;
    return [{ text, ...placeOf(world, volume as KubeObject, ['spec', 'nodeAffinity']) }];
  });
}

/** Who has a claim that the pod needs. */
function heldCauses(look: Look): Cause[] {
  return heldClaims(look).map(({ claim, alone, holders }) => {
    const names = holders.slice(0, MOST_NAMED).map((pod) => holderText(look, pod));
    const more = holders.length > MOST_NAMED ? [`${holders.length - MOST_NAMED} more`] : [];
    const why = alone
      ? 'ReadWriteOncePod lets one pod have it'
      : `its volume ${claim.spec.volumeName} is attached to one node at a time`;
    const text = `claim ${keyOf(claim)} is held by ${listed([...names, ...more])}: ${why}`;
    return { text, ...placeOf(look.world, claim, ['spec', 'accessModes']) };
  });
}

/** Who is known to open a gate, by the domain of its name, and when. */
const OPENERS: Readonly<Record<string, string>> = {
  'kueue.x-k8s.io': 'Kueue takes it away when the queue of the workload has room for it',
  'multiarch.openshift.io':
    'the Multiarch Tuning Operator takes it away when it knows the architectures of the images',
  'grove.io': 'Grove takes it away when the pods of its gang are there',
  'scheduling.volcano.sh': 'Volcano takes it away when the queue of its PodGroup has room for it',
};
/** What names the queue that Kueue goes by. */
const QUEUE = 'kueue.x-k8s.io/queue-name';

/** Before any node is looked for: gates that somebody has to open, claims of devices that nobody made. */
function waitCauses({ pod, world, owner, path, cluster }: Look): Cause[] {
  const { schedulingGates = [], resourceClaims = [] } = pod.spec;
  const gates = schedulingGates.map(({ name }, i): Cause => {
    const queue = owner.metadata.labels?.[QUEUE];
    const known = OPENERS[name.split('/')[0] ?? ''] ?? 'whoever put it there has to take it away';
    const who =
      queue === undefined ? known : known.replace('the queue of the workload', `the LocalQueue ${queue}`);
    const at = [...path, 'spec', 'schedulingGates', i];
    return { text: `scheduling gate ${name}: ${who}`, ...placeOf(world, owner, at) };
  });
  const namespace = pod.metadata.namespace ?? 'default';
  const claims = resourceClaims.flatMap(
    ({ name, resourceClaimName, resourceClaimTemplateName }, i): Cause[] => {
      const [kind, wanted] =
        resourceClaimName === undefined
          ? ['ResourceClaimTemplate', resourceClaimTemplateName]
          : ['ResourceClaim', resourceClaimName];
      if (wanted === undefined || cluster.get(kind as string, `${namespace}/${wanted}`)) return [];
      const names = (cluster.list(kind as string, namespace) as KubeObject[]).map(
        ({ metadata }) => metadata.name ?? '',
      );
      const near = closest(wanted, names);
      const meant = near === undefined ? '' : `, did you mean ${near}?`;
      const text = `resource claim ${name}: there is no ${kind} ${wanted} in namespace ${namespace}${meant}`;
      return [{ text, ...placeOf(world, owner, [...path, 'spec', 'resourceClaims', i]) }];
    },
  );
  const group = podGroupOf(cluster, pod);
  const groups = group ? [{ text: group.text, ...placeOf(world, owner, [...path, ...group.at]) }] : [];
  const devices = deviceWords(cluster, pod).map(
    ({ text, at }): Cause => ({ text, ...placeOf(world, owner, [...path, ...at]) }),
  );
  return [...gates, ...groups, ...claims, ...devices];
}

/** What containers need and do not find. */
function lackCauses(look: Look): Cause[] {
  return lacksIn(look).map(({ need: { to, name, path }, key }) => {
    const text = key
      ? `${refText({ kind: to, name })} has no key ${key.key}`
      : `${refText({ kind: to, name })} is not there, as far as is known here`;
    return { text, ...placeOf(look.world, look.owner, key?.path ?? path) };
  });
}
