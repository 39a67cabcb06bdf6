import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { KubeObject, Node, Pod } from '../../src/api/objects.js';
import { podRequests } from '../../src/api/pods.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { findFixes } from '../../src/explain/fixes.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import type { Decision } from '../../src/scheduler/decision.js';
import { explainNodes } from '../../src/scheduler/obstacles.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { events, nodes, pods, type WorldEvent } from './worlds.js';

const scheduler = defaultScheduler();
const RUNS = { numRuns: 150 };

vi.setConfig({ testTimeout: 60_000 });

/** Places pods one after the other; `each` sees every decision and the state that it was made from. */
function play(
  world: KubeObject[],
  waiting: readonly Pod[],
  each: (decision: Decision, pod: Pod, state: SchedulerState) => void,
  detail = true,
): { state: SchedulerState; objects: KubeObject[] } {
  const state = SchedulerState.of(world);
  const objects = [...world];
  for (const pod of waiting) {
    const decision = scheduleOne(state, pod, scheduler, { detail });
    each(decision, pod, state);
    if (decision.outcome !== 'bound' || !decision.node) continue;
    const object: Pod = { ...pod, spec: { ...pod.spec, nodeName: decision.node } };
    state.apply([{ verb: 'create', object }]);
    objects.push(object);
  }
  return { state, objects };
}

