/** A HorizontalPodAutoscaler: what it scales, whether its metrics can be computed, and what its controller says of it. */
import type { Path } from '../../api/json.js';
import { kindOf, objectKey } from '../../api/object-key.js';
import type { Condition, KubeObject, Pod } from '../../api/objects.js';
import { numbered } from '../../api/text.js';
import { formatTime } from '../../api/time.js';
import type { HorizontalPodAutoscaler as Autoscaler, MetricSpec } from '../../api/workloads.js';
import type { Load } from '../../cluster/load.js';
import { metricWishes, type ScaleTarget } from '../../controllers/autoscaler-metrics.js';
import {
  horizontalPodAutoscaler,
  SYNC_PERIOD_MS,
  scaleTargetOf,
} from '../../controllers/horizontalpodautoscaler.js';
import { SCALED } from '../../simulation/numbers-of.js';
import { storedPod, workloadOf } from '../target.js';
import { type ChainLink, isWell } from './chain.js';
import { isServing, placeOfPod, podLinks, podsText, supposed } from './pods.js';
import { absence, asIn, type ChainScene, called, linkOf } from './scene.js';
import type { Told } from './service.js';
import { unmadeLink } from './service-selector.js';

/** Long enough for a pod to be measured. */
const LONG_MS = 3_600_000;
/** Conditions that say that there are no measurements, which a cluster that nobody measures says of all. */
const UNMEASURED = /^FailedGet.*Metric$/;

export function autoscalerChain(scene: ChainScene, autoscaler: Autoscaler): Told {
  const found = scaleTargetOf(scene.cluster, autoscaler);
  if (!found) return withoutTarget(scene, autoscaler);
  const { object, target } = found;
  const at = ['spec', 'scaleTargetRef', 'name'];
  const scales = linkOf(
    scene,
    autoscaler,
    'well',
    `it scales ${called(object, autoscaler)}, which has ${numbered(target.size, 'replica')}`,
    { at },
  );
  if (target.size === 0) {
    const says = conditionsOf(asSynced(scene, autoscaler)).find(({ reason }) => reason === 'ScalingDisabled');
    const wrong = linkOf(scene, object, 'wrong', 'its replicas are 0, and it is left alone', {
      at: ['spec', 'replicas'],
      says: says && wordsOf(says),
    });
    return {
      answer: `scales nothing: the replicas of ${called(object, autoscaler)} are 0`,
      links: [scales, wrong],
    };
  }
  const metrics = metricLinks(scene, autoscaler, target, object);
  const troubles = podTroubles(scene, autoscaler, target, object);
  const conditions = conditionLinks(scene, autoscaler, metrics);
  const links = [
    scales,
    ...metrics,
    ...troubles,
    ...conditions,
    ...boundLinks(scene, autoscaler, target.size),
  ];
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  // With one metric that is known it scales up, and down only when all are.
  const isHalf = isWell([...troubles, ...conditions]) && metrics.some((one) => isWell([one]));
  const what = called(object, autoscaler);
  const answer = isWell(links)
    ? `can scale ${what}, between ${minReplicas} and ${maxReplicas}`
    : isHalf && minReplicas <= maxReplicas
      ? `scales ${what} up alone, as long as not all of its metrics can be computed`
      : `does not scale ${what}`;
  return { answer, links };
}

function withoutTarget(scene: ChainScene, autoscaler: Autoscaler): Told {
  const { apiVersion = '', kind, name } = autoscaler.spec.scaleTargetRef;
  const filed = kindOf({ apiVersion, kind });
  const at = ['spec', 'scaleTargetRef', 'name'];
  const { text } = absence(scene, filed, autoscaler.metadata.namespace, name);
  const said = conditionsOf(asSynced(scene, autoscaler)).find(({ type }) => type === 'AbleToScale');
  const isOther = !SCALED.has(filed);
  const more = isOther ? `; whether a ${kind} can be scaled is not known here` : '';
  const wrong = linkOf(scene, autoscaler, 'wrong', `${text}${more}`, { at, says: said && wordsOf(said) });
  return { answer: 'scales nothing: its target is not there', links: [wrong] };
}

