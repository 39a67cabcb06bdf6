/** kubectl rollout undo [--to-revision=N] (k8s.io/kubectl/pkg/polymorphichelpers/rollback.go) */
import { findNew, OWN_ANNOTATIONS, revisionOf, withoutHash } from '../../api/deployment-revisions.js';
import type { JsonObject, JsonValue } from '../../api/json.js';
import { jsonEqual } from '../../api/json-equal.js';
import type { AnyObject, Deployment, ReplicaSet } from '../../api/objects.js';
import type { ObjectName } from '../../apiserver/request.js';
import { controlledBy } from '../../cluster/controlled-by.js';
import { type Client, get } from '../client.js';
import { notThere } from '../not-there.js';
import { clientError, type Outcome, outcomeOf } from '../outcome.js';

/** Puts the template of an earlier revision back; the one before the newest unless told. */
export function undo(client: Client, name: ObjectName, revision?: number): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  return name.kind === 'Deployment'
    ? undoDeployment(client, name, live as unknown as Deployment, revision)
    : undoByHistory(client, name, live, revision);
}

function undoDeployment(
  client: Client,
  name: ObjectName,
  deployment: Deployment,
  revision: number | undefined,
): Outcome {
  if (deployment.spec.paused) {
    return clientError(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    );
  }
  const sets = controlledBy(client.cluster, deployment, 'ReplicaSet');
  if (sets.length === 0) {
    return clientError(`no rollout history found for deployment "${deployment.metadata.name}"`);
  }
  const found = revision ? sets.find((set) => revisionOf(set) === revision) : beforeNewest(sets);
  if (!found) return clientError(`unable to find specified revision ${revision ?? 0} in history`);
  const { template } = found.spec;
  if (found.metadata.uid === findNew(deployment, sets)?.metadata.uid) {
    const word = `skipped rollback (current template already matches revision ${revisionOf(found)})`;
    return { word, warnings: [], object: deployment, changed: false };
  }
  const annotations: Record<string, string> = {};
  for (const [from, isOwn] of [
    [deployment, true],
    [found, false],
  ] as const) {
    for (const [key, value] of Object.entries(from.metadata.annotations ?? {}))
      if (OWN_ANNOTATIONS.has(key) === isOwn) annotations[key] = value;
  }
  const patch: JsonValue[] = [
    { op: 'replace', path: '/spec/template', value: withoutHash(template) as unknown as JsonValue },
    { op: 'add', path: '/metadata/annotations', value: annotations },
  ];
  return outcomeOf(client.send({ verb: 'patch', ...name, type: 'json', patch, fieldManager: MANAGER }), DONE);
}

const MANAGER = 'kubectl-rollout';
const DONE = 'rolled back';

function beforeNewest(sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort((a, b) => revisionOf(b) - revisionOf(a))[1];
}

/** StatefulSets and DaemonSets keep their history in ControllerRevisions. */
function undoByHistory(
  client: Client,
  name: ObjectName,
  live: AnyObject,
  revision: number | undefined,
): Outcome {
  const history = controlledBy(client.cluster, live, 'ControllerRevision').sort(
    (a, b) => a.revision - b.revision,
  );
  const found = revision ? history.find((one) => one.revision === revision) : history.at(-2);
  if (!found) {
    return clientError(
      revision
        ? `unable to find specified revision ${revision} in history`
        : 'no last revision to roll back to',
    );
  }
  const { $patch: _replace, ...template } = (found.data as { spec: { template: JsonObject } }).spec.template;
  const current = (live['spec'] as JsonObject)['template'];
  if (jsonEqual(template, current)) return { word: DONE, warnings: [], object: live, changed: false };
  const patch: JsonValue[] = [{ op: 'replace', path: '/spec/template', value: template }];
  return outcomeOf(client.send({ verb: 'patch', ...name, type: 'json', patch, fieldManager: MANAGER }), DONE);
}
