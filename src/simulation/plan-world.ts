import type { IsOutside } from '../kubelet/configuration.js';
import { HEALTHY } from '../kubelet/model.js';
import { elsewhere } from './elsewhere.js';
import { missingObjects } from './missing.js';
import { notKnown } from './not-known.js';
import { outsideOf } from './outside.js';
import type { Plan } from './plan.js';
import { PLAN_RULES } from './rules.js';
import { type SimulateOptions, simulate } from './simulate.js';
import { nodeSuppositions } from './suppositions.js';
import type { World } from './world.js';

export interface PlanWorldOptions extends SimulateOptions {
  /** There is more than what was given: what pods need and nobody knows of is taken to be there. */
  openWorld?: boolean;
}

/** What is told of texts though it is no error. */
const TOLD: ReadonlySet<string> = new Set(
  [PLAN_RULES.noObject, PLAN_RULES.unreadable, PLAN_RULES.twice].map(({ name }) => name),
);

/** The plan of a world: its manifests applied, and what was wrong with their texts among its findings. */
export function planWorld(world: World, { openWorld = false, ...options }: PlanWorldOptions = {}): Plan {
  const { before, cluster: coming, described } = world;
  const isOutside = outsideOf(before, { described, open: openWorld, coming });
  const taken = new Set<string>();
  const noted: IsOutside = (kind, namespace, name) => {
    const is = isOutside(kind, namespace, name);
    if (is) taken.add(`${kind.toLowerCase()}/${namespace === world.namespace ? '' : `${namespace}/`}${name}`);
    return is;
  };
  const plan = simulate(
    world.before,
    world.manifests.map(({ given, location, document }) => ({ object: given, location, document })),
    {
      namespace: world.namespace,
      ...options,
      kubelet: { ...(options.kubelet ?? HEALTHY), isOutside: noted },
    },
  );
  const texts = world.findings.filter(({ severity, rule }) => severity === 'error' || TOLD.has(rule));
  return {
    ...plan,
    findings: [...texts, ...plan.findings],
    warnings: [...elsewhere(world), ...plan.warnings],
    assumed: [...world.namespacesAssumed.map((name) => `namespace ${name}`), ...[...taken].sort()],
    missing: missingObjects(world, plan.cluster, isOutside),
    lacks: world.lacks,
    suppositions: [...plan.suppositions, ...nodeSuppositions(world.nodesMade, plan.steps)],
    notKnown: notKnown(
      world.manifests.map(({ given }) => given),
      plan.cluster,
    ),
  };
}
