import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/explain/explanation.js';
import { explain } from '../../src/index.js';

const NODES = '2x cpu=2,memory=4Gi';

function deployment(name: string, replicas: number, cpu: string, namespace?: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}${namespace ? `\n  namespace: ${namespace}` : ''}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: app
          image: app:1
          resources: {requests: {cpu: ${cpu}}}
`;
}

const pod = (name: string, cpu: string, more = '') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}${more}}
spec:
  containers:
    - {name: app, image: "app:1", resources: {requests: {cpu: ${cpu}}}}
`;

const source = (file: string, ...texts: string[]) => ({ file, text: texts.join('---\n') });
/** Who is explained, where it is written, and what is said of it; made up names are cut short. */
const told = ({ object, location, answer }: Explanation) => [
  `${object.kind} ${object.namespace}/${object.name}`,
  location && `${location.file}:${location.start.line}`,
  answer.replace(/-[0-9a-f]{8,10}-[a-z0-9]{5}\b/, '-*'),
];

describe('one target', () => {
  it('is explained by the pods that come of all manifests', () => {
    const files = [
      source('web.yaml', deployment('web', 3, '1500m')),
      source('other.yaml', pod('other', '1')),
    ];
    const [explanation, ...others] = explain(files, { kind: 'Deployment', name: 'web' }, { nodes: NODES });
    expect(others).toEqual([]);
    expect(told(explanation!)).toEqual([
      'Deployment default/web',
      'web.yaml:1',
      'pod/web-* of deployment/web stays Pending: no node has 1.5 cpu free',
    ]);
    expect(explanation!.replicas).toEqual({ wanted: 3, missing: 2, fit: 0, limit: 1000 });
    const [{ edits }] = explanation!.fixes as [Explanation['fixes'][number]];
    expect(edits.map(({ objectPath, location }) => [objectPath.join('.'), location!.start.line])).toEqual([
      ['spec.template.spec.containers.0.resources.requests.cpu', 16],
    ]);
  });

  it('is a pod, told of by what the manifests hold: its owner', () => {
    const files = [source('web.yaml', deployment('web', 1, '1'))];
    const [web] = explain(files, { kind: 'Deployment', name: 'web' }, { nodes: NODES });
    const [one] = explain(files, { kind: 'Pod', name: web!.pod }, { nodes: NODES });
    expect(told(one!)).toEqual([
      'Deployment default/web',
      'web.yaml:1',
      'pod/web-* of deployment/web runs on node-1: 2 of 2 nodes fit, 2 of them score the same',
    ]);
    expect(one!.placedOn).toBe('node-1');
    expect(one!.replicas).toMatchObject({ wanted: 1 });
  });

  it('is a pod of the cluster, told of by itself', () => {
    const owned =
      ', ownerReferences: [{apiVersion: x.io/v1, kind: Thing, name: t, uid: t, controller: true}]';
    const cluster = [
      source(
        'cluster.yaml',
        pod('big', '3', owned),
        'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t, namespace: default, uid: t}\n',
      ),
    ];
    const thing = source('thing.yaml', 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\n');
    for (const files of [[], [thing]]) {
      const [one] = explain(files, { kind: 'Pod', name: 'big' }, { cluster, nodes: NODES });
      expect(told(one!)).toEqual([
        'Pod default/big',
        files.length > 0 ? 'thing.yaml:1' : undefined,
        'pod/big stays Pending: no node has 3 cpu free',
      ]);
    }
  });

  it('is in its namespace, of its kind, or not there', () => {
    const files = [source('web.yaml', deployment('web', 1, '1', 'shop'), deployment('other', 1, '1'))];
    expect(explain(files, { kind: 'Deployment', name: 'web' }, { nodes: NODES })).toEqual([]);
    expect(explain(files, { kind: 'StatefulSet', name: 'web' }, { nodes: NODES, namespace: 'shop' })).toEqual(
      [],
    );
    const [web] = explain(files, { kind: 'Deployment', name: 'web' }, { nodes: NODES, namespace: 'shop' });
    expect(web!.object).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
    });
  });
});

describe('all that waits', () => {
  it('once for each owner, those that have a place left out', () => {
    const files = [
      source('a.yaml', deployment('fits', 1, '100m'), deployment('web', 4, '1500m')),
      source('b.yaml', pod('lone', '5'), pod('small', '100m')),
    ];
    expect(explain(files, undefined, { nodes: NODES }).map(told)).toEqual([
      ['Pod default/lone', 'b.yaml:1', 'pod/lone stays Pending: no node has 5 cpu free'],
      [
        'Deployment default/web',
        'a.yaml:18',
        'pod/web-* of deployment/web stays Pending: no node has 1.5 cpu free',
      ],
    ]);
  });

  it('not what would find a place now, nor pods of what makes none', () => {
    const waiting = (name: string, cpu: string, more = '') =>
      `${pod(name, cpu, more)}status: {phase: Pending}\n`;
    const owned =
      ', ownerReferences: [{apiVersion: x.io/v1, kind: Thing, name: t, uid: t, controller: true}]';
    const thing = 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t, namespace: default, uid: t}\n';
    const gated = waiting('gated', '1').replace('spec:\n', 'spec:\n  schedulingGates: [{name: wait}]\n');
    const cluster = [source('cluster.yaml', waiting('big', '3', owned), thing, gated, waiting('fits', '1'))];
    expect(explain([], undefined, { cluster, nodes: NODES }).map(told)).toEqual([
      ['Pod default/gated', undefined, 'pod/gated waits: scheduling gates wait'],
    ]);
  });

  it('nothing where all have a place', () => {
    expect(explain([source('web.yaml', deployment('web', 2, '1'))], undefined, { nodes: NODES })).toEqual([]);
  });
});
