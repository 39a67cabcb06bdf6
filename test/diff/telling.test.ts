import { expect, it } from 'vitest';
import type { DiffOptions } from '../../src/diff/diff.js';
import { type Diff, diff } from '../../src/diff/diff.js';
import { diffText } from '../../src/report/diff-text.js';

const web = (name: string, image: string, labels = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, labels: {chart: "${labels}"}}\nspec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: ${name}, image: "${image}"}]}}}\n`;
const all = (...texts: string[]) => texts.join('---\n');
const compare = (old: string, now: string, options: DiffOptions = {}): Diff =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }], options);

const five = (image: string) => all(...['a', 'b', 'c', 'd', 'e'].map((name) => web(name, `${image}`)));

it('folds what changes alike, and unfolds it with --verbose', () => {
  const text = diffText(compare(five('i:1'), five('i:2')));
  expect(text.replace(/replicaset a-\w+/, 'replicaset X')).toBe(`5 changed.

~ deployment/a  rolls out: replicaset X, 1 pod in 1 wave, never below 1 ready
    spec.template.spec.containers[a].image  i:1 → i:2  old.yaml:4:121  new.yaml:4:121
    likewise 4 more: deployment/b, deployment/c, deployment/d and deployment/e
`);
  const whole = diffText(compare(five('i:1'), five('i:2')), { verbose: true });
  expect(whole.match(/i:1 → i:2/g)).toHaveLength(5);
  expect(whole).not.toContain('likewise');
});

it('folds nothing that differs in what follows, nor two', () => {
  const [old, now] = [five('i:1'), five('i:2').replace('image: "i:2"', 'image: "i:3"')];
  expect(diffText(compare(old, now))).toContain(
    'likewise 3 more: deployment/c, deployment/d and deployment/e',
  );
  const two = (image: string) => all(web('a', image), web('b', image));
  expect(diffText(compare(two('i:1'), two('i:2')))).not.toContain('likewise');
});

it('folds a label that is other in objects of any kind, where nothing else is', () => {
  const shop = (version: string, data: string) =>
    all(
      ...['ConfigMap', 'ServiceAccount', 'Service', 'LimitRange'].map(
        (kind) =>
          `apiVersion: v1\nkind: ${kind}\nmetadata: {name: shop, labels: {version: ${version}}}\n${kind === 'Service' ? 'spec: {ports: [{port: 80}]}\n' : kind === 'ConfigMap' ? `data: {a: ${data}}\n` : ''}`,
      ),
    );
  expect(diffText(compare(shop('v1', 'x'), shop('v2', 'x')))).toMatch(
    /~ configmap\/shop .*\n {4}metadata\.labels\[version\] {2}v1 → v2 .*\n {4}likewise 3 more: serviceaccount\/shop, service\/shop and limitrange\/shop\n$/,
  );
  const other = diffText(compare(shop('v1', 'x'), shop('v2', 'y')));
  expect(other).toContain('likewise 2 more: service/shop and limitrange/shop');
});

it('--only tells of some, and how many are not told', () => {
  const told = (only: string[]) =>
    compare(five('i:1'), five('quay.io/i:2'), { only }).objects.map(({ object }) => object.name);
  expect(told(['deployment/b', 'Deployment/D'])).toEqual(['b', 'd']);
  expect(told(['deployment'])).toHaveLength(5);
  expect(told(['*/a'])).toEqual(['a']);
  const { notes, reach, counts } = compare(five('i:1'), five('quay.io/i:2'), { only: ['service'] });
  expect(notes).toEqual(['5 objects not told (--only)']);
  expect(reach).toEqual([]);
  expect(counts.changed).toBe(0);
});

it('--ignore leaves changes out, but not what they bring about', () => {
  const [old, now] = [web('a', 'i:1', '1'), web('a', 'i:1', '2')];
  const quiet = compare(old, now, { ignore: ['metadata.labels'] });
  expect(quiet.objects).toMatchObject([{ verdict: 'same', changes: [], consequences: [] }]);
  expect(quiet.notes).toEqual(['1 change not told (--ignore)']);
  expect(compare(old, now, { ignore: ['metadata.labels[other]'] }).counts.changed).toBe(1);
  const [rolled] = compare(old, web('a', 'i:2', '2'), { ignore: ['*.image', 'metadata'] }).objects;
  expect(rolled).toMatchObject({ verdict: 'changed', changes: [], consequences: [{ type: 'rollout' }] });
});

it('--ignore hides no change for which an update is refused', () => {
  const [old, now] = [web('a', 'i:1'), web('a', 'i:1').replaceAll('app: a', 'app: b')];
  const [refused] = compare(old, now, { ignore: ['spec'] }).objects;
  expect(refused?.changes.map(({ path }) => path)).toEqual(['spec.selector.matchLabels[app]']);
});

it('-U says how many lines stand around', () => {
  const map = (middle: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n    1\n    2\n    3\n    ${middle}\n    5\n    6\n    7\n`;
  const lines = (context?: number) =>
    compare(map('x'), map('y'), context === undefined ? {} : { context }).objects[0]?.changes[0]?.lines
      ?.hunks[0]?.lines;
  expect(lines()).toEqual([' 2', ' 3', '-x', '+y', ' 5', ' 6']);
  expect(lines(0)).toEqual(['-x', '+y']);
  expect(lines(9)).toEqual([' 1', ' 2', ' 3', '-x', '+y', ' 5', ' 6', ' 7']);
});

