/** Budgets that let no pod be evicted from now on: what the disruption controller says once all their pods are made. */
import { jsonEqual } from '../../api/equality.js';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../../api/json.js';
import { matchesSelector } from '../../api/labels.js';
import { keyOf, kindOf, refOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { numbered } from '../../api/text.js';
import { asJson, asObject } from '../../api/unstructured.js';
import type { PodDisruptionBudget } from '../../api/workloads.js';
import { Cluster } from '../../cluster/cluster.js';
import { withAssumed } from '../../simulation/assumed.js';
import { simulate } from '../../simulation/simulate.js';
import { type Both, type Notice, nameOfObject, type PodMaker, podMakers } from './notice.js';

/** What makes so many pods by itself, wherever nodes are. */
const SIZED: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
]);
/** More pods than this are not made to be counted. */
const MOST_PODS = 500;

/** The budgets of which a move makes that they never let a pod go. */
export function evictionNotices({ before, after }: Both): Notice[] {
  const [olds, news] = [podMakers(before), podMakers(after)];
  const isScaledAlike = jsonEqual(scalersOf(before), scalersOf(after));
  return (after.list('PodDisruptionBudget') as PodDisruptionBudget[]).flatMap((budget): Notice[] => {
    const old = before.get(kindOf(budget), keyOf(budget)) as PodDisruptionBudget | undefined;
    const is = selectedBy(budget, news);
    const was = old ? selectedBy(old, olds) : [];
    if (old === budget && isScaledAlike && isSame(was, is)) return [];
    const why = whyNone(budget, is, after);
    if (why === undefined || (old && whyNone(old, was, before) !== undefined)) return [];
    const text = `${nameOfObject(budget)} lets no pod be evicted (${why}): no node with one of them can be drained`;
    return [{ topic: 'evictions', text, object: refOf(budget) }];
  });
}

function isSame(was: readonly PodMaker[], is: readonly PodMaker[]): boolean {
  return was.length === is.length && is.every(({ object }) => was.some((one) => one.object === object));
}

/** The autoscalers: they say how few pods there may be. */
function scalersOf(cluster: Cluster): JsonValue[] {
  return cluster.list('HorizontalPodAutoscaler').map((scaler) => asJson(scaler));
}

/** What makes the pods that a budget is for. */
function selectedBy(
  { spec, metadata }: PodDisruptionBudget,
  makers: ReadonlyMap<string, PodMaker>,
): PodMaker[] {
  const { namespace = 'default' } = metadata;
  return [...makers.values()].filter(
    (maker) =>
      maker.namespace === namespace && matchesSelector(spec.selector, maker.template.metadata?.labels ?? {}),
  );
}

/** Why none of the pods may go while all of them run; undefined where one may, and where it is not known how many there are. */
function whyNone(
  budget: PodDisruptionBudget,
  makers: readonly PodMaker[],
  cluster: Cluster,
): string | undefined {
  if (makers.length === 0 || !makers.every(({ kind }) => SIZED.has(kind))) return undefined;
  const objects = makers.map((maker) => counted(maker, cluster));
  const most = objects.reduce((sum, { replicas }) => sum + replicas, 0);
  if (most === 0 || most > MOST_PODS) return undefined;
  const { apiVersion, kind, metadata, spec } = budget;
  const { name, namespace } = metadata;
  const alone = { apiVersion, kind, metadata: { name, namespace }, spec } as KubeObject;
  const plain = [alone, ...objects.map(({ object }) => object)];
  const nothing = Cluster.of([], cluster.version).withGates(cluster.gates);
  const { cluster: world } = withAssumed(nothing, plain, 'default', false);
  const manifests = plain.map((object) => ({ object }));
  const end = simulate(world, manifests).cluster.get('PodDisruptionBudget', keyOf(budget));
  const { expectedPods = 0, desiredHealthy = 0 } = (end as PodDisruptionBudget | undefined)?.status ?? {};
  if (expectedPods === 0 || desiredHealthy < expectedPods) return undefined;
  const { minAvailable, maxUnavailable } = spec;
  const said =
    maxUnavailable === undefined ? `minAvailable ${minAvailable}` : `maxUnavailable ${maxUnavailable}`;
  const isFewest = objects.some(({ isScaled }) => isScaled);
  const pods = `${numbered(expectedPods, 'pod')}${isFewest ? ' at the least' : ''}`;
  return `${said} asks for ${desiredHealthy} of ${pods}`;
}

/** A workload at its smallest, with pods that nothing keeps from being made. */
function counted(
  { object, kind, template }: PodMaker,
  cluster: Cluster,
): { object: KubeObject; replicas: number; isScaled: boolean } {
  const { metadata, apiVersion } = object;
  const least = fewestOf(object, kind, cluster);
  const spec = asJson(object)['spec'];
  const replicas = least ?? Number(valueAt(asJson(object), ['spec', 'replicas']) ?? 1);
  const { name, namespace } = metadata;
  const plain: JsonObject = {
    apiVersion,
    kind: object.kind,
    metadata: {
      name: name ?? '',
      namespace: namespace ?? 'default',
    },
    spec: {
      replicas,
      ...(isObject(spec) && spec['selector'] !== undefined && { selector: spec['selector'] }),
      ...(kind === 'StatefulSet' && { podManagementPolicy: 'Parallel' }),
      template: {
        metadata: { labels: { ...template.metadata?.labels } },
        spec: { containers: [{ name: 'any', image: 'any' }] },
      },
    },
  };
  return { object: asObject(plain), replicas, isScaled: least !== undefined };
}

/** The fewest pods that an autoscaler leaves; undefined of what none scales. */
function fewestOf({ metadata }: KubeObject, kind: string, cluster: Cluster): number | undefined {
  const scaler = cluster
    .list('HorizontalPodAutoscaler', metadata.namespace)
    .find(({ spec }) => spec.scaleTargetRef.kind === kind && spec.scaleTargetRef.name === metadata.name);
  return scaler && (scaler.spec.minReplicas ?? 1);
}
