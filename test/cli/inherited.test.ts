import { describe, expect, it } from 'vitest';
import { workbench } from './workbench.js';

const { file, kubeplan } = workbench();

/** Keys that objects have in JavaScript whoever made them. */
const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const VALUES = ['x', '{immutable: true}', '[1]', 'null'];

const objects = (name: string, key: string, value: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, labels: {x: z, ${key}: ${value}}, annotations: {${key}: ${value}}}
data: {${key}: ${value}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, ${key}: ${value}}}
    spec:
      nodeSelector: {${key}: ${value}}
      containers: [{name: a, image: 'a:1', resources: {requests: {${key}: ${value}}}}]
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: ${name}}
spec: {${key}: ${value}, inner: {${key}: ${value}}}
`;
const definition = (key: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {${key}: {type: string}}, x-kubernetes-preserve-unknown-fields: true}
`;
const OTHER = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: z}\ndata: {k: "1"}\n';

// What all objects inherit is watched by every test: a write to it throws, and ends with status 3.
describe('keys that all objects inherit are keys as others', () => {
  it.each(KEYS.flatMap((key) => VALUES.map((value) => [key, value] as const)))(
    '%s: %s',
    async (key, value) => {
      file('old.yaml', `${objects('a', 'plain', '"1"')}---\n${OTHER}`);
      file('new.yaml', `${objects('a', key, value)}---\n${OTHER.replace('"1"', '"2"')}`);
      file('crds.yaml', definition(key));
      const commands = [
        ['lint', 'new.yaml', '--set', 'strict', '--crd', 'crds.yaml'],
        ['plan', 'new.yaml', '--cluster', 'old.yaml', '--nodes', 'cpu=4'],
        ['plan', 'new.yaml', '--cluster', 'new.yaml', '--nodes', 'cpu=4'],
        ['explain', '--all-pending', 'new.yaml'],
        ['capacity', 'new.yaml'],
        ['diff', 'old.yaml', 'new.yaml', '--crd', 'crds.yaml'],
        ['diff', 'new.yaml', 'old.yaml'],
      ];
      for (const command of commands) {
        const { status, out, err } = await kubeplan(command);
        expect([command[0], status < 3, /\[object|native code/.test(out + err)]).toEqual([
          command[0],
          true,
          false,
        ]);
        // What stands beside is told as ever.
        if (command[1] === 'old.yaml') expect(out).toMatch(/configmap\/z +changed in place/);
      }
    },
  );
});

/** What tables are asked for by names that manifests have: kinds, groups, resources, formats. */
const named = (key: string) => `apiVersion: ${key}/v1
kind: ${key}
metadata: {name: ${key}, namespace: ${key}}
---
apiVersion: v1
kind: ${key}
metadata: {name: a}
spec: {metrics: [{type: ${key}, ${key}: {a: 1}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [${key}], resources: [${key}], verbs: [${key}]}]
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - {name: a, image: a, env: [{name: A, valueFrom: {resourceFieldRef: {resource: ${key}}}}], resources: {requests: {${key}: 1}}}
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: t}
spec: {${key}: 1}
`;
const typed = (key: string) =>
  definition(key).replace('type: string', `type: string, format: ${key}`) +
  `---\n${definition(key).replace('{type: string}', `{type: ${key}}`).replaceAll('hing', 'hong').replace('example', 'other')}`;

describe('names that all objects inherit are those of nothing', () => {
  it.each(KEYS)('%s', async (key) => {
    const text = `${named(key)}---\n${typed(key)}`;
    file('named.yaml', text);
    file('renamed.yaml', text.replace('a: 1', 'a: 2'));
    file('types.yaml', typed(key));
    const commands = [
      ['lint', 'named.yaml', '--set', 'strict', '--cluster', 'named.yaml'],
      ['lint', 'named.yaml', '--crd', 'types.yaml'],
      ['plan', 'named.yaml', '--cluster', 'renamed.yaml', '--nodes', `cpu=4,${key}=3`],
      ['explain', `${key}/a`, 'named.yaml', '--nodes', 'cpu=4'],
      ['capacity', 'named.yaml', '--nodes', 'cpu=4'],
      ['diff', 'named.yaml', 'renamed.yaml'],
    ];
    for (const argv of commands) {
      const { status, out, err } = await kubeplan(argv);
      expect([argv, status < 3, /native code|\[object|NaN/.exec(out + err)]).toEqual([argv, true, null]);
    }
  });
});
