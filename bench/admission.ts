/** How long admission takes with one object, warm: the rules alone, and the whole way in. */
import { admit } from '../src/admission/admit.js';
import { decode } from '../src/admission/decode.js';
import { FieldErrors } from '../src/admission/field-errors.js';
import { clone } from '../src/admission/fields.js';
import { ALL_KINDS } from '../src/admission/groups/all.js';
import type { Context, KindRules } from '../src/admission/kind.js';
import { kindRules } from '../src/admission/kinds.js';
import { validateObjectMeta } from '../src/admission/shared/object-meta.js';
import { goStructOfKind } from '../src/api/go-types.js';
import { isObject, type JsonObject } from '../src/api/json.js';
import { NEWEST_VERSION } from '../src/api/version.js';
import type { Figure } from './figure.js';

const LABELS = {
  'app.kubernetes.io/name': 'web',
  'app.kubernetes.io/instance': 'web-production',
  'app.kubernetes.io/version': '1.27.3',
  'app.kubernetes.io/managed-by': 'Helm',
};

function probe(path: string, port: string): JsonObject {
  return { httpGet: { path, port }, initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 2 };
}

function container(index: number): JsonObject {
  const port = `http-${index}`;
  return {
    name: `web-${index}`,
    image: `registry.example.com/team/web-${index}:1.27.3`,
    ports: [{ name: port, containerPort: 8080 + index, protocol: 'TCP' }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'database', key: 'url' } } },
      { name: 'FEATURES', valueFrom: { configMapKeyRef: { name: 'web', key: 'features' } } },
      { name: 'CPU_LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    ],
    envFrom: [{ configMapRef: { name: 'web-environment' } }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    readinessProbe: probe('/ready', port),
    livenessProbe: probe('/live', port),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'configuration', mountPath: '/etc/web', readOnly: true },
      { name: 'cache', mountPath: '/var/cache/web' },
    ],
  };
}

/** A Deployment as teams write them: `containers` of them, with probes, environment, volumes and affinity. */
function deployment(containers: number): JsonObject {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'production', labels: LABELS },
    spec: {
      replicas: 3,
      selector: { matchLabels: LABELS },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: {
        metadata: { labels: LABELS, annotations: { 'prometheus.io/scrape': 'true' } },
        spec: {
          serviceAccountName: 'web',
          securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
          containers: Array.from({ length: containers }, (_, i) => container(i)),
          volumes: [
            { name: 'configuration', configMap: { name: 'web' } },
            { name: 'cache', emptyDir: { sizeLimit: '1Gi' } },
          ],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
            },
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] },
                ],
              },
            },
          },
          tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
        },
      },
    },
  };
}

/** Every rule of the kind over an object that is decoded and defaulted, as `admit` calls them. */
function validation(object: JsonObject): () => void {
  const struct = goStructOfKind('apps/v1', 'Deployment');
  const rules = kindRules(ALL_KINDS, 'apps', 'Deployment') as KindRules;
  if (!struct) throw new Error('no Deployment in the table of types');
  const context: Context = {
    version: NEWEST_VERSION,
    gates: {},
    operation: 'create',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    now: 0,
    hints: {},
  };
  const decoded = clone(decode(object, struct, NEWEST_VERSION).object);
  rules.defaults?.(decoded, context);
  const metadata = isObject(decoded['metadata']) ? decoded['metadata'] : {};
  return () => {
    const errors = new FieldErrors();
    validateObjectMeta(metadata, { namespaced: true, name: (name) => rules.name(name, context) }, errors);
    rules.validate?.(decoded, errors, context);
    if (errors.count > 0) throw new Error(`the Deployment is not valid: ${JSON.stringify(errors.list[0])}`);
  };
}

/** Microseconds of CPU time that `work` takes, the best of several rounds. */
function microseconds(work: () => void, times: number): number {
  for (let i = 0; i < times; i++) work();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const cpu = process.cpuUsage();
    for (let i = 0; i < times; i++) work();
    const { user, system } = process.cpuUsage(cpu);
    least = Math.min(least, (user + system) / times);
  }
  return least;
}

/** What one Deployment costs, and how it grows with its containers. `quick` takes fewer rounds. */
export function admissionBench({ quick = false }: { quick?: boolean }): Figure[] {
  const small = deployment(2);
  const times = quick ? 500 : 3000;
  const note = 'of CPU time; 2 containers, probes, environment, volumes, affinity';
  const many = quick ? 2000 : 20_000;
  const large = deployment(many);
  return [
    {
      name: 'admission validate Deployment',
      value: microseconds(validation(small), times),
      unit: 'µs',
      note,
    },
    {
      name: 'admission admit Deployment',
      value: microseconds(() => void admit(small, { kinds: ALL_KINDS }), times),
      unit: 'µs',
      note,
    },
    {
      name: `admission admit Deployment of ${many} containers`,
      value: microseconds(() => void admit(large, { kinds: ALL_KINDS }), 1) / many,
      unit: 'µs each',
    },
  ];
}
