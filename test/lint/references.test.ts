import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.js';
import type { LintOptions } from '../../src/lint/options.js';
import { sources } from './told.js';

const NAMESPACE = '{apiVersion: v1, kind: Namespace, metadata: {name: shop}}';
/** An object of the namespace that is among the files. */
const inShop = (apiVersion: string, kind: string, name: string, rest = '') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: shop}${rest ? `, ${rest}` : ''}}`;
const pod = (spec: string, labels = 'app: web', name = 'web') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: shop, labels: {${labels}}}, spec: {${spec}}}`;
const CONTAINER = 'containers: [{name: web, image: web:1}]';
const container = (fields: string) => `containers: [{name: web, image: web:1, ${fields}}]`;
const service = (spec: string, name = 'web') => inShop('v1', 'Service', name, `spec: {${spec}}`);
const map = (name: string, data = 'data: {LEVEL: info}') => inShop('v1', 'ConfigMap', name, data);
const reads = (name: string, more = '') =>
  pod(container(`envFrom: [{configMapRef: {name: ${name}${more}}}]`));
const outside = (text: string) => text.replaceAll('namespace: shop', 'namespace: far');
const placeless = (text: string) => text.replaceAll(', namespace: shop', '');

const ABOUT = /^references\/(?!duplicate)/;

/** What is said of references in objects of one file, or of several, without their places. */
function said(
  objects: string | readonly string[] | Record<string, string>,
  options: LintOptions = {},
): string[] {
  const texts =
    typeof objects === 'string' || Array.isArray(objects)
      ? { 'a.yaml': [objects].flat().join('\n---\n') }
      : (objects as Record<string, string>);
  return lint(sources(texts), options)
    .findings.filter(({ rule }) => ABOUT.test(rule))
    .map(({ severity, rule, message, hint, fix, related = [] }) =>
      [
        `${severity} ${rule.replace('references/', '')}: ${message}`,
        ...(hint === undefined ? [] : [hint]),
        ...related.map((other) => `at ${other.message}`),
        ...(fix ? [fix.title] : []),
      ].join(' | '),
    );
}

const gone = (what: string, hint: string) => [`warning missing-object: there is no ${what} | ${hint}`];
const NOT_CREATED = 'the container is not created until that is there (CreateContainerConfigError)';

