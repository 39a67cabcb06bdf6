import { describe, expect, it } from 'vitest';
import { diff, type ObjectDiff } from '../../src/diff/diff.js';
import { diffText } from '../../src/report/diff-text.js';

const compare = (old: string, now: string) =>
  diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }]);

/** What is said of the one object that is not as it is written. */
function unexpected(old: string, now: string): ObjectDiff['unexpected'] {
  return compare(old, now).objects.flatMap((object) => object.unexpected);
}

const service = (spec: string) => `apiVersion: v1
kind: Service
metadata: {name: dns, namespace: shop}
spec:
  selector: {app: dns}
${spec}`;
const secret = (keys: string) => `apiVersion: v1
kind: Secret
metadata: {name: db}
stringData: {${keys}}
`;

describe('what is taken out of the manifest and stays', () => {
  it('a headless Service stays headless, though nothing else differs', () => {
    const [old, now] = ['  clusterIP: None\n  ports: [{port: 53}]\n', '  ports: [{port: 53}]\n'].map(service);
    expect(unexpected(old!, now!)).toEqual([
      {
        type: 'stays',
        path: 'spec.clusterIP',
        text: 'spec.clusterIP is taken out of the manifest, and stays None',
        location: expect.objectContaining({ file: 'old.yaml' }),
      },
    ]);
    expect(
      diffText(compare(old!, now!)),
    ).toBe(`Nothing changes: 1 object is the same, 1 of them written differently.

  service/dns -n shop  the same, written differently
    but spec.clusterIP is taken out of the manifest, and stays None  old.yaml:6:14
`);
  });

  it('a key of stringData, with the command that takes it out, and without its value', () => {
    const [one] = unexpected(secret('a: hunter2, b: hunter3'), secret('a: hunter2'));
    expect(one).toMatchObject({
      path: 'data[b]',
      text: 'data[b] is taken out of the manifest, and stays (value hidden)',
      cure: `kubectl patch secret/db --type=json -p '[{"op":"remove","path":"/data/b"}]'`,
    });
    expect(diffText(compare(secret('a: hunter2, b: hunter3'), secret('a: hunter2')))).toContain(
      `"path":"/data/b"}]'   afterwards takes it out.\n`,
    );
  });

  it('not what goes, nor what the server would have filled in all the same', () => {
    expect(
      unexpected(service('  ports: [{port: 53, protocol: TCP}]\n'), service('  ports: [{port: 53}]\n')),
    ).toEqual([]);
    expect(
      unexpected(service('  externalName: a\n  ports: [{port: 53}]\n'), service('  ports: [{port: 53}]\n')),
    ).toEqual([]);
  });
});

describe('what is written and lost', () => {
  const ports = (port: number) => `  ports:
    - {name: tcp, port: ${port}, protocol: TCP}
    - {name: udp, port: ${port}, protocol: UDP}
`;

  it('the twin of a port, as kubectl merges by number alone', () => {
    expect(unexpected(service(ports(533)), service(ports(5333)))).toEqual([
      {
        type: 'lost',
        path: 'spec.ports[5333/UDP]',
        text: 'spec.ports[5333/UDP] is written, and not there afterwards: kubectl apply tells such items apart by port alone',
        location: expect.objectContaining({ file: 'new.yaml', start: expect.objectContaining({ line: 8 }) }),
        cure: 'kubectl apply --server-side -f new.yaml',
      },
    ]);
    expect(diffText(compare(service(ports(533)), service(ports(5333))))).toContain(
      '    kubectl apply --server-side -f new.yaml   afterwards puts it there.\n',
    );
  });

  it('beside what stays, each with its own way out', () => {
    const [old, now] = [service(`  clusterIP: None\n${ports(533)}`), service(ports(5333))];
    expect(unexpected(old, now).map(({ type, path, cure }) => [type, path, cure])).toEqual([
      ['lost', 'spec.ports[5333/UDP]', 'kubectl apply --server-side -f new.yaml'],
      ['stays', 'spec.clusterIP', undefined],
    ]);
  });

  it('both come where the server merges', () => {
    const [old, now] = [service(ports(533)), service(ports(5333))];
    const { objects } = diff([{ file: 'old.yaml', text: old }], [{ file: 'new.yaml', text: now }], {
      apply: { serverSide: true },
    });
    expect(objects[0]).toMatchObject({ verdict: 'changed', word: 'serverside-applied', unexpected: [] });
    expect(objects[0]?.changes.map(({ op, path }) => `${op} ${path}`)).toEqual([
      'add spec.ports[5333]',
      'add spec.ports[5333/UDP]',
      'remove spec.ports[533]',
      'remove spec.ports[533/UDP]',
    ]);
  });
});

it('replicas taken out under an autoscaler: how to keep the size', () => {
  const web = (replicas: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  ${replicas}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "img:1"}]}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 10}
`;
  const [changed] = compare(web('replicas: 5'), web('')).objects;
  expect(changed?.consequences.map(({ text }) => text)).toEqual([
    'scales 5 → 1, no rollout',
    'horizontalpodautoscaler/web makes it 2 at its next look, within 15 s: Current number of replicas below Spec.MinReplicas',
    'kubectl apply edit-last-applied deployment/web -n shop, with replicas taken out there beforehand, keeps it at 5',
  ]);
});

it('tells what the server warns of', () => {
  const endpoints = (ip: string) =>
    `apiVersion: v1\nkind: Endpoints\nmetadata: {name: db}\nsubsets: [{addresses: [{ip: ${ip}}], ports: [{port: 1}]}]\n`;
  const [changed] = compare(endpoints('10.0.0.1'), endpoints('10.0.0.2')).objects;
  expect(changed?.warnings).toEqual([
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  ]);
});
