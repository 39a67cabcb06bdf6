/** Rules about what containers lack: told once of a pod, with all containers that lack it. */
import type { RuleData } from '../../api/finding.js';
import { pushTo } from '../../api/lists.js';
import { listed } from '../../api/text.js';
import { type ContainerAt, containersOf, type PodAt } from '../pods.js';
import { type Context, type Rule, rule } from '../rule.js';

/** Kinds of pods that are there to stay: others end. */
const STAYING: ReadonlySet<string> = new Set([
  'DaemonSet',
  'Deployment',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

interface Lack extends RuleData {
  /** The containers asked about: those that a pod has as long as it runs, unless `all`. */
  of?: 'running' | 'all';
  /** Only pods that are there to stay. */
  staying?: boolean;
  /** Only pods that run on Linux. */
  linux?: boolean;
  /** What a container lacks, as in `no readinessProbe`; undefined if nothing. */
  lacks(container: ContainerAt, context: Context): string | undefined;
  /** What to do. */
  hint: string;
}

/** A rule about what containers lack. */
export function lackOf({ of = 'all', staying = false, linux = false, lacks, hint, ...data }: Lack): Rule {
  return rule({
    ...data,
    visit: 'Pod',
    check(pod, context) {
      if (staying && !isStaying(pod)) return;
      if (linux && isOfWindows(pod)) return;
      const lacking = new Map<string, ContainerAt[]>();
      for (const container of containersOf(pod)) {
        if (container.list === 'ephemeralContainers' || (of === 'running' && !isRunning(container))) continue;
        const what = lacks(container, context);
        if (what !== undefined) pushTo(lacking, what, container);
      }
      for (const [what, [first, ...others]] of lacking) {
        if (!first) continue;
        const names = [first, ...others].map(({ name }) => name);
        context.report({
          at: first.at.child('name'),
          message: `${what} in container${others.length > 0 ? 's' : ''} ${listed(names)}`,
          hint,
          ...(others.length > 0 && {
            related: others.map(({ name, at }) => ({ message: `container ${name}`, at: at.child('name') })),
          }),
        });
      }
    },
  });
}

/** True for a pod that is there to stay; one alone can be there to end. */
function isStaying({ at, spec }: PodAt): boolean {
  return STAYING.has(at.object.kind) && (spec.child('restartPolicy').value ?? 'Always') === 'Always';
}

/** True for a container that runs as long as its pod: a sidecar too. */
export function isRunning({ at, list }: ContainerAt): boolean {
  return list === 'containers' || (list === 'initContainers' && at.child('restartPolicy').value === 'Always');
}

function isOfWindows({ spec }: PodAt): boolean {
  return spec.child('os', 'name').value === 'windows';
}
