import { describe, expect, it } from 'vitest';
import { diffManifests } from '../../src/diff/diff.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffText } from '../../src/report/diff-text.js';
import { createStyle } from '../../src/report/style.js';
import { stripStyle } from '../../src/report/width.js';
import { documents } from './manifests.js';

const OLD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 4
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: shop/web:1.4.1
          args: [--listen=:8080]
          envFrom: [{configMapRef: {name: web}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data: {LEVEL: info}
---
apiVersion: v1
kind: Secret
metadata: {name: web}
stringData: {password: hunter2}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;
const NEW = OLD.replace('1.4.1', '1.5.0')
  .replace('info', 'debug')
  .replace('hunter2', 'hunter3')
  .replace('kind: Service', 'kind: Service # as before')
  .concat('---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n');

const diff = diffManifests(documents(OLD, 'old/web.yaml'), documents(NEW, 'new/web.yaml'));
const hash = /web-[0-9a-z]{8,10}/.exec(diffText(diff))?.[0] ?? '';

describe('the text', () => {
  it('answers first, then says what follows and where, then what to do', () => {
    expect(diffText(diff, { next: 'new' })).toBe(`3 changed, 1 added, 1 the same.

~ deployment/web  rolls out: replicaset ${hash}, 4 pods in 2 waves, never below 3 ready
    spec.template.spec.containers[web].image  shop/web:1.4.1 → shop/web:1.5.0  old/web.yaml:13:18  new/web.yaml:13:18
~ configmap/web   changed in place; deployment/web restarts with it
    data[LEVEL]  info → debug  old/web.yaml:20:15  new/web.yaml:20:15
~ secret/web      changed in place; none of these workloads reads it
    data[password]  changed (value hidden)  old/web.yaml:25:24  new/web.yaml:25:24
+ configmap/more  new/web.yaml:32:1

kubeplan plan new   says how it goes, step by step.
`);
  });

  it('says how to remove what is gone, for each namespace', () => {
    const text = diffText(diffManifests(documents(OLD), []));
    expect(text.trimEnd().split('\n').slice(-2)).toEqual([
      'kubectl delete deployment/web configmap/web secret/web   removes what is gone.',
      'kubectl delete service/web -n shop   removes what is gone.',
    ]);
  });

  it('fits 80 columns', () => {
    for (const line of diffText(diff, { width: 80, next: 'new' }).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('reads the same without colour', () => {
    const coloured = diffText(diff, { style: createStyle(true), verbose: true });
    expect(coloured).toContain('\x1b[');
    expect(stripStyle(coloured)).toBe(diffText(diff, { verbose: true }));
  });

  it('is one line when nothing changes, and says what was only written differently', () => {
    const same = diffManifests(
      documents(OLD),
      documents(OLD.replace('replicas: 4', 'replicas: 4\n  paused: false')),
    );
    expect(diffText(same)).toBe('Nothing changes: 4 objects are the same, 1 of them written differently.\n');
  });

  it('names the namespace where it is not the usual one', () => {
    expect(diffText(diff, { verbose: true })).toContain('  service/web -n shop  the same');
    expect(diffText(diff, { verbose: true, namespace: 'shop' })).toContain('deployment/web -n default');
  });

  it('folds long texts unless asked', () => {
    const map = (from: number) =>
      documents(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  f: |\n${Array.from({ length: 30 }, (_, i) => `    line ${from + i}\n`).join('')}`,
      );
    const long = diffManifests(map(0), map(100));
    expect(diffText(long)).toContain('… 48 more lines, --verbose shows them');
    expect(diffText(long, { verbose: true })).toContain('+line 129');
  });

  it('cuts the value out of a long refusal', () => {
    const job = (image: string) =>
      documents(
        `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "${image}"}]}}}\n`,
      );
    const text = diffText(diffManifests(job('a'), job('b')));
    expect(text).toContain('! job/j  refused: spec.template: Invalid value: …: field is immutable\n');
    expect(text).toContain('Recreating it runs the work again from the start; its pods go, with their logs.');
    expect(text.split('\n')[0]).toBe('1 refused.');
  });

  it('shows what a terminal would act on as pictures', () => {
    const map = (value: string) =>
      documents(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "${value}"}\n`);
    expect(diffText(diffManifests(map('x'), map('\\u001b[31m')))).not.toContain('\x1b');
  });
});

describe('the JSON', () => {
  it('says the same to programs', () => {
    const report = JSON.parse(diffJson(diff)) as { objects: Record<string, unknown>[] };
    expect(report).toMatchObject({
      format: 'kubeplan.diff/1',
      kubernetes: '1.37',
      counts: { changed: 3, added: 1, removed: 0, refused: 0, same: 1 },
      unreadable: [],
    });
    expect(report.objects[0]).toEqual({
      verdict: 'changed',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'default',
      name: 'web',
      kubectl: 'configured',
      old: { file: 'old/web.yaml', line: 1, column: 1 },
      new: { file: 'new/web.yaml', line: 1, column: 1 },
      changes: [
        {
          op: 'replace',
          path: 'spec.template.spec.containers[web].image',
          old: 'shop/web:1.4.1',
          new: 'shop/web:1.5.0',
          oldAt: { file: 'old/web.yaml', line: 13, column: 18 },
          newAt: { file: 'new/web.yaml', line: 13, column: 18 },
        },
      ],
      consequences: [
        {
          type: 'rollout',
          text: `rolls out: replicaset ${hash}, 4 pods in 2 waves, never below 3 ready`,
          facts: { replicaSet: hash, pods: 4, waves: 2, fewestReady: 3, mostPods: 5 },
        },
      ],
      refusals: [],
    });
    expect(report.objects[2]).toMatchObject({
      changes: [{ op: 'replace', path: 'data[password]', hidden: true }],
    });
  });
});
