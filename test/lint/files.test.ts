import { describe, it } from 'vitest';
import type { LintOptions } from '../../src/lint/options.js';
import { expectGolden } from '../fixtures/golden.js';
import { sources, toldOf } from './told.js';

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const VALUES = 'replicas: 3\n';
const PATCH =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5, template: {spec: {containers: [{name: c, imagee: x, $patch: delete}]}}}\n';
const KUSTOMIZATION = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [owner]
              properties:
                shelves: {type: integer, maximum: 10}
                owner: {type: string, enum: [Ann, Bob]}
                opened: {type: string, format: date-time}
                tags: {type: array, maxItems: 1, items: {type: string, pattern: "^[a-z]+$"}}
`;
const shop = (spec: string, name = 'corner') =>
  `apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

/** Files and how to lint them, by what they show. */
const CASES: Record<string, [texts: Record<string, string>, options?: LintOptions]> = {
  'files that are no manifests, beside one': [
    {
      'a.yaml': MAP,
      'b.yaml': VALUES,
      'c.yaml': '- a\n',
      'd.yaml': '',
      'e.yaml': 'text\n',
      'f.yaml': 'a: [\n',
    },
  ],
  'files that are no manifests, alone': [{ 'b.yaml': VALUES }],
  'files that are no manifests, passed over': [
    {
      'a.yaml': MAP,
      'b.yaml': VALUES,
      'c.yaml': '- a\n',
      'd.yaml': '',
      'e.yaml': 'text\n',
      'f.yaml': 'a: [\n',
      'g.yaml': '# nothing\n',
    },
    { skipNonKubernetes: true },
  ],
  'files that mean to be manifests, not passed over': [
    {
      'a.yaml': 'kind: [\n',
      'b.yaml': '- apiVersion: v1\n',
      'c.yaml': '"kind": Pod\n{\n',
      'd.yaml': "- 'apiVersion' : v1\n",
    },
    { skipNonKubernetes: true },
  ],
  'a list of values that only talks of kinds': [{ 'a.yaml': '- a kind: b\n' }, { skipNonKubernetes: true }],
  'a template': [{ 't.yaml': 'a: {{ .Values.x }}\n', 'a.yaml': MAP }],
  'a template, passed over': [{ 't.yaml': 'kind: {{ .Values.x }}\n' }, { skipNonKubernetes: true }],
  'a piece of an object beside another': [
    { 'a.yaml': MAP, 'f.yaml': 'spec:\n  containers:\n    - {name: a, image: b}\n' },
  ],
  'pieces of objects': [
    {
      'a.yaml': 'containers:\n  - {name: a, image: b}\n',
      'b.yaml': 'metadata: {name: a}\n',
      'c.yaml': 'labels: {a: b}\nannotations: {c: d}\n',
      'd.yaml': 'rules:\n  - host: x\n    http: {paths: []}\n',
      'e.yaml': 'livenessProbe:\n  httpGet: {path: /, port: 80}\n',
      'f.yaml': 'replicas: 3\nselector: {matchLabels: {a: b}}\ntemplate: {}\n',
      'g.yaml': 'subjects: []\nroleRef: {}\n',
      'h.yaml': 'data: {a: b}\n',
      'i.yaml': 'hard: {pods: 1}\n',
    },
  ],
  'a piece of an object that 1.28 does not have': [
    { 'a.yaml': 'containers: []\nhostnameOverride: x\n' },
    { k8s: '1.28' },
  ],
  'a piece of an object that 1.37 has': [{ 'a.yaml': 'containers: []\nhostnameOverride: x\n' }],
  'objects that lost what says what they are': [
    {
      'a.yaml': MAP.replace('apiVersion: v1\n', ''),
      'b.yaml': 'metadata: {name: a}\nspec: {}\n',
      'c.yaml': 'metadata: {name: a}\ndata: {}\n',
      'd.yaml': 'kind: Deployment\n',
      'e.yaml': 'kind: Whatever\n',
      'f.yaml': 'apiVersion: 1\nkind: 2\n',
      'g.yaml': 'metadata: {name: a}\nkind: Whatever\n',
      'h.yaml': 'metadata: {name: a}\napiVersion: v1\n',
      'i.yaml': 'apiVersion: v1\nspec: {}\n',
      'j.yaml': `${MAP}---\na: b\n---\n- c\n`,
    },
  ],
  'kinds without a definition': [
    {
      'a.yaml': `${shop('{}')}---\n${shop('{}', 'market')}---\n${shop('{}', 'third')}`,
      'b.yaml': shop('{}').replaceAll('Shop', 'Stall'),
    },
  ],
  'kinds without a definition, strictly': [{ 'a.yaml': shop('{}') }, { strictKinds: true }],
  'kinds without a definition, ignored': [
    {
      'a.yaml': shop('{}'),
      'b.yaml': MAP.replace('ConfigMap', 'ConfgMap'),
      'c.yaml': MAP.replace('v1', 'apps/v1').replace('ConfigMap', 'Zzz'),
    },
    { ignoreUnknownKinds: true },
  ],
  'kinds with a definition': [
    {
      'a.yaml': shop('{shelves: 11, owner: Zoe, opened: today, tags: [A, b]}'),
      'b.yaml': shop('{shelvs: 1}', 'market'),
      'c.yaml': `${shop('{owner: Ann}', 'Bad_')}status: {a: b}\n`,
      'd.yaml': shop('{owner: Ann}', 'old').replace('/v1', '/v2'),
      'e.yaml': shop('{owner: Ann}', 'fine').replace(
        'metadata: {',
        'metadata: {lables: {a: b}, labels: {"-": c, d: 5}, ',
      ),
      'f.yaml': shop('{owner: Ann}', 'x').replace('kind: Shop', 'kind: Shopp'),
      'g.yaml': shop('{owner: Ann}').replace('{name: corner}', '{}'),
      'z.yaml': CRD,
    },
  ],
  'kinds with a definition beside the files': [
    { 'a.yaml': shop('{shelves: many, owner: Ann}') },
    { crds: sources({ 'crd.yaml': CRD }) },
  ],
  'what nobody applies': [
    {
      'a.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nnodes: []\n',
      'b.yaml': `${KUSTOMIZATION}resources: [x]\n`,
      'c.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n',
      'd.yaml': MAP.replace('{name: a}', '{annotations: {config.kubernetes.io/local-config: "true"}}'),
      'e.yaml': MAP.replace('{name: a}', '{annotations: {config.kubernetes.io/local-config: true}}'),
      'f.yaml': `${MAP}---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n`,
      'g.yaml': MAP.replace(
        '{name: a}',
        '{annotations: {config.kubernetes.io/local-config: "false"}, name: Bad_}',
      ),
    },
  ],
  'patches of a kustomization': [
    {
      'over/kustomization.yaml': `${KUSTOMIZATION}patches: [{path: ./a.yaml}, {path: ops.yaml, target: {kind: Deployment}}, {patch: "x: y"}, text]\npatchesStrategicMerge: [../base/b.yaml, "kind: X\\n", 5]\npatchesJson6902: [{path: c.yaml}]\n`,
      'over/a.yaml': PATCH,
      'over/ops.yaml': '- {op: remove, path: /spec/replicas}\n',
      'base/b.yaml': PATCH.replace('web', 'api'),
      'over/c.yaml': PATCH.replace('web', 'shop'),
      'other/a.yaml': PATCH.replace(', $patch: delete', ''),
      'other/ops.yaml': '- {op: remove, path: /spec/replicas}\n',
    },
  ],
  'patches of a kustomization beside the files': [
    { 'over/more.yaml': PATCH.replace('imagee', 'image'), 'over/ops.yaml': '- a\n' },
    {
      kustomizations: sources({
        'over/kustomization.yml': 'patches: [{path: more.yaml}, {path: ops.yaml}]\n',
      }),
    },
  ],
  'patches by their directives': [
    {
      'a.yaml': PATCH.replace('imagee', 'image'),
      'b.yaml': `$patch: delete\n${MAP}`,
      'c.yaml': `${MAP.replace('}', ', $setElementOrder/finalizers: [a]}')}`,
      'd.yaml': `${MAP}data: {$retainKeys: x}\n`,
      'e.yaml': `${MAP.replace('}', ', $deleteFromPrimitiveList/finalizers: [a]}')}`,
      'f.yaml': `${MAP.replace('}', ', $other/finalizers: [a]}')}`,
    },
  ],
  'the same object in two files and in two folders': [
    {
      'd/a.yaml': `${MAP}---\n${MAP.replace('ConfigMap', 'Secret')}---\n${MAP.replace('a}', 'b}')}`,
      'd/b.yaml': `${MAP}---\n${MAP.replace('ConfigMap', 'Secret')}---\n${MAP.replace('a}', 'b}')}`,
      'd/c.yaml': MAP,
      'e/a.yaml': MAP,
      'd\\e.yaml': MAP,
      'a.yaml': MAP.replace('{name: a}', '{name: a, namespace: n1}'),
      'b.yaml': MAP.replace('{name: a}', '{name: a, namespace: n1}'),
      'c.yaml': MAP.replace('{name: a}', '{name: a, namespace: n2}'),
    },
  ],
  'an older Kubernetes': [
    {
      'a.yaml': `${MAP}---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostnameOverride: x, containers: [{name: c, image: c}]}\n`,
    },
    { k8s: '1.30' },
  ],
};

describe('files together', () => {
  it.each(Object.entries(CASES))('%s', (name, [texts, options]) => {
    const file = `${name.toLowerCase().replace(/[^a-z0-9.]+/g, '-')}.txt`;
    const lines = toldOf(texts, options).map((line) => `${line}\n`);
    expectGolden(new URL(`../../fixtures/lint/files/${file}`, import.meta.url), lines.join(''));
  });
});