describe('an object that is not there', () => {
  it('is an error where a near name is there, with a fix', () => {
    const near = (where: string) => [
      `error missing-object: there is no ConfigMap conf in namespace ${where} | did you mean conff? | at ConfigMap conff | write conff`,
    ];
    expect(said([reads('conf'), map('conff')])).toEqual(near('shop'));
    expect(said([NAMESPACE, reads('conf'), map('conff')])).toEqual(near('shop'));
    expect(said(placeless(`${reads('conf')}\n---\n${map('conff')}`))).toEqual(near('default'));
    expect(said([reads('conf'), map('conff')], { openWorld: true })).toEqual(near('shop'));
  });

  it('is without a fix where two names are near, or two places agree on it', () => {
    expect(said([reads('conf'), map('conff'), map('confs')])).toEqual([
      'error missing-object: there is no ConfigMap conf in namespace shop | did you mean conff? | at ConfigMap conff',
    ]);
    const other = reads('conf').replace('name: web', 'name: other');
    expect(said([reads('conf'), other, map('conff')])).toEqual([
      'error missing-object: there is no ConfigMap conf in namespace shop | did you mean conff? | at ConfigMap conff | at also here',
    ]);
  });

  it('is a warning where the files describe its namespace, else nothing', () => {
    const what = 'ConfigMap conf in namespace shop';
    expect(said([NAMESPACE, reads('conf')])).toEqual(gone(what, NOT_CREATED));
    expect(said([NAMESPACE, reads('conf')], { openWorld: true })).toEqual([]);
    expect(said(reads('conf'))).toEqual([]);
    expect(said(reads('conf'), { closedWorld: true })).toEqual([...gone(what, NOT_CREATED)]);
    expect(said([NAMESPACE, outside(reads('conf'))])).toEqual([]);
    expect(said([NAMESPACE, reads('conf', ', optional: true')])).toEqual([]);
    // What cannot be read may hold it.
    expect(said({ 'a.yaml': `${NAMESPACE}\n---\n${reads('conf')}`, 'b.yaml': 'kind: [\n' })).toEqual([]);
    expect(said({ 'a.yaml': `${NAMESPACE}\n---\n${reads('conf')}`, 'b.yaml': 'a: [\n' })).toEqual(
      gone(what, NOT_CREATED),
    );
  });

  it('is there in another folder, without a namespace, as a patch, or in the snapshot', () => {
    const all = `${NAMESPACE}\n---\n${reads('conf')}`;
    expect(said({ 'a.yaml': all, 'b/b.yaml': placeless(map('conf')) })).toEqual([]);
    expect(said({ 'a.yaml': all, 'b/b.yaml': `{$patch: replace, ${map('conf').slice(1)}` })).toEqual([]);
    expect(said(all, { cluster: [{ file: 'c.yaml', text: map('conf') }] })).toEqual([]);
    // Whoever says no namespace is put in any.
    expect(
      said({
        'a.yaml': placeless(reads('conf')),
        'b.yaml': `${map('conf')}\n---\n${placeless(map('conff'))}`,
      }),
    ).toEqual([]);
  });

  it('is looked for in a snapshot that lists its kind', () => {
    const text = '{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1}';
    const deployment = inShop(
      'apps/v1',
      'Deployment',
      'web',
      `spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {priorityClassName: low, ${CONTAINER}}}}`,
    );
    const refused = 'the API server refuses it until that is there';
    expect(said(deployment, { cluster: [{ file: 'c.yaml', text }] })).toEqual(
      gone('PriorityClass low', refused),
    );
    expect(said([NAMESPACE, deployment])).toEqual([]);
    expect(said([NAMESPACE, deployment], { closedWorld: true })).toEqual(gone('PriorityClass low', refused));
    expect(said([text.replace('high', 'slow'), deployment])).toEqual([
      'error missing-object: there is no PriorityClass low | did you mean slow? | at PriorityClass slow | write slow',
    ]);
  });

  it('is the namespace, and not what is in it too', () => {
    const slip = map('conf').replace('namespace: shop', 'namespace: shpo');
    const near = [
      'error missing-object: there is no Namespace shpo | did you mean shop? | at Namespace shop | write shop',
    ];
    expect(said([NAMESPACE, reads('conf'), slip])).toEqual(near);
    const selects = service('selector: {app: web}, ports: [{port: 80}]').replace(
      'namespace: shop',
      'namespace: shpo',
    );
    expect(said([NAMESPACE, reads('conf'), map('conf'), selects])).toEqual(near);
    expect(said([NAMESPACE, slip, map('conf')])).toEqual([
      'error missing-object: there is no Namespace shpo | did you mean shop? | at Namespace shop | write shop',
    ]);
  });

  it('may be taken for another kind', () => {
    const scaler = (kind: string) =>
      inShop(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'db',
        `spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: ${kind}, name: db}}`,
      );
    const set = inShop(
      'apps/v1',
      'StatefulSet',
      'db',
      `spec: {selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {${CONTAINER}}}}`,
    );
    expect(said([scaler('Deployment'), set])).toEqual([
      'error missing-object: there is no Deployment db in namespace shop | did you mean StatefulSet db? | at StatefulSet db',
    ]);
    expect(said([scaler('StatefulSet'), set])).toEqual([]);
    expect(said([NAMESPACE, scaler('Deployment')])).toEqual(
      gone('Deployment db in namespace shop', 'it has no effect'),
    );
  });

  it.each<[string, string[]]>([
    ['an account of every namespace', [pod(`serviceAccountName: default, ${CONTAINER}`)]],
    ['the certificates of the cluster', [reads('kube-root-ca.crt')]],
    ['a node', [pod(`nodeName: node-1, ${CONTAINER}`)]],
    [
      'an owner',
      [
        `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: u}]}, spec: {${CONTAINER}}}`,
      ],
    ],
    [
      'the claim of a StatefulSet',
      [
        inShop(
          'apps/v1',
          'StatefulSet',
          'db',
          `spec: {selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {${CONTAINER}}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}`,
        ),
        pod(`volumes: [{name: v, persistentVolumeClaim: {claimName: data-db-0}}], ${CONTAINER}`),
      ],
    ],
    ['a name with the hash of kustomize', [reads('conf-5m4b8hk2kf'), map('conf-5m4b8hk2kt')]],
    [
      'what a program is told the name of',
      [
        pod(
          'containers: [{name: web, image: w:1, args: ["--make=conf"], envFrom: [{secretRef: {name: conf}}]}]',
        ),
      ],
    ],
    [
      'what a custom resource names as a secret',
      [
        inShop('cert-manager.io/v1', 'Certificate', 'tls', 'spec: {secretName: web-tls}'),
        pod(container('envFrom: [{secretRef: {name: web-tls}}]')),
      ],
    ],
    [
      'a secret that is sealed',
      [
        inShop('bitnami.com/v1alpha1', 'SealedSecret', 'web', 'spec: {}'),
        pod(container('envFrom: [{secretRef: {name: web}}]')),
      ],
    ],
    [
      'what an operator calls after what it runs',
      [
        inShop('example.com/v1', 'Database', 'orders', 'spec: {instances: 3}'),
        pod(container('envFrom: [{secretRef: {name: orders-app}}]')),
      ],
    ],
    [
      'a certificate that an issuer is asked for',
      [
        `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: shop, annotations: {cert-manager.io/issuer: a}}, spec: {tls: [{secretName: web-tls}], defaultBackend: {resource: {kind: Bucket, apiGroup: example.com, name: b}}}}`,
        inShop('example.com/v1', 'Bucket', 'b'),
      ],
    ],
    ['an old token', [inShop('v1', 'ServiceAccount', 'web', 'secrets: [{name: web-token-abc12}]')]],
    [
      'what a program may make',
      [
        inShop(
          'rbac.authorization.k8s.io/v1',
          'Role',
          'r',
          'rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]',
        ),
        inShop(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'r',
          'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}',
        ),
        reads('conf'),
      ],
    ],
    [
      'what an operator of the namespace may make anywhere',
      [
        '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]}',
        '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: r}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: default, namespace: shop}]}',
        reads('conf'),
      ],
    ],
  ])('may be %s', (_what, objects) => {
    expect(said([NAMESPACE, ...objects])).toEqual([]);
  });

  it('is missed where a program may read it only, or make it in another namespace', () => {
    const role = (verb: string, where: string) =>
      [
        inShop(
          'rbac.authorization.k8s.io/v1',
          'Role',
          'r',
          `rules: [{apiGroups: [""], resources: [configmaps], verbs: [${verb}]}]`,
        ),
        inShop(
          'rbac.authorization.k8s.io/v1',
          'RoleBinding',
          'r',
          'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}',
        ),
      ].map((text) => text.replace('namespace: shop', `namespace: ${where}`));
    const missed = gone('ConfigMap conf in namespace shop', NOT_CREATED);
    expect(said([NAMESPACE, ...role('get', 'shop'), reads('conf')])).toEqual(missed);
    expect(said([NAMESPACE, ...role('create', 'far'), reads('conf')])).toEqual(missed);
  });

  it('may be generated by a kustomization', () => {
    const kustomization = 'configMapGenerator: [{name: conf, literals: [A=b]}]\n';
    expect(
      said({ 'a.yaml': `${NAMESPACE}\n---\n${reads('conf')}`, 'kustomization.yaml': kustomization }),
    ).toEqual([]);
  });
});

