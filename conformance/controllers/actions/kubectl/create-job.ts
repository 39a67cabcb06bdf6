/** `kubectl create job NAME --from=cronjob/CRONJOB` (k8s.io/kubectl/pkg/cmd/create, createJobFromCronJob). */
import { splitKey } from '../../../../src/api/object-key.js';
import type { KubeObject } from '../../../../src/api/objects.js';
import { NAMESPACE } from '../../scenario.js';
import type { Stage } from '../../stage.js';
import type { Words } from './words.js';

export function createJob(stage: Stage, { plain: [, , name], flag }: Words): void {
  const [, from] = splitKey(stage.target(flag('--from') ?? '').key);
  const cronJob = stage.cluster.get('CronJob', `${NAMESPACE}/${from}`);
  if (!cronJob) return;
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const owner = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: from,
    uid: cronJob.metadata.uid ?? '',
    controller: true,
  };
  const object = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: NAMESPACE,
      labels: metadata?.labels,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata?.annotations },
      ownerReferences: [owner],
    },
    spec,
  } as unknown as KubeObject;
  stage.act({ do: 'create', object });
}
