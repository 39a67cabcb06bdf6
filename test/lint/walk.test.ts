import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/api/json.js';
import { closest } from '../../src/api/suggest.js';
import { KnownWorld } from '../../src/lint/known-world.js';
import { lintDocuments } from '../../src/lint/lint-documents.js';
import { MadeElsewhere } from '../../src/lint/made-elsewhere.js';
import { LintObject, type Place } from '../../src/lint/object.js';
import { Objects } from '../../src/lint/objects.js';
import type { LintOptions } from '../../src/lint/options.js';
import { type Context, type Rule, rule } from '../../src/lint/rule.js';
import { didYouMean, replaceValue } from '../../src/lint/suggest-fix.js';
import { walkFor } from '../../src/lint/walk.js';
import type { Document } from '../../src/manifest/document.js';
import { parseManifests } from '../../src/manifest/parse.js';
import { sources, told } from './told.js';
import { wholeWorld } from './whole-world.js';

/** What one rule finds in texts; what the server says is left out. */
function found(one: Rule, texts: Readonly<Record<string, string>>, options: LintOptions = {}): string[] {
  const given = sources(texts);
  const read = given.map((source) => parseManifests(source));
  const all = { documents: read.flatMap(({ documents }) => documents), findings: [] };
  const linted = lintDocuments(given, all, wholeWorld, options, [one]);
  return linted.found.filter((finding) => finding.rule === one.name).flatMap((finding) => told(finding));
}

const data = { name: 'test/rule', severity: 'warning', summary: 'It speaks.' } as const;

const workload = (kind: string, name: string, pod: string, apiVersion = 'apps/v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n${pod}`;

describe("visit: 'Object'", () => {
  const each = rule({
    ...data,
    visit: 'Object',
    check: ({ at, kind, name }, { report }) => report({ at: at.child('kind'), message: `${kind} ${name}` }),
  });

  it('brings each object of a known kind, and what was given of one that is gone in its new form', () => {
    const text = [
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}',
      'apiVersion: v1\nkind: Servcie\nmetadata: {name: misspelt}',
      'apiVersion: example.com/v1\nkind: Custom\nmetadata: {name: c}',
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: old}',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}',
    ].join('\n---\n');
    expect(found(each, { 'a.yaml': text })).toEqual([
      'a.yaml:2:7-14 warning test/rule: Service web',
      '  of v1 Service web: kind',
      'a.yaml:10:7-13 warning test/rule: Custom c',
      '  of example.com/v1 Custom c: kind',
      'a.yaml:14:7-17 warning test/rule: Deployment old',
      '  of extensions/v1beta1 Deployment old: kind',
      'a.yaml:21:9-15 warning test/rule: Secret s',
      '  of v1 Secret s: kind',
    ]);
  });

  it('leaves patches of kustomize out', () => {
    const texts = {
      'kustomization.yaml': 'patches:\n- path: patch.yaml',
      'patch.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}',
    };
    expect(found(each, texts)).toEqual([]);
  });
});

describe("visit: 'Pod'", () => {
  const each = rule({
    ...data,
    visit: 'Pod',
    check: ({ at, metadata, spec }, { report }) =>
      report({
        at: spec.child('nodeName'),
        message: `pod of ${at.object.kind}, ${Object.keys(metadata.child('labels').value ?? {}).join()}`,
      }),
  });

  it('brings the pod of each kind that is one or makes some', () => {
    const pod = '      nodeName: one';
    const text = [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  nodeName: one',
      'apiVersion: v1\nkind: PodTemplate\nmetadata: {name: p}\ntemplate:\n  spec:\n    nodeName: one',
      ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => workload(kind, 'w', pod)),
      workload('ReplicationController', 'w', pod, 'v1'),
      workload('Job', 'w', pod, 'batch/v1'),
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {jobTemplate: {spec: {template: {spec: {nodeName: one}}}}}',
    ].join('\n---\n');
    expect(found(each, { 'a.yaml': text }).filter((line) => !line.startsWith(' '))).toEqual([
      'a.yaml:5:13-16 warning test/rule: pod of Pod, ',
      'a.yaml:12:15-18 warning test/rule: pod of PodTemplate, ',
      'a.yaml:21:17-20 warning test/rule: pod of Deployment, app',
      'a.yaml:30:17-20 warning test/rule: pod of ReplicaSet, app',
      'a.yaml:39:17-20 warning test/rule: pod of StatefulSet, app',
      'a.yaml:48:17-20 warning test/rule: pod of DaemonSet, app',
      'a.yaml:57:17-20 warning test/rule: pod of ReplicationController, app',
      'a.yaml:66:17-20 warning test/rule: pod of Job, app',
      'a.yaml:71:57-60 warning test/rule: pod of CronJob, ',
    ]);
  });

  it('brings none of a kind of the same name in another group, nor where there is no spec', () => {
    const text = [
      workload('Deployment', 'w', '      nodeName: one', 'example.com/v1'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: q}\nspec: no',
    ].join('\n---\n');
    expect(found(each, { 'a.yaml': text })).toEqual([]);
  });
});

