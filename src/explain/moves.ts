/** For each obstacle the change of the pod, or of the node, that takes it away. */
import type { Path } from '../api/json.js';
import type {
  Container,
  Node,
  NodeSelectorTerm,
  Pod,
  PodSpec,
  PodTemplateSpec,
  Taint,
  Toleration,
} from '../api/objects.js';
import { podRequests } from '../api/pods.js';
import { resourceAmount } from '../api/quantity.js';
import { writeYaml } from '../manifest/write-yaml.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import { amountText, quantityAtMost } from './amounts.js';
import { taintText } from './verdict.js';

/** A change with its price: the lower, the smaller the step for its user. */
export interface PodMove {
  title: string;
  /** Alike moves are rivals: of these only the cheapest is tried. */
  kind: string;
  cost: number;
  edits: { action: 'add' | 'replace' | 'remove'; path: Path; yaml?: string }[];
  apply(pod: Pod): Pod;
}

export interface NodeMove {
  title: string;
  kind: string;
  cost: number;
  commands: string[];
  apply(node: Node): Node;
}

const UNSCHEDULABLE_TAINT = 'node.kubernetes.io/unschedulable';
/** Taints that say a node is ill: running there regardless is rarely meant. */
const ILLNESS = /^node\.kubernetes\.io\//;
/** Labels that say where and what a node is: nobody gives it others. */
const FIXED_LABELS =
  /^(kubernetes\.io\/|topology\.kubernetes\.io\/|node\.kubernetes\.io\/instance-type|failure-domain\.)/;

/** Relative price of the kinds of changes. */
const COST = {
  tolerate: 1,
  uncordon: 1.2,
  request: 1.2,
  selector: 1.6,
  label: 1.8,
  spread: 1.8,
  affinity: 2,
  port: 2,
  untaint: 2.4,
  tolerateIllness: 6,
} as const;

function withSpec(pod: Pod, spec: Partial<PodSpec>): Pod {
  return { ...pod, spec: { ...pod.spec, ...spec } };
}

/** The change of the pod that takes an obstacle away, if there is a sensible one. */
export function podMove(obstacle: Obstacle, pod: Pod): PodMove | undefined {
  switch (obstacle.kind) {
    case 'taint':
      return tolerate(obstacle.taint);
    case 'unschedulable':
      return tolerate({ key: UNSCHEDULABLE_TAINT, effect: 'NoSchedule' });
    case 'resource':
      return obstacle.resource === 'pods' ? undefined : requestLess(obstacle, pod);
    case 'node-selector':
      return dropSelector(obstacle.key, obstacle.wanted);
    case 'node-affinity':
      return obstacle.enforced ? undefined : dropNodeAffinity();
    case 'port':
      return dropHostPort(obstacle, pod);
    case 'spread':
      return loosenSpread(obstacle, pod);
    case 'pod-affinity':
      return dropTerm('podAffinity', obstacle.index, obstacle.topologyKey);
    case 'pod-anti-affinity':
      return dropTerm('podAntiAffinity', obstacle.index, obstacle.topologyKey);
    default:
      return undefined;
  }
}

function tolerate(taint: Taint): PodMove {
  const { key, value, effect } = taint;
  const toleration: Toleration = value ? { key, value, effect } : { key, operator: 'Exists', effect };
  return {
    title: `tolerate ${taintText(taint)}`,
    kind: `tolerate ${taintText(taint)}`,
    cost: ILLNESS.test(key) ? COST.tolerateIllness : COST.tolerate,
    edits: [{ action: 'add', path: ['spec', 'tolerations'], yaml: `- ${writeYaml({ ...toleration })}` }],
    apply: (one) => withSpec(one, { tolerations: [...(one.spec.tolerations ?? []), toleration] }),
  };
}

type ResourceObstacle = Extract<Obstacle, { kind: 'resource' }>;

/** Lowers the request of the container that asks for most, or of the pod as a whole where it asks itself. */
function requestLess({ resource, free, short, requested }: ResourceObstacle, pod: Pod): PodMove | undefined {
  if (free <= 0) return undefined;
  const holder = largestRequest(resource, pod.spec);
  const text = holder && quantityAtMost(resource, holder.amount - short);
  if (!holder || text === undefined) return undefined;
  const alone = holder.amount === requested;
  const whose = alone || holder.name === undefined ? '' : ` in container ${holder.name}`;
  const hasLimit = isCounted(resource) && holder.limited;
  const paths = [
    [...holder.path, 'requests', resource],
    ...(hasLimit ? [[...holder.path, 'limits', resource]] : []),
  ];
  return {
    title: `ask for at most ${amountText(resource, holder.amount - short)} ${resource === 'cpu' ? 'cpu' : `of ${resource}`}${whose} (now ${amountText(resource, holder.amount)})`,
    kind: `request ${resource}`,
    cost: COST.request + (2 * short) / holder.amount,
    edits: paths.map((path) => ({ action: 'replace', path, yaml: `${resource}: ${writeYaml(text)}` })),
    apply: (one) => paths.reduce((changed, path) => replaceAt(changed, path, text), one),
  };
}

