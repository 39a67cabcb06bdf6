/** The API server's admission, asked by the write path. */

import { admit } from '../admission/admit.js';
import { admitDeletion } from '../admission/admit-deletion.js';
import { type Admitted, invalid, unknownKind } from '../admission/answer.js';
import { admitCustom, metadataRefusal } from '../admission/custom/admit.js';
import type { UserInfo } from '../admission/kind.js';
import type { Kinds } from '../admission/kinds.js';
import type { AdmitOptions } from '../admission/options.js';
import type { AdmissionPlugin, WarningCause } from '../admission/plugin.js';
import { admissionPlugins } from '../admission/plugins/index.js';
import { missingNamespace } from '../admission/plugins/namespace-lifecycle.js';
import { groupOf, kindOf } from '../api/object-key.js';
import type { KubeObject, Service } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { lifecycle } from '../schema/lifecycle.js';
import { resources } from '../schema/resources.js';
import { PATCHING } from './policy-patching.js';
import type { Refused, Status } from './request.js';
import { definesKind, servedKind } from './served.js';
import { allocate } from './service-numbers.js';
import { sentWarnings } from './warnings.js';

/** What comes out of admission: the object as it will be stored, or why it will not. */
export type AdmittedObject = ({ object: KubeObject; warnings: readonly string[] } | Refused) & {
  /** By the texts of warnings: what they are of. */
  causes?: ReadonlyMap<string, WarningCause>;
};

export interface AdmissionContext {
  /** The rules of the kinds that may be met. */
  kinds: Kinds;
  cluster: Cluster;
  now: number;
  /** What is stored now; updates only. */
  old?: KubeObject;
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** The uid that a new object gets. */
  uid?: string;
  /** Only defaults: the object is one that a server has taken already. */
  trusted?: boolean;
  /** The object was read already (see `RequestOptions`). */
  read?: boolean;
  /** Admission that looks at other objects is left out. */
  alone?: boolean;
  /** The kind of the endpoint asked, where it is not what the object says of itself. */
  endpoint?: { apiVersion: string; kind: string };
  /** Who asks; unknown where it is not said. */
  user?: UserInfo;
  /** The request stores nothing. */
  dryRun?: boolean;
  /** The object was put together by the server and is not read anew. */
  merged?: boolean;
}

/**
 * Passes an object through conversion, defaulting, validation and the admission plugins. Objects of a group that nobody
 * describes pass as they are: their definition may be in the cluster.
 */
export function admitObject(object: KubeObject, context: AdmissionContext): AdmittedObject {
  const { apiVersion, kind } = context.endpoint ?? object;
  const unserved = unservedStatus(context.cluster, apiVersion, kind);
  if (unserved) return { refusal: unserved, warnings: [] };
  const served = servedKind(context.cluster, apiVersion, kind);
  if (!served) {
    if (context.trusted) return { object, warnings: [] };
    // Whatever the kind is, the metadata is read as that of any.
    const unread = metadataRefusal(asJson(object), context.cluster.version);
    const refusal = unread ?? (context.alone ? undefined : missingNamespace(context.cluster, object));
    return refusal ? { refusal, warnings: [] } : { object, warnings: [] };
  }
  const given = asJson(object);
  const options = optionsOf(context);
  const admitted = served.custom ? admitCustom(given, served.custom, options) : admit(given, options);
  const { decoding, causes } = admitted;
  const said = causes && causes.size > 0 ? { causes } : {};
  const warnings = sentWarnings(admitted.warnings);
  if (admitted.refusal) {
    return {
      refusal: statusOf(admitted, kind),
      warnings,
      ...said,
      attempted: decoding.length > 0 ? given : admitted.object,
    };
  }
  const stored = asObject(admitted.object);
  if (kindOf(stored) !== 'Service' || context.trusted || context.alone) {
    return { object: stored, warnings, ...said };
  }
  return withNumbers(stored, object, context, warnings);
}

