/** What a plan rests on because neither manifests nor options say it: told only where it counted. */
import { keyOf } from '../api/object-key.js';
import type { Container, Pod } from '../api/objects.js';
import { numbered } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Does } from '../kubelet/assumption.js';
import { untoldOf } from '../kubelet/behaviour.js';
import { HEALTHY, type KubeletModel } from '../kubelet/model.js';
import { runsForEver } from '../kubelet/restart-policy.js';
import { GONE } from './describe.js';
import type { Step, Supposition } from './plan.js';

/** What can be taken for granted of containers, in the order in which it is told. */
type Taken = 'pull' | 'start' | 'run' | 'end' | 'probes' | 'stop';

interface Ran {
  before: Cluster;
  cluster: Cluster;
  steps: readonly Step[];
  model: KubeletModel;
}

/** How images were taken to behave, of all containers that the plan started or stopped. */
export function containerSuppositions({ before, cluster, steps, model }: Ran): Supposition[] {
  const taken = new Set<Taken>();
  for (const pod of cluster.list('Pod')) {
    const was = before.get('Pod', keyOf(pod));
    const isOld = was !== undefined && was.metadata.uid === pod.metadata.uid && isStarted(was);
    if (isOld || !isStarted(pod)) continue;
    for (const container of pod.spec.containers) {
      for (const name of untoldOf(model, cluster, pod, container)) noteStart(taken, name, pod, container);
    }
  }
  for (const { object, message } of steps) {
    if (object.kind !== 'Pod' || message !== GONE || taken.has('stop')) continue;
    const pod = before.get('Pod', `${object.namespace}/${object.name}`);
    if (pod?.spec.containers.some((one) => untoldOf(model, before, pod, one).includes('stop')))
      taken.add('stop');
  }
  return TOLD.filter(([name]) => taken.has(name)).map(([, what]) => ({
    what: what(model),
    option: '--image',
  }));
}

/** Whether a node has taken it. */
function isStarted({ spec, status }: Pod): boolean {
  return spec.nodeName !== undefined && (status?.containerStatuses?.length ?? 0) > 0;
}

function noteStart(taken: Set<Taken>, name: keyof Does, pod: Pod, container: Container): void {
  const { readinessProbe, livenessProbe, startupProbe } = container;
  if (name === 'exit') taken.add(runsForEver(pod) ? 'run' : 'end');
  else if (name === 'pull' || name === 'start') taken.add(name);
  else if (name === 'ready' && (readinessProbe ?? livenessProbe ?? startupProbe)) taken.add('probes');
}

const TOLD: readonly (readonly [Taken, (model: KubeletModel) => string])[] = [
  ['pull', ({ pullSeconds }) => pullText(pullSeconds)],
  ['start', ({ startSeconds }) => `containers start in ${startSeconds} s`],
  ['run', () => 'none crashes'],
  [
    'end',
    ({ jobSeconds }) =>
      `those of Jobs ${jobSeconds === undefined ? 'run for ever' : `do their work in ${jobSeconds} s`}`,
  ],
  ['probes', () => 'probes succeed'],
  ['stop', ({ stopSeconds }) => `containers stop in ${stopSeconds} s`],
];

/** Of a time that was said only that there is an image counts. */
function pullText(seconds: number): string {
  return seconds === HEALTHY.pullSeconds ? `images are pulled in ${seconds} s` : 'every image can be pulled';
}

/** Nodes that nothing but the command line speaks of have nothing on them: that counts where a pod was to be placed. */
export function nodeSuppositions(count: number, steps: readonly Step[]): Supposition[] {
  const counts = count > 0 && steps.some(({ actor }) => actor === 'scheduler');
  return counts ? [{ what: `nothing else runs on ${numbered(count, 'node')}`, option: '--cluster' }] : [];
}
