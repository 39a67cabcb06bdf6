import { describe, expect, it } from 'vitest';
import { documents, foundBy, pod, wordsOf } from './manifests.js';

describe('images/invalid-name', () => {
  const said = (image: string) =>
    foundBy('images/invalid-name', pod('', '', 'web').replace("'web:1'", JSON.stringify(image)));

  it('is said of what the kubelet cannot read', () => {
    expect(said('shop/Web:V1')).toEqual([
      'a.yaml:7:24-37 error images/invalid-name: container web never starts: names of images are in lower case, shop/Web:V1 is not',
      '  hint: did you mean shop/web:V1?',
      '  fix: write shop/web:V1',
      String.raw`    a.yaml:7:24-37 "\"shop/web:V1\""`,
    ]);
    expect(said('shop/web:1:2')[0]).toContain(
      'container web never starts: shop/web:1:2 is no name of an image',
    );
    for (const image of ['shop//web', 'https://example.com/web', 'web:', 'web@sha256:12', 'a b'])
      expect(said(image)).toHaveLength(2);
  });

  it.each([
    'web',
    'Registry.example.com/web:V1',
    'web:1@sha256:'.padEnd(77, 'a'),
    '',
    ' web',
    '$(IMAGE)',
    '<image>',
    'WEB_IMAGE:x',
    'wëb',
  ])('is not said of %s', (image) => {
    expect(said(image)).toEqual([]);
  });
});

describe('references/node-label', () => {
  const NAME = 'references/node-label';
  const said = (spec: string) => wordsOf(NAME, pod('', spec));
  const affinity = (key: string, value: string) =>
    `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: ${key}, operator: In, values: [${value}]}]}]}}}`;

  it.each([
    ['nodeSelector: {kubernetes.io/os: linxu}', 'no node has the label kubernetes.io/os=linxu'],
    ['nodeSelector: {kubernetes.io/arch: amd46}', 'no node has the label kubernetes.io/arch=amd46'],
    ['nodeSelector: {kubernetes.io/arch: AMD64}', 'no node has the label kubernetes.io/arch=AMD64'],
    ['nodeSelector: {kubernetes.io/hostnam: a}', 'no node has the label kubernetes.io/hostnam'],
    [affinity('kubernetes.io/arch', 'arm64, adm64'), 'no node has the label kubernetes.io/arch=adm64'],
    [affinity('topology.kubernetes.io/zon', 'a'), 'no node has the label topology.kubernetes.io/zon'],
    [
      'topologySpreadConstraints: [{topologyKey: topology.kubernetes.io/zones}]',
      'no node has the label topology.kubernetes.io/zones',
    ],
    [
      'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostnme}]}}',
      'no node has the label kubernetes.io/hostnme',
    ],
    [
      'affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{podAffinityTerm: {topologyKey: kubernetes.io/hostnme}}]}}',
      'no node has the label kubernetes.io/hostnme',
    ],
    [
      'affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{preference: {matchExpressions: [{key: kubernetes.io/oss}]}}]}}',
      'no node has the label kubernetes.io/oss',
    ],
  ])('is said of %s', (spec, message) => {
    expect(said(spec)).toEqual([`5: ${message}`]);
  });

  it.each([
    'nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: loong64}',
    'nodeSelector: {beta.kubernetes.io/os: linux, failure-domain.beta.kubernetes.io/zone: a}',
    'nodeSelector: {kubernetes.io/os: plan9, disk: ssd, topology.ebs.csi.aws.com/zone: a}',
    'nodeSelector: none',
    affinity('node-role.kubernetes.io/control-plane', ''),
  ])('is not said of %s', (spec) => {
    expect(said(spec)).toEqual([]);
  });

  it('has a fix where a value stands', () => {
    expect(foundBy(NAME, pod('', 'nodeSelector: {kubernetes.io/os: linxu}')).at(-1)).toBe(
      '    a.yaml:5:36-41 "linux"',
    );
  });
});

describe('rbac/unknown-verb', () => {
  const said = (verbs: string) =>
    wordsOf(
      'rbac/unknown-verb',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules:\n- {apiGroups: [""], resources: [pods], verbs: [${verbs}]}\n`,
    );

  it('is said of slips, and of other words not', () => {
    expect(said('Get, lits, deletecollections, delete')).toEqual(
      ['Get', 'lits', 'deletecollections'].map((verb) => `5: there is no verb ${verb}: it allows nothing`),
    );
    expect(said('get, "*", use, bind, approve, manage, "", 1')).toEqual([]);
  });
});

describe('rbac/user-is-account', () => {
  const said = (subject: string, namespace = 'shop', binding = 'namespace: shop') =>
    foundBy(
      'rbac/user-is-account',
      documents(
        `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: ${namespace}}`,
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: web, ${binding}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}\nsubjects: [{${subject}}]`,
      ),
    );

  it('is said of a user that an account is called', () => {
    expect(said('kind: User, name: web')).toEqual([
      'a.yaml:9:19-23 error rbac/user-is-account: web is a ServiceAccount, and no user is called so: it binds nobody',
      '  hint: write kind: ServiceAccount, with its namespace and without apiGroup; or the user system:serviceaccount:shop:web',
      '  related: a.yaml:3:18-21 ServiceAccount web',
    ]);
    expect(said('kind: User, name: web', 'shop', 'labels: {}')).toHaveLength(3);
    expect(said('kind: User, name: "system:serviceaccount:web"')).toEqual([
      'a.yaml:9:31-58 error rbac/user-is-account: no ServiceAccount is called system:serviceaccount:web: it binds nobody',
      '  hint: system:serviceaccount:NAMESPACE:NAME',
    ]);
  });

  it.each<[string, string?]>([
    ['kind: User, name: jane'],
    ['kind: User, name: web', 'other'],
    ['kind: ServiceAccount, name: web'],
    ['kind: User, name: "system:serviceaccount:shop:web"'],
  ])('is not said of {%s}', (subject, namespace = 'shop') => {
    expect(said(subject, namespace)).toEqual([]);
  });
});

