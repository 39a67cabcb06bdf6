import { describe, expect, it } from 'vitest';
import { type Diff, diffManifests, diff as diffTexts, type ObjectDiff } from '../../src/diff/diff.js';
import { deployment, documents } from './manifests.js';

function diff(old: string, now: string): Diff {
  return diffManifests(documents(old, 'old.yaml'), documents(now, 'new.yaml'));
}

/** The one object that a diff is about. */
function only(old: string, now: string): ObjectDiff {
  const { objects } = diff(old, now);
  expect(objects).toHaveLength(1);
  return objects[0]!;
}

const texts = (object: ObjectDiff) => object.consequences.map(({ text }) => text);
const paths = (object: ObjectDiff) => object.changes.map(({ op, path }) => `${op} ${path}`);

it('compares texts too, and says what is wrong with them', () => {
  const result = diffTexts([{ file: 'a', text: deployment() }], [{ file: 'b', text: 'a: b: c\n' }]);
  expect(result.counts).toMatchObject({ removed: 1 });
  expect(result.findings).toMatchObject([{ severity: 'error', location: { file: 'b' } }]);
});

describe('what is the same', () => {
  it.each([
    [
      'quantities',
      'image: a\nresources: {limits: {cpu: 1000m, memory: 1Gi}}',
      'image: a\nresources: {limits: {cpu: 1, memory: 1024Mi}}',
    ],
    [
      'defaults written out',
      'image: "a:1"',
      'image: "a:1"\nimagePullPolicy: IfNotPresent\nterminationMessagePath: /dev/termination-log',
    ],
    ['null and nothing', 'image: a\nenv: null', 'image: a'],
    ['an empty list and nothing', 'image: a\ncommand: []', 'image: a'],
    ['an empty value and none', 'image: a\nenv: [{name: A, value: ""}]', 'image: a\nenv: [{name: A}]'],
    [
      'a protocol that is the default',
      'image: a\nports: [{containerPort: 80, protocol: TCP}]',
      'image: a\nports: [{containerPort: 80}]',
    ],
  ])('%s', (_name, old, now) => {
    const object = only(deployment(old), deployment(now));
    expect(object).toMatchObject({ verdict: 'same', changes: [], rewritten: true });
  });

  it('a default that only one side writes', () => {
    expect(
      only(deployment(undefined, 'minReadySeconds: 0'), deployment(undefined, 'replicas: 1')).verdict,
    ).toBe('same');
  });

  it('ports of a Service in another order', () => {
    const service = (ports: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {a: b}, ports: [${ports}]}\n`;
    const [a, b] = ['{name: a, port: 80}', '{name: b, port: 81}'];
    expect(only(service(`${a}, ${b}`), service(`${b}, ${a}`)).verdict).toBe('same');
  });

  it('a Secret written as stringData and as data', () => {
    const secret = (field: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${field}\n`;
    expect(only(secret('stringData: {a: x}'), secret('data: {a: eA==}')).verdict).toBe('same');
  });

  it('an object in the namespace that the other side leaves out', () => {
    const map = (namespace: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${namespace}}\n`;
    expect(only(map(''), map(', namespace: default')).verdict).toBe('same');
  });
});

describe('changes', () => {
  it('are named by the keys of list items and placed on both sides', () => {
    const object = only(
      deployment('image: shop/web:1.4.1\nenv: [{name: A, value: "1"}]'),
      deployment('image: shop/web:1.5.0\nenv:\n  - {name: A, value: "1"}\n  - {name: LOG, value: debug}'),
    );
    expect(paths(object)).toEqual([
      'replace spec.template.spec.containers[web].image',
      'add spec.template.spec.containers[web].env[LOG]',
    ]);
    expect(object.changes[0]).toMatchObject({
      old: 'shop/web:1.4.1',
      new: 'shop/web:1.5.0',
      oldLocation: { file: 'old.yaml', start: { line: 15, column: 18 } },
      newLocation: { file: 'new.yaml', start: { line: 15, column: 18 } },
    });
    expect(object.changes[1]).toMatchObject({
      new: { name: 'LOG', value: 'debug' },
      newLocation: { start: { line: 18, column: 15 } },
    });
  });

  it('tell what comes back as a default', () => {
    const object = only(deployment(undefined, 'replicas: 3'), deployment(undefined, 'minReadySeconds: 0'));
    expect(object.changes).toMatchObject([{ path: 'spec.replicas', old: 3, new: 1, newIsDefault: true }]);
    expect(texts(object)).toEqual(['scales 3 → 1, no rollout']);
  });

  it('do not drag the defaults of a new field along', () => {
    const object = only(
      deployment('image: a'),
      deployment('image: a\nreadinessProbe: {httpGet: {path: /, port: 80}}'),
    );
    expect(paths(object).map((path) => path.replace(/.*readinessProbe/, ''))).toEqual([
      '.httpGet.path',
      '.httpGet.port',
    ]);
  });

  it('of atomic lists are told whole', () => {
    const object = only(deployment('image: a\nargs: [a, b]'), deployment('image: a\nargs: [b, c]'));
    expect(object.changes).toMatchObject([{ op: 'replace', old: ['a', 'b'], new: ['b', 'c'] }]);
  });

  it('of texts are told line by line', () => {
    const map = (body: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a.toml: |\n${body}`;
    const object = only(map('    a = 1\n    b = 2\n'), map('    a = 1\n    b = 3\n'));
    expect(object.changes[0]?.lines).toEqual({
      hunks: [{ oldStart: 1, newStart: 1, lines: [' a = 1', '-b = 2', '+b = 3'] }],
      added: 1,
      removed: 1,
    });
  });

  it('of an unknown kind are told field by field', () => {
    const widget = (size: number) =>
      `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: ${size}}\n`;
    expect(only(widget(1), widget(2)).changes).toMatchObject([{ path: 'spec.size', old: 1, new: 2 }]);
  });

  it('leave what only the server knows alone: a key of stringData that goes stays in the cluster', () => {
    const secret = (keys: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {${keys}}\n`;
    expect(only(secret('a: x, b: z'), secret('a: x')).verdict).toBe('same');
  });
});

describe('consequences', () => {
  it('a changed template rolls out, by the limits of its strategy', () => {
    const spec = 'replicas: 6\nstrategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 1}}';
    const object = only(deployment('image: a:1', spec), deployment('image: a:2', spec));
    expect(texts(object)[0]).toMatch(
      /^rolls out: replicaset web-[0-9a-z]+, 6 pods in 2 waves, never below 5 ready$/,
    );
    expect(object.consequences[0]?.facts).toMatchObject({ pods: 6, waves: 2, fewestReady: 5, mostPods: 8 });
  });

  it('Recreate leaves nothing ready in between', () => {
    const spec = 'replicas: 2\nstrategy: {type: Recreate}';
    expect(texts(only(deployment('image: a:1', spec), deployment('image: a:2', spec)))[0]).toMatch(
      /all 2 pods stop before 2 new ones start: 0 ready in between$/,
    );
  });

  it('another order of env is enough, and it says so', () => {
    const object = only(
      deployment('image: a\nenv: [{name: A, value: "1"}, {name: B, value: "2"}]'),
      deployment('image: a\nenv: [{name: B, value: "2"}, {name: A, value: "1"}]'),
    );
    expect(object.changes).toMatchObject([{ op: 'reorder', old: ['A', 'B'], new: ['B', 'A'] }]);
    expect(texts(object)[0]).toMatch(/^rolls out/);
    expect(texts(object)[1]).toMatch(/only the order/);
  });

  it('a paused Deployment waits', () => {
    const spec = 'replicas: 2\npaused: true';
    expect(texts(only(deployment('image: a:1', spec), deployment('image: a:2', spec)))).toEqual([
      'paused: rolls out when it is resumed',
    ]);
  });

  const stateful = (image: string, more = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  serviceName: db
  ${more}
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "${image}"}]}
`;

  it('a StatefulSet goes from the highest ordinal down', () => {
    expect(texts(only(stateful('db:1'), stateful('db:2')))[0]).toMatch(
      /^rolls out: revision db-[0-9a-z]+, 3 pods, one at a time from db-2 to db-0, never below 2 ready$/,
    );
  });

  it('a partition keeps the pods below it', () => {
    const more = 'updateStrategy: {rollingUpdate: {partition: 2}}';
    expect(texts(only(stateful('db:1', more), stateful('db:2', more)))[0]).toMatch(
      /1 pod, db-2, never below 2 ready, 2 pods below partition 2 kept$/,
    );
  });

  it('OnDelete waits for somebody', () => {
    const more = 'updateStrategy: {type: OnDelete}';
    expect(texts(only(stateful('db:1', more), stateful('db:2', more)))[0]).toMatch(
      /^new revision db-.*OnDelete/,
    );
  });

  it('a DaemonSet goes node by node', () => {
    const daemon = (image: string) =>
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent}\nspec:\n  selector: {matchLabels: {a: b}}\n  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: "${image}"}]}}\n`;
    expect(texts(only(daemon('a:1'), daemon('a:2')))[0]).toMatch(
      /^rolls out: revision agent-[0-9a-z]+, one node at a time/,
    );
  });

  const config = (value: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: "${value}"}\n`;

  it.each([
    ['env', 'envFrom: [{configMapRef: {name: c}}]', '3 pods of deployment/web read it and will not restart'],
    ['one variable', 'env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: k}}}]', 'will not restart'],
  ])('a ConfigMap read by %s restarts nobody', (_name, reads, said) => {
    const { objects } = diff(
      deployment(`image: a\n${reads}`) + config('1'),
      deployment(`image: a\n${reads}`) + config('2'),
    );
    expect(texts(objects[0]!)[0]).toContain(said);
  });

  it('a ConfigMap whose reader rolls out anyway is read again', () => {
    const reads = 'envFrom: [{configMapRef: {name: c}}]';
    const { objects } = diff(
      deployment(`image: a:1\n${reads}`) + config('1'),
      deployment(`image: a:2\n${reads}`) + config('2'),
    );
    expect(texts(objects[1]!)).toEqual(['changed in place; deployment/web restarts with it']);
  });

  it('what is gone stays in the cluster', () => {
    const { counts, objects } = diff(config('1'), '');
    expect(counts).toMatchObject({ removed: 1 });
    expect(texts(objects[0]!)[0]).toBe('no longer among the manifests, stays in the cluster');
    expect(objects[0]?.consequences[0]?.facts).toEqual({ remove: 'kubectl delete configmap/c' });
  });

  it('what is new is told with the names it makes', () => {
    const { objects } = diff('', deployment());
    expect(objects[0]?.verdict).toBe('added');
    expect(texts(objects[0]!)[0]).toMatch(/^replicaset web-[0-9a-z]+, 3 pods$/);
  });

  it('a CronJob says when it runs next, once it knows the time', () => {
    const cron =
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: r}\nspec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: a}]}}}}}\n';
    const now = Date.parse('2026-01-31T01:00:00Z');
    const { objects } = diffManifests([], documents(cron), { now });
    expect(texts(objects[0]!)).toEqual(['next runs: 02:00, 02:00 tomorrow (UTC)']);
    expect(texts(diff('', cron).objects[0]!)).toEqual(['runs every day at 02:00 (UTC)']);
  });
});