describe('a key', () => {
  const key = (name: string, more = '') =>
    pod(container(`env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: ${name}${more}}}}]`));

  it('is an error where the object has others', () => {
    expect(said([key('LEVL'), map('conf')])).toEqual([
      'error missing-key: ConfigMap conf has no key LEVL | did you mean LEVEL? | at ConfigMap conf | write LEVEL',
    ]);
    expect(
      said([key('OTHER'), map('conf', 'data: {a: b, c: d, e: f, g: h, i: j, k: l}, binaryData: {m: ""}')]),
    ).toEqual([
      'error missing-key: ConfigMap conf has no key OTHER | its keys are a, c, e, g, i and 2 more | at ConfigMap conf',
    ]);
    expect(said([key('OTHER'), map('conf')])).toEqual([
      'error missing-key: ConfigMap conf has no key OTHER | its keys are LEVEL | at ConfigMap conf',
    ]);
  });

  it('is missing once, however often it is read', () => {
    const volume = pod(
      `volumes: [{name: v, configMap: {name: conf, items: [{key: LEVL, path: a}]}}, {name: w, projected: {sources: [{configMap: {name: conf, items: [{key: LEVL, path: b}]}}]}}], ${CONTAINER}`,
      'app: web',
      'other',
    );
    expect(said([key('LEVL'), volume, map('conf')])).toEqual([
      'error missing-key: ConfigMap conf has no key LEVL | did you mean LEVEL? | at ConfigMap conf | at also here | at also here',
    ]);
  });

  it('of a Secret stands in data or stringData', () => {
    const secret = (data: string) => inShop('v1', 'Secret', 'conf', data);
    const read = (name: string) => key(name).replace('configMapKeyRef', 'secretKeyRef');
    expect(said([read('url'), secret('data: {url: YQ==}')])).toEqual([]);
    expect(said([read('url'), secret('stringData: {url: a}')])).toEqual([]);
    expect(said([read('URL'), secret('stringData: {url: a}')])).toEqual([
      'error missing-key: Secret conf has no key URL | did you mean url? | at Secret conf | write url',
    ]);
    expect(
      said([read('token'), secret('type: kubernetes.io/service-account-token, data: {a: YQ==}')]),
    ).toEqual([]);
  });

  it.each<[string, string | string[] | Record<string, string>]>([
    ['optional', [key('X', ', optional: true'), map('conf')]],
    ['of an object that is not there', key('X')],
    ['of an object that others fill', [key('X'), map('conf', 'data: {}')]],
    [
      'that a patch brings',
      {
        'a.yaml': [key('X'), map('conf')].join('\n---\n'),
        'b.yaml': `{$patch: merge, ${map('conf', 'data: {X: y}').slice(1)}`,
      },
    ],
    [
      'that a variant has',
      { 'a.yaml': [key('X'), map('conf')].join('\n---\n'), 'b/a.yaml': map('conf', 'data: {X: y}') },
    ],
  ])('may be one %s', (_what, objects) => {
    expect(said(objects)).toEqual([]);
  });
});