/** The autoscaler as its controller leaves it; as it was written down, where it has looked at it. */
function asSynced(scene: ChainScene, autoscaler: Autoscaler): Autoscaler {
  if (scene.observed && conditionsOf(autoscaler).length > 0) return autoscaler;
  const { namespace, name = '' } = autoscaler.metadata;
  const memory = { due: scene.now - SYNC_PERIOD_MS };
  const { states } = horizontalPodAutoscaler.reconcile(
    scene.cluster,
    objectKey(namespace, name),
    scene.now,
    memory,
  );
  return asIn(states.at(-1) ?? scene.cluster, autoscaler);
}

function conditionsOf({ status }: Autoscaler): Condition[] {
  return status?.conditions ?? [];
}

function wordsOf({ reason = '', message = '' }: Condition): string {
  return `${reason}: ${message}`;
}

/** The metrics that cannot be computed even of pods that run and are measured: requests that are missing, no pods. */
function metricLinks(
  scene: ChainScene,
  autoscaler: Autoscaler,
  target: ScaleTarget,
  object: KubeObject,
): ChainLink[] {
  const { cluster } = scene;
  const metrics = autoscaler.spec.metrics ?? [];
  const made =
    target.pods.length > 0 || !workloadOf(object)
      ? target.pods
      : [storedPod(object, cluster.version, cluster)];
  const pods = made.map((pod) => running(pod, scene.now));
  const measured = cluster.withLoads(metrics.flatMap((one) => measurement(one, target)));
  const wishes = metricWishes(measured, autoscaler, { ...target, pods }, scene.now);
  return wishes.map((wish, i) => {
    const at = ['spec', 'metrics', i];
    const metric = metrics[i]!;
    const name = metricName(metric);
    if (!('error' in wish)) {
      const known = autoscaler.status?.currentMetrics?.[i];
      const isKnown = scene.observed && known !== undefined && known.type !== '';
      return linkOf(
        scene,
        autoscaler,
        isKnown ? 'well' : 'note',
        isKnown
          ? `its metric ${name} is measured`
          : `its metric ${name} can be computed once it is measured, which is not known here`,
        { at },
      );
    }
    return linkOf(scene, autoscaler, 'wrong', `its metric ${name} cannot be computed`, {
      at,
      says: `${wish.reason}: ${wish.message}`,
      links: lackingRequests(scene, pods, metric),
    });
  });
}

/** Each container of the pods that does not request what it is measured by. */
function lackingRequests(scene: ChainScene, [pod]: readonly Pod[], metric: MetricSpec): ChainLink[] {
  const source = metric.containerResource ?? metric.resource;
  if (!pod || !source || source.target.averageUtilization === undefined) return [];
  const only = metric.containerResource?.container;
  return pod.spec.containers.flatMap(({ name, resources }, i): ChainLink[] => {
    if ((only !== undefined && name !== only) || resources?.requests?.[source.name] !== undefined) return [];
    const path: Path = ['spec', 'containers', i, ...(resources === undefined ? [] : ['resources'])];
    const text = `container ${name} requests no ${source.name}`;
    return [linkOf(scene, pod, 'wrong', text, { location: placeOfPod(scene, pod, path) })];
  });
}

/** The pod as one that has run for long. */
function running(pod: Pod, now: number): Pod {
  const { deletionTimestamp: _going, ...metadata } = pod.metadata;
  const since = formatTime(now - LONG_MS);
  const ready: Condition = { type: 'Ready', status: 'True', lastTransitionTime: since };
  return {
    ...pod,
    metadata,
    status: { ...pod.status, phase: 'Running', startTime: since, conditions: [ready] },
  };
}