describe('refusals', () => {
  it('a selector cannot change', () => {
    const now = deployment().replaceAll('app: web', 'app: www');
    const object = only(deployment(), now);
    expect(object).toMatchObject({
      verdict: 'refused',
      refusals: [
        {
          field: 'spec.selector',
          message: 'Invalid value: {"matchLabels":{"app":"www"}}: field is immutable',
          location: { file: 'new.yaml', start: { line: 8 } },
        },
      ],
    });
    expect(object.recreation).toBe(
      'Recreating it with its pods deleted leaves none ready in between; orphaned, its 3 old pods run until 3 new are ready',
    );
    expect(object.recreate?.after).toEqual([
      'kubectl rollout status deployment/web',
      expect.stringMatching(/^kubectl delete replicaset\/web-\w+$/),
    ]);
    expect(object.consequences).toEqual([]);
  });

  it('an unknown field is refused as kubectl has it', () => {
    const object = only(deployment(), deployment('image: a\nimagee: b'));
    expect(object.verdict).toBe('refused');
    expect(object.refusals[0]?.message).toContain('unknown field "spec.template.spec.containers[0].imagee"');
  });

  it('what was refused before is told apart', () => {
    const bad = deployment('image: a\nports: [{containerPort: 0}]');
    expect(only(bad, bad)).toMatchObject({ verdict: 'refused', asBefore: true, changes: [] });
  });

  it('an immutable ConfigMap cannot change', () => {
    const map = (value: number) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: true\ndata: {a: "${value}"}\n`;
    expect(only(map(1), map(2)).refusals).toMatchObject([
      { field: 'data', message: 'Forbidden: field is immutable when `immutable` is set' },
    ]);
  });
});

describe('custom resources whose definition is there', () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
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
              properties:
                size: {type: integer, default: 3, minimum: 0}
                color: {type: string, enum: [red, blue]}
                parts:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items: {type: object, required: [name], properties: {name: {type: string}, value: {type: string}}}
`;
  const widget = (spec: string) =>
    `${definition}---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`;
  const widgetOf = (old: string, now: string) =>
    diff(widget(old), widget(now)).objects.find(({ object }) => object.kind === 'Widget')!;

  it('are defaulted, and their lists paired by key', () => {
    expect(widgetOf('{size: 3}', '{}').verdict).toBe('same');
    expect(
      paths(widgetOf('{parts: [{name: a, value: x}]}', '{parts: [{name: b}, {name: a, value: y}]}')),
    ).toEqual(['replace spec.parts[a].value', 'add spec.parts[b]']);
  });

  it.each([
    ['{size: -1}', 'spec.size', 'Invalid value: -1: spec.size in body should be greater than or equal to 0'],
    [
      '{size: big}',
      'spec.size',
      'Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    ['{color: green}', 'spec.color', 'Unsupported value: "green": supported values: "red", "blue"'],
    ['{parts: [{value: x}]}', 'spec.parts[0].name', 'Required value'],
    ['{parts: [{name: a}, {name: a}]}', 'spec.parts[1]', 'Duplicate value: {"name":"a"}'],
    ['{nope: 1}', '', 'unknown field "spec.nope"'],
  ])('%s is refused', (spec, field, message) => {
    expect(widgetOf('{}', spec)).toMatchObject({ verdict: 'refused', refusals: [{ field, message }] });
  });
});

describe('pairs', () => {
  it('follow a kind into the group it moved to', () => {
    const ingress = (apiVersion: string) =>
      `apiVersion: ${apiVersion}\nkind: Ingress\nmetadata: {name: i}\nspec: {}\n`;
    expect(diff(ingress('extensions/v1beta1'), ingress('networking.k8s.io/v1')).objects).toHaveLength(1);
  });

  it('of one identity on one side: the last one counts, and it is said', () => {
    const map = (value: number) =>
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "${value}"}\n`;
    const { objects, repeated } = diff(map(2), map(1) + map(2));
    expect(objects).toMatchObject([{ verdict: 'same' }]);
    expect(repeated).toMatchObject([
      { object: { name: 'c' }, location: { file: 'new.yaml', start: { line: 2 } } },
    ]);
  });

  it('of a version that is not served any more are refused in kubectl’s words', () => {
    const budget = (apiVersion: string) =>
      `apiVersion: ${apiVersion}\nkind: PodDisruptionBudget\nmetadata: {name: p}\nspec: {minAvailable: 1, selector: {matchLabels: {a: b}}}\n`;
    expect(only(budget('policy/v1'), budget('policy/v1beta1')).refusals).toMatchObject([
      {
        message: 'no matches for kind "PodDisruptionBudget" in version "policy/v1beta1"',
        location: { start: { line: 1 } },
      },
    ]);
    // The object behind both versions is one.
    expect(only(budget('policy/v1beta1'), budget('policy/v1'))).toMatchObject({
      verdict: 'same',
      rewritten: true,
    });
  });

  it('of generated names go by their order', () => {
    const job = (image: string) =>
      `apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: j-}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "${image}"}]}}}\n`;
    expect(diff(job('a'), job('a').replace('j-', 'k-')).counts).toMatchObject({ added: 0, removed: 0 });
  });
});
