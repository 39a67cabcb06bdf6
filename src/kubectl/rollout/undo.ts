/** kubectl rollout undo [--to-revision=N] (k8s.io/kubectl/pkg/polymorphichelpers/rollback.go) */

import { findNew, OWN_ANNOTATIONS, revisionOf, withoutHash } from '../../api/deployment-revisions.js';
import { jsonEqual } from '../../api/equality.js';
import type { JsonObject, JsonValue } from '../../api/json.js';
import type { AnyObject, Deployment, KubeObject, ReplicaSet } from '../../api/objects.js';
import { asJson, asKind } from '../../api/unstructured.js';
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
    ? undoDeployment(client, name, asKind<'Deployment'>(asJson(live)), revision)
    : undoByHistory(client, name, live, revision);
}

function undoDeployment(
  client: Client,
  name: ObjectName,
  deployment: Deployment,
  revision: number | undefined,
): Outcome {
  const sets = controlledBy(client.cluster, deployment, 'ReplicaSet');
  const found = revision ? sets.find((set) => revisionOf(set) === revision) : beforeNewest(sets);
  if (!found) {
    return clientError(
      revision ? notFound(revision) : `no rollout history found for deployment "${deployment.metadata.name}"`,
    );
  }
  if (deployment.spec.paused) {
    return clientError(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    );
  }
  const { template } = found.spec;
  if (found.metadata.uid === findNew(deployment, sets)?.metadata.uid) return skipped(deployment, revision);
  const annotations: Record<string, string> = {};
  for (const [from, isOwn] of [
    [deployment, true],
    [found, false],
  ] as const) {
    for (const [key, value] of Object.entries(from.metadata.annotations ?? {}))
      if (OWN_ANNOTATIONS.has(key) === isOwn) annotations[key] = value;
  }
  const patch: JsonValue[] = [
    { op: 'replace', path: '/spec/template', value: asJson(withoutHash(template)) },
    { op: 'add', path: '/metadata/annotations', value: annotations },
  ];
  return outcomeOf(client.send({ verb: 'patch', ...name, type: 'json', patch, fieldManager: MANAGER }), DONE);
}

const MANAGER = 'kubectl';
const DONE = 'rolled back';

function notFound(revision: number): string {
  return `unable to find specified revision ${revision} in history`;
}

/** kubectl says the revision that was asked for: 0 where it was the one before. */
function skipped(live: KubeObject, revision = 0): Outcome {
  const word = `skipped rollback (current template already matches revision ${revision})`;
  return { word, warnings: [], object: live, changed: false };
}

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
    return clientError(revision ? notFound(revision) : 'no last revision to roll back to');
  }
  const { $patch: _replace, ...template } = (found.data as { spec: { template: JsonObject } }).spec.template;
  const current = (live['spec'] as JsonObject)['template'];
  if (jsonEqual(template, current)) return skipped(live, revision);
  const patch: JsonValue[] = [{ op: 'replace', path: '/spec/template', value: template }];
  return outcomeOf(client.send({ verb: 'patch', ...name, type: 'json', patch, fieldManager: MANAGER }), DONE);
}
