import { describe, expect, it } from 'vitest';
import { foundBy, wordsOf } from './manifests.js';

const role = (groups: string, names: string, kind = 'Role') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a}\nrules:\n- apiGroups: [${groups}]\n  resources: [${names}]\n  verbs: [get]\n`;

describe('rbac/not-served', () => {
  const NAME = 'rbac/not-served';
  const said = (groups: string, names: string) => wordsOf(NAME, role(groups, names));

  it.each([
    ['""', 'pods, pods/exec, nodes/proxy, users, bindings'],
    ['apps', 'deployments/scale'],
    ['extensions, apps', 'deployments'],
    ['"*"', 'anything'],
    ['""', '"*", "*/scale"'],
    ['example.com', 'shops'],
    ['metrics.k8s.io', 'pods'],
    ['authentication.k8s.io', 'userextras/scopes, uids, tokenreviews'],
    ['certificates.k8s.io', 'signers, certificatesigningrequests/approval'],
    ['"", example.com', 'shops'],
    ['', 'pods'],
    ['""', '""'],
  ])('is not said of %s: %s', (groups, names) => {
    expect(said(groups, names)).toEqual([]);
  });

  it('is said of a group that is gone, once, with the groups of today', () => {
    expect(foundBy(NAME, role('extensions', 'deployments, ingresses'))).toEqual([
      'a.yaml:5:15-25 warning rbac/not-served: Kubernetes 1.37 serves no group extensions: the rule allows nothing',
      '  hint: deployments and ingresses: apps, networking.k8s.io',
    ]);
    expect(foundBy(NAME, role('shop, app', 'wheels', 'ClusterRole'))).toEqual([
      'a.yaml:5:15-19 warning rbac/not-served: Kubernetes 1.37 serves no group shop: the rule allows nothing',
    ]);
  });

  it('is said of a resource of another group, of a misspelt one, and of one that there is not', () => {
    expect(foundBy(NAME, role('"", batch', 'pods, deployments, pod/exec, nothings'))).toEqual([
      'a.yaml:6:21-32 warning rbac/not-served: there is no resource deployments in the core group (""), batch: the rule allows nothing of it',
      '  hint: deployments is in apps',
      'a.yaml:6:34-42 warning rbac/not-served: there is no resource pod in the core group (""), batch: the rule allows nothing of it',
      '  hint: did you mean pods/exec?',
      '  fix: write pods/exec',
      '    a.yaml:6:34-42 "pods/exec"',
      'a.yaml:6:44-52 warning rbac/not-served: there is no resource nothings in the core group (""), batch: the rule allows nothing of it',
    ]);
  });
});
