/** Arbitrary clusters and pods: small, so that they meet. */
import fc from 'fast-check';
import type { Affinity, Node, Pod, PodSpec, TopologySpreadConstraint } from '../../src/api/objects.js';
import { node, pod } from './build.js';

const ZONE = 'topology.kubernetes.io/zone';
const APPS = ['web', 'db'] as const;

const taint = fc.record({
  key: fc.constantFrom('dedicated', 'spot'),
  value: fc.constantFrom('a', 'b'),
  effect: fc.constantFrom('NoSchedule' as const, 'PreferNoSchedule' as const, 'NoExecute' as const),
});

const nodeParts = fc.record({
  zone: fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined }),
  disk: fc.constantFrom('ssd', 'hdd'),
  taints: fc.array(taint, { maxLength: 2 }),
  cordoned: fc.boolean(),
  cpu: fc.constantFrom('1', '2', '4'),
  memory: fc.constantFrom('2Gi', '8Gi'),
  pods: fc.constantFrom('3', '10'),
  'ephemeral-storage': fc.constantFrom('10Gi', '30Gi'),
  'x.com/gpu': fc.constantFrom('0', '1', '2'),
});

export const nodes: fc.Arbitrary<Node[]> = fc.array(nodeParts, { minLength: 1, maxLength: 6 }).map((list) =>
  list.map(({ zone, disk, taints, cordoned, ...size }, i) =>
    node(`n${i}`, {
      labels: { disk, ...(zone && { [ZONE]: zone }) },
      taints,
      cordoned: cordoned && i % 3 === 0,
      size,
    }),
  ),
);

const term = fc.record({
  topologyKey: fc.constantFrom(ZONE, 'kubernetes.io/hostname'),
  labelSelector: fc.constantFrom(...APPS).map((app) => ({ matchLabels: { app } })),
});
const terms = fc.array(term, { maxLength: 1 });

const affinity: fc.Arbitrary<Affinity | undefined> = fc.option(
  fc
    .record({ near: terms, away: terms, preferred: terms, avoided: terms })
    .map(({ near, away, preferred, avoided }) => ({
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: near,
        preferredDuringSchedulingIgnoredDuringExecution: preferred.map((podAffinityTerm) => ({
          weight: 10,
          podAffinityTerm,
        })),
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: away,
        preferredDuringSchedulingIgnoredDuringExecution: avoided.map((podAffinityTerm) => ({
          weight: 5,
          podAffinityTerm,
        })),
      },
    })),
  { nil: undefined },
);

const spread = fc.array(
  fc.record({
    maxSkew: fc.constantFrom(1, 2),
    topologyKey: fc.constantFrom(ZONE, 'kubernetes.io/hostname'),
    whenUnsatisfiable: fc.constantFrom('DoNotSchedule' as const, 'ScheduleAnyway' as const),
    labelSelector: fc.constantFrom(...APPS).map((app) => ({ matchLabels: { app } })),
    nodeTaintsPolicy: fc.constantFrom('Ignore' as const, 'Honor' as const),
    minDomains: fc.constantFrom(undefined, undefined, 2),
  }),
  { maxLength: 2 },
);

/** minDomains goes with DoNotSchedule only. */
function valid({ minDomains, ...constraint }: TopologySpreadConstraint): TopologySpreadConstraint {
  const counts = minDomains !== undefined && constraint.whenUnsatisfiable === 'DoNotSchedule';
  return { ...constraint, ...(counts && { minDomains }) };
}

const podParts = fc.record({
  app: fc.constantFrom(...APPS),
  cpu: fc.constantFrom(undefined, '100m', '700m', '3'),
  memory: fc.constantFrom(undefined, '500Mi', '3Gi'),
  storage: fc.constantFrom(undefined, undefined, undefined, '12Gi'),
  gpu: fc.constantFrom(undefined, undefined, undefined, '0', '1'),
  priority: fc.constantFrom(0, 0, 0, 10),
  disk: fc.constantFrom(undefined, undefined, 'ssd', 'hdd'),
  hostPort: fc.constantFrom(undefined, undefined, undefined, 80),
  tolerates: fc.boolean(),
  affinity,
  spread,
});

/** Pods as they wait, in the order in which they are to be placed. */
export const pods: fc.Arbitrary<Pod[]> = fc.array(podParts, { minLength: 1, maxLength: 12 }).map((list) =>
  list.map(
    (
      {
        app,
        cpu,
        memory,
        storage,
        gpu,
        priority,
        disk,
        hostPort,
        tolerates,
        affinity: near,
        spread: constraints,
      },
      i,
    ) => {
      const requests = {
        ...(cpu && { cpu }),
        ...(memory && { memory }),
        ...(storage && { 'ephemeral-storage': storage }),
        ...(gpu && { 'x.com/gpu': gpu }),
      };
      const spec: Partial<PodSpec> = {
        priority,
        containers: [
          {
            name: 'main',
            image: 'app:1',
            resources: { requests },
            ...(hostPort && { ports: [{ containerPort: 80, hostPort }] }),
          },
        ],
        ...(disk && { nodeSelector: { disk } }),
        ...(tolerates && { tolerations: [{ key: 'dedicated', operator: 'Exists' as const }] }),
        ...(near && { affinity: near }),
        ...(constraints.length > 0 && { topologySpreadConstraints: constraints.map(valid) }),
      };
      return pod(`p${i}`, { labels: { app }, ...spec });
    },
  ),
);

const HAPPENINGS = [
  'nothing',
  'fork',
  'leave',
  'leave',
  'terminate',
  'cordon',
  'relabel',
  'relabel',
  'taint',
  'replace',
  'nominate',
  'budget',
] as const;

/** What happens in a cluster between two pods; the number chooses among what there is. */
export interface WorldEvent {
  what: (typeof HAPPENINGS)[number];
  which: number;
}

export const events: fc.Arbitrary<WorldEvent[]> = fc.array(
  fc.record({ what: fc.constantFrom(...HAPPENINGS), which: fc.nat(100) }),
  { minLength: 30, maxLength: 30 },
);