/** A Service with its addresses and ports, or why it cannot have those that it asks for. */
function withNumbers(
  admitted: KubeObject,
  given: KubeObject,
  { cluster, old }: AdmissionContext,
  warnings: readonly string[],
): AdmittedObject {
  const answer = allocate(cluster, admitted as Service, given as Service, old as Service | undefined);
  if ('object' in answer) return { object: answer.object, warnings };
  const attempted = asJson(admitted);
  if ('internal' in answer) {
    const message = `Internal error occurred: ${answer.internal}`;
    return { refusal: { code: 500, reason: 'InternalError', message }, warnings, attempted };
  }
  const { errors } = answer;
  const refusal = invalid({ kind: 'Service', group: '' }, { name: admitted.metadata.name ?? '' }, errors);
  const details = { kind: 'Service', name: admitted.metadata.name ?? '' };
  return { refusal: { ...refusal, errors, details }, warnings, attempted };
}

/** What admission says of the deletion of an object that is stored; nothing of kinds that nobody describes. */
export function admitRemoval(
  cluster: Cluster,
  stored: KubeObject,
  now: number,
  kinds: Kinds,
): { refusal?: Status; warnings: readonly string[] } {
  const served = servedKind(cluster, stored.apiVersion, stored.kind);
  if (!served) return { warnings: [] };
  const { version, gates } = cluster;
  const options = { kinds, version, gates, now, plugins: admissionPlugins(cluster) };
  const { refusal, warnings } = admitDeletion(asJson(stored), options, served.custom);
  return { ...(refusal && { refusal: { ...refusal } }), warnings: sentWarnings([...warnings]) };
}

const plugins = new WeakMap<Cluster, readonly AdmissionPlugin[]>();

/** The plugins over a world: many objects may come to the same one. */
function pluginsOf(cluster: Cluster): readonly AdmissionPlugin[] {
  const made = plugins.get(cluster) ?? admissionPlugins(cluster, PATCHING);
  plugins.set(cluster, made);
  return made;
}

function optionsOf({
  alone,
  kinds,
  cluster,
  now,
  old,
  uid,
  trusted,
  read,
  fieldValidation,
  endpoint,
  user,
  dryRun,
  merged,
}: AdmissionContext): AdmitOptions {
  return {
    kinds,
    version: cluster.version,
    gates: cluster.gates,
    operation: old ? 'update' : 'create',
    ...(old && { old: asJson(old) }),
    now,
    ...(uid !== undefined && { uid }),
    fieldValidation: fieldValidation ?? 'Ignore',
    ...(endpoint && { endpoint }),
    ...(user && { user }),
    ...(dryRun && { dryRun }),
    ...(merged && { merged }),
    ...(read && { read }),
    ...(trusted ? { trusted } : { plugins: alone ? [] : pluginsOf(cluster) }),
  };
}

type Asked = Pick<AdmissionContext, 'fieldValidation' | 'endpoint' | 'user' | 'dryRun' | 'merged'>;

/** What of a request admission wants to know. */
export function asked({ fieldValidation, endpoint, user, dryRun, merged }: Asked): Asked {
  return {
    ...(fieldValidation && { fieldValidation }),
    ...(endpoint && { endpoint }),
    ...(user && { user }),
    ...(dryRun && { dryRun }),
    ...(merged && { merged }),
  };
}

/**
 * The 404 of a kind that a world's server does not serve, or serves only as a part of others (Eviction, Scale). None of a
 * kind of which nothing is known.
 */
export function unservedStatus(cluster: Cluster, apiVersion: string, kind: string): Status | undefined {
  const served = servedKind(cluster, apiVersion, kind);
  if (served ? served.resource.plural !== '' : !isKnown(cluster, apiVersion, kind)) return undefined;
  return unknownKind(apiVersion, kind);
}

/** Whether a kind can only be Kubernetes' own, served or not, or one that a definition in the world leaves out. */
function isKnown(cluster: Cluster, apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  // A group without a dot can only be Kubernetes' own.
  if (!group.includes('.') || lifecycle(cluster.version, apiVersion, kind)) return true;
  return resources(cluster.version).hasGroup(group) || definesKind(cluster, group, kind);
}

function statusOf({ refusal, errors, decoding, object }: Admitted, kind: string): Status {
  const status: Status = { ...(refusal as Status) };
  if (decoding.length > 0) status.decoding = decoding;
  if (errors.length > 0) {
    const { metadata } = asObject(object);
    status.errors = errors;
    status.details = { kind, name: metadata.name ?? '' };
  }
  return status;
}

/** The write came too late: controllers pass over that in silence. */
export function isNamespaceTerminating({ message }: Status): boolean {
  return message.endsWith('because it is being terminated');
}
