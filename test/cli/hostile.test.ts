import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LINT_FORMATS } from '../../src/report/lint-formats/index.js';
import { documents, node, workbench } from './workbench.js';

const { file, folder, read, kubeplan } = workbench();

const owner = (kind: string, name: string) =>
  `ownerReferences: [{apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}, kind: ${kind}, name: ${name}, uid: u-${name}, controller: true}]`;
const set = (name: string, of: string, more = '') => `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: ${name}, namespace: default, uid: u-${name}, ${owner('ReplicaSet', of)}}
spec:
  replicas: 1
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: a, image: a${more}}]}
`;
const pod = (name: string, kind: string, of: string, cpu: string, more = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: default, uid: u-${name}, ${owner(kind, of)}}
spec: {${more}containers: [{name: a, image: a, resources: {requests: {cpu: ${cpu}}}}]}
`;

it('a large object without metadata is not what kubeplan fails on', async () => {
  file('large.yaml', `apiVersion: v1\nkind: ConfigMap\ndata: {a: ${'a'.repeat(300_000)}}\n`);
  const { status, out } = await kubeplan(['lint', 'large.yaml', '--set', 'strict']);
  expect([status, out.includes('kubeplan/failed')]).toEqual([1, false]);
});

it('a container of a dump without an image has an empty one', async () => {
  const imageless =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: e}\nspec: {nodeName: n1, containers: [{}]}\n';
  file('imageless.yaml', documents(node('n1'), imageless));
  file('small.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n');
  const { out } = await kubeplan(['plan', 'small.yaml', '--cluster', 'imageless.yaml']);
  expect(out).toContain('InvalidImageName: Failed to apply default image tag ""');
});

describe('an object that is nested deeper than a server reads', () => {
  const nested = `${'{a: '.repeat(600)}x${'}'.repeat(600)}`;
  const below = (name: string, rest: string) => file(name, `apiVersion: v1\nkind: ConfigMap\n${rest}\n`);
  const data = below('deep-data.yaml', `metadata: {name: deep}\ndata: ${nested}`);
  const metadata = below('deep-metadata.yaml', `metadata: ${nested}`);
  const good = below('good.yaml', 'metadata: {name: good}');

  it.each([
    [['plan', good, '--cluster', data], 'left out of the cluster: configmap/deep: exceeded max depth'],
    [['plan', good, '--cluster', metadata], 'left out of the cluster: ConfigMap: it has no name'],
    [['explain', '--all-pending', good, '--cluster', data], 'left out of the cluster: configmap/deep'],
    [['diff', data, good], 'configmap/deep'],
    [['diff', metadata, good], 'configmap'],
    [['diff', good, metadata], 'exceeded max depth'],
    [['lint', metadata], 'exceeded max depth'],
  ])('%j says so', async (argv, text) => {
    const { status, out, err } = await kubeplan(argv);
    expect([status < 3, out + err]).toEqual([true, expect.stringMatching(new RegExp(text, 'i'))]);
  });
});

describe('owners that own each other', () => {
  const circle = file(
    'circle.yaml',
    documents(
      node('n1'),
      set('a', 'b', ', resources: {requests: {cpu: 3}}'),
      set('b', 'a'),
      pod('itself', 'Pod', 'itself', '1', 'nodeName: n1, '),
      pod('there', 'ReplicaSet', 'a', '2', 'nodeName: n1, '),
      pod('waiting', 'ReplicaSet', 'b', '3'),
    ),
  );
  const web = file('web.yaml', pod('web', 'ReplicaSet', 'gone', '4').replace(/, uid: u-web.*\}\}?/, '}'));

  it.each([
    [['lint', circle]],
    [['lint', circle, '--cluster', circle]],
    [['lint', web, '--cluster', circle]],
    [['plan', circle, '--nodes', 'cpu=4', '-v']],
    [['plan', web, '--cluster', circle]],
    [['plan', web, '--cluster', circle, '--format', 'json']],
    [['explain', 'pod/waiting', '--cluster', circle]],
    [['explain', 'replicaset/a', circle, '--nodes', 'cpu=1']],
    [['explain', '--all-pending', web, '--cluster', circle]],
    [['capacity', web, '--cluster', circle]],
    [['capacity', circle, '--nodes', 'cpu=4']],
    [['diff', circle, web]],
    [['diff', web, circle]],
  ])('%j comes to an end', async (argv) => {
    const { status, out, err } = await kubeplan(argv);
    expect([status < 3, out + err]).toEqual([true, expect.stringMatching(/\S/)]);
  });

  it('are told of each by itself', async () => {
    const { out } = await kubeplan(['plan', circle, '--nodes', 'cpu=1']);
    expect(out).toMatch(/replicaset\/a .*0\/1/);
    expect(out).toMatch(/kubeplan explain (?:pod|replicaset)\/\S+ circle\.yaml/);
  });
});

describe('what is no file with a text in a folder', () => {
  it('is named by every command that reads it', async () => {
    file('odd/web.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n');
    execFileSync('mkfifo', [join(folder, 'odd/pipe.yaml')]);
    const server = createServer().listen(join(folder, 'odd/socket.yaml'));
    await new Promise((listening) => server.once('listening', listening));
    for (const command of ['lint', 'plan', 'capacity', 'diff']) {
      const sides = command === 'diff' ? ['odd', 'odd'] : ['odd'];
      const nodes = command === 'plan' || command === 'capacity' ? ['--nodes', 'cpu=1'] : [];
      const { out, err } = await kubeplan([command, ...sides, ...nodes]);
      expect(out + err).toContain('odd/pipe.yaml is a pipe: it is not read');
      expect(out + err).toContain('odd/socket.yaml is a socket: it is not read');
    }
    server.close();
  });
});

describe('what is no file with a text in a folder that an option names', () => {
  const web = file('beside.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n');
  file('beside/node.yaml', node('n1'));
  execFileSync('mkfifo', [join(folder, 'beside/pipe.yaml')]);

  it.each([
    ['lint', web, '--cluster', 'beside', '--k8s', '1.30,1.31'],
    ['lint', web, '--crd', 'beside'],
    ['lint', web, '--policy', 'beside'],
    ['plan', web, '--cluster', 'beside'],
    ['explain', '--all-pending', web, '--cluster', 'beside'],
    ['capacity', web, '--cluster', 'beside'],
    ['diff', web, web, '--crd', 'beside'],
  ])('%s %s %s is named once', async (...argv) => {
    const { status, err } = await kubeplan(argv);
    expect([status < 3, err.split('beside/pipe.yaml is a pipe: it is not read').length - 1]).toEqual([
      true,
      1,
    ]);
  });
});

describe('whole numbers of 64 bits', () => {
  const most = '9223372036854775807';

  it('are so many seconds', async () => {
    const cron = file(
      'cron.yaml',
      `apiVersion: batch/v1
