/** The node that would have to be added for a pod to fit. */
import type { KubeObject, Node, Pod } from '../api/objects.js';
import { parseNodes } from '../cluster/node-spec.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf, amountText, quantityAtMost } from './amounts.js';
import { labelsFor } from './moves/labels.js';
import { askedFor } from './moves/requests.js';
import { zonesOfClaims } from './volume-zones.js';

const ZONE = 'topology.kubernetes.io/zone';
const COST = 3;

interface NewNode {
  title: string;
  kinds: string[];
  cost: number;
  edits: [];
  commands: string[];
  manifests?: string[];
  pod: Pod;
  world: KubeObject[];
}

/**
 * A node of the needed size in each zone that there is; the first that does it is the fix. It is as large as the largest
 * one, and told to be large enough for `pods` such pods.
 */
export function newNodes(state: SchedulerState, pod: Pod, pods: (node: Node) => number = () => 1): NewNode[] {
  const model = largest(state);
  const asked = Object.entries(askedFor(pod));
  const allocatable: Record<string, string> = {
    ...(model?.node.status?.allocatable as Record<string, string> | undefined),
  };
  for (const [resource, amount] of asked) {
    const [has] = model ? amountsOf(resource, model) : [0];
    if (has < amount || allocatable[resource] === undefined) {
      allocatable[resource] = quantityAtMost(resource, amount) ?? String(amount);
    }
  }
  const wanted = wantedLabels(pod);
  const zones = [
    ...new Set([...zonesOfClaims(state, pod), ...state.nodes().map(({ labels }) => labels[ZONE])]),
  ];
  return (zones.length > 0 ? zones : [undefined]).map((zone, i) => {
    const inZone: Record<string, string> = zone === undefined || wanted[ZONE] ? {} : { [ZONE]: zone };
    const node = build(state, allocatable, { ...inZone, ...wanted }, model);
    const times = pods(node);
    const sizes = asked.map(([resource, amount]) => `${amountText(resource, amount * times)} ${resource}`);
    const labels = Object.entries(wanted).map(([key, value]) => `${key}=${value}`);
    const place = zone !== undefined && zones.length > 1 ? ` in ${zone}` : '';
    return {
      title:
        `add a node${place} with ${sizes.length > 0 ? `${sizes.join(' and ')} free` : 'room for a pod'}, untainted` +
        (labels.length > 0 ? `, labelled ${labels.join(', ')}` : ''),
      kinds: ['new node'],
      cost: COST + i / 100,
      edits: [],
      commands: [],
      pod,
      world: [node],
    };
  });
}

function largest(state: SchedulerState): NodeInfo | undefined {
  return state
    .nodes()
    .reduce<NodeInfo | undefined>(
      (best, node) => (best && best.allocatable.memory >= node.allocatable.memory ? best : node),
      undefined,
    );
}

/** The labels that the pod's nodeSelector and the first satisfiable term of its node affinity ask for. */
export function wantedLabels({ spec }: Pod): Record<string, string> {
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return { ...terms.map(labelsFor).find(Boolean), ...spec.nodeSelector };
}

function build(
  state: SchedulerState,
  allocatable: Record<string, string>,
  labels: Record<string, string>,
  model: NodeInfo | undefined,
): Node {
  let name = 'new-node';
  for (let i = 2; state.node(name); i++) name = `new-node-${i}`;
  const [plain] = parseNodes(`name=${name}`);
  const { metadata, status } = plain!;
  const sizes = model ? allocatable : { ...status!.allocatable, ...allocatable };
  return {
    ...plain!,
    metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
    status: { ...status, capacity: sizes, allocatable: sizes },
  };
}
