/** What a plugin says of a pod or of a pod on a node (k8s.io/kube-scheduler/framework Status). */
export type Code =
  | 'Success'
  | 'Error'
  /** Another pod's going may help: preemption looks at such nodes. */
  | 'Unschedulable'
  /** Nothing that preemption does will help. */
  | 'UnschedulableAndUnresolvable'
  | 'Skip';

/** A code and the reasons in Kubernetes' words; without reasons for success. */
export interface Status {
  readonly code: Code;
  readonly reasons: readonly string[];
}

export const SUCCESS: Status = Object.freeze({ code: 'Success', reasons: Object.freeze([]) });
/** The plugin has nothing to say of this pod: its Filter, or its Score, is passed over. */
export const SKIP: Status = Object.freeze({ code: 'Skip', reasons: Object.freeze([]) });

/** Rejected, but preemption may help. */
export function unschedulable(...reasons: string[]): Status {
  return { code: 'Unschedulable', reasons };
}

/** Rejected, and preemption will not help. */
export function unresolvable(...reasons: string[]): Status {
  return { code: 'UnschedulableAndUnresolvable', reasons };
}

/** Something failed: the whole attempt ends as a SchedulerError. */
export function failure(text: string): Status {
  return { code: 'Error', reasons: [text] };
}

/** The reasons in one line. */
export function statusMessage(status: Status): string {
  return status.reasons.join(', ');
}

/** True for a code with which a node or a pod is refused, rather than in error. */
export function isRejected({ code }: Status): boolean {
  return code === 'Unschedulable' || code === 'UnschedulableAndUnresolvable';
}
