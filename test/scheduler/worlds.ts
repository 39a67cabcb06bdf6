/** Arbitrary clusters and pods: small, so that they meet. */
import fc from 'fast-check';
import type { Affinity, Node, Pod, PodSpec } from '../../src/api/objects.js';
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
  fc.record({ near: terms, away: terms, preferred: terms }).map(({ near, away, preferred }) => ({
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: near,
      preferredDuringSchedulingIgnoredDuringExecution: preferred.map((podAffinityTerm) => ({
        weight: 10,
        podAffinityTerm,
      })),
    },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: away },
  })),
  { nil: undefined },
);

const spread = fc.array(
  fc.record({
    maxSkew: fc.constantFrom(1, 2),
    topologyKey: fc.constantFrom(ZONE, 'kubernetes.io/hostname'),
    whenUnsatisfiable: fc.constantFrom('DoNotSchedule' as const, 'ScheduleAnyway' as const),
    labelSelector: fc.constantFrom(...APPS).map((app) => ({ matchLabels: { app } })),
  }),
  { maxLength: 1 },
);

const podParts = fc.record({
  app: fc.constantFrom(...APPS),
  cpu: fc.constantFrom(undefined, '100m', '700m', '3'),
  memory: fc.constantFrom(undefined, '500Mi', '3Gi'),
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
    ({ app, cpu, memory, priority, disk, hostPort, tolerates, affinity: near, spread: constraints }, i) => {
      const requests = { ...(cpu && { cpu }), ...(memory && { memory }) };
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
        ...(constraints.length > 0 && { topologySpreadConstraints: constraints }),
      };
      return pod(`p${i}`, { labels: { app }, ...spec });
    },
  ),
);
