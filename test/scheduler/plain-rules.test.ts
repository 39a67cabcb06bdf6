/** The counts and limits by which spread and affinity are decided, held against the rules as they are written down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  LabelSelector,
  Namespace,
  Node,
  Pod,
  PodAffinityTerm,
  TopologySpreadConstraint,
} from '../../src/api/objects.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { configured, node, on, pod, scoresOf, verdicts } from './build.js';
import {
  affinityIsAsked,
  affinityScores,
  affinityVerdict,
  spreadScores,
  spreadVerdict,
  type World,
} from './plain-rules.js';

const ZONE = 'topology.kubernetes.io/zone';
const KEYS = [ZONE, 'kubernetes.io/hostname', 'rack'] as const;
const NAMESPACES = ['default', 'other', 'third'] as const;
const PLUGINS = ['PrioritySort', 'PodTopologySpread', 'InterPodAffinity', 'DefaultBinder'];
const withWeight = (hardPodAffinityWeight: number) =>
  configured({
    plugins: {
      multiPoint: { disabled: [{ name: '*' }], enabled: PLUGINS.map((name) => ({ name, weight: 1 })) },
    },
    pluginConfig: [{ name: 'InterPodAffinity', args: { hardPodAffinityWeight } }],
  });
const SCHEDULERS = [withWeight(0), withWeight(1), withWeight(7)];
const WEIGHTS = [0, 1, 7];

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Only what is defined. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

const nodes: fc.Arbitrary<Node[]> = fc
  .array(
    fc.record({
      zone: some(fc.constantFrom('x', 'y', 'z')),
      rack: some(fc.constantFrom('1', '2')),
      disk: fc.constantFrom('ssd', 'hdd'),
      tainted: fc.constantFrom(false, false, true),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((list) =>
    list.map(({ zone, rack, disk, tainted }, i) =>
      node(`n${i}`, {
        labels: { disk, ...(zone && { [ZONE]: zone }), ...(rack && { rack }) },
        ...(tainted && { taints: [{ key: 'spot', effect: 'NoSchedule' }] }),
      }),
    ),
  );
const namespaces: Namespace[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { team: 'a' } } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'b' } } },
];

const selectors = fc.constantFrom<LabelSelector | undefined>(
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'db' } },
  { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
  {},
  undefined,
);
const term: fc.Arbitrary<PodAffinityTerm> = fc
  .record({
    topologyKey: fc.constantFrom(...KEYS),
    labelSelector: selectors,
    namespaces: fc.constantFrom(undefined, undefined, ['other'], ['third', 'default']),
    namespaceSelector: fc.constantFrom<LabelSelector | undefined>(
      undefined,
      undefined,
      {},
      { matchLabels: { team: 'b' } },
      { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] },
    ),
  })
  .map((one) => defined(one) as PodAffinityTerm);
const weighted = fc.record({ weight: fc.constantFrom(1, 3), podAffinityTerm: term });
const terms = fc.array(term, { maxLength: 2 });
const affinities = fc
  .record({
    near: terms,
    away: terms,
    preferred: fc.array(weighted, { maxLength: 2 }),
    avoided: fc.array(weighted, { maxLength: 2 }),
  })
  .map(({ near, away, preferred, avoided }) => ({
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: near,
      preferredDuringSchedulingIgnoredDuringExecution: preferred,
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: away,
      preferredDuringSchedulingIgnoredDuringExecution: avoided,
    },
  }));
const spreads = fc.array(
  fc
    .record({
      maxSkew: fc.constantFrom(1, 2, 3),
      topologyKey: fc.constantFrom(...KEYS),
      whenUnsatisfiable: fc.constantFrom('DoNotSchedule' as const, 'ScheduleAnyway' as const),
      labelSelector: selectors,
      minDomains: some(fc.constantFrom(1, 2, 4)),
      nodeAffinityPolicy: some(fc.constantFrom('Honor' as const, 'Ignore' as const)),
      nodeTaintsPolicy: some(fc.constantFrom('Honor' as const, 'Ignore' as const)),
      matchLabelKeys: some(fc.constantFrom(['hash'], ['hash', 'none'])),
    })
    .map((one) => defined(one) as TopologySpreadConstraint),
  { maxLength: 3 },
);
const placed = fc.record({
  at: fc.nat(5),
  app: fc.constantFrom('web', 'web', 'db'),
  hash: fc.constantFrom('1', '2'),
  namespace: fc.constantFrom('default', ...NAMESPACES),
  going: fc.constantFrom(false, false, false, true),
  affinity: some(affinities),
});
const asked = fc.record({
  app: fc.constantFrom('web', 'db'),
  hash: some(fc.constantFrom('1', '2')),
  disk: some(fc.constantFrom('ssd', 'hdd')),
  tolerates: fc.boolean(),
  affinity: some(affinities),
  spread: spreads,
  priority: fc.constantFrom(0, 5),
});
const worlds = fc.record({
  nodes,
  pods: fc.array(placed, { maxLength: 8 }),
  nominated: fc.array(placed, { maxLength: 1 }),
  one: asked,
  which: fc.nat(2),
});

function build({
  nodes: list,
  pods,
  nominated,
  one,
  which,
}: typeof worlds extends fc.Arbitrary<infer T> ? T : never) {
  const make = ({ app, hash, namespace, going, affinity }: (typeof pods)[number], name: string): Pod => {
    const made = pod(name, { namespace, labels: { app, hash }, ...(affinity && { affinity }) });
    return going
      ? { ...made, metadata: { ...made.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
      : made;
  };
  const home = (at: number) => list[at % list.length]!.metadata.name!;
  const waiting = pod('p', {
    labels: { app: one.app, ...(one.hash && { hash: one.hash }) },
    priority: one.priority,
    ...(one.disk && { nodeSelector: { disk: one.disk } }),
    ...(one.tolerates && { tolerations: [{ key: 'spot', operator: 'Exists' }] }),
    ...(one.affinity && { affinity: one.affinity }),
    topologySpreadConstraints: one.spread,
  });
  const there = pods.map((parts, i) => on(home(parts.at), make(parts, `q${i}`)));
  const coming = nominated.map((parts, i) => ({
    pod: {
      ...make({ ...parts, going: false }, `r${i}`),
      status: { nominatedNodeName: home(parts.at) },
    } as Pod,
    node: home(parts.at),
  }));
  const world: World = { nodes: list, pods: there, namespaces };
  return { world, waiting, coming, hardWeight: WEIGHTS[which]!, scheduler: SCHEDULERS[which]! };
}

describe('spread and affinity', () => {
  it('say what their rules say', () => {
    fc.assert(
      fc.property(worlds, (parts) => {
        const { world, waiting, coming, hardWeight, scheduler } = build(parts);
        const state = SchedulerState.of([
          ...world.nodes,
          ...namespaces,
          ...world.pods,
          ...coming.map((one) => one.pod),
        ]);
        const decision = scheduleOne(state, waiting, scheduler, { detail: true });
        const isAsked = affinityIsAsked(world, waiting);
        const verdict = (one: World, at: Node) =>
          spreadVerdict(one, waiting, at) ?? (isAsked ? affinityVerdict(one, waiting, at) : undefined);
        const expected = world.nodes.map((at) => {
          const expecting = coming.filter(
            (one) => one.node === at.metadata.name && (waiting.spec.priority ?? 0) === 0,
          );
          const arrived = expecting.map((one) => on(one.node, one.pod));
          const crowded = { ...world, pods: [...world.pods, ...arrived], coming: arrived };
          return [at.metadata.name, verdict(crowded, at) ?? verdict(world, at) ?? 'fits'];
        });
        expect(verdicts(decision)).toEqual(Object.fromEntries(expected));
        if ((decision.feasible ?? []).length < 2) return;
        const feasible = decision.feasible!.map(
          (name) => world.nodes.find(({ metadata }) => metadata.name === name)!,
        );
        const named = (scores: number[] | undefined) =>
          Object.fromEntries(feasible.map(({ metadata }, i) => [metadata.name, scores?.[i]]));
        const spread = named(spreadScores(world, waiting, feasible));
        const affinity = named(affinityScores(world, waiting, feasible, hardWeight));
        const none = (decision.scores ?? []).length === 0;
        expect(scoresOf(decision, 'PodTopologySpread')).toEqual(none ? {} : spread);
        expect(scoresOf(decision, 'InterPodAffinity')).toEqual(none ? {} : affinity);
        if (none)
          expect(
            [...Object.values(spread), ...Object.values(affinity)].every((one) => one === undefined),
          ).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