/** Any measurement: what is asked is whether one would do. */
function measurement(metric: MetricSpec, { kind, key }: ScaleTarget): Load[] {
  const { resource, containerResource, pods, object, external } = metric;
  const some = { unit: 'milli', value: 1000, of: 'pod', size: 1, from: 0 } as const;
  if (resource) return [{ kind, key, metric: resource.name, ...some }];
  if (containerResource) {
    return [{ kind, key, metric: containerResource.name, container: containerResource.container, ...some }];
  }
  if (pods) return [{ kind, key, metric: pods.metric.name, ...some }];
  if (external) return [{ kind: 'External', key: '', metric: external.metric.name, ...some, of: 'total' }];
  if (!object) return [];
  const { kind: of, name } = object.describedObject;
  const namespace = key.split('/')[0] ?? '';
  const where = of === 'Namespace' ? namespace : objectKey(namespace, name);
  return [{ kind: of, key: where, metric: object.metric.name, ...some, of: 'total' }];
}

function metricName({ resource, containerResource, pods, object, external }: MetricSpec): string {
  if (containerResource) return `${containerResource.name} of container ${containerResource.container}`;
  return resource?.name ?? (pods ?? object ?? external)?.metric.name ?? 'cpu';
}

/** Pods that are not ready are not measured; of none that is nothing follows. */
function podTroubles(
  scene: ChainScene,
  autoscaler: Autoscaler,
  { pods }: ScaleTarget,
  object: KubeObject,
): ChainLink[] {
  if (pods.length === 0) return [unmadeLink(scene, autoscaler, object)];
  if (pods.some(isServing)) return supposed(scene, pods, autoscaler);
  const text = `none of ${podsText(scene, pods, autoscaler)} is ready: what is not ready is not measured`;
  return [
    linkOf(scene, autoscaler, 'wrong', text, {
      at: ['spec', 'scaleTargetRef'],
      links: podLinks(scene, pods, autoscaler),
    }),
  ];
}

/** What its controller has said of it. `told`: what has been told of its metrics already. */
function conditionLinks(scene: ChainScene, autoscaler: Autoscaler, told: readonly ChainLink[]): ChainLink[] {
  return conditionsOf(autoscaler).flatMap((condition, i): ChainLink[] => {
    const { type, status, reason = '', message = '' } = condition;
    const at = scene.observed ? ['status', 'conditions', i] : [];
    if (type === 'ScalingLimited' && status === 'True') {
      return [linkOf(scene, autoscaler, 'note', type, { at, says: wordsOf(condition) })];
    }
    if (status !== 'False' || type === 'ScalingLimited') return [];
    if (!scene.observed && UNMEASURED.test(reason)) return [];
    const known = told.some(
      ({ says = '' }) => says !== '' && message.endsWith(says.slice(says.indexOf(': ') + 2)),
    );
    return [
      linkOf(scene, autoscaler, known ? 'note' : 'wrong', `${type} is False`, {
        at,
        says: wordsOf(condition),
      }),
    ];
  });
}

/** Bounds that leave nothing to scale. */
function boundLinks(scene: ChainScene, autoscaler: Autoscaler, size: number): ChainLink[] {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const at = ['spec', 'maxReplicas'];
  if (minReplicas > maxReplicas) {
    const text = `minReplicas ${minReplicas} is more than maxReplicas ${maxReplicas}`;
    return [linkOf(scene, autoscaler, 'wrong', text, { at })];
  }
  if (minReplicas === maxReplicas) {
    return [
      linkOf(
        scene,
        autoscaler,
        'note',
        `minReplicas and maxReplicas are both ${maxReplicas}: the size is fixed`,
        { at },
      ),
    ];
  }
  if (size < maxReplicas) return [];
  return [
    linkOf(scene, autoscaler, 'note', `its target has as many replicas as it may have, ${maxReplicas}`, {
      at,
    }),
  ];
}
