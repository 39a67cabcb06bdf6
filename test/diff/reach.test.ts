import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import { diffOutcomes } from '../../src/report/diff-outcomes.js';
import { diffText } from '../../src/report/diff-text.js';

const compare = (old: string, now: string) =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }]);
const notices = (old: string, now: string) =>
  compare(old, now).reach.map(({ topic, text }) => `${topic}: ${text}`);

const text = (name: string) =>
  readFileSync(new URL(`../../fixtures/reach/${name}.yaml`, import.meta.url), 'utf8');
const [OLD, NEW] = [text('old'), text('new')];

describe('security and reach', () => {
  it('of a change that touches all of it', () => {
    expect(notices(OLD, NEW)).toEqual([
      'rights: serviceaccount/ci -n shop may now watch pods; get, list and watch secrets in namespace shop (role/ci)',
      'rights: group devs may now do anything with everything in all namespaces (clusterrole/cluster-admin)',
      'security: deployment/web -n shop falls below the baseline of Pod Security: host namespaces (hostNetwork=true)',
      'security: deployment/web -n shop runs as serviceaccount/ci, before as serviceaccount/default',
      'security: namespace/shop enforces Pod Security privileged, before baseline',
      'definition: customresourcedefinition/shops.example.com would not take any more what is there: shop/a -n shop (spec.size: Invalid value: 50: spec.size in body should be less than or equal to 10)',
      'image: registry.example.com/web becomes ghcr.io/web, of another registry: deployment/web -n shop',
      'image: ghcr.io/web:2 has no digest any more: whatever is under that tag when a node pulls it will run: deployment/web -n shop',
      'traffic: opened: deployment/web -n shop may reach deployment/db -n shop on TCP/5432',
      'service: service/front -n shop no longer sends to deployment/web -n shop, has no pods left among these',
      'ingress: ingress/web -n shop: appears: shop.example.com/admin → service/front:80',
      'ingress: ingress/web -n shop: goes: shop.example.com/old',
      'ingress: ingress/web -n shop: shop.example.com/ leads to service/other:80, before to service/front:80',
      'resources: namespace shop asks for cpu 1600m → 2500m (more than the 2 of resourcequota/few)',
    ]);
  });

  it('is told before the objects, and in every format', () => {
    const result = compare(OLD, NEW);
    const lines = diffText(result).split('\n');
    expect(lines[2]).toBe(
      'rights      serviceaccount/ci -n shop may now watch pods; get, list and watch secrets in namespace shop (role/ci)',
    );
    expect(lines[8]).toMatch(/^ {12}Invalid value: 50/);
    expect(diffOutcomes(result, {}).rows).toContainEqual({
      sign: '!',
      object: 'resources',
      says: 'namespace shop asks for cpu 1600m → 2500m (more than the 2 of resourcequota/few)',
      failed: false,
    });
  });

  it('says nothing of what stays', () => {
    expect(notices(OLD, OLD)).toEqual([]);
    expect(notices(NEW, NEW)).toEqual([]);
  });

  it('the way back is quiet but for what it opens', () => {
    expect(notices(NEW, OLD).filter((one) => !/^(image|ingress|resources|service)/.test(one))).toEqual([
      'traffic: closed: deployment/web -n shop may no longer reach deployment/db -n shop',
    ]);
  });
});

const RBAC = 'rbac.authorization.k8s.io';
const role = (rules: string, more = '') =>
  `---\napiVersion: ${RBAC}/v1\nkind: ClusterRole\nmetadata: {name: r${more}}\nrules: [${rules}]\n`;
const binding = (kind: string, name: string, subject = 'kind: User, name: ann') =>
  `---\napiVersion: ${RBAC}/v1\nkind: ${kind}\nmetadata: {name: b}\nroleRef: {apiGroup: ${RBAC}, kind: ClusterRole, name: ${name}}\nsubjects: [{${subject}, apiGroup: ${RBAC}}]\n`;

describe('rights', () => {
  const some = '{apiGroups: [apps], resources: [deployments], verbs: [get]}';

  it.each([
    [
      'a role that nobody has yet',
      '',
      role(some),
      ['rights: whoever is bound to it may now get deployments.apps in all namespaces (clusterrole/r)'],
    ],
    [
      'a binding in a namespace',
      role(some),
      role(some) + binding('RoleBinding', 'r'),
      ['rights: user ann may now get deployments.apps in namespace default (clusterrole/r)'],
    ],
    [
      'one of every cluster, and one that is not known',
      '',
      binding('RoleBinding', 'edit') + binding('ClusterRoleBinding', 'other'),
      [
        'rights: user ann may now do anything with nearly all objects of a namespace, Secrets among them in namespace default (clusterrole/edit)',
        'rights: user ann may now do anything with what a role allows that is not among the manifests in all namespaces (clusterrole/other)',
      ],
    ],
    [
      'names and addresses',
      role(some) + binding('ClusterRoleBinding', 'r'),
      role(
        `${some}, {apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get]}, {nonResourceURLs: [/metrics], verbs: [get]}`,
      ) + binding('ClusterRoleBinding', 'r'),
      ['rights: user ann may now get secrets named a and /metrics in all namespaces (clusterrole/r)'],
    ],
    [
      'nothing that a star covers',
      role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}') + binding('ClusterRoleBinding', 'r'),
      role(`{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}, ${some}`) +
        binding('ClusterRoleBinding', 'r'),
      [],
    ],
    [
      'what a role gathers from others',
      `${role('').replace('rules: []', 'aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}')}${binding('ClusterRoleBinding', 'r')}`,
      `${role('').replace('rules: []', 'aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}')}${binding('ClusterRoleBinding', 'r')}${role(some, 'x, labels: {a: b}')}`,
      [
        'rights: user ann may now get deployments.apps in all namespaces (clusterrole/r)',
        'rights: whoever is bound to it may now get deployments.apps in all namespaces (clusterrole/rx)',
      ],
    ],
  ])('%s', (_what, old, now, said) => {
    expect(notices(old, now)).toEqual(said);
  });
});