describe('a port of a Service', () => {
  const ingress = (port: string, name = 'web') =>
    inShop(
      'networking.k8s.io/v1',
      'Ingress',
      'web',
      `spec: {defaultBackend: {service: {name: ${name}, port: {${port}}}}}`,
    );
  const PORTS = 'ports: [{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 9090}]';

  it.each<[string, string[]]>([
    ['number: 80', []],
    ['name: http', []],
    ['name: use-annotation', []],
    ['number: 8080', ['did you mean 80?']],
    ['name: htttp', ['did you mean http?', 'write http']],
    ['number: 81', ['its ports are http (80), metrics (9090)']],
  ])('%s', (port, [hint, fix]) => {
    const found = said([ingress(port), service(PORTS)]);
    const shown = port.replace(/^\w+: /, '');
    const whole = `error missing-port: Service web has no port ${shown} | ${hint} | at Service web`;
    expect(found).toEqual(hint === undefined ? [] : [fix === undefined ? whole : `${whole} | ${fix}`]);
  });

  it('is not looked for in one that is elsewhere or leads elsewhere', () => {
    expect(said([ingress('number: 5'), service('type: ExternalName, externalName: a.example.com')])).toEqual(
      [],
    );
    expect(said([ingress('number: 5', 'other'), service(PORTS)])).toEqual([]);
    expect(
      said([ingress('number: 80'), service('ports: [{port: 5}]'), service('ports: [{port: 80}]')]),
    ).toEqual([]);
  });

  it('that has no name is meant by its number, and one without ports has none', () => {
    expect(said([ingress('name: web'), service('ports: [{port: 80, targetPort: web}]')])).toEqual([
      'error missing-port: Service web has no port web | did you mean 80? | at Service web',
    ]);
    expect(said([ingress('number: 80'), service('clusterIP: None')])).toEqual([
      'error missing-port: Service web has no port 80 | it has no ports | at Service web',
    ]);
  });

  it('is asked by webhooks', () => {
    const hook = `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: h}, webhooks: [{name: a.b.c, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {service: {name: web, namespace: shop, port: 8443}}}]}`;
    expect(said([hook, service('ports: [{port: 443}]')])).toEqual([
      'error missing-port: Service web has no port 8443 | its ports are 443 | at Service web',
    ]);
    expect(said([hook.replace('name: web', 'name: webb'), service('ports: [{port: 8443}]')])).toEqual([
      'error missing-object: there is no Service webb in namespace shop | did you mean web? | at Service web | write web',
    ]);
  });
});