describe("visit: 'Container'", () => {
  const pod = [
    '      containers:',
    '      - name: web',
    '        env:',
    '        - {name: A, value: a}',
    '        - {name: B, value: b}',
    '      - none',
    '      - image: nameless',
    '      initContainers:',
    '      - name: init',
    '      ephemeralContainers:',
    '      - name: debug',
  ].join('\n');

  it('brings every container with its pod and its place, in the order in which they start', () => {
    const seen: string[] = [];
    const each = rule({
      ...data,
      visit: 'Container',
      check: ({ at, list, name, pod }) => {
        seen.push(`${pod.at.object.name} ${list} ${name}: ${at.path.join('.')}`);
      },
    });
    const texts = {
      'a.yaml': `${workload('Deployment', 'web', pod)}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: bare}\nspec: {containers: {}}`,
    };
    expect(found(each, texts)).toEqual([]);
    expect(seen).toEqual([
      'web initContainers init: spec.template.spec.initContainers.0',
      'web containers web: spec.template.spec.containers.0',
      'web containers : spec.template.spec.containers.2',
      'web ephemeralContainers debug: spec.template.spec.ephemeralContainers.0',
    ]);
  });

  it('leads on from a place, to what is there and to what is not', () => {
    const each = rule({
      ...data,
      visit: 'Container',
      check({ at, name, pod }, { report }) {
        if (name !== 'web') return;
        const second = at.child('env', 1);
        report({ at: second, message: `${second.path.join(' ')} is ${textOf(second.child('name').value)}` });
        report({ at: second.child('name'), of: 'key', message: second.child('name').text() });
        report({ at: at.child('resources', 'limits'), message: `nothing: ${at.child('resources').value}` });
        report({
          at: second.up(2),
          message: `${at.items('env').length} variables, up at ${textOf(second.up(2).child('name').value)}`,
          severity: 'error',
          related: [{ message: 'the pod', at: pod.spec, of: 'key' }],
        });
      },
    });
    expect(found(each, { 'a.yaml': workload('Deployment', 'web', pod) })).toEqual([
      'a.yaml:9:9-12:30 error test/rule: 2 variables, up at web',
      '  of apps/v1 Deployment web: spec template spec containers 0',
      '  related: a.yaml:7:5-9 the pod',
      'a.yaml:9:9-12:30 warning test/rule: nothing: undefined',
      '  of apps/v1 Deployment web: spec template spec containers 0 resources limits',
      'a.yaml:12:11-30 warning test/rule: spec template spec containers 0 env 1 is B',
      '  of apps/v1 Deployment web: spec template spec containers 0 env 1',
      'a.yaml:12:12-16 warning test/rule: B',
      '  of apps/v1 Deployment web: spec template spec containers 0 env 1 name',
    ]);
  });
});