describe('the scheduler', () => {
  it('never fills a node over what it can allocate', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        const { objects } = play(world, waiting, () => {});
        for (const { name, allocatable } of SchedulerState.of(world).nodes()) {
          const here = objects.filter(
            (one) => one.kind === 'Pod' && (one as Pod).spec.nodeName === name,
          ) as Pod[];
          const sum = (resource: string) =>
            here.reduce((total, pod) => total + (podRequests(pod.spec)[resource] ?? 0), 0);
          expect(sum('cpu')).toBeLessThanOrEqual(allocatable.cpu);
          expect(sum('memory')).toBeLessThanOrEqual(allocatable.memory);
          expect(here.length).toBeLessThanOrEqual(allocatable.pods);
        }
      }),
      RUNS,
    );
  });

  it('binds only where no plugin holds anything against the node, and to one of the best', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        play(world, waiting, (decision, pod, state) => {
          const { nodes: explained } = explainNodes(state, pod, scheduler);
          const free = explained.filter(({ fits }) => fits).map(({ node }) => node);
          expect(decision.feasible).toEqual(free);
          if (decision.outcome === 'bound') expect(decision.equals).toContain(decision.node);
          // Asked alone or all at once, nodes are refused by the same plugin in the same words.
          const refused = explained
            .filter(({ fits }) => !fits)
            .map(({ node, refusals: [first] }) => {
              const { plugin, code, reasons } = first!;
              return { node, plugin, code, reasons };
            });
          expect(decision.failures).toEqual(refused);
        });
      }),
      RUNS,
    );
  });

  it('counts every node once in the message', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        play(world, waiting, (decision) => {
          if (decision.reason !== 'Unschedulable') return;
          expect(decision.message).toMatch(new RegExp(`^0/${world.length} nodes are available: `));
          expect(decision.failures).toHaveLength(world.length);
          const reasons = new Map<string, number>();
          for (const { reasons: own } of decision.failures ?? []) {
            expect(own.length).toBeGreaterThan(0);
            for (const reason of own) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
          }
          for (const [reason, count] of reasons) expect(decision.message).toContain(`${count} ${reason}`);
        });
      }),
      RUNS,
    );
  });

  it('decides from what it kept as from scratch', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        // Every pod twice, so that there are like ones to keep answers for.
        const twice = waiting.flatMap((pod) => [
          pod,
          { ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}-again` } },
        ]);
        const objects: KubeObject[] = [...world];
        let seen = 0;
        play(
          world,
          twice,
          (decision, pod, state) => {
            // Whoever tries something out on a copy leaves no trace.
            state.fork();
            const fresh = scheduleOne(SchedulerState.of(objects), pod, scheduler, { detail: true });
            const { outcome, node, message, ties, nominatedNode } = decision;
            expect({ outcome, node, message, ties, nominatedNode }).toEqual({
              outcome: fresh.outcome,
              node: fresh.node,
              message: fresh.message,
              ties: fresh.ties,
              nominatedNode: fresh.nominatedNode,
            });
            if (outcome === 'bound' && node)
              objects.push({ ...pod, spec: { ...pod.spec, nodeName: node } } as Pod);
            // Now and then a node changes, or a pod goes.
            seen += 1;
            if (seen % 3 === 0) {
              const before = objects[seen % world.length] as Node;
              const after = {
                ...before,
                spec: { ...before.spec, unschedulable: !before.spec?.unschedulable },
              };
              objects[seen % world.length] = after;
              state.apply([{ verb: 'update', object: after }]);
            }
            if (seen % 4 === 0 && objects.length > world.length) {
              const [gone] = objects.splice(world.length + (seen % (objects.length - world.length)), 1);
              if (gone !== objects.at(-1) && (gone as Pod).metadata.name !== pod.metadata.name) {
                state.apply([{ verb: 'delete', object: gone! }]);
              } else objects.push(gone!);
            }
          },
          false,
        );
      }),
      RUNS,
    );
  });

  it('decides the same from what it kept through whatever happens, and in copies', () => {
    fc.assert(
      fc.property(nodes, pods, events, (world, waiting, happening) => {
        let state = SchedulerState.of(world);
        const objects = new Map<string, KubeObject>();
        const key = ({ kind, metadata }: KubeObject) =>
          `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
        const put = (object: KubeObject) => {
          objects.set(key(object), object);
          state.apply([{ verb: 'update', object }]);
        };
        const drop = (object: KubeObject) => {
          objects.delete(key(object));
          state.apply([{ verb: 'delete', object }]);
        };
        for (const one of world) objects.set(key(one), one);
        // Every pod three times, so that there are like ones to keep answers for.
        const rounds = [0, 1, 2].flatMap((round) =>
          waiting.map((pod): Pod => {
            const name = `${pod.metadata.name}-${round}`;
            return { ...pod, metadata: { ...pod.metadata, name } };
          }),
        );
        rounds.forEach((pod, at) => {
          const fresh = scheduleOne(SchedulerState.of(objects.values()), pod, scheduler, { detail: true });
          const said = ({ outcome, message, ties, feasibleCount, victims }: Decision) => ({
            outcome,
            message,
            ties,
            feasibleCount,
            victims: victims?.map(({ metadata }) => metadata.name),
          });
          const decision = scheduleOne(state, pod, scheduler);
          expect(said(decision)).toEqual(said(fresh));
          // Nodes that came late may stand in another order.
          if (decision.node) expect(fresh.equals).toContain(decision.node);
          if (decision.nominatedNode) expect(fresh.nominatedEquals).toContain(decision.nominatedNode);
          expect(scheduleOne(state, pod, scheduler, { detail: true }).equals?.toSorted()).toEqual(
            fresh.equals?.toSorted(),
          );
          expect(said(scheduleOne(state.fork(), pod, scheduler))).toEqual(said(fresh));
          if (decision.node) {
            // Of pods that started one after the other it is plain which is to go first.
            const status = { startTime: new Date(at * 1000).toISOString() };
            put({ ...pod, spec: { ...pod.spec, nodeName: decision.node }, status } as Pod);
          }
          happen(happening[at % happening.length]!, decision, pod);
        });

        function happen(event: WorldEvent, { nominatedNode }: Decision, pod: Pod): void {
          if (event.what === 'nothing') return;
          if (event.what === 'fork') {
            // Life goes on in the copy, and what happens to the original is no matter there.
            const original = state;
            state = original.fork();
            original.apply([...objects.values()].map((object) => ({ verb: 'delete' as const, object })));
            return;
          }
          const all = (kind: string) => [...objects.values()].filter((one) => one.kind === kind);
          const placed = all('Pod');
          const one = placed[event.which % Math.max(1, placed.length)] as Pod | undefined;
          const node = all('Node')[event.which % world.length] as Node;
          if (event.what === 'leave' && one) drop(one);
          else if (event.what === 'terminate' && one)
            put({ ...one, metadata: { ...one.metadata, deletionTimestamp: '2020-01-01T00:00:00Z' } } as Pod);
          else if (event.what === 'cordon')
            put({ ...node, spec: { ...node.spec, unschedulable: !node.spec?.unschedulable } } as Node);
          else if (event.what === 'taint') {
            const taints = node.spec?.taints?.length ? [] : [{ key: 'spot', effect: 'NoSchedule' as const }];
            put({ ...node, spec: { ...node.spec, taints } } as Node);
          } else if (event.what === 'relabel') {
            const disk = node.metadata.labels?.['disk'] === 'ssd' ? 'hdd' : 'ssd';
            put({
              ...node,
              metadata: { ...node.metadata, labels: { ...node.metadata.labels, disk } },
            } as Node);
          } else if (event.what === 'replace') {
            drop(node);
            put({ ...node, metadata: { ...node.metadata, labels: { disk: 'ssd' } } } as Node);
          } else if (event.what === 'nominate' && nominatedNode)
            put({ ...pod, status: { nominatedNodeName: nominatedNode } } as Pod);
          else if (event.what === 'budget')
            put({
              apiVersion: 'policy/v1',
              kind: 'PodDisruptionBudget',
              metadata: { name: 'web', namespace: 'default' },
              spec: { selector: { matchLabels: { app: 'web' } } },
              status: { disruptionsAllowed: event.which % 2 },
            } as KubeObject);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves its input and its state as they were', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        const before = JSON.stringify([world, waiting]);
        const state = SchedulerState.of(world);
        for (const pod of waiting) {
          const first = scheduleOne(state, pod, scheduler, { detail: true });
          expect(scheduleOne(state, pod, scheduler, { detail: true })).toEqual(first);
        }
        expect(JSON.stringify([world, waiting])).toBe(before);
      }),
      RUNS,
    );
  });

  it('takes victims of lower priority only, and fits without them', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        play(world, waiting, ({ nominatedNode, victims = [] }, pod, state) => {
          if (!nominatedNode) return;
          const without = state.fork();
          for (const object of victims) {
            expect(object.spec.priority ?? 0).toBeLessThan(pod.spec.priority ?? 0);
            expect(object.spec.nodeName).toBe(nominatedNode);
            without.apply([{ verb: 'delete', object }]);
          }
          const { feasible } = scheduleOne(without, pod, scheduler, { detail: true });
          expect(feasible).toContain(nominatedNode);
        });
      }),
      RUNS,
    );
  });
});

