/** What a Job makes of its pods' ends (pkg/controller/job/pod_failure_policy.go, success_policy.go, backoff_utils.go). */
import { largest } from '../api/lists.js';
import type { ContainerStatus, Pod } from '../api/objects.js';
import { millis, parseTime } from '../api/time.js';
import type { Job, PodFailurePolicyRule } from '../api/workloads.js';
import { parseIndexes } from './job-indexes.js';

export interface FailureVerdict {
  action: PodFailurePolicyRule['action'];
  message: string;
}

/** The first rule of the Job's pod failure policy that a failed pod matches. */
export function failureVerdict(job: Job, pod: Pod): FailureVerdict | undefined {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const what = rule.onExitCodes ? exitCodeMatch(rule.onExitCodes, pod) : conditionMatch(rule, pod);
    if (!what) continue;
    return { action: rule.action, message: `${what} matching ${rule.action} rule at index ${index}` };
  }
  return undefined;
}

function podText({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function exitCodeMatch(rule: NonNullable<PodFailurePolicyRule['onExitCodes']>, pod: Pod): string | undefined {
  const statuses: ContainerStatus[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  for (const { name, state } of statuses) {
    const code = state?.terminated?.exitCode;
    if (!code || (rule.containerName && rule.containerName !== name)) continue;
    if (rule.values.includes(code) === (rule.operator === 'In')) {
      return `Container ${name} for pod ${podText(pod)} failed with exit code ${code}`;
    }
  }
  return undefined;
}

function conditionMatch(rule: PodFailurePolicyRule, pod: Pod): string | undefined {
  for (const { type, status = 'True' } of rule.onPodConditions ?? []) {
    if (pod.status?.conditions?.some((one) => one.type === type && one.status === status)) {
      return `Pod ${podText(pod)} has condition ${type}`;
    }
  }
  return undefined;
}

/** The message of the success policy's first rule that the succeeded indexes fulfil. */
export function successVerdict(job: Job, succeeded: ReadonlySet<number>): string | undefined {
  for (const [index, rule] of (job.spec.successPolicy?.rules ?? []).entries()) {
    let met: boolean;
    if (rule.succeededIndexes !== undefined) {
      const wanted = parseIndexes(rule.succeededIndexes);
      const have = [...wanted].filter((one) => succeeded.has(one)).length;
      met = have >= (rule.succeededCount ?? wanted.size);
    } else met = succeeded.size >= (rule.succeededCount ?? Number.POSITIVE_INFINITY);
    if (met) return `Matched rules at index ${index}`;
  }
  return undefined;
}

/** When a pod ended, as far as its status tells. */
export function finishTime(pod: Pod): number {
  const finished = (pod.status?.containerStatuses ?? []).map(({ state }) =>
    parseTime(state?.terminated?.finishedAt),
  );
  if (finished.length > 0 && finished.every((time) => time !== undefined))
    return largest(finished as number[]);
  const ready = pod.status?.conditions?.find(({ type, status }) => type === 'Ready' && status === 'False');
  const unready = parseTime(ready?.lastTransitionTime);
  if (unready !== undefined) return unready;
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp = '' } = pod.metadata;
  const deleted = parseTime(deletionTimestamp);
  return deleted === undefined
    ? (parseTime(creationTimestamp) ?? 0)
    : deleted - millis(deletionGracePeriodSeconds);
}