/** Resources that may not be overcommitted: the limit goes with the request. */
function isCounted(resource: string): boolean {
  return resource.includes('/') || resource.startsWith('hugepages-');
}

interface Holder {
  /** Of the container; undefined for the pod as a whole. */
  name?: string;
  amount: number;
  /** Leads to `resources`. */
  path: Path;
  limited: boolean;
}

/** The container, or the pod as a whole, that asks for most of a resource. */
export function largestRequest(resource: string, spec: PodSpec): Holder | undefined {
  const own = spec.resources?.requests?.[resource];
  if (own !== undefined) {
    const limited = spec.resources?.limits?.[resource] !== undefined;
    return { amount: resourceAmount(resource, own), path: ['spec', 'resources'], limited };
  }
  let largest: Holder | undefined;
  const look = (containers: readonly Container[] | undefined, field: string) => {
    (containers ?? []).forEach(({ name, resources }, i) => {
      const request = resources?.requests?.[resource];
      if (request === undefined) return;
      const amount = resourceAmount(resource, request);
      if (largest && largest.amount >= amount) return;
      const limited = resources?.limits?.[resource] !== undefined;
      largest = { name, amount, path: ['spec', field, i, 'resources'], limited };
    });
  };
  look(spec.containers, 'containers');
  look(spec.initContainers, 'initContainers');
  return largest;
}

/** The pod, or template, with another value at a path; everything on the way is copied. */
export function replaceAt<T extends Pod | PodTemplateSpec>(pod: T, path: Path, value: unknown): T {
  const set = (at: unknown, [step, ...rest]: Path): unknown => {
    if (step === undefined) return value;
    if (Array.isArray(at)) return at.map((item, i) => (i === step ? set(item, rest) : item));
    const before = (at ?? {}) as Record<string, unknown>;
    return { ...before, [step]: set(before[step], rest) };
  };
  return set(pod, path) as T;
}

