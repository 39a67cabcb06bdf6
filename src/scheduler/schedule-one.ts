/** One scheduling attempt (pkg/scheduler/schedule_one.go). */

import { append } from '../api/lists.js';
import type { Pod } from '../api/objects.js';
import { type AttemptOptions, handleOf, type Prepared, preFilter } from './attempt.js';
import { DEFAULT_SCHEDULER_NAME, type Profile } from './configuration/profile.js';
import type { Scheduler } from './configuration/scheduler.js';
import type { Decision } from './decision.js';
import { type Found, findFeasible, nothingFound } from './find-nodes.js';
import { fitErrorText, postFilterEnd } from './fit-error.js';
import type { Cycle, Diagnosis } from './plugin.js';
import { incomingPod } from './pod-info.js';
import { selectHost } from './select-host.js';
import type { SchedulerState } from './state/scheduler-state.js';
import { statusMessage } from './status.js';

const NO_NODES = 'no nodes available to schedule pods';
const GATED = 'Scheduling is blocked due to non-empty scheduling gates';
const EVENT_LIMIT = 1024;
const EVENT_CUT = ' ...';

/**
 * Decides where a pod goes, without changing anything.
 *
 * `pod` is as the API server stores it (defaults filled in, priority resolved). The decision's words are those of
 * the pod's PodScheduled condition and of the scheduler's event. All nodes are looked at, unless the configuration
 * sets `percentageOfNodesToScore`.
 */
export function scheduleOne(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  options: AttemptOptions = {},
): Decision {
  const nothing = { evaluated: 0, feasibleCount: 0, ties: 0, nextStart: options.start ?? 0 };
  if (pod.spec.nodeName) return { outcome: 'bound', node: pod.spec.nodeName, bySpec: true, ...nothing };
  const profile = scheduler.profiles.get(pod.spec.schedulerName || DEFAULT_SCHEDULER_NAME);
  if (!profile) return { outcome: 'ignored', ...nothing };
  for (const plugin of profile.preEnqueue) {
    if (!plugin.preEnqueue) continue;
    const status = plugin.preEnqueue(pod, state);
    if (status.code === 'Success') continue;
    const gated = plugin.name === 'SchedulingGates';
    return {
      outcome: 'gated',
      ...nothing,
      ...(gated && { reason: 'SchedulingGated' as const, message: GATED }),
    };
  }
  if (state.nodeCount === 0) return { ...notPlaced('Unschedulable', NO_NODES), ...nothing };
  return attempt(profile, { pod: incomingPod(pod), state }, options);
}

function attempt(profile: Profile, cycle: Cycle, options: AttemptOptions): Decision {
  const prepared = preFilter(profile, cycle);
  if (prepared.rejection?.code === 'Error') {
    return {
      ...notPlaced('SchedulerError', statusMessage(prepared.rejection)),
      evaluated: 0,
      feasibleCount: 0,
      ties: 0,
      nextStart: options.start ?? 0,
    };
  }
  const found = prepared.rejection ? nothingFound(options) : findFeasible(profile, cycle, prepared, options);
  const shared = {
    evaluated: found.evaluated,
    feasibleCount: found.feasible.length,
    nextStart: found.nextStart,
    ...(options.detail && { feasible: found.feasible.map(({ name }) => name) }),
    ...(options.detail && { failures: failuresOf(cycle.state, prepared, found) }),
  };
  if (found.error) return { ...notPlaced('SchedulerError', found.error), ties: 0, ...shared };
  if (found.feasible.length === 0) {
    return { ...unschedulable(profile, cycle, prepared, found), ties: 0, ...shared };
  }
  const choice = selectHost(profile, cycle, prepared, found, options);
  const { namespace, pod } = cycle.pod;
  const volumes = profile.reserve.flatMap((plugin) => plugin.reserve?.(cycle, choice.node) ?? []);
  return {
    outcome: 'bound',
    node: choice.node.name,
    ties: choice.ties,
    event: {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${namespace}/${pod.metadata.name} to ${choice.node.name}`,
    },
    ...(volumes.length > 0 && { volumes }),
    ...choice.detail,
    ...shared,
  };
}

function unschedulable(
  profile: Profile,
  cycle: Cycle,
  prepared: Prepared,
  found: Found,
): Omit<Decision, 'evaluated' | 'feasibleCount' | 'ties' | 'nextStart'> {
  const { rejection, filters, absent, reached } = prepared;
  const diagnosis: Diagnosis = { statuses: found.statuses, absent: rejection ?? absent };
  const reasons: string[] = [];
  let nomination: Partial<Decision> | undefined;
  for (const plugin of profile.postFilter) {
    if (!plugin.postFilter) continue;
    const result = plugin.postFilter(cycle, diagnosis, handleOf(filters, cycle, found.notes), reached);
    if ('victims' in result) {
      nomination = {
        nominatedNode: result.node,
        // Those that are going already need no telling.
        victims: result.victims.filter(({ terminating }) => !terminating).map(({ pod }) => pod),
        nominatedEquals: result.equals,
      };
      reasons.length = 0;
      if (result.message !== undefined) reasons.push(result.message);
      break;
    }
    if (result.code === 'Unschedulable') append(reasons, result.reasons);
    else {
      reasons.length = 0;
      append(reasons, result.reasons);
      break;
    }
  }
  const message = fitErrorText(
    cycle.state.nodeCount,
    diagnosis,
    rejection ? statusMessage(rejection) : '',
    reasons.length === 0 ? '' : reasons.join(', ') + postFilterEnd(profile.version),
  );
  return { ...notPlaced('Unschedulable', message), ...nomination };
}

function notPlaced(
  reason: 'Unschedulable' | 'SchedulerError',
  message: string,
): Pick<Decision, 'outcome' | 'reason' | 'message' | 'event'> {
  const note =
    message.length > EVENT_LIMIT ? message.slice(0, EVENT_LIMIT - EVENT_CUT.length) + EVENT_CUT : message;
  return {
    outcome: 'unschedulable',
    reason,
    message,
    event: { type: 'Warning', reason: 'FailedScheduling', message: note },
  };
}

function failuresOf(state: SchedulerState, { rejection, absent }: Prepared, found: Found) {
  const feasible = new Set(found.feasible);
  return state
    .nodes()
    .filter((node) => !feasible.has(node))
    .map((node) => {
      const status = found.statuses[node.slot] ?? rejection ?? absent;
      const plugin = found.refusedBy[node.slot] ?? rejection?.plugin;
      return { node: node.name, code: status.code, reasons: status.reasons, ...(plugin && { plugin }) };
    });
}
