import { describe, expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import { diffText } from '../../src/report/diff-text.js';

const compare = (old: string, now: string) =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }]);

const marks = (old: string, now: string) =>
  compare(old, now).objects[0]?.changes.map(({ path, culprit }) => [path, culprit]);

const set = (serviceName: string, image: string, size = '1Gi') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  serviceName: ${serviceName}
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "${image}"}]}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}
`;

describe('what recreating would lose', () => {
  const one = (old: string, now: string) => compare(old, now).objects[0];

  it('a Deployment that selects its old pods takes them over', () => {
    const web = (replicas: number, more: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: ${replicas}, selector: {matchLabels: {app: web${more}}}, template: {metadata: {labels: {app: web, tier: a}}, spec: {containers: [{name: c, image: i}]}}}\n`;
    expect(one(web(2, ''), web(2, ', tier: a'))?.recreate).toEqual({
      remove: ['--cascade=orphan', 'deployment/web', '-n', 'shop'],
      after: ['kubectl rollout status deployment/web -n shop'],
    });
    expect(one(web(0, ''), web(2, ', tier: a'))).toMatchObject({
      recreation: 'Recreating it stops nothing: it has no pods',
    });
  });

  it.each([
    ['LoadBalancer', 'its address and that of its load balancer'],
    ['NodePort', 'its address, and its node ports where the manifest does not say them'],
    ['ClusterIP', 'its address'],
  ])('the addresses of a %s', (type, what) => {
    const service = (address: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: ${type}, clusterIP: ${address}, ports: [{port: 80}]}\n`;
    expect(one(service('10.96.20.10'), service('10.96.20.20'))?.recreation).toBe(
      `Recreating it changes ${what}; nothing answers there in between`,
    );
  });

  it('the role of those who are bound to it', () => {
    const binding = (name: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: r}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}\n`;
    expect(one(binding('a'), binding('b'))?.recreation).toBe(
      'Recreating it leaves its subjects without the role in between',
    );
  });
});

describe('the change for which an update is refused', () => {
  it('is told apart from those that would be taken, where the refusal names neither', () => {
    expect(marks(set('db', 'db:1'), set('other', 'db:2', '2Gi'))).toEqual([
      ['spec.volumeClaimTemplates[0].spec.resources.requests[storage]', true],
      ['spec.serviceName', true],
      ['spec.template.spec.containers[db].image', false],
    ]);
  });

  it('stands first and is marked', () => {
    const text = diffText(compare(set('db', 'db:1'), set('other', 'db:2')), { width: 100 });
    expect(text).toContain(
      '! statefulset/db  refused for spec.serviceName: spec: Forbidden: updates to statefulset spec',
    );
    expect(text.split('\n').filter((line) => /^ {4}\S/.test(line))).toEqual([
      '    Recreating it with kubectl delete --cascade=orphan statefulset/db keeps its pods and volume',
      '    claims.',
      '    ! spec.serviceName  db → other  old.yaml:6:16  new.yaml:6:16',
      '    alone this would be taken:',
      '    spec.template.spec.containers[db].image  db:1 → db:2  old.yaml:10:43  new.yaml:10:43',
    ]);
  });

  it('what goes along with it is neither', () => {
    const web = (label: string, replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${label}}}
  template: {metadata: {labels: {app: ${label}}}, spec: {containers: [{name: c, image: i}]}}
`;
    expect(marks(web('a', 3), web('b', 2))).toEqual([
      ['spec.selector.matchLabels[app]', true],
      ['spec.template.metadata.labels[app]', undefined],
      ['spec.replicas', false],
    ]);
  });

  it('of very many is the one that the refusal names', () => {
    const many = (selector: string, value: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: {${Array.from({ length: 60 }, (_, at) => `a${at}: "${value}"`).join(', ')}}}
spec:
  selector: {matchLabels: {app: ${selector}}}
  template: {metadata: {labels: {app: ${selector}}}, spec: {containers: [{name: c, image: i}]}}
`;
    const guilty = (marks(many('a', '1'), many('b', '2')) ?? []).filter(([, culprit]) => culprit);
    expect(guilty).toEqual([['spec.selector.matchLabels[app]', true]]);
  });

  it('an item that comes to a list', () => {
    const role = (name: string, more = '') =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: r}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [{kind: User, name: a, apiGroup: rbac.authorization.k8s.io}${more}]\n`;
    expect(
      marks(role('a'), role('b', ', {kind: User, name: b, apiGroup: rbac.authorization.k8s.io}')),
    ).toEqual([
      ['roleRef.name', true],
      ['subjects[name=b]', false],
    ]);
  });
});
