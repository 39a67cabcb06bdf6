import { expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';

const job = (name: string, annotations: string, image = 'i:1') =>
  `---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}, annotations: {${annotations}}}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "${image}"}]}}}\n`;
const map = (name: string, annotations = '') =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, annotations: {${annotations}}}\n`;
const compare = (old: string, now: string) =>
  diff([{ file: 'old', text: old }], [{ file: 'new', text: now }]);
const order = (old: string, now: string) =>
  compare(old, now).reach.flatMap(({ topic, text }) => (topic === 'order' ? [text] : []));

it('hooks of Helm in the order of their weights, those of Argo CD by their phase', () => {
  const now = [
    job('b', '"helm.sh/hook": "pre-install,pre-upgrade", "helm.sh/hook-weight": "5"'),
    job('a', '"helm.sh/hook": pre-upgrade, "helm.sh/hook-weight": "-5"'),
    job('t', '"helm.sh/hook": test-success'),
    job('p', '"argocd.argoproj.io/hook": PostSync, "helm.sh/hook": post-upgrade'),
    map('m'),
  ].join('');
  expect(order('', now)).toEqual([
    'Helm runs before an install: job/b',
    'Helm runs before an upgrade: job/a, then job/b',
    'helm test runs: job/t',
    'Argo CD runs after a sync: job/p',
  ]);
});

it('sync waves, where there are several, and nothing where nothing differs', () => {
  const wave = (number: number) => `"argocd.argoproj.io/sync-wave": "${number}"`;
  const now = map('a', wave(-1)) + map('b') + map('c', wave(10)) + map('d', wave(10));
  expect(order(map('b'), now)).toEqual([
    'Argo CD syncs in waves, -1: configmap/a; 0: configmap/b; 10: configmap/c and configmap/d',
  ]);
  expect(order(now, now)).toEqual([]);
  expect(order('', map('b'))).toEqual([]);
});

it.each([
  ['"helm.sh/hook": pre-upgrade', 'As a hook it is deleted and made anew by Helm, which asks for no update'],
  [
    '"argocd.argoproj.io/hook": PreSync, "argocd.argoproj.io/hook-delete-policy": BeforeHookCreation',
    'As a hook it is deleted and made anew by Argo CD, which asks for no update',
  ],
  [
    '"helm.sh/hook": pre-upgrade, "helm.sh/hook-delete-policy": hook-succeeded',
    'Recreating it runs the work again from the start; its pods go, with their logs',
  ],
])('a Job that kubectl could not update: %s', (annotations, said) => {
  const [refused] = compare(job('a', annotations), job('a', annotations, 'i:2')).objects;
  expect(refused).toMatchObject({ verdict: 'refused', recreation: said });
});
