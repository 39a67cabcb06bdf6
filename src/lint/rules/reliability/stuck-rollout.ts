import { scaledIntOrPercent } from '../../../api/int-or-percent.js';
import { isObject, textOf } from '../../../api/json.js';
import { matchesSelector } from '../../../api/labels.js';
import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import type { LintObject, Place } from '../../object.js';
import type { Objects } from '../../objects.js';
import { podLabels } from '../../pod-index.js';
import { containersOf, type PodAt, podOf } from '../../pods.js';
import { type Problem, rule } from '../../rule.js';
import { sizeOf } from '../../sizes.js';

const ONE_POD = 'ReadWriteOncePod';
const ONE_NODE = 'ReadWriteOnce';
const HOSTNAME = 'kubernetes.io/hostname';

/** A new pod waits for what the old one holds, and the old one is kept until the new one is ready. */
export default rule({
  name: 'reliability/stuck-rollout',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A rollout that can never move: the new pod needs what an old one holds, which is kept until the new one is ready.',
  visit: 'Object',
  check(object, { objects, report }) {
    const pod = podOf(object);
    if (kindOf(object) !== 'Deployment' || !pod) return;
    const replicas = sizeOf(object, objects)?.least ?? 1;
    if (replicas < 1 || !keepsAll(object, replicas)) return;
    const problem = heldVolume(pod, replicas, objects) ?? heldNodes(pod, replicas, objects);
    if (problem) report(problem);
  },
});

/** True where no old pod goes before a new one is ready (25 % of few pods are none). */
function keepsAll({ at }: LintObject, replicas: number): boolean {
  const strategy = at.child('spec', 'strategy');
  if (textOf(strategy.child('type').value) === 'Recreate') return false;
  const most = strategy.child('rollingUpdate', 'maxUnavailable').value ?? '25%';
  if (typeof most !== 'string' && typeof most !== 'number') return false;
  const surge = strategy.child('rollingUpdate', 'maxSurge').value ?? '25%';
  if (typeof surge !== 'string' && typeof surge !== 'number') return false;
  // With neither the server lets one go all the same.
  return (
    scaledIntOrPercent(most, replicas, 'down') === 0 && (scaledIntOrPercent(surge, replicas, 'up') ?? 0) > 0
  );
}

/** A volume that one pod, or the pods of one node, can have. */
function heldVolume({ spec, at }: PodAt, replicas: number, objects: Objects): Problem | undefined {
  for (const volume of spec.items('volumes')) {
    const name = volume.child('persistentVolumeClaim', 'claimName');
    const claim = objects.find('PersistentVolumeClaim', at.object.namespace ?? 'default', textOf(name.value));
    const modes = claim?.at.child('spec', 'accessModes');
    const list = Array.isArray(modes?.value) ? modes.value : [];
    const mode = [ONE_POD, ONE_NODE].find((one) => list.length > 0 && list.every((each) => each === one));
    if (!claim || !modes || mode === undefined) continue;
    const related = [{ message: `accessModes of ${claim.name}`, at: modes.child(0) }];
    const hint = 'strategy: {type: Recreate} lets the old pod go first';
    if (mode === ONE_POD) {
      const message = `the rollout never moves: claim ${claim.name} is for one pod (${ONE_POD}), and the old one has it until the new one is ready`;
      return { at: name, message, hint, related };
    }
    if (replicas > 1) continue;
    const message = `the rollout waits for ever where the new pod comes to another node: claim ${claim.name} is for one node (${ONE_NODE}), and the old pod keeps it until the new one is ready`;
    return { at: name, message, hint, related };
  }
  return undefined;
}

/** Each pod has a node for itself, and there are no more nodes than pods. */
function heldNodes(pod: PodAt, replicas: number, objects: Objects): Problem | undefined {
  const nodes = objects.ofKind('Node').filter((node) => takes(node, pod));
  if (nodes.length === 0 || nodes.length > replicas) return undefined;
  const alone = hostPort(pod) ?? apart(pod);
  if (!alone) return undefined;
  return {
    at: alone.at,
    message: `the rollout never moves: ${alone.why} allows one pod on a node, ${replicas} pods have all of ${nodes.length}, and none goes before a new one is ready`,
    hint: 'maxUnavailable: 1 lets an old pod go first',
  };
}

function takes(node: LintObject, { spec }: PodAt): boolean {
  const labels = node.at.child('metadata', 'labels').value;
  const wanted = spec.child('nodeSelector').value;
  if (node.at.child('spec', 'unschedulable').value === true) return false;
  if (!isObject(wanted)) return true;
  return Object.entries(wanted).every(([key, value]) => isObject(labels) && labels[key] === value);
}

function hostPort(pod: PodAt): { at: Place; why: string } | undefined {
  const ports = containersOf(pod).flatMap(({ at }) => at.items('ports'));
  const at = ports
    .map((port) => port.child('hostPort'))
    .find(({ value }) => typeof value === 'number' && value > 0);
  return at && { at, why: `hostPort ${String(at.value)}` };
}

/** A hard term against pods like itself on one node. */
function apart(pod: PodAt): { at: Place; why: string } | undefined {
  const terms = pod.spec.items(
    'affinity',
    'podAntiAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const at = terms.find((term) => {
    const selector = labelSelector(term.child('labelSelector').value);
    return (
      term.child('topologyKey').value === HOSTNAME && selector && matchesSelector(selector, podLabels(pod))
    );
  });
  return at && { at, why: 'the podAntiAffinity' };
}
