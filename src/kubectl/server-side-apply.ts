import type { JsonObject } from '../api/json.js';
import { LAST_APPLIED, lastAppliedOf } from '../api/last-applied.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { managedEntries, managersOf, shapesIn, withManagers } from '../apiserver/managed-fields.js';
import { type Client, get } from './client.js';
import { holdsAnnotation, migrated } from './migrate.js';
import { type Outcome, outcomeOf } from './outcome.js';

export interface ApplyOptions {
  serverSide?: boolean;
  /** Who applies; `kubectl` on the server's side unless told. */
  fieldManager?: string;
  /** Takes over what others own. */
  forceConflicts?: boolean;
}

const MANAGER = 'kubectl';
/** Who holds the annotation when kubectl's own manager took over. */
const ANNOTATION_MANAGER = 'kubectl-last-applied';

/** The server's way of applying: the manifest is sent as it is, and the server merges. */
export function serverSideApply(
  client: Client,
  manifest: KubeObject,
  live: KubeObject | undefined,
  { fieldManager = MANAGER, forceConflicts = false }: ApplyOptions,
): Outcome {
  const request = {
    verb: 'apply',
    object: manifest,
    fieldManager,
    force: forceConflicts,
    fieldValidation: 'Strict',
  } as const;
  const outcome = outcomeOf(client.send(request), 'serverside-applied', live);
  if (!outcome.word || !outcome.object) return outcome;
  // What follows does not change what kubectl says; what was let in once meets no conflict.
  if (fieldManager === MANAGER) keepAnnotation(client, outcome.object);
  if (migrate(client, manifest, fieldManager)) client.send(request);
  const object = get(client, objectName(manifest));
  return { ...outcome, ...(object && { object }) };
}

function objectName(object: KubeObject): { kind: string; key: string } {
  return { kind: kindOf(object), key: keyOf(object) };
}

/** The annotation goes to a manager of its own, so that the next apply does not drop it. */
function keepAnnotation(client: Client, object: KubeObject): void {
  const { apiVersion, kind, metadata } = object;
  const text = metadata.annotations?.[LAST_APPLIED];
  if (text === undefined || !lastAppliedOf(object)) return;
  if (holdsAnnotation(managersOf(object, shapesIn(client.cluster, apiVersion, kind)))) return;
  const { name, namespace } = metadata;
  const about = {
    name,
    ...(namespace !== undefined && { namespace }),
    annotations: { [LAST_APPLIED]: text },
  };
  const config = { apiVersion, kind, metadata: about } as KubeObject;
  client.send({ verb: 'apply', object: config, fieldManager: ANNOTATION_MANAGER });
}

/** What was applied on the client becomes what is applied on the server. True where there was such a thing. */
function migrate(client: Client, manifest: KubeObject, applier: string): boolean {
  const live = get(client, objectName(manifest));
  if (!live) return false;
  const managers = migrated(managersOf(live, shapesIn(client.cluster, live.apiVersion, live.kind)), applier);
  if (!managers) return false;
  const value = managedEntries(withManagers(live, live, managers, client.now)) as JsonObject[];
  const patch = [{ op: 'add', path: '/metadata/managedFields', value }];
  client.send({ verb: 'patch', type: 'json', patch, ...objectName(live) });
  return true;
}