describe('a port of pods', () => {
  const HTTP = pod(container('ports: [{name: http, containerPort: 8080}]'));
  const to = (port: string) => service(`selector: {app: web}, ports: [{port: 80, ${port}}]`);
  const at = (where: string) => ` | ${where} | at ports of Pod web`;

  it.each<[string, string[]]>([
    ['targetPort: http', []],
    ['targetPort: 8080', []],
    [
      'targetPort: htttp',
      [`error target-port: no container of Pod web has a port htttp${at('did you mean http?')} | write http`],
    ],
    [
      'targetPort: web',
      [`error target-port: no container of Pod web has a port web${at('its ports are http (8080)')}`],
    ],
    [
      'targetPort: 8081',
      [`warning target-port: no container of Pod web has a port 8081${at('its ports are http (8080)')}`],
    ],
    [
      'name: a',
      [`warning target-port: no container of Pod web has a port 80${at('its ports are http (8080)')}`],
    ],
    [
      'protocol: UDP, targetPort: http',
      ['error target-port: port http of Pod web is TCP, not UDP | at ports of Pod web'],
    ],
    [
      'protocol: UDP, targetPort: 8080',
      ['warning target-port: port 8080 of Pod web is TCP, not UDP | at ports of Pod web'],
    ],
  ])('%s', (port, found) => {
    expect(said([HTTP, to(port)])).toEqual(found);
  });

  it('need not be declared', () => {
    expect(said([pod(CONTAINER), to('targetPort: 8081')])).toEqual([]);
    const two = pod(
      'containers: [{name: a, image: a:1, ports: [{containerPort: 80}]}, {name: b, image: b:1}]',
    );
    expect(said([two, to('targetPort: 8081')])).toEqual([]);
    expect(
      said([HTTP, service('selector: {app: web}, ports: [{name: a, port: 8080}, {name: b, port: 9}]')]),
    ).toEqual([]);
    expect(
      said([
        HTTP,
        service('type: ExternalName, externalName: a.b, selector: {app: web}, ports: [{port: 9}]'),
      ]),
    ).toEqual([]);
  });

  it('by name must be', () => {
    expect(said([pod(CONTAINER), to('targetPort: http')])).toEqual([
      'error target-port: no container of Pod web has a port http | its containers have no ports',
    ]);
  });

  it('can be that of a sidecar, of any pod, or one that a patch brings', () => {
    const ports = 'ports: [{name: side, containerPort: 1}]';
    const init = (restart: string) =>
      pod(`initContainers: [{name: i, image: i:1, ${restart}${ports}}], ${CONTAINER}`);
    expect(said([init('restartPolicy: Always, '), to('targetPort: side')])).toEqual([]);
    expect(said([init(''), to('targetPort: side')])).toHaveLength(1);
    expect(said([HTTP, pod(container(ports), 'app: web', 'other'), to('targetPort: side')])).toEqual([]);
    const patch = `{$patch: merge, ${pod(container(ports)).slice(1)}`;
    expect(said({ 'a.yaml': [HTTP, to('targetPort: side')].join('\n---\n'), 'b.yaml': patch })).toEqual([]);
  });

  it('is let through by name', () => {
    const policy = (port: string) =>
      inShop(
        'networking.k8s.io/v1',
        'NetworkPolicy',
        'p',
        `spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: ${port}}]}]}`,
      );
    expect(said([HTTP, policy('htttp')])).toEqual([
      `error target-port: no container of Pod web has a port htttp${at('did you mean http?')} | write http`,
    ]);
    expect(said([HTTP, policy('9')])).toEqual([
      `warning target-port: no container of Pod web has a port 9${at('its ports are http (8080)')}`,
    ]);
  });
});

