/** What follows from changes, kind by kind. */

import { isObject, type JsonObject, ownValue } from '../../api/json.js';
import { append } from '../../api/lists.js';
import { refText } from '../../api/object-key.js';
import { commandLine, inNamespaceWords } from '../../api/shell.js';
import { listed, numbered } from '../../api/text.js';
import { autoscaled, autoscalerChanged } from './autoscaler.js';
import { type Changed, type Consequence, IN_PLACE, specNumber, type World } from './context.js';
import { cronJobChanged, scheduleText } from './cronjob.js';
import { daemonSetChanged, daemonSetRevision } from './daemonset.js';
import { deploymentChanged, replicaSetName } from './deployment.js';
import { stallOf } from './outlook.js';
import { configChanged, readersOf } from './readers.js';
import { serviceChanged } from './service.js';
import { statefulSetChanged, statefulSetRevision } from './statefulset.js';
import { onlyOrderChanged, templateChanged } from './template.js';

const BY_KIND: Readonly<Record<string, (changed: Changed, world: World) => Consequence[]>> = {
  Deployment: deploymentChanged,
  StatefulSet: statefulSetChanged,
  DaemonSet: daemonSetChanged,
  ConfigMap: configChanged,
  Secret: configChanged,
  CronJob: cronJobChanged,
  Service: serviceChanged,
  ReplicaSet: templateOnlyForNew,
  ReplicationController: templateOnlyForNew,
  Pod: podChanged,
  HorizontalPodAutoscaler: autoscalerChanged,
};

/** What follows from a change that the server accepts; the headline first. */
export function consequencesOf(changed: Changed, world: World): Consequence[] {
  const found = ownValue(BY_KIND, changed.kind)?.(changed, world) ?? [IN_PLACE];
  if (found.some(({ type }) => type === 'rollout') && onlyOrderChanged(changed)) {
    found.push({
      type: 'order',
      text: 'only the order of list items changed, which is enough for another pod template',
    });
  }
  const scales = found.some(({ type }) => type === 'scale');
  if (scales) append(found, autoscaled(changed, world));
  if (found.some(({ type }) => type === 'rollout')) return found;
  const outlook = world.outlookOf?.(changed);
  if (scales && outlook?.is === 'completes') append(found, dipOf(changed, outlook));
  append(found, stallOf(outlook));
  return found;
}

/** What is seen of a workload that has fewer pods on the way than it had and will have. */
function dipOf({ old }: Changed, { fewest, ready }: { fewest?: number; ready?: number }): Consequence[] {
  const before = specNumber(old, 'replicas');
  if (fewest === undefined || ready === undefined || fewest >= Math.min(before, ready)) return [];
  const text = `${fewest} ready at the lowest on the way from ${before} to ${ready}`;
  return [{ type: 'dip', text, facts: { fewestReady: fewest, ready } }];
}

/** True for a change that replaces pods on its own. */
export function rollsOut(changed: Pick<Changed, 'kind' | 'changes'>, object: JsonObject): boolean {
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(changed.kind) || !templateChanged(changed))
    return false;
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const strategy = isObject(spec['updateStrategy']) ? spec['updateStrategy'] : {};
  return spec['paused'] !== true && strategy['type'] !== 'OnDelete';
}

function templateOnlyForNew(changed: Changed): Consequence[] {
  const before = specNumber(changed.old, 'replicas');
  const after = specNumber(changed.new, 'replicas');
  const found: Consequence[] = [];
  if (templateChanged(changed)) {
    found.push({
      type: 'no-restart',
      text: 'only pods made from now on follow the template; those running stay',
    });
  }
  if (before !== after) {
    found.push({ type: 'scale', text: `scales ${before} → ${after}`, facts: { from: before, to: after } });
  }
  return found.length > 0 ? found : [IN_PLACE];
}

function podChanged(changed: Changed): Consequence[] {
  const images = changed.changes.filter(({ newPath }) => newPath[0] === 'spec' && newPath.at(-1) === 'image');
  if (images.length === 0) return [IN_PLACE];
  return [
    {
      type: 'restart',
      text: `${numbered(images.length, 'container')} restarted in place with the new image`,
    },
  ];
}

/** What comes of an object that is new. */
export function additionOf(kind: string, name: string, object: JsonObject, world: World): Consequence[] {
  const replicas = specNumber(object, 'replicas');
  switch (kind) {
    case 'Deployment': {
      const replicaSet = replicaSetName(name, object, world);
      return [
        {
          type: 'create',
          text: `replicaset ${replicaSet}, ${numbered(replicas, 'pod')}`,
          facts: { replicaSet, pods: replicas },
        },
      ];
    }
    case 'StatefulSet': {
      const revision = statefulSetRevision(name, object, world);
      return [
        {
          type: 'create',
          text: `revision ${revision}, ${numbered(replicas, 'pod')}`,
          facts: { revision, pods: replicas },
        },
      ];
    }
    case 'DaemonSet': {
      const revision = daemonSetRevision(name, object, world);
      return [
        {
          type: 'create',
          text: `revision ${revision}, a pod on every node that fits`,
          facts: { revision },
        },
      ];
    }
    case 'ReplicaSet':
    case 'ReplicationController':
      return [{ type: 'create', text: numbered(replicas, 'pod'), facts: { pods: replicas } }];
    case 'Job': {
      const parallel = specNumber(object, 'parallelism');
      const spec = object['spec'] as JsonObject;
      const pods =
        spec['suspend'] === true ? 0 : Math.min(parallel, specNumber(object, 'completions') ?? parallel);
      return [{ type: 'create', text: `starts ${numbered(pods, 'pod')} at once`, facts: { pods } }];
    }
    case 'CronJob':
      return [{ type: 'schedule', text: scheduleText(object, world.now) }];
    default:
      return [];
  }
}

/** What becomes of an object that the new manifests no longer have: `kubectl apply` never deletes. */
export function removalOf(
  kind: string,
  namespace: string | undefined,
  name: string,
  world: World,
): Consequence[] {
  const remove = commandLine('kubectl', 'delete', refText({ kind, name }), ...inNamespaceWords(namespace));
  const found: Consequence[] = [
    {
      type: 'left',
      text: `no longer among the manifests, stays in the cluster`,
      facts: { remove },
    },
  ];
  if (kind === 'ConfigMap' || kind === 'Secret') {
    const readers = readersOf(kind, namespace, name, world).map(({ workload }) => refText(workload));
    if (readers.length > 0) {
      found.push({
        type: 'still-read',
        text: `${listed(readers)} still ${readers.length === 1 ? 'reads' : 'read'} it: without it new pods do not start`,
        facts: { readers },
      });
    }
  }
  return found;
}