describe('references/namespace-selector', () => {
  const NAME = 'references/namespace-selector';
  const namespace =
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring, labels: {team: platform, tier: infra}}';
  const said = (selector: string, ...beside: string[]) =>
    foundBy(
      NAME,
      documents(
        `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {${selector}}}]}]}`,
        ...beside,
      ),
    );

  it('is said of slips of the name, of other labels, and of values', () => {
    expect(said('matchLabels: {kubernetes.io/metadata.name: monitorng}', namespace)).toEqual([
      'a.yaml:4:107-116 error references/namespace-selector: no namespace has the label kubernetes.io/metadata.name=monitorng',
      '  hint: did you mean monitoring?',
      '  related: a.yaml:8:18-28 Namespace monitoring',
      '  fix: write monitoring',
      '    a.yaml:4:107-116 "monitoring"',
    ]);
    expect(said('matchLabels: {team: plattform, tier: infra}', namespace)[1]).toBe(
      '  hint: did you mean platform?',
    );
    const values = 'matchExpressions: [{key: team, operator: In, values: [other, platfrom]}]';
    expect(said(values, namespace)[0]).toContain('no namespace has the label team=platfrom');
  });

  it.each([
    ['matchLabels: {kubernetes.io/metadata.name: monitoring}', namespace],
    ['matchLabels: {kubernetes.io/metadata.name: ingress-nginx}', namespace],
    ['matchLabels: {kubernetes.io/metadata.name: monitorng}'],
    ['matchExpressions: [{key: team, operator: NotIn, values: [platfrom, platform]}]', namespace],
    ['', namespace],
  ])('is not said of {%s}', (selector, ...beside) => {
    expect(said(selector, ...beside)).toEqual([]);
  });
});

describe('what else names lead to', () => {
  it('a webhook is asked on port 443 unless it says another', () => {
    const hook = (port: string) =>
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: {name: hook, namespace: a${port}}}}}}`;
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: hook, namespace: a}\nspec: {ports: [{port: 9443}]}';
    const said = (port: string) => wordsOf('references/missing-port', documents(hook(port), service));
    expect(said('')).toEqual(['4: Service hook has no port 443']);
    expect(said(', port: 9443')).toEqual([]);
  });

  it('a priority is missing in a closed world alone', () => {
    const said = (name: string, closedWorld: boolean) =>
      wordsOf('references/missing-object', pod('', `priorityClassName: ${name}`), { closedWorld });
    expect(said('high', true)).toEqual(['5: there is no PriorityClass high']);
    expect([said('high', false), said('system-node-critical', true)]).toEqual([[], []]);
  });

  it('the Secret of an Ingress is one that a Certificate makes, or missing in a closed world', () => {
    const NAME = 'references/missing-object';
    const ingress = (annotations = '') =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: shop${annotations}}\nspec: {tls: [{secretName: shop-tsl}]}`;
    const certificate = (name: string) =>
      `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: shop, namespace: shop}\nspec: {secretName: ${name}}`;
    const said = (text: string, closedWorld = false) => foundBy(NAME, text, { closedWorld });
    expect(said(documents(ingress(), certificate('shop-tls')))).toEqual([
      'a.yaml:4:27-35 error references/missing-object: no Certificate makes the Secret shop-tsl',
      '  hint: did you mean shop-tls?',
      '  related: a.yaml:9:20-28 Certificate shop',
      '  fix: write shop-tls',
      '    a.yaml:4:27-35 "shop-tls"',
    ]);
    const issued = ', annotations: {cert-manager.io/issuer: a}';
    expect(said(documents(ingress(issued), certificate('shop-tls')))).toEqual([]);
    expect(said(documents(ingress(), certificate('shop-tsl')), true)).toEqual([]);
    expect([said(ingress()), said(ingress(issued), true)]).toEqual([[], []]);
    expect(said(ingress(), true)[0]).toContain(
      'warning references/missing-object: there is no Secret shop-tsl in namespace shop',
    );
  });

  it('a policy that lets in no port that its pods say is doubted', () => {
    const policy = (port: string, way = 'ingress') =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {matchLabels: {app: web}}, ${way}: [{ports: [${port}]}]}`;
    const said = (ports: string, container: string, way?: string) =>
      wordsOf('references/target-port', documents(policy(ports, way), pod(container)));
    const listens = 'ports: [{name: http, containerPort: 8080}]';
    expect(said('{port: 8081}', listens)).toEqual(['4: no container of Pod web has a port 8081']);
    expect(said('{port: 8080}, {port: 9090}', listens)).toEqual([]);
    expect(said('{port: 8081}', '')).toEqual([]);
    expect(said('{port: 8000, endPort: 9000}', listens)).toEqual([]);
    expect(said('{port: 53}', listens, 'egress')).toEqual([]);
  });
});
