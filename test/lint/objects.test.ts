import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/api/json.js';
import type { LabelSelector } from '../../src/api/objects.js';
import { LintObject } from '../../src/lint/object.js';
import { Objects } from '../../src/lint/objects.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { crdSchemas } from '../../src/schema/crds.js';

const TEXT = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop, namespace: odd, labels: {team: a}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-, namespace: shop}}
---
{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: web}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}}
---
{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: web}}
---
{apiVersion: rbac.authorization.k8s.io/v1beta1, kind: ClusterRole, metadata: {name: old}}
---
{apiVersion: example.com/v1, kind: Wide, metadata: {name: w}}
---
{apiVersion: example.com/v1, kind: Narrow, metadata: {name: narrow}}
---
{apiVersion: v1, metadata: {name: kindless}}
---
{apiVersion: v1, metadata: {name: kindless}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop, labels: {app: web}}, spec: {}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec: {template: {metadata: {labels: {app: web}}, spec: {}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other, namespace: elsewhere}
spec: {template: {metadata: {labels: {app: web}}, spec: {}}}
`;
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'example.com',
    scope: 'Cluster',
    names: { kind: 'Wide', plural: 'wides' },
    versions: [{ name: 'v1', served: true }],
  },
};

const all = parseManifests({ file: 'a.yaml', text: TEXT }).documents.flatMap((document) =>
  isObject(document.value)
    ? [new LintObject(document, document.value, { patch: false, fileText: TEXT })]
    : [],
);
const objects = new Objects(all, '1.36', crdSchemas([DEFINITION]));

const place = (object: LintObject | undefined) => object?.at.location().start.line;

describe('the objects of all files', () => {
  it.each<[kind: string, namespace: string | undefined, name: string, lines: number[]]>([
    ['ConfigMap', 'default', 'a', [4, 6]],
    ['ConfigMap', 'shop', 'a', [8]],
    ['ConfigMap', 'shop', 'a-', []],
    ['ConfigMap', 'elsewhere', 'a', []],
    ['ConfigMap', undefined, 'a', []],
    ['Namespace', undefined, 'shop', [2]],
    ['Namespace', 'any', 'shop', [2]],
    ['Ingress', 'default', 'web', [12, 14]],
    ['Service', 'default', 'web', []],
    ['Service.serving.knative.dev', 'default', 'web', [16]],
    ['ClusterRole', undefined, 'old', [18]],
    ['Wide.example.com', 'default', 'w', [20]],
    ['Narrow.example.com', 'default', 'narrow', [22]],
    ['Narrow.example.com', undefined, 'narrow', []],
    ['', 'default', 'kindless', []],
    ['Secret', 'default', 'a', []],
  ])('%s %s/%s', (kind, namespace, name, lines) => {
    expect(objects.findAll(kind, namespace, name).map(place)).toEqual(lines);
    expect(place(objects.find(kind, namespace, name))).toBe(lines[0]);
  });

  it('are told by kind and namespace', () => {
    expect(objects.ofKind('ConfigMap').map(place)).toEqual([4, 6, 8, 10]);
    expect(objects.ofKind('ConfigMap', 'shop').map(place)).toEqual([8, 10]);
    expect(objects.ofKind('ConfigMap', 'elsewhere')).toEqual([]);
    expect(objects.ofKind('Namespace').map(place)).toEqual([2]);
    expect(objects.ofKind('Namespace', 'odd')).toEqual([]);
    expect(objects.ofKind('Secret')).toEqual([]);
    expect(objects.ofKind('Secret', 'shop')).toEqual([]);
  });

  it('are told apart, and those alike together', () => {
    expect(objects.repeated().map((alike) => alike.map(place))).toEqual([
      [4, 6],
      [12, 14],
    ]);
  });

  it.each<[string, { namespaces?: string[]; namespaceSelector?: LabelSelector; app?: string }, string[]]>([
    ['in its namespace', { namespaces: ['default'] }, ['d']],
    ['in others', { namespaces: ['shop', 'elsewhere', 'none'] }, ['p', 'other']],
    ['by other labels', { namespaces: ['default'], app: 'db' }, []],
    ['in namespaces of some labels', { namespaceSelector: { matchLabels: { team: 'a' } } }, ['p']],
    [
      'in a namespace of a name, that is among the files or not',
      {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop', 'default'] },
          ],
        },
      },
      ['p', 'd'],
    ],
    [
      'in these and in those',
      { namespaces: ['default'], namespaceSelector: { matchLabels: { team: 'a' } } },
      ['p', 'd'],
    ],
    ['nowhere', {}, []],
  ])('%s a selector means the pods', (_where, { namespaces = [], namespaceSelector, app = 'web' }, names) => {
    const pods = objects.selectedPods({
      selector: { matchLabels: { app } },
      namespaces,
      ...(namespaceSelector && { namespaceSelector }),
    });
    expect(pods.map(({ at }) => at.object.name)).toEqual(names);
  });
});