describe("visit: 'Reference'", () => {
  /** The ConfigMap that is named lacks a key. */
  const keys = rule({
    ...data,
    visit: 'Reference',
    by: 'name',
    to: ['ConfigMap'],
    check({ to, namespace, name, keys }, { objects, report }) {
      const map = objects.find(to, namespace, name);
      if (!map) return;
      const there = Object.keys(map.at.child('data').value ?? {});
      for (const { at, key } of keys.filter((one) => !there.includes(one.key))) {
        const near = closest(key, there);
        report({
          at,
          message: `ConfigMap ${name} has no key ${key}`,
          ...(near !== undefined && { hint: didYouMean(near), fix: replaceValue(at, near) }),
          related: [{ message: 'its keys', at: map.at.child('data'), of: 'key' }],
        });
      }
    },
  });
  const config = (namespace: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config, namespace: ${namespace}}\ndata: {level: debug}`;
  const pod = (key: string) =>
    [
      '      containers:',
      '      - name: web',
      '        env:',
      `        - {name: A, valueFrom: {configMapKeyRef: {name: config, key: ${key}}}}`,
      `        - {name: B, valueFrom: {secretKeyRef: {name: config, key: ${key}}}}`,
      '      volumes:',
      `      - {name: v, configMap: {name: config, items: [{key: ${key}, path: p}]}}`,
    ].join('\n');

  it('brings what an object names, with what it names of it, and where both are', () => {
    const texts = {
      'a.yaml': workload('Deployment', 'web', pod('levle')),
      'b.yaml': config('default'),
      'c.yaml': config('other'),
    };
    expect(found(keys, texts)).toEqual([
      'a.yaml:11:70-75 warning test/rule: ConfigMap config has no key levle',
      '  of apps/v1 Deployment web: spec template spec containers 0 env 0 valueFrom configMapKeyRef key',
      '  hint: did you mean level?',
      '  related: b.yaml:4:1-5 its keys',
      '  fix: write level',
      '    a.yaml:11:70-75 "level"',
      'a.yaml:14:59-64 warning test/rule: ConfigMap config has no key levle',
      '  of apps/v1 Deployment web: spec template spec volumes 0 configMap items 0 key',
      '  hint: did you mean level?',
      '  related: b.yaml:4:1-5 its keys',
      '  fix: write level',
      '    a.yaml:14:59-64 "level"',
    ]);
    expect(found(keys, { ...texts, 'a.yaml': workload('Deployment', 'web', pod('level')) })).toEqual([]);
  });

  it('finds nothing in another namespace', () => {
    const texts = { 'a.yaml': workload('Deployment', 'web', pod('levle')), 'c.yaml': config('other') };
    expect(found(keys, texts)).toEqual([]);
  });

  it('brings ports, and references whose kind only the object says', () => {
    const each = rule({
      ...data,
      visit: 'Reference',
      by: 'name',
      to: ['Service', 'Deployment'],
      check: ({ at, to, name, ports }, { report }) =>
        report({ at: ports[0]?.at ?? at, message: `${to} ${name} ${ports.map(({ port }) => port).join()}` }),
    });
    const text = [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  defaultBackend: {service: {name: s, port: {number: 80}}}',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h2}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: d}',
    ].join('\n---\n');
    expect(found(each, { 'a.yaml': text })).toEqual([
      'a.yaml:5:54-56 warning test/rule: Service s 80',
      '  of networking.k8s.io/v1 Ingress i: spec defaultBackend service port number',
      'a.yaml:11:65-66 warning test/rule: Deployment d ',
      '  of autoscaling/v2 HorizontalPodAutoscaler h: spec scaleTargetRef name',
    ]);
  });

  const service = (selector: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: ${selector}\n  ports: [{port: 80, targetPort: http}]`;

  it('brings selectors, and what they select of all files', () => {
    const each = rule({
      ...data,
      visit: 'Reference',
      by: 'selector',
      to: ['Pod'],
      check(reference, { objects, report }) {
        const pods = objects.selectedPods(reference).map(({ at }) => at.object.name);
        const [port] = reference.ports;
        report({ at: reference.at, of: 'key', message: `selects ${pods.join()} at ${port?.port}` });
        if (port) report({ at: port.at, message: 'port' });
      },
    });
    const texts = {
      'a.yaml': service('{app: web}'),
      'b.yaml': ['web', 'db']
        .map((name) => workload('Deployment', name, '      nodeName: one'))
        .join('\n---\n'),
    };
    expect(found(each, texts)).toEqual([
      'a.yaml:5:3-11 warning test/rule: selects web at http',
      '  of v1 Service web: spec selector',
      'a.yaml:6:34-38 warning test/rule: port',
      '  of v1 Service web: spec ports 0 targetPort',
    ]);
  });

  it('brings names of parts, and the parts that there are', () => {
    const each = rule({
      ...data,
      visit: 'Reference',
      by: 'part',
      to: ['port'],
      check({ at, name, among }, { report }) {
        const related = among.places.map((port) => ({ message: port.name, at: port.at }));
        report({ at, message: `port ${name}`, related });
      },
    });
    const probed = [
      '      containers:',
      '      - name: web',
      '        ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 81}]',
      '        livenessProbe: {httpGet: {port: htpt}}',
      '        volumeMounts: [{name: gone, mountPath: /m}]',
    ].join('\n');
    expect(found(each, { 'a.yaml': workload('Deployment', 'web', probed) })).toEqual([
      'a.yaml:11:41-45 warning test/rule: port htpt',
      '  of apps/v1 Deployment web: spec template spec containers 0 livenessProbe httpGet port',
      '  related: a.yaml:10:24-28 http',
      '  related: a.yaml:10:57-62 admin',
    ]);
  });

  it.each([
    ['name', ['metadata.namespace', 'spec.template.spec.serviceAccountName']],
    ['selector', ['spec.selector']],
    ['part', ['spec.template.spec.containers.0.volumeMounts.0.name']],
  ] as const)('brings all by %s to a rule that does not say which', (by, paths) => {
    const seen: string[] = [];
    const check = ({ at }: { at: { path: readonly (string | number)[] } }) => {
      seen.push(at.path.join('.'));
    };
    const all = { ...data, visit: 'Reference' } as const;
    const rules = {
      name: rule({ ...all, by: 'name', check }),
      selector: rule({ ...all, by: 'selector', check }),
      part: rule({ ...all, by: 'part', check }),
    };
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    spec:
      serviceAccountName: robot
      containers: [{name: c, volumeMounts: [{name: v, mountPath: /v}]}]`;
    found(rules[by], { 'a.yaml': text });
    expect(seen.sort()).toEqual(paths);
  });
});

describe("visit: 'SchemaError'", () => {
  it('brings what the schema finds wrong, of the codes that a rule names', () => {
    const each = rule({
      ...data,
      visit: 'SchemaError',
      codes: ['unknown-field', 'wrong-type'],
      check: ({ at, code, key, expected }, { report }) =>
        report({ at, of: 'key', message: `${code} ${key ?? expected}` }),
    });
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {prots: [], clusterIP: 1}';
    expect(found(each, { 'a.yaml': text })).toEqual([
      'a.yaml:4:8-13 warning test/rule: unknown-field prots',
      '  of v1 Service web: spec prots',
      'a.yaml:4:19-28 warning test/rule: wrong-type string',
      '  of v1 Service web: spec clusterIP',
    ]);
  });
});

describe('rules together', () => {
  const run = (rules: readonly Rule[], text: string) => {
    const source = { file: 'a.yaml', text };
    return lintDocuments([source], parseManifests(source), wholeWorld, {}, rules).found.map(
      ({ rule: name, path }) => `${name} ${path?.join('.')}`,
    );
  };

  it('are all heard of the same error', () => {
    const named = (name: string) =>
      rule({
        ...data,
        name,
        visit: 'SchemaError',
        codes: ['unknown-field'],
        check: ({ at }, { report }) => report({ at, message: name }),
      });
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {prots: []}';
    expect(run([named('test/a'), named('test/b')], text)).toEqual(['test/a spec.prots', 'test/b spec.prots']);
  });

  it('each get the references that they are about', () => {
    const of = { ...data, visit: 'Reference' } as const;
    const check = ({ at }: { at: Place }, { report }: Context) => report({ at, message: 'seen' });
    const rules = [
      rule({ ...of, name: 'test/secret', by: 'name', to: ['Secret'], check }),
      rule({ ...of, name: 'test/config', by: 'name', to: ['ConfigMap'], check }),
      rule({ ...of, name: 'test/volume', by: 'part', to: ['volume'], check }),
    ];
    const text = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes: [{name: v, configMap: {name: c}}, {name: w, secret: {secretName: s}}]
  containers: [{name: c, image: c, volumeMounts: [{name: v, mountPath: /v}]}]`;
    expect(run(rules, text)).toEqual([
      'test/config spec.volumes.0.configMap.name',
      'test/secret spec.volumes.1.secret.secretName',
      'test/volume spec.containers.0.volumeMounts.0.name',
    ]);
  });

  it.each<[string, Rule[]]>([
    ['nothing', []],
    ['what the schema found', [rule({ ...data, visit: 'SchemaError', codes: [], check: () => {} })]],
    ['files', [rule({ ...data, visit: 'Files', check: () => {} })]],
    ['pods', [rule({ ...data, visit: 'Pod', check: () => {} })]],
    ['containers', [rule({ ...data, visit: 'Container', check: () => {} })]],
    [
      'names of config',
      [rule({ ...data, visit: 'Reference', by: 'name', to: ['ConfigMap'], check: () => {} })],
    ],
    [
      'selectors of nodes',
      [rule({ ...data, visit: 'Reference', by: 'selector', to: ['Node'], check: () => {} })],
    ],
    [
      'names of volumes',
      [rule({ ...data, visit: 'Reference', by: 'part', to: ['volume'], check: () => {} })],
    ],
  ])('that visit %s do not look into a Service', (_what, rules) => {
    const [document] = parseManifests({ file: 'a.yaml', text: 'kind: Service' }).documents as [Document];
    const value = {
      apiVersion: 'v1',
      kind: 'Service',
      get spec(): never {
        throw new Error('looked at');
      },
    };
    const object = new LintObject(document, value, { patch: false, fileText: '' });
    const none = new Objects([], '1.36');
    const context: Context = {
      version: '1.36',
      options: {},
      objects: new Objects([object], '1.36'),
      world: new KnownWorld({
        files: none,
        patches: none,
        held: none,
        elsewhere: new MadeElsewhere(none, []),
        isCut: false,
        options: {},
      }),
      report: () => {},
      validate: () => [],
    };
    const fails = (_object: LintObject, error: unknown): never => {
      throw error;
    };
    const walk = walkFor(rules, () => context, fails);
    expect(() => {
      walk.object(object);
      walk.files();
    }).not.toThrow();
    const every = rule({ ...data, visit: 'Reference', by: 'selector', check: () => {} });
    expect(() => walkFor([...rules, every], () => context, fails).object(object)).toThrow('looked at');
  });
});