kind: CronJob
metadata: {name: c, namespace: default}
spec:
  schedule: '* * * * *'
  startingDeadlineSeconds: ${most}
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
`,
    );
    const web = file(
      'grace.yaml',
      `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: default, generation: ${most}}
spec:
  nodeName: n1
  terminationGracePeriodSeconds: ${most}
  activeDeadlineSeconds: ${most}
  tolerations: [{operator: Exists, effect: NoExecute, tolerationSeconds: ${most}}]
  containers: [{name: a, image: a}]
`,
    );
    const dump = file('most.yaml', documents(node('n1'), read('cron.yaml'), read('grace.yaml')));
    for (const argv of [
      ['plan', cron, '--cluster', dump, '--for', '3m'],
      ['explain', '--all-pending', web, '--cluster', dump],
      ['capacity', web, '--cluster', dump],
      ['diff', web, cron],
    ]) {
      expect([argv, (await kubeplan(argv)).status < 3]).toEqual([argv, true]);
    }
  });
});

describe('a line end in the name of a field', () => {
  const named = file(
    'field.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {"a\\nFORGED": b}}\nspec: {containers: [{name: a, image: a}]}\n',
  );

  it.each(Object.keys(LINT_FORMATS))('begins no line of %s', async (format) => {
    expect((await kubeplan(['lint', named, '--format', format])).out).not.toMatch(/^FORGED/m);
  });
});

describe('numbers that no server takes', () => {
  it.each(['Deployment', 'ReplicaSet', 'StatefulSet'])(
    'are fewer than no pods of a %s in a dump',
    async (kind) => {
      const dump = file(
        `dump-${kind}.yaml`,
        documents(
          node('n1'),
          `apiVersion: apps/v1
kind: ${kind}
metadata: {name: less, namespace: default, uid: u}
spec:
  replicas: -1
  selector: {matchLabels: {app: less}}
  template: {metadata: {labels: {app: less}}, spec: {containers: [{name: a, image: a}]}}
`,
        ),
      );
      const web = file('alone.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n');
      expect((await kubeplan(['plan', web, '--cluster', dump])).status).toBe(0);
    },
  );
});

describe('objects that nobody decoded', () => {
  it('are no Pods or Services although they are called so', async () => {
    const kinds = ['Pod', 'Service'].map((kind) => `apiVersion: s\nkind: ${kind}\nmetadata: {name: e}\n`);
    const bare = file('unserved/bare.yaml', documents(...kinds));
    const odd = file(
      'unserved/odd.yaml',
      documents(
        ...kinds.map((text) => `${text}spec: {ports: 1, clusterIPs: {a: b}, nodeName: a, containers: 5}\n`),
      ),
    );
    for (const sides of [
      [bare, odd],
      [odd, bare],
    ]) {
      expect((await kubeplan(['diff', ...sides])).status).toBeLessThan(3);
    }
  });

  it('are no policies of which an expression is checked', async () => {
    const policy = file(
      'policy.yaml',
      `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: a}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [null], apiVersions: [null], resources: [null, a], operations: ["*"]}]}
  validations: [{expression: "true"}]
`,
    );
    expect((await kubeplan(['lint', policy])).status).toBe(1);
  });

  it('have no ports where no number says so', async () => {
    const ports = file(
      'ports.yaml',
      `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: a, image: a, ports: [{}, {name: b}, {containerPort: 1}, {name: c, containerPort: 2}], livenessProbe: {httpGet: {port: d}}}]}
`,
    );
    const { out } = await kubeplan(['lint', ports]);
    expect(out).toContain('its ports are b, 1, c (2)');
    expect(out).not.toContain('undefined');
  });
});
