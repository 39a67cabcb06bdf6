import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Node, Pod } from '../../src/api/objects.js';
import type { DaemonSet } from '../../src/api/workloads.js';
import { placesOf } from '../../src/controllers/daemonset-places.js';
import { HASH, LEAVING, nodes, old, pod, set, unready } from './daemonsets.js';
import { ready } from './look.js';

const NAMES = 'abcd';
const fresh = () => structuredClone(set()) as unknown as DaemonSet;
const there = nodes(NAMES) as unknown as Node[];
const meant = (node: string, name: string): Pod => {
  const one = pod(node, {}, 'new', { name }) as unknown as Pod;
  const { nodeName: _none, ...spec } = one.spec;
  const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [node] }] }];
  const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } };
  return { ...one, spec: { ...spec, affinity: { nodeAffinity: required } } };
};
/** A pod that is not there, or is in one of its states; on nodes that are there, and on one that is not. */
const states = (name: string): (Pod | undefined)[] => [
  undefined,
  ...[...NAMES, 'gone'].flatMap((node) => [
    pod(node, ready(-99), 'new', { name }) as unknown as Pod,
    old(node, unready, { name }) as unknown as Pod,
    old(node, { phase: 'Failed' }, { name, ...LEAVING }) as unknown as Pod,
    meant(node, name),
  ]),
];
const names = ['p', 'q', 'r', 's'];
const world = fc.tuple(...names.map((name) => fc.constantFrom(...states(name))));

it('what is kept up from one look to the next is what one look alone finds', () => {
  fc.assert(
    fc.property(fc.array(world, { minLength: 2, maxLength: 6 }), (worlds) => {
      const kept = fresh();
      for (const pods of worlds) {
        const all = pods.filter((one) => one !== undefined);
        const { all: places, strays } = placesOf(kept, there, all, HASH);
        const alone = placesOf(fresh(), there, all, HASH);
        expect(places).toEqual(alone.all);
        expect([...strays].sort(byName)).toEqual([...alone.strays].sort(byName));
      }
    }),
    { numRuns: 300 },
  );
});

function byName(a: Pod, b: Pod): number {
  return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1;
}