function dropSelector(key: string, value: string): PodMove {
  return {
    title: `drop nodeSelector ${key}=${value}`,
    kind: `selector ${key}`,
    cost: COST.selector,
    edits: [{ action: 'remove', path: ['spec', 'nodeSelector', key] }],
    apply: (one) => {
      const { [key]: _, ...rest } = one.spec.nodeSelector ?? {};
      return withSpec(one, { nodeSelector: rest });
    },
  };
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

function dropNodeAffinity(): PodMove {
  return {
    title: 'drop the required node affinity',
    kind: 'node affinity',
    cost: COST.affinity,
    edits: [{ action: 'remove', path: ['spec', 'affinity', 'nodeAffinity', REQUIRED] }],
    apply: (one) => {
      const { [REQUIRED]: _, ...rest } = one.spec.affinity?.nodeAffinity ?? {};
      return withSpec(one, { affinity: { ...one.spec.affinity, nodeAffinity: rest } });
    },
  };
}

function dropHostPort(
  { port, protocol }: Extract<Obstacle, { kind: 'port' }>,
  { spec }: Pod,
): PodMove | undefined {
  for (const [c, container] of spec.containers.entries()) {
    for (const [p, one] of (container.ports ?? []).entries()) {
      if (one.hostPort !== port || (one.protocol ?? 'TCP') !== protocol) continue;
      return {
        title: `give up host port ${port}/${protocol}`,
        kind: `port ${port}/${protocol}`,
        cost: COST.port,
        edits: [{ action: 'remove', path: ['spec', 'containers', c, 'ports', p, 'hostPort'] }],
        apply: (changed) => replaceAt(changed, ['spec', 'containers', c, 'ports', p, 'hostPort'], undefined),
      };
    }
  }
  return undefined;
}

function loosenSpread(
  { constraint, topologyKey, value, count, least }: Extract<Obstacle, { kind: 'spread' }>,
  { spec }: Pod,
): PodMove | undefined {
  if (constraint < 0) return undefined;
  const path = ['spec', 'topologySpreadConstraints', constraint];
  const now = spec.topologySpreadConstraints![constraint]!.maxSkew;
  const needed = count + 1 - least;
  const change: [string, string | number] =
    value === undefined ? ['whenUnsatisfiable', 'ScheduleAnyway'] : ['maxSkew', needed];
  return {
    title:
      value === undefined
        ? `spread over ${topologyKey} only where possible (ScheduleAnyway)`
        : `allow a skew of ${needed} over ${topologyKey} (now ${now})`,
    kind: `spread ${constraint}`,
    cost: COST.spread + (value === undefined ? 1 : (needed - now) / 10),
    edits: [{ action: 'replace', path: [...path, change[0]], yaml: `${change[0]}: ${writeYaml(change[1])}` }],
    apply: (one) => replaceAt(one, [...path, change[0]], change[1]),
  };
}

function dropTerm(list: 'podAffinity' | 'podAntiAffinity', index: number, topologyKey: string): PodMove {
  const name = list === 'podAffinity' ? 'affinity' : 'anti-affinity';
  return {
    title: `drop the required pod ${name} over ${topologyKey}`,
    kind: `${list} ${index}`,
    cost: COST.affinity + 0.2,
    edits: [{ action: 'remove', path: ['spec', 'affinity', list, REQUIRED, index] }],
    apply: (one) => {
      const affinity = one.spec.affinity?.[list];
      const terms = affinity![REQUIRED]!.filter((_, i) => i !== index);
      return withSpec(one, {
        affinity: { ...one.spec.affinity, [list]: { ...affinity, [REQUIRED]: terms } },
      });
    },
  };
}

/** The change of the node that takes an obstacle away, if there is a sensible one. */
export function nodeMove(obstacle: Obstacle, node: string): NodeMove | undefined {
  switch (obstacle.kind) {
    case 'unschedulable':
      return uncordon(node);
    case 'taint':
      if (obstacle.taint.key === UNSCHEDULABLE_TAINT) return uncordon(node);
      return ILLNESS.test(obstacle.taint.key) ? undefined : untaint(obstacle.taint, node);
    case 'node-selector':
      return relabel({ [obstacle.key]: obstacle.wanted }, node);
    case 'node-affinity': {
      const labels = obstacle.enforced ? undefined : obstacle.terms.map(labelsFor).find(Boolean);
      return labels && relabel(labels, node);
    }
    default:
      return undefined;
  }
}

function uncordon(node: string): NodeMove {
  return {
    title: `uncordon ${node}`,
    kind: 'uncordon',
    cost: COST.uncordon,
    commands: [`kubectl uncordon ${node}`],
    apply: (one) => ({
      ...one,
      spec: {
        ...one.spec,
        unschedulable: false,
        taints: (one.spec?.taints ?? []).filter(({ key }) => key !== UNSCHEDULABLE_TAINT),
      },
    }),
  };
}

function untaint(taint: Taint, node: string): NodeMove {
  return {
    title: `take the taint ${taintText(taint)} off ${node}`,
    kind: `untaint ${taintText(taint)}`,
    cost: COST.untaint,
    commands: [`kubectl taint node ${node} ${taintText(taint)}-`],
    apply: (one) => ({
      ...one,
      spec: {
        ...one.spec,
        taints: (one.spec?.taints ?? []).filter(
          ({ key, effect }) => key !== taint.key || effect !== taint.effect,
        ),
      },
    }),
  };
}

function relabel(labels: Record<string, string>, node: string): NodeMove | undefined {
  if (Object.keys(labels).some((key) => FIXED_LABELS.test(key))) return undefined;
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    title: `label ${node} ${pairs.join(', ')}`,
    kind: `label ${pairs.join(' ')}`,
    cost: COST.label,
    commands: [`kubectl label node ${node} --overwrite ${pairs.join(' ')}`],
    apply: (one) => ({
      ...one,
      metadata: { ...one.metadata, labels: { ...one.metadata.labels, ...labels } },
    }),
  };
}

/** Labels with which a node fulfils a term; undefined where labels alone cannot. */
export function labelsFor({
  matchExpressions = [],
  matchFields = [],
}: NodeSelectorTerm): Record<string, string> | undefined {
  if (matchFields.length > 0 || matchExpressions.length === 0) return undefined;
  const labels: Record<string, string> = {};
  for (const { key, operator, values = [] } of matchExpressions) {
    if (operator === 'In' && values[0] !== undefined) labels[key] = values[0];
    else if (operator === 'Exists') labels[key] = 'true';
    else if (operator === 'Gt') labels[key] = String(Number(values[0]) + 1);
    else if (operator === 'Lt') labels[key] = String(Number(values[0]) - 1);
  }
  return labels;
}

/** What the pod asks for, without what it does not ask for. */
export function askedFor(pod: Pod): Record<string, number> {
  const amounts = podRequests(pod.spec);
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0));
}