describe('the port of a probe', () => {
  const probes = (fields: string, ports = 'ports: [{name: http, containerPort: 8080}]') =>
    pod(container(`${ports}, ${fields}`));
  const words = (asker: string, port: string, severity: string, rest: string) => [
    `${severity} probe-port: ${asker} of container web asks at port ${port}, the container has no such port | ${rest}`,
  ];
  const HAS = 'its ports are http (8080) | at ports';

  it.each<[string, string[]]>([
    ['livenessProbe: {httpGet: {port: http}}', []],
    ['livenessProbe: {httpGet: {port: 8080}}', []],
    [
      'livenessProbe: {httpGet: {port: htp}}',
      words('livenessProbe', 'htp', 'error', 'did you mean http? | at ports | write http'),
    ],
    ['startupProbe: {tcpSocket: {port: web}}', words('startupProbe', 'web', 'error', HAS)],
    ['readinessProbe: {httpGet: {port: 8081}}', words('readinessProbe', '8081', 'warning', HAS)],
    ['readinessProbe: {grpc: {port: 8081}}', words('readinessProbe', '8081', 'warning', HAS)],
    ['lifecycle: {preStop: {httpGet: {port: web}}}', words('preStop', 'web', 'error', HAS)],
    ['readinessProbe: {httpGet: {host: a.example.com, port: 8081}}', []],
    ['readinessProbe: {httpGet: {port: 8081}}, livenessProbe: {tcpSocket: {port: 8081}}', []],
  ])('%s', (fields, found) => {
    expect(said(probes(fields))).toEqual(found);
  });

  it('need not be declared by a container that declares none', () => {
    expect(said(probes('livenessProbe: {tcpSocket: {port: 9}}', 'ports: []'))).toEqual([]);
    expect(said(probes('livenessProbe: {tcpSocket: {port: a}}', 'ports: []'))).toEqual(
      words('livenessProbe', 'a', 'error', 'it has no ports'),
    );
  });

  it('can be that of another container of the pod, or one that a patch brings', () => {
    const two = pod(
      'containers: [{name: a, image: a:1, ports: [{containerPort: 9}]}, {name: b, image: b:1, ports: [{containerPort: 8}], livenessProbe: {tcpSocket: {port: 9}}}]',
    );
    expect(said(two)).toEqual([]);
    const patch = `{$patch: merge, ${pod(CONTAINER).slice(1)}`;
    expect(said({ 'a.yaml': probes('livenessProbe: {httpGet: {port: web}}'), 'b.yaml': patch })).toEqual([]);
  });
});

