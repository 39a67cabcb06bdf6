/** Worlds for one look of a controller, and all that the look came to as lines. */

import { sameValue } from '../../src/api/equality.js';
import { isObject } from '../../src/api/json.js';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { AnyObject, Condition, KubeObject } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Change, Cluster } from '../../src/cluster/cluster.js';
import type { Controller } from '../../src/controllers/index.js';
import { world } from '../simulation/worlds.js';

export const NOW = Date.UTC(2026, 0, 1);

const GROUPS: Record<string, string> = {
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ControllerRevision: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  EndpointSlice: 'discovery.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
};
const CLUSTER_SCOPED = new Set(['Node', 'Namespace', 'PersistentVolume', 'StorageClass']);

export interface Given {
  metadata?: object;
  [field: string]: unknown;
}

/** A time so many seconds after NOW, as objects write it. */
export function at(seconds: number): string {
  return new Date(NOW + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** An object in the namespace `default`, its uid `KIND-NAME`; made at NOW unless it says otherwise. */
export function made(kind: string, name: string, { metadata, ...rest }: Given = {}): AnyObject {
  return {
    apiVersion: GROUPS[kind] ?? 'v1',
    kind,
    metadata: {
      name,
      ...(CLUSTER_SCOPED.has(kind) ? {} : { namespace: 'default' }),
      uid: `${kind}-${name}`,
      creationTimestamp: at(0),
      ...metadata,
    },
    ...rest,
  };
}

/** `made`, managed by another object. */
export function owned(
  by: KubeObject,
  kind: string,
  name: string,
  { metadata, ...rest }: Given = {},
): AnyObject {
  return made(kind, name, { metadata: { ownerReferences: [managedBy(by)], ...metadata }, ...rest });
}

export function managedBy({ apiVersion, kind, metadata }: KubeObject): object {
  const { name, uid } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** A condition of that status, since so many seconds after NOW. */
export function since(type: string, status: string, seconds = 0, more: Partial<Condition> = {}): object {
  return { type, status, lastTransitionTime: at(seconds), ...more };
}

/** Status of a pod that runs and is ready since so many seconds after NOW. */
export function ready(seconds = 0): object {
  return { phase: 'Running', conditions: [since('Ready', 'True', seconds)] };
}

/** A world in which the API server has stored the objects, with the status and metadata that they are given. */
export function stored(objects: readonly KubeObject[], nodes = '', version?: KubernetesVersion): Cluster {
  return more(world(nodes, [], version), ...objects);
}

export function more(cluster: Cluster, ...objects: KubeObject[]): Cluster {
  return objects.reduce((before: Cluster, object) => {
    const result = handle(before, { verb: 'create', object }, NOW);
    if ('refusal' in result) throw new Error(result.refusal.message);
    const whole = result.object as AnyObject;
    const metadata = { ...whole.metadata, ...object.metadata };
    const status = 'status' in object ? { status: overlaid(whole['status'], object.status) } : {};
    return result.cluster.with([{ verb: 'update', object: { ...whole, metadata, ...status } as KubeObject }]);
  }, cluster);
}

/** The world with fields of one object overlaid, past the API server. */
export function changed(cluster: Cluster, kind: string, key: string, fields: Given): Cluster {
  const before = cluster.get(kind, key) as AnyObject | undefined;
  if (!before) throw new Error(`no ${kind} ${key}`);
  return cluster.with([{ verb: 'update', object: overlaid(before, fields) as KubeObject }]);
}

function overlaid(target: unknown, fields: unknown): unknown {
  if (!isObject(fields) || !isObject(target)) return fields;
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) delete merged[key];
    else merged[key] = overlaid(merged[key], value);
  }
  return merged;
}

export interface Look {
  lines: string[];
  cluster: Cluster;
  memory: unknown;
}

/** One look of a controller at a key: every write with the fields that it changed, every event, and when it looks again. */
export function lookAt(
  controller: Controller,
  cluster: Cluster,
  key: string,
  seconds = 0,
  memory?: unknown,
): Look {
  const done = controller.reconcile(cluster, key, NOW + seconds * 1000, memory);
  const lines: string[] = [];
  let world = cluster;
  for (const change of done.changes) {
    lines.push(changeLine(world, change));
    world = world.with([change]);
  }
  for (const { object, type, reason, message } of done.events)
    lines.push(`${type} ${reason} ${object.kind}/${object.metadata.name}: ${message}`);
  if (done.requeueAt !== undefined)
    lines.push(`again at +${(done.requeueAt - NOW) / 1000}s${done.routine ? ' (routine)' : ''}`);
  if (done.failure !== undefined) lines.push(`failed: ${done.failure}`);
  return { lines: renamed(lines), cluster: world, memory: done.memory };
}

export function look(controller: Controller, cluster: Cluster, key: string, seconds = 0): string[] {
  return lookAt(controller, cluster, key, seconds).lines;
}

/** The keys that a change makes worth another look. */
export function woken(
  controller: Controller,
  kind: string,
  cluster: Cluster,
  change: Change,
  before?: KubeObject,
): readonly string[] {
  return controller.watches[kind]!({ ...change, ...(before ? { before } : {}), cluster, now: NOW });
}

function changeLine(cluster: Cluster, { verb, object }: Change): string {
  const name = `${kindOf(object)}/${object.metadata.name}`;
  const before = cluster.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  if (verb === 'delete' || !before) return `${verb} ${name}`;
  const fields = differences(before, object, '');
  return `${verb} ${name}: ${fields.join('; ')}`;
}

const SILENT = new Set(['metadata.resourceVersion', 'metadata.generation']);

function differences(before: unknown, after: unknown, path: string): string[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], path ? `${path}.${key}` : key),
    );
  }
  if (SILENT.has(path) || sameValue(before, after)) return [];
  if (path === 'status.conditions') return conditionDifferences(before, after);
  return [`${path} ${text(before)} → ${text(after)}`];
}

