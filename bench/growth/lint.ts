/** What `lint` reads. */
import {
  configMap,
  definition,
  documents,
  lines,
  many,
  object,
  pod,
  service,
  times,
  withAutoscalers,
  withBudgets,
  withServices,
  workload,
} from './manifests.js';
import { block, type GrowthShape, list, one } from './shape.js';

const lint = (name: string, from: number, text: (size: number) => string): GrowthShape => ({
  name: `lint ${name}`,
  command: ['lint', 'a.yaml'],
  files: (size) => one(text(size)),
  from,
});

export const LINTED: readonly GrowthShape[] = [
  lint('mounts of unknown volumes', 250, (n) =>
    pod('web', { container: `volumeMounts: ${list(n, (i) => `{name: v${i}, mountPath: /m${i}}`)}` }),
  ),
  lint('mounts of volumes', 250, (n) =>
    pod('web', {
      container: `volumeMounts: ${list(n, (i) => `{name: v${i}, mountPath: /m${i}}`)}`,
      spec: `volumes: ${list(n, (i) => `{name: v${i}, emptyDir: {}}`)}`,
    }),
  ),
  lint('bad keys of a Secret', 500, (n) =>
    object('v1', 'Secret', 'keys', `data:\n${lines(n, (i) => `  "bad key ${i}": YQ==`)}`),
  ),
  lint('bad values of a Secret', 800, (n) =>
    object('v1', 'Secret', 'keys', `data:\n${lines(n, (i) => `  key-${i}: "no base64 ${i}"`)}`),
  ),
  lint('the same host port again', 250, (n) =>
    pod('web', { container: `ports: ${list(n, (i) => `{name: p${i}, containerPort: 80, hostPort: 80}`)}` }),
  ),
  lint('host ports', 250, (n) =>
    pod('web', {
      container: `ports: ${list(n, (i) => `{name: p${i}, containerPort: ${i + 1}, hostPort: ${i + 1}}`)}`,
    }),
  ),
  lint('deep nesting', 500, (n) => configMap('deep', `  key: ${'['.repeat(n)}${']'.repeat(n)}`)),
  // The indentation of n lines is as long as their square.
  lint('deep nesting in blocks', 1000, (n) =>
    configMap(
      'deep',
      lines(Math.round(5 * Math.sqrt(n)), (i) => `${'  '.repeat(i + 1)}k:`),
    ),
  ),
  lint('suppressions above a line', 500, (n) =>
    documents([lines(n, () => '# kubeplan-ignore images/latest-tag: a'), configMap('web', '  a: b')]),
  ),
  lint('suppressions of a file', 250, (n) =>
    documents([
      lines(n, (i) => `# kubeplan-ignore-file images/*${'*'.repeat(i % 50)}: a`),
      configMap(
        'web',
        lines(n, (i) => `  "bad key ${i}": a # kubeplan-ignore metadata/unknown-key: b`),
      ),
    ]),
  ),
  lint('environment variables', 500, (n) =>
    pod('web', { container: `env: ${list(n, (i) => `{name: A${i}, value: b}`)}` }),
  ),
  lint('the same variable again', 500, (n) =>
    pod('web', { container: `env: ${list(n, () => '{name: A, value: b}')}` }),
  ),
  lint('variables from ConfigMaps', 250, (n) =>
    documents([
      pod('web', {
        container: `env: ${list(n, (i) => `{name: A${i}, valueFrom: {configMapKeyRef: {name: c${i % 50}, key: k${i}}}}`)}`,
      }),
      ...many(50, (i) => configMap(`c${i}`, '  a: b')),
    ]),
  ),
  lint('keys of one ConfigMap', 250, (n) =>
    documents([
      pod('web', {
        container: `env: ${list(n, (i) => `{name: A${i}, valueFrom: {configMapKeyRef: {name: c, key: x${i}}}}`)}`,
      }),
      configMap(
        'c',
        lines(n, (i) => `  k${i}: v`),
      ),
    ]),
  ),
  lint('containers', 100, (n) =>
    object(
      'v1',
      'Pod',
      'web',
      `spec:\n  containers:\n${lines(n, (i) => `  - {name: c${i}, image: 'a:1', ports: [{containerPort: ${80 + i}}]}`)}`,
    ),
  ),
  lint('containers of one name', 100, (n) =>
    object('v1', 'Pod', 'web', `spec:\n  containers:\n${lines(n, () => "  - {name: c, image: 'a:1'}")}`),
  ),
  lint('unknown fields', 250, (n) =>
    object(
      'v1',
      'Pod',
      'web',
      `spec:\n  containers: [{name: a, image: 'a:1'}]\n${lines(n, (i) => `  field${i}: 1`)}`,
    ),
  ),
  lint('duplicate keys', 500, (n) =>
    configMap(
      'web',
      lines(n, (i) => `  key${i % (n / 2)}: a`),
    ),
  ),
  lint('labels', 500, (n) =>
    object('v1', 'ConfigMap', 'web', '', `labels:\n${lines(n, (i) => `    -bad${i}: a`)}`),
  ),
  lint('tolerations', 500, (n) =>
    pod('web', { spec: `tolerations: ${list(n, (i) => `{key: k${i}, operator: Exists}`)}` }),
  ),
  lint('init containers', 100, (n) =>
    pod('web', {
      spec: `initContainers: ${list(n, (i) => `{name: i${i}, image: 'a:1', restartPolicy: Always}`)}`,
    }),
  ),
  lint('documents of one name', 100, (n) => times(n, () => configMap('web', '  a: b'))),
  lint('Deployments', 50, (n) => times(n, (i) => workload('Deployment', `web-${i}`))),
  lint('Services of pods', 50, withServices),
  lint('Services of the same pods', 50, (n) =>
    documents(many(n, (i) => [service(`s${i}`, '{}'), workload('Deployment', `web-${i}`)]).flat()),
  ),
  lint('NetworkPolicies', 50, (n) =>
    documents(
      many(n, (i) => [
        object(
          'networking.k8s.io/v1',
          'NetworkPolicy',
          `p${i}`,
          `spec: {podSelector: {matchLabels: {app: web-${i}}}, ingress: [{from: [{podSelector: {matchLabels: {app: web-${i + 1}}}}]}]}`,
        ),
        workload('Deployment', `web-${i}`),
      ]).flat(),
    ),
  ),
  lint('PodDisruptionBudgets', 50, withBudgets),
  lint('HorizontalPodAutoscalers', 50, (n) => withAutoscalers(n, 'maxReplicas: 3')),
  lint('names that are not there', 50, (n) =>
    documents([
      ...many(n, (i) => configMap(`there-${i}`, '  a: b')),
      ...many(n, (i) =>
        workload('Deployment', `web-${i}`, { spec: `volumes: [{name: v, configMap: {name: their-${i}}}]` }),
      ),
    ]),
  ),
  lint('RoleBindings', 100, (n) =>
    documents(
      many(n, (i) => [
        object(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          `b${i}`,
          `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r${i}}\nsubjects: [{kind: ServiceAccount, name: s${i}, namespace: default}]`,
        ),
        object('rbac.authorization.k8s.io/v1', 'Role', `r${i}`, 'rules: []'),
        object('v1', 'ServiceAccount', `s${i}`),
      ]).flat(),
    ),
  ),
  lint('Ingress rules', 100, (n) =>
    documents([
      object(
        'networking.k8s.io/v1',
        'Ingress',
        'web',
        `spec:\n  rules:\n${lines(n, (i) => `  - {host: h${i}.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s${i}, port: {number: 80}}}}]}}`)}`,
      ),
      ...many(n, (i) => service(`s${i}`, `{app: web-${i}}`)),
    ]),
  ),
  lint('anchors and aliases', 500, (n) =>
    configMap(
      'web',
      lines(n, (i) => `  a${i}: &a${i} text\n  b${i}: *a${i}`),
    ),
  ),
  lint('merge keys', 250, (n) =>
    object(
      'v1',
      'ConfigMap',
      'web',
      `x-base: &base {a: b, c: d}\ndata:\n${lines(n, (i) => `  k${i}: {<<: *base}`)}`,
    ),
  ),
  lint('a flow list', 1e3, (n) => pod('web', { container: `args: ${list(n, (i) => `a${i}`)}` })),
  lint('an unclosed flow list', 500, (n) => configMap('web', `  a: ${list(n, (i) => `a${i}`).slice(0, -1)}`)),
  lint('comments', 1e3, (n) => `${lines(n, (i) => `# a comment ${i}`)}\n${configMap('web', '  a: b')}`),
  lint('a long comment', 1e4, (n) => `# ${'word '.repeat(n)}\n${configMap('web', '  a: b')}`),
  lint('a long plain text', 1e3, (n) => configMap('web', `  a: word\n${lines(n, () => '    word word')}`)),
  lint('a long quoted text', 1e3, (n) =>
    configMap('web', `  a: "word\n${lines(n, () => '    word word \\x41')}"`),
  ),
  lint('a long block text', 1e3, (n) => configMap('web', block(lines(n, (i) => `    line ${i}`)))),
  lint('empty documents', 500, (n) => `${'---\n'.repeat(n)}${configMap('web', '  a: b')}`),
  lint('unreadable documents', 100, (n) => times(n, (i) => `${configMap(`web-${i}`, '  a: b: c')}`)),
  lint('wrong indentation', 100, (n) =>
    configMap(
      'web',
      lines(n, (i) => `  a${i}: b\n   c${i}: d`),
    ),
  ),
  lint('tabs', 100, (n) =>
    configMap(
      'web',
      lines(n, (i) => `	a${i}: b`),
    ),
  ),
  {
    name: 'lint files',
    command: ['lint', 'in'],
    files: (n) =>
      Object.fromEntries(many(n, (i) => [`in/${i}.yaml`, `${workload('Deployment', `web-${i}`)}\n`])),
    from: 50,
  },
  lint(
    'items of a List',
    100,
    (n) =>
      `apiVersion: v1\nkind: List\nitems:\n${lines(n, (i) => `- {apiVersion: v1, kind: ConfigMap, metadata: {name: c${i}}}`)}`,
  ),
  lint('versions of a definition', 50, (n) => definition(n)),
  lint('custom resources', 100, (n) =>
    documents([
      definition(1),
      ...many(n, (i) => object('example.com/v1', 'Widget', `w${i}`, 'spec: {size: 1}')),
    ]),
  ),
  lint('custom resources that are wrong', 100, (n) =>
    documents([
      definition(1),
      ...many(n, (i) => object('example.com/v1', 'Widget', `w${i}`, 'spec: {size: big}')),
    ]),
  ),
  lint('unknown kinds', 100, (n) =>
    times(n, (i) => object('example.com/v1', `Widget${i}`, `w${i}`, 'spec: {size: 1}')),
  ),
  lint('PersistentVolumes and claims', 50, (n) =>
    documents(
      many(n, (i) => [
        object(
          'v1',
          'PersistentVolume',
          `v${i}`,
          `spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /d}, storageClassName: '', claimRef: {name: c${i}, namespace: default}}`,
        ),
        object(
          'v1',
          'PersistentVolumeClaim',
          `c${i}`,
          `spec: {accessModes: [ReadWriteOnce], storageClassName: '', volumeName: v${i}, resources: {requests: {storage: 1Gi}}}`,
        ),
      ]).flat(),
    ),
  ),
  lint('secrets to hide', 250, (n) =>
    object('v1', 'Secret', 'keys', `bogus: 1\nstringData:\n${lines(n, (i) => `  key-${i}: secret-${i}`)}`),
  ),
  {
    name: 'lint --format json',
    command: ['lint', 'a.yaml', '--format', 'json'],
    files: (n) => one(times(n, (i) => pod(`web-${i}`, { container: `resources: {limits: {cpu: x}}` }))),
    from: 50,
  },
  {
    name: 'lint --format github',
    command: ['lint', 'a.yaml', '--format', 'github'],
    files: (n) => one(times(n, (i) => pod(`web-${i}`, { container: `resources: {limits: {cpu: x}}` }))),
    from: 50,
  },
  {
    name: 'lint --fix',
    command: ['lint', 'a.yaml', '--fix'],
    files: (n) =>
      one(times(n, (i) => workload('Deployment', `web-${i}`).replace('replicas: 1', "replicas: '1'"))),
    from: 25,
  },
  {
    name: 'lint --fix one object',
    command: ['lint', 'a.yaml', '--fix'],
    files: (n) =>
      one(
        object(
          'v1',
          'Service',
          'web',
          `spec:\n  ports:\n${lines(n, (i) => `  - {name: p${i}, port: '${i + 1}'}`)}`,
        ),
      ),
    from: 50,
  },
  {
    name: 'lint --fix what would do harm',
    command: ['lint', 'a.yaml', '--fix'],
    files: (n) =>
      one(times(n, (i) => object('v1', 'ConfigMap', `c${i}`, 'data: {}', 'labels: null\n  app: web'))),
    from: 50,
  },
];