const pods = (name: string, labels = `app: ${name}`, namespace = 'default') =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: c, image: i}]}}}\n`;
const policy = (spec: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {${spec}}\n`;

describe('traffic', () => {
  const all = ['a', 'b', 'c', 'd', 'db'].map((name) => pods(name)).join('');
  const DB = 'podSelector: {matchLabels: {app: db}}';

  it('that a first policy closes, from all that could reach it', () => {
    expect(
      notices(
        all,
        all +
          policy(
            `${DB}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]`,
          ),
      ),
    ).toEqual([
      'traffic: closed: deployment/b, deployment/c, deployment/d and anything outside may no longer reach deployment/db',
    ]);
  });

  it('by ports, blocks of addresses, namespaces and the way out', () => {
    const old = policy(
      `${DB}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 1}]}]`,
    );
    const now = policy(
      `${DB}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 1, endPort: 9}, {protocol: UDP}]}, {from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]`,
    );
    expect(notices(all + old, all + now)).toEqual([
      'traffic: changed: deployment/a, deployment/b, deployment/c and deployment/d may reach deployment/db on TCP/1-9, UDP, before on TCP/1',
      'traffic: opened: anything outside may reach deployment/db',
    ]);
    const two = pods('a') + pods('x', 'app: x', 'other');
    const from = (selector: string) =>
      policy(
        `podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{namespaceSelector: {${selector}}}]}], egress: []`,
      );
    expect(notices(two + from('matchLabels: {a: b}'), two + from(''))).toEqual([
      'traffic: opened: deployment/x -n other may reach deployment/a',
    ]);
    const out = (egress: string) =>
      policy(`podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [${egress}]`);
    expect(
      notices(
        all + out(''),
        all + out('{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5}]}'),
      ),
    ).toEqual(['traffic: opened: deployment/a may reach deployment/db on TCP/5']);
  });

  it('both ways out and in have to allow a port', () => {
    const both = (port: number) =>
      policy(
        `podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ports: [{port: 1}, {port: 2}]}], egress: [{to: [{podSelector: {}}], ports: [{port: ${port}}]}]`,
      );
    const two = pods('a') + pods('b');
    expect(notices(two + both(3), two + both(2))).toEqual([
      'traffic: opened: deployment/a may reach deployment/b on TCP/2',
      'traffic: opened: deployment/b may reach deployment/a on TCP/2',
    ]);
  });

  it('that labels of pods decide', () => {
    const closed = policy(
      `${DB}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {role: client}}}]}]`,
    );
    const two = (labels: string) => pods('a', labels) + pods('db');
    expect(notices(two('app: a') + closed, two('app: a, role: client') + closed)).toEqual([
      'traffic: opened: deployment/a may reach deployment/db',
    ]);
  });

  it('of more workloads than are compared', () => {
    const many = Array.from({ length: 201 }, (_, at) => pods(`w${at}`)).join('');
    expect(notices(many, many + policy('podSelector: {}'))).toEqual([
      'traffic: 201 workloads are more than are compared: which of them NetworkPolicies let reach which is not told',
    ]);
  });
});

describe('resources', () => {
  const web = (namespace: string, cpu: string, limit = '') =>
    `---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s, namespace: ${namespace}}\nspec: {replicas: 2, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i, resources: {requests: {cpu: ${cpu}, memory: 512Mi}${limit}}}]}}}\n`;
  const bare = `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n`;

  it('are summed by namespace, and in all', () => {
    expect(
      notices(
        web('a', '1') + web('b', '1'),
        web('a', '2', ', limits: {memory: 1Gi}') + web('b', '1500m') + bare,
      ),
    ).toEqual([
      'resources: namespace a asks for cpu 2 → 4, memory limit 0 → 2Gi',
      'resources: namespace b asks for cpu 2 → 3',
      'resources: namespace default asks for pods 0 → 1',
      'resources: all namespaces ask for pods 4 → 5, cpu 4 → 7, memory limit 0 → 2Gi',
    ]);
  });
});

it('folds equal changes of images', () => {
  const many = (image: string) =>
    ['a', 'b', 'c', 'd', 'e'].map((name) => pods(name).replace('image: i', `image: ${image}`)).join('');
  expect(notices(many('i'), many('quay.io/i'))).toEqual([
    'image: docker.io/library/i becomes quay.io/i, of another registry: deployment/a, deployment/b, deployment/c and 2 more',
  ]);
});

it('tells what is restricted no longer, and what comes without being even baseline', () => {
  const web = (context: string) => pods('p').replace('image: i', `image: i, securityContext: {${context}}`);
  const strict =
    'allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}';
  const [text = ''] = notices(web(strict), web(strict.replace('runAsNonRoot: true', 'runAsNonRoot: false')));
  expect(text).toMatch(/^security: deployment\/p is restricted no longer: runAsNonRoot != true/);
  expect(notices('', web('privileged: true'))[0]).toBe(
    'security: deployment/p is below the baseline of Pod Security: privileged (container "c" must not set securityContext.privileged=true)',
  );
  expect(notices('', web('')).filter((one) => one.startsWith('security'))).toEqual([]);
});