describe('a fork', () => {
  it('does not show in the original', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        const state = SchedulerState.ofCluster(Cluster.of(world));
        const look = () => waiting.map((pod) => scheduleOne(state, pod, scheduler, { detail: true }));
        const before = look();
        const fork = state.fork();
        for (const pod of waiting) {
          const object: Pod = { ...pod, spec: { ...pod.spec, nodeName: 'n0' } };
          fork.apply([{ verb: 'create', object }]);
        }
        fork.apply([{ verb: 'delete', object: world[0]! }]);
        expect(look()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});

describe('fixes', () => {
  it('let the pod run where they say', () => {
    fc.assert(
      fc.property(nodes, pods, (world, waiting) => {
        play(world, waiting, (decision, pod, state) => {
          if (decision.outcome === 'bound') return;
          const fixes = findFixes(state, pod, scheduler, explainNodes(state, pod, scheduler));
          expect(fixes.length).toBeLessThanOrEqual(5);
          for (const fix of fixes) {
            const changed = state.fork();
            changed.apply(fix.gone.map((object) => ({ verb: 'delete', object })));
            changed.apply(fix.world.map((object) => ({ verb: 'update', object })));
            expect(scheduleOne(changed, fix.pod, scheduler)).toMatchObject({
              outcome: 'bound',
              node: fix.node,
            });
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
