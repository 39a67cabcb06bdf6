/** What explain says of an object in a world, and its fixes as their users read them. */

import { expect } from 'vitest';
import { parse } from 'yaml';
import { fieldPath, type Path } from '../../src/api/json.js';
import { keyOf } from '../../src/api/object-key.js';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import type { Edit, Explanation, Fix } from '../../src/explain/explanation.js';
import { storedPod } from '../../src/explain/target.js';
import { defaultScheduler, type Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';

export const scheduler = defaultScheduler();

export function explained(object: KubeObject, world: readonly KubeObject[], by: Scheduler = scheduler) {
  return explain(Cluster.of(world, by.version), object, { scheduler: by });
}

/** The pod on a node. */
export const on = (node: string, one: Pod): Pod => ({ ...one, spec: { ...one.spec, nodeName: node } });

/** Any object in one line. */
export function object(apiVersion: string, kind: string, name: string, more: object = {}): KubeObject {
  const { metadata, ...rest } = more as { metadata?: object };
  return { apiVersion, kind, metadata: { name, ...metadata }, ...rest } as KubeObject;
}

/** One that lies in the namespace `default`. */
export function local(apiVersion: string, kind: string, name: string, more: object = {}): KubeObject {
  const { metadata, ...rest } = more as { metadata?: object };
  return object(apiVersion, kind, name, { ...rest, metadata: { namespace: 'default', ...metadata } });
}

/** A fix in lines: the order and where the pod goes then, the edits, the commands, what to create, what goes. */
export function lines({ title, node, pods, edits, commands, manifests, gone }: Fix): string[] {
  return [
    `${title} → ${node}${pods === 1 ? '' : ` ×${pods}`}`,
    ...edits.map(editLine),
    ...commands.map((command) => `$ ${command}`),
    ...manifests,
    ...gone.map((one) => `without ${keyOf(one)}`),
  ];
}

function editLine({ action, objectPath, yaml }: Edit): string {
  return `${action} ${fieldPath(objectPath)}${yaml === undefined ? '' : `: ${yaml}`}`;
}

/** The titles alone, with where the pod goes. */
export function titles({ fixes }: Explanation): string[] {
  return fixes.map(({ title, node }) => `${title} → ${node}`);
}

/** The fixes of a pod in lines, each done by hand: its edits make the pod that was tried, which then runs there. */
export function fixed(one: Pod, world: readonly KubeObject[], by: Scheduler = scheduler): string[][] {
  const { fixes } = explained(one, world, by);
  const stored = storedPod(one, by.version, Cluster.of(world, by.version));
  for (const fix of fixes) {
    expect(plain(fix.edits.reduceRight(edited, stored)), fix.title).toEqual(plain(fix.pod));
    const names = [...fix.world, ...fix.gone].map((each) => `${each.kind} ${keyOf(each)}`);
    const left = world.filter((each) => !names.includes(`${each.kind} ${keyOf(each)}`));
    const state = SchedulerState.ofCluster(Cluster.of([...left, ...fix.world], by.version));
    expect(scheduleOne(state, fix.pod, by), fix.title).toMatchObject({ outcome: 'bound', node: fix.node });
  }
  return fixes.map(lines);
}

/** As a file would have it: without what is undefined or empty. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'object' && each !== null && Object.keys(each).length === 0 ? undefined : each,
  );
}

/** The pod after an edit has been made in its text. */
function edited(pod: Pod, { action, path, yaml }: Edit): Pod {
  const copy = structuredClone(pod) as unknown as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce(within, copy) as Record<string, unknown>;
  const last = path.at(-1)!;
  if (action === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[String(last)];
  } else if (action === 'add') {
    holder[String(last)] = [...((holder[String(last)] ?? []) as unknown[]), ...(parse(yaml!) as unknown[])];
  } else Object.assign(holder, parse(yaml!));
  return copy as unknown as Pod;
}

function within(at: unknown, step: Path[number]): unknown {
  return (at as Record<string, unknown>)[String(step)];
}
