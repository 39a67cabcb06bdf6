import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { diff } from '../../src/diff/diff.js';
import { diffJson } from '../../src/report/diff-json.js';
import { diffText } from '../../src/report/diff-text.js';

const compare = (old: string, now: string) =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }], { rollback: true });
const back = (old: string, now: string) => {
  const text = diffText(compare(old, now));
  return text.slice(text.indexOf('Going back')).split('\n');
};

const web = (image: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      ${more}
      containers: [{name: c, image: "${image}"}]
`;
const claim = (size: string) =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nimmutable: ${size === '2Gi'}\ndata: {a: "1"}\n`;

it('tells what the old manifests do when they are applied again, and what undo would', () => {
  const added = '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n';
  expect(back(web('i:1'), web('i:2') + added)).toEqual([
    'Going back, by applying the old manifests again: 1 changed, 1 gone.',
    '',
    expect.stringMatching(
      /^~ deployment\/web {2}rolls out: replicaset web-\w+, 2 pods in 2 waves, never below 2 ready$/,
    ),
    '- configmap/b     no longer among the manifests, stays in the cluster  new.yaml:13:1',
    'kubectl rollout undo deployment/web   takes its pod template back, and nothing else.',
    '',
  ]);
});

it('tells what is refused on the way back', () => {
  expect(back(claim('1Gi'), claim('2Gi')).join('\n')).toContain(
    '! configmap/a  refused: immutable: Forbidden: field is immutable when `immutable` is set',
  );
});

it('tells what is not brought back: an account that is taken out stays', () => {
  expect(back(web('i:1'), web('i:1', 'serviceAccountName: ci'))).toContain(
    'not brought back  deployment/web  spec.template.spec.serviceAccountName',
  );
});

it('says so to programs, and nothing where nobody asks', () => {
  const report = JSON.parse(diffJson(compare(web('i:1'), web('i:2')))) as Record<string, unknown>;
  expect(report['rollback']).toMatchObject({
    counts: { changed: 1 },
    objects: [{ verdict: 'changed', kind: 'Deployment', consequences: [{ type: 'rollout' }] }],
    lost: [],
  });
  const old = [{ file: 'o', text: web('i:1') }];
  expect(diff(old, old)).not.toHaveProperty('rollback');
});

it('of a change that touches everything nothing else is lost', () => {
  const text = (name: string) =>
    readFileSync(new URL(`../../fixtures/reach/${name}.yaml`, import.meta.url), 'utf8');
  const lines = back(text('old'), text('new'));
  expect(lines.filter((line) => line.startsWith('not brought back'))).toEqual([
    'not brought back  deployment/web  spec.template.spec.serviceAccountName',
  ]);
  expect(lines.join(' ').replace(/ +/g, ' ')).toContain(
    'whether it completes is not known here: its old pods do not all run as they are: pods "web-',
  );
});