function conditionDifferences(before: unknown, after: unknown): string[] {
  const [was, is] = [before, after].map((list) => (list ?? []) as Condition[]) as [Condition[], Condition[]];
  const lines = is.flatMap((one) => {
    const old = was.find(({ type }) => type === one.type);
    return sameValue(old, one) ? [] : [conditionText(one)];
  });
  const gone = was.filter(({ type }) => !is.some((one) => one.type === type));
  return [...lines, ...gone.map(({ type }) => `-${type}`)];
}

/** `Ready=True Reason "message" since +5s`, with the times that it has besides. */
export function conditionText({
  type,
  status,
  reason,
  message,
  lastTransitionTime,
  ...rest
}: Condition): string {
  const parts = [`${type}=${status}`];
  if (reason !== undefined) parts.push(reason);
  if (message) parts.push(`"${message}"`);
  parts.push(`since ${text(lastTransitionTime)}`);
  if (rest.lastUpdateTime) parts.push(`updated ${text(rest.lastUpdateTime)}`);
  return parts.join(' ');
}

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
const UID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g;
const GENERATED = /\b(?:[a-z0-9]+-)+[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9-])/g;

function text(value: unknown): string {
  if (value === undefined) return '–';
  if (Array.isArray(value) && value.every(isOwner)) return `[${value.map(ownerText).join(', ')}]`;
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  return plain.replace(TIME, (time) => `+${(Date.parse(time) - NOW) / 1000}s`);
}

function isOwner(value: unknown): value is Record<string, unknown> {
  return isObject(value) && 'uid' in value && 'kind' in value;
}

function ownerText({ kind, name, controller }: Record<string, unknown>): string {
  return `${kind}/${name}${controller ? '' : ' (no controller)'}`;
}

/** Drawn names become `#1`, `#2`, … in the order in which they are met, drawn uids `UID`. */
export function renamed(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  return lines.map((line) =>
    line.replace(UID, 'UID').replace(GENERATED, (name) => {
      const known = names.get(name) ?? `${name.slice(0, -6)}#${names.size + 1}`;
      names.set(name, known);
      return known;
    }),
  );
}
