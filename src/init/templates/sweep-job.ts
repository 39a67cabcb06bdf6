import type { JsonObject } from '../../api/json.js';

/** The files that a sweep needs, by their paths below one folder. */
export interface SweepFiles {
  /** That of the sweep itself. */
  sweep: string;
  texts: ReadonlyMap<string, string>;
}

/** What a Job runs, and with what. */
export interface SweepJob {
  /** The name of the Job, and of the ConfigMap. */
  name: string;
  shards: number;
  image: string;
  files: SweepFiles;
  /** The PersistentVolumeClaim that has the files; a ConfigMap has them where there is none. */
  claim: string | undefined;
}

/** Where the files are in the container. */
const FOLDER = '/sweep';
/** The user `nobody` of the image. */
const NOBODY = 65534;
/** A day: so long what the pods printed can be fetched. */
const KEPT_SECONDS = 86_400;
/** Exit statuses that come again however often it is tried. */
const FINAL = [1, 2, 3];

/** A Job with a pod for each shard, and what it needs. */
export function sweepObjects(job: SweepJob): JsonObject[] {
  const input = job.claim === undefined ? [configMap(job)] : [];
  return [...input, indexedJob(job)];
}

function configMap({ name, files }: SweepJob): JsonObject {
  const data = [...files.texts].map(([path, text], at) => [keyOf(path, at), text]);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: labelsOf(name) },
    immutable: true,
    data: Object.fromEntries(data),
  };
}

/** Keys have no folders in them: what a path is says the volume. */
function keyOf(path: string, at: number): string {
  const base = path.split('/').at(-1) ?? '';
  return `${at}-${base.replace(/[^\w.-]/g, '-').slice(-200)}`;
}

function labelsOf(name: string): JsonObject {
  return { 'app.kubernetes.io/name': 'kubeplan', 'app.kubernetes.io/instance': name };
}

function indexedJob(job: SweepJob): JsonObject {
  const { name, shards } = job;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      completionMode: 'Indexed',
      completions: shards,
      parallelism: shards,
      backoffLimitPerIndex: 2,
      ttlSecondsAfterFinished: KEPT_SECONDS,
      podFailurePolicy: {
        rules: [
          { action: 'FailIndex', onExitCodes: { containerName: 'kubeplan', operator: 'In', values: FINAL } },
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: { metadata: { labels: labelsOf(name) }, spec: podSpec(job) },
    },
  };
}

function podSpec({ name, shards, image, files, claim }: SweepJob): JsonObject {
  const items = [...files.texts.keys()].map((path, at) => ({ key: keyOf(path, at), path }));
  const source =
    claim === undefined
      ? { configMap: { name, items } }
      : { persistentVolumeClaim: { claimName: claim, readOnly: true } };
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: 'kubeplan',
        image,
        args: ['sweep', files.sweep, '--shard', `/${shards}`, '--quiet', '--format', 'blob'],
        workingDir: FOLDER,
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'input', mountPath: FOLDER, readOnly: true }],
      },
    ],
    volumes: [{ name: 'input', ...source }],
  };
}

/** How what the pods printed comes back as one run: lines that stand above the Job. */
export function jobComment({ name, shards, claim }: SweepJob): string {
  const last = `kubectl get pods -l batch.kubernetes.io/job-name=${name},batch.kubernetes.io/job-completion-index=$i --sort-by=.metadata.creationTimestamp -o name | tail -n 1`;
  return [
    ...(claim === undefined
      ? []
      : [`The volume of persistentvolumeclaim/${claim} has the files at its top.`]),
    'When all pods have ended, their outcomes are put together by:',
    '  mkdir -p out',
    `  for i in $(seq 0 ${shards - 1}); do kubectl logs "$(${last})" > out/$i.json; done`,
    '  kubeplan merge out/*.json',
  ]
    .map((line) => `# ${line}\n`)
    .join('');
}