describe('a selector of pods', () => {
  const WEB = pod(CONTAINER);
  const budget = (selector: string) =>
    inShop('policy/v1', 'PodDisruptionBudget', 'web', `spec: {maxUnavailable: 1, selector: {${selector}}}`);
  const nothing = (severity: string, of: string, rest: string) => [
    `${severity} selects-nothing: the selector of ${of} selects no pods in namespace shop | ${rest}`,
  ];
  const UNREACHABLE = 'nothing answers there';

  it('that selects nothing is an error where a label is a slip', () => {
    expect(said([WEB, service('selector: {app: webb}, ports: [{port: 80}]')])).toEqual(
      nothing('error', 'Service web', 'did you mean app: web? | at pods of Pod web | write web'),
    );
    expect(said([WEB, budget('matchLabels: {App: web}')])).toEqual(
      nothing('error', 'PodDisruptionBudget web', 'did you mean app: web? | at pods of Pod web'),
    );
    expect(said([WEB, pod(CONTAINER, 'app: webbs', 'webs'), budget('matchLabels: {app: webb}')])).toEqual(
      nothing('error', 'PodDisruptionBudget web', 'did you mean app: web? | at pods of Pod web'),
    );
  });

  it('is a warning where the files describe the namespace, else nothing', () => {
    const far = service('selector: {app: other}, ports: [{port: 80}]');
    expect(said([NAMESPACE, WEB, far])).toEqual(nothing('warning', 'Service web', UNREACHABLE));
    expect(said([NAMESPACE, WEB, budget('matchLabels: {app: web, tier: b}')])).toEqual(
      nothing('warning', 'PodDisruptionBudget web', 'it has no effect'),
    );
    expect(said([WEB, far])).toEqual([]);
    expect(said([WEB, far], { closedWorld: true })).toEqual([
      ...nothing('warning', 'Service web', UNREACHABLE),
    ]);
    expect(said([NAMESPACE, WEB, far], { openWorld: true })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['all', [budget('')]],
    ['by expressions', [WEB, budget('matchExpressions: [{key: app, operator: In, values: [web, b]}]')]],
    [
      'by a key',
      [WEB, budget('matchExpressions: [{key: app, operator: Exists}, {key: x, operator: DoesNotExist}]')],
    ],
    [
      'by what controllers write',
      [WEB, service('selector: {app: web, statefulset.kubernetes.io/pod-name: web-0}, ports: [{port: 80}]')],
    ],
    [
      'by that alone',
      [service('selector: {statefulset.kubernetes.io/pod-name: web-0}, ports: [{port: 80}]')],
    ],
    ['what says no namespace', [placeless(WEB), service('selector: {app: web}, ports: [{port: 80}]')]],
    [
      'what an operator makes',
      [
        inShop('example.com/v1', 'Database', 'd', 'spec: {replicas: 3}'),
        service('selector: {app: b}, ports: [{port: 80}]'),
      ],
    ],
    ['nothing of its own', [service('type: ExternalName, externalName: a.b, selector: {app: b}')]],
    [
      'the pods that its workload means, however they are labelled',
      [
        inShop(
          'apps/v1',
          'Deployment',
          'web',
          `spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: wbe}}, spec: {${CONTAINER}}}}`,
        ),
        service('selector: {app: web}, ports: [{port: 80}]'),
      ],
    ],
    [
      'pods of namespaces by their labels',
      [
        inShop(
          'networking.k8s.io/v1',
          'NetworkPolicy',
          'p',
          'spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}, podSelector: {matchLabels: {app: prometheus}}}]}]}',
        ),
      ],
    ],
  ])('may select %s', (_what, objects) => {
    expect(said([NAMESPACE, ...objects])).toEqual([]);
  });

  it('selects pods of the snapshot', () => {
    const cluster = [{ file: 'c.yaml', text: WEB }];
    expect(said(service('selector: {app: web}, ports: [{port: 80}]'), { cluster })).toEqual([]);
    expect(said(service('selector: {app: other}, ports: [{port: 80}]'), { cluster })).toEqual(
      nothing('warning', 'Service web', UNREACHABLE),
    );
  });
});

describe('a selector of a pod', () => {
  const spread = (selector: string) =>
    pod(
      `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {${selector}}}], ${CONTAINER}`,
    );
  const term = (kind: string, label: string) =>
    pod(
      `affinity: {${kind}: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {app: ${label}}}}]}}, ${CONTAINER}`,
    );

  it('counts the pods that it spreads', () => {
    const missed = 'misses-own-pods: the spread constraint does not count the pods that it spreads';
    expect(said(spread('matchLabels: {app: web}'))).toEqual([]);
    expect(said(spread('matchLabels: {app: webb}'))).toEqual([
      `error ${missed} | did you mean app: web? | at pods of Pod web | write web`,
    ]);
    expect(said(spread('matchLabels: {app: other}'))).toEqual([
      `warning ${missed} | any number of them fits in one place`,
    ]);
  });

  it('means pods that there are', () => {
    const none = 'misses-own-pods: the term of affinity means no pods';
    expect(said(term('podAntiAffinity', 'webb'))).toEqual([
      `error ${none} | did you mean app: web? | at pods of Pod web | write web`,
    ]);
    const cache = pod(CONTAINER, 'app: cache', 'cache');
    expect(said([term('podAffinity', 'cache'), cache])).toEqual([]);
    expect(said([term('podAffinity', 'cachee'), cache])).toEqual([
      `error ${none} | did you mean app: cache? | at pods of Pod cache | write cache`,
    ]);
    expect(said([NAMESPACE, term('podAffinity', 'other')])).toEqual([
      `warning ${none} | the pod finds no node until there are some`,
    ]);
    expect(said([NAMESPACE, term('podAntiAffinity', 'other')])).toEqual([]);
    expect(said(term('podAffinity', 'other'))).toEqual([]);
  });
});

describe('the Service of a StatefulSet', () => {
  const set = inShop(
    'apps/v1',
    'StatefulSet',
    'db',
    `spec: {serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {${CONTAINER}}}}`,
  );
  const governing = (spec: string) => service(spec, 'db');
  const HINT = 'the pods get no names of their own in DNS';

  it('is headless, and selects its pods', () => {
    expect(said([set, governing('clusterIP: None, selector: {app: db}')])).toEqual([]);
    expect(said([set, governing('clusterIP: None')])).toEqual([]);
    expect(said([set, governing('selector: {app: db}, ports: [{port: 80}]')])).toEqual([
      `warning governing-service: Service db is not headless | ${HINT} | at clusterIP`,
    ]);
    expect(said([set, pod(CONTAINER), governing('clusterIP: None, selector: {app: web}')])).toEqual([
      `warning governing-service: Service db does not select the pods of StatefulSet db | ${HINT} | at selector`,
    ]);
  });

  it('may be another one in another folder, or be patched', () => {
    const wrong = governing('selector: {app: db}, ports: [{port: 80}]');
    expect(said({ 'a/a.yaml': set, 'b/b.yaml': wrong })).toEqual([]);
    expect(said({ 'a/a.yaml': set, 'b/b.yaml': wrong, 'c.yaml': NAMESPACE })).toHaveLength(1);
    expect(
      said({
        'a.yaml': `${set}\n---\n${wrong}`,
        'b.yaml': `{$patch: merge, ${governing('clusterIP: None').slice(1)}`,
      }),
    ).toEqual([]);
  });
});

describe('two workloads', () => {
  const workload = (
    name: string,
    labels: string,
    selector = `matchLabels: {${labels}}`,
    kind = 'Deployment',
  ) =>
    inShop(
      'apps/v1',
      kind,
      name,
      `spec: {selector: {${selector}}, template: {metadata: {labels: {${labels}}}, spec: {${CONTAINER}}}}`,
    );
  const overlap = (who: string, whom: string, ...others: string[]) =>
    `warning overlapping-selectors: the selector of ${who} selects the pods of ${whom} too | give the pods of each a label of their own | ${others.map((other) => `at ${other}`).join(' | ')}`;

  it('that select the same pods are told once', () => {
    expect(said([workload('a', 'app: web'), workload('b', 'app: web', undefined, 'DaemonSet')])).toEqual([
      overlap('Deployment a', 'DaemonSet b', 'DaemonSet b'),
    ]);
    expect(said([workload('a', 'app: web, track: b'), workload('b', 'app: web')])).toEqual([
      overlap('Deployment b', 'Deployment a', 'Deployment a'),
    ]);
    expect(said(['a', 'b', 'c'].map((name) => workload(name, 'app: web')))).toEqual([
      overlap('Deployment a', 'Deployment b and 1 more', 'Deployment b', 'Deployment c'),
      overlap('Deployment b', 'Deployment c', 'Deployment c'),
    ]);
  });

  it('are not looked at where one is refused for its selector, or they are in other namespaces', () => {
    expect(said([workload('a', 'app: web'), workload('b', 'app: web', 'matchLabels: {app: b}')])).toEqual([]);
    expect(said([workload('a', 'app: web'), outside(workload('b', 'app: web'))])).toEqual([]);
  });

  it('of two files may be there to choose from, unless their namespace is among the files once', () => {
    const [a, b] = [workload('a', 'app: web'), workload('b', 'app: web')];
    expect(said({ 'a.yaml': a, 'b.yaml': b })).toEqual([]);
    expect(said({ 'a.yaml': a, 'b.yaml': b, 'c.yaml': NAMESPACE })).toHaveLength(1);
    expect(said({ 'a.yaml': a, 'b.yaml': b, 'c.yaml': NAMESPACE, 'd/c.yaml': NAMESPACE })).toEqual([]);
  });

  it('can be ReplicationControllers', () => {
    const controller = (name: string) =>
      inShop(
        'v1',
        'ReplicationController',
        name,
        `spec: {selector: {app: web}, template: {metadata: {labels: {app: web}}, spec: {${CONTAINER}}}}`,
      );
    expect(said([controller('a'), controller('b')])).toEqual([
      overlap('ReplicationController a', 'ReplicationController b', 'ReplicationController b'),
    ]);
  });
});