it('lists that are replaced whole are read item by item', () => {
  const ingress = (paths: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [{host: a, http: {paths: [${paths}]}}]}\n`;
  const path = (at: string, port: number) =>
    `{path: ${at}, pathType: Prefix, backend: {service: {name: s, port: {number: ${port}}}}}`;
  const paths = (old: string, now: string) =>
    compare(ingress(old), ingress(now)).objects[0]?.changes.map(({ op, path: at }) => `${op} ${at}`);
  expect(paths(path('/', 80), path('/', 81))).toEqual([
    'replace spec.rules[host=a].http.paths[path=/].backend.service.port.number',
  ]);
  expect(paths(path('/', 80), `${path('/', 80)}, ${path('/b', 80)}`)).toEqual([
    'add spec.rules[host=a].http.paths[path=/b]',
  ]);
  expect(paths(`${path('/', 80)}, ${path('/b', 80)}`, `${path('/b', 80)}, ${path('/', 80)}`)).toEqual([
    'replace spec.rules[host=a].http.paths',
  ]);
  const role = (...rules: string[]) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [${rules.map((verbs) => `{apiGroups: [""], resources: [pods], verbs: [${verbs}]}`).join(', ')}]\n`;
  const rules = (old: string[], now: string[]) =>
    compare(role(...old), role(...now)).objects[0]?.changes.map(({ op, path: at }) => `${op} ${at}`);
  expect(rules(['get', 'list'], ['get', 'watch'])).toEqual(['replace rules[1].verbs']);
  expect(rules(['get', 'list', 'watch'], ['watch', 'get', 'list'])).toEqual(['replace rules']);
});

it('of much that cannot be read for one reason the first is named, and the rest counted', () => {
  const values = Array.from({ length: 6 }, (_, at) => ({ file: `v${at}.yaml`, text: 'a: b\n' }));
  const { findings, ...result } = diff(values.slice(0, 3), values.slice(3));
  const text = (verbose: boolean) =>
    diffText(result, { problems: findings, verbose })
      .split('\n')
      .filter((line) => line.includes('no Kubernetes object'));
  expect(text(false)).toEqual([
    'unreadable  no Kubernetes object  v0.yaml:1:1',
    'unreadable  no Kubernetes object  v1.yaml:1:1',
    'unreadable  no Kubernetes object  v2.yaml:1:1',
    'unreadable  no Kubernetes object  in 3 more places (--verbose names them)',
  ]);
  expect(text(true)).toHaveLength(6);
});

it('folds what is named like its object, images among it', () => {
  const named = (tag: string) =>
    all(...['api', 'cart', 'web'].map((name) => web(name, `shop/${name}:${tag}`)));
  const text = diffText(compare(named('v1'), named('v2')));
  expect(text).toContain('  shop/api:v1 → shop/api:v2  ');
  expect(text).toContain('    likewise 2 more: deployment/cart and deployment/web\n');
});
