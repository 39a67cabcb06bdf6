import { describe, expect, it } from 'vitest';
import type { AnyObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import { at, made, NOW, ready, since, stored } from '../controllers/look.js';

const LABELS = { app: 'web' };
const SPEC = { containers: [{ name: 'app', image: 'app:1' }], nodeName: 'n' };
const pod = (status: object = ready(), metadata: object = {}) =>
  made('Pod', 'p', { metadata: { labels: LABELS, ...metadata }, spec: SPEC, status });
const budget = (spec: object, more: object = {}) =>
  made('PodDisruptionBudget', 'web', {
    spec: { selector: { matchLabels: LABELS }, ...spec },
    ...more,
  });
/** A budget that was counted, as it allows so many disruptions of two healthy pods. */
const allowing = (disruptionsAllowed: number, more: object = {}, policy?: string) =>
  budget(
    { minAvailable: 1, ...(policy ? { unhealthyPodEvictionPolicy: policy } : {}) },
    { status: { observedGeneration: 1, currentHealthy: 2, desiredHealthy: 1, disruptionsAllowed, ...more } },
  );

const MARK = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'EvictionByEvictionAPI',
  message: 'Eviction API: evicting',
  lastTransitionTime: at(5),
};
const WOULD_VIOLATE =
  "429 TooManyRequests: Cannot evict pod as it would violate the pod's disruption budget.";

/** What an eviction five seconds on writes, in order, and what is left of the pod; or why it is refused. */
function evicted(budgets: readonly AnyObject[], victim: AnyObject) {
  const cluster = stored([...budgets, victim]);
  const answer = handle(cluster, { verb: 'evict', key: 'default/p' }, NOW + 5000);
  if ('refusal' in answer) {
    const { code, reason, message } = answer.refusal;
    return `${code} ${reason}: ${message}`;
  }
  expect(answer.states).toHaveLength(answer.changes.length);
  expect(answer.states.at(-1) ?? answer.cluster).toBe(answer.cluster);
  const left = answer.cluster.get('Pod', 'default/p');
  return {
    writes: answer.changes.map(({ verb, object }) => `${verb} ${object.kind}`),
    allowed: answer.cluster.list('PodDisruptionBudget').map(({ status }) => status?.disruptionsAllowed),
    leaves: left?.metadata.deletionTimestamp,
    mark: left?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget'),
  };
}

const LEAVES = { leaves: at(35), mark: MARK };
const MARKED = { writes: ['update Pod', 'update Pod'], ...LEAVES };
const GONE = { writes: ['delete Pod'], leaves: undefined, mark: undefined };
const sick = { phase: 'Running', conditions: [since('Ready', 'False')] };

describe('an eviction', () => {
  it.each<[string, AnyObject[], object, unknown]>([
    ['no budget: the pod is told so, and asked to leave', [], ready(), { ...MARKED, allowed: [] }],
    [
      'a budget is charged first',
      [allowing(1)],
      ready(),
      { ...LEAVES, writes: ['update PodDisruptionBudget', 'update Pod', 'update Pod'], allowed: [0] },
    ],
    ['a budget with nothing left', [allowing(0)], ready(), WOULD_VIOLATE],
    [
      'a budget that was changed since it was counted',
      [allowing(1, { observedGeneration: 0 })],
      ready(),
      WOULD_VIOLATE,
    ],
    [
      '… but unready pods may go',
      [allowing(1, { observedGeneration: 0 })],
      sick,
      { ...MARKED, allowed: [1] },
    ],
    ['a budget that never was counted', [budget({ minAvailable: 1 })], ready(), WOULD_VIOLATE],
    [
      'pending pods do not count',
      [allowing(0)],
      { phase: 'Pending' },
      { writes: ['update Pod'], allowed: [0], leaves: at(35), mark: undefined },
    ],
    ['nor do ended ones', [allowing(0)], { phase: 'Succeeded' }, { ...GONE, allowed: [0] }],
    ['nor do failed ones', [allowing(0)], { phase: 'Failed' }, { ...GONE, allowed: [0] }],
    ['unready pods go where enough are healthy', [allowing(0)], sick, { ...MARKED, allowed: [0] }],
    ['just enough', [allowing(0, { currentHealthy: 1 })], sick, { ...MARKED, allowed: [0] }],
    ['not enough', [allowing(0, { currentHealthy: 0 })], sick, WOULD_VIOLATE],
    ['none wanted', [allowing(0, { desiredHealthy: 0 })], sick, WOULD_VIOLATE],
    [
      'not enough, but unready ones always may',
      [allowing(0, { currentHealthy: 0 }, 'AlwaysAllow')],
      sick,
      { ...MARKED, allowed: [0] },
    ],
    ['ready ones may not all the same', [allowing(0, {}, 'AlwaysAllow')], ready(), WOULD_VIOLATE],
    [
      'a budget of other pods',
      [
        made('PodDisruptionBudget', 'db', {
          spec: { minAvailable: 1, selector: { matchLabels: { app: 'db' } } },
        }),
      ],
      ready(),
      { ...MARKED, allowed: [0] },
    ],
    [
      'two budgets',
      [allowing(1), { ...allowing(1), metadata: { ...allowing(1).metadata, name: 'too', uid: 'too' } }],
      ready(),
      '500 InternalError: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    ],
  ])('%s', (_name, budgets, state, expected) => {
    expect(evicted(budgets, pod(state))).toEqual(expected);
  });

  it('of what leaves already changes nothing', () => {
    const leaving = pod(ready(), { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 });
    expect(evicted([allowing(1)], leaving)).toEqual({
      writes: [],
      allowed: [1],
      leaves: at(30),
      mark: undefined,
    });
  });

  it('of what is not there', () => {
    const answer = handle(stored([]), { verb: 'evict', key: 'default/none' }, NOW);
    expect(answer).toMatchObject({
      refusal: { code: 404, reason: 'NotFound', message: 'pods "none" not found' },
    });
  });
});