describe("visit: 'Files'", () => {
  it('brings all objects together, once', () => {
    const each = rule({
      ...data,
      visit: 'Files',
      check({ all }, { report }) {
        const [first, ...others] = all;
        const related = others.map(({ at, name }) => ({ message: name, at: at.child('metadata', 'name') }));
        if (first) report({ at: first.at.child('kind'), message: `${all.length} objects`, related });
      },
    });
    const object = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}`;
    expect(found(each, { 'b.yaml': object('b'), 'a.yaml': object('a') })).toEqual([
      'a.yaml:2:7-16 warning test/rule: 2 objects',
      '  of v1 ConfigMap a: kind',
      '  related: b.yaml:3:18-19 b',
    ]);
  });
});

describe('what every rule is given', () => {
  it('is the version, the options, and what the schema says of a value', () => {
    const seen: unknown[] = [];
    const each = rule({
      ...data,
      visit: 'Object',
      check({ value }, { version, options, objects, validate }) {
        seen.push(version, options.strictKinds, objects.all.length);
        seen.push(
          validate(value).length,
          validate({ ...value, spec: 1 }).map(({ code }) => code),
        );
      },
    });
    const texts = { 'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}' };
    expect(found(each, texts, { k8s: '1.30', strictKinds: true })).toEqual([]);
    expect(seen).toEqual(['1.30', true, 1, 0, ['wrong-type']]);
  });
});
