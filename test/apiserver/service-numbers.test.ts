import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import { Cluster } from '../../src/cluster/cluster.js';

const service = (name: string, spec: string): KubeObject =>
  parse(`{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: default}, spec: {${spec}}}`);
const NAMESPACE = parse('{apiVersion: v1, kind: Namespace, metadata: {name: default}}');
const WORLD = Cluster.of([NAMESPACE]);

/** What becomes of requests one after the other: addresses and ports, or the refusal. */
function told(requests: readonly KubeObject[], world: Cluster = WORLD): string[] {
  let cluster = world;
  return requests.map((object) => {
    const isThere = cluster.get('Service', `default/${object.metadata.name}`) !== undefined;
    const answer = handle(cluster, { verb: isThere ? 'update' : 'create', object }, 0);
    if ('refusal' in answer) return answer.refusal.message;
    cluster = answer.cluster;
    const { spec } = cluster.get('Service', `default/${object.metadata.name}`)!;
    const ports = (spec.ports ?? []).map(({ nodePort }) => nodePort ?? '-').join(',');
    return `${object.metadata.name} ${spec.clusterIP ?? 'none'} ${ports} ${spec.healthCheckNodePort ?? ''}`.trim();
  });
}

const TAKEN = 'provided port is already allocated';
const RANGE = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
const port = (field: string, value: number, why: string) =>
  `Invalid value: ${value}: ${why}`.replace(/^/, `${field}: `);

describe('ports of the nodes', () => {
  it('that one Service has no other gets', () => {
    expect(
      told([
        service('a', 'clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80, nodePort: 30080}]'),
        service(
          'b',
          'clusterIP: 10.96.0.2, type: NodePort, ports: [{name: x, port: 80, nodePort: 30081}, {name: y, port: 81, nodePort: 30080}]',
        ),
      ]),
    ).toEqual([
      'a 10.96.0.1 30080',
      `Service "b" is invalid: ${port('spec.ports[1].nodePort', 30080, TAKEN)}`,
    ]);
  });

  it.each([29_999, 32_768])('%i is not handed out', (number) => {
    expect(told([service('a', `type: NodePort, ports: [{port: 80, nodePort: ${number}}]`)])).toEqual([
      `Service "a" is invalid: ${port('spec.ports[0].nodePort', number, RANGE)}`,
    ]);
  });

  it.each([30_000, 32_767])('%i is', (number) => {
    expect(
      told([service('a', `clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80, nodePort: ${number}}]`)]),
    ).toEqual([`a 10.96.0.1 ${number}`]);
  });

  it('are of the range that the server was told', () => {
    const world = WORLD.withNodePorts({ from: 80, to: 90 });
    expect(
      told(
        [
          service('a', 'clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80, nodePort: 80}]'),
          service('b', 'clusterIP: 10.96.0.2, type: NodePort, ports: [{port: 80, nodePort: 30080}]'),
        ],
        world,
      ),
    ).toEqual([
      'a 10.96.0.1 80',
      `Service "b" is invalid: ${port('spec.ports[0].nodePort', 30080, RANGE.replace('30000-32767', '80-90'))}`,
    ]);
  });

  it('are shared by ports of one number, and by no others of the Service', () => {
    const both = (second: number) =>
      `clusterIP: 10.96.0.1, type: NodePort, ports: [{name: t, port: 53, protocol: TCP, nodePort: 30053}, {name: u, port: ${second}, protocol: UDP, nodePort: 30053}]`;
    expect(told([service('a', both(53))])).toEqual(['a 10.96.0.1 30053,30053']);
    expect(told([service('a', both(54))])).toEqual([
      `Service "a" is invalid: ${port('spec.ports[1].nodePort', 30053, TAKEN)}`,
    ]);
  });

  it('that nobody asks for are the next that are free, and stay', () => {
    const spec = 'clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80}]';
    const [alone = ''] = told([service('a', spec)]);
    const own = Number(alone.split(' ')[2]);
    const rival = service('r', `clusterIP: 10.96.0.3, type: NodePort, ports: [{port: 80, nodePort: ${own}}]`);
    expect(told([rival, service('a', spec), service('a', spec)])).toEqual([
      `r 10.96.0.3 ${own}`,
      `a 10.96.0.1 ${own + 1}`,
      `a 10.96.0.1 ${own + 1}`,
    ]);
  });

  it('are free again when their Service goes', () => {
    const a = service('a', 'clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80, nodePort: 30080}]');
    const made = handle(WORLD, { verb: 'create', object: a }, 0);
    if ('refusal' in made) throw new Error(made.refusal.message);
    const gone = handle(made.cluster, { verb: 'delete', kind: 'Service', key: 'default/a' }, 0);
    if ('refusal' in gone) throw new Error(gone.refusal.message);
    const b = service('b', 'clusterIP: 10.96.0.1, type: NodePort, ports: [{port: 80, nodePort: 30080}]');
    expect(told([b], gone.cluster)).toEqual(['b 10.96.0.1 30080']);
  });

  it('for health checks count among them', () => {
    const spec = (health: number, node: number) =>
      `clusterIP: 10.96.0.${node - 30_080 + 1}, type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: ${health}, ports: [{port: 80, nodePort: ${node}}]`;
    expect(
      told([
        service('a', spec(30_100, 30_080)),
        service('b', spec(30_100, 30_081)),
        service('c', spec(30_101, 30_100)),
      ]),
    ).toEqual([
      'a 10.96.0.1 30080 30100',
      'Internal error occurred: failed to allocate requested HealthCheck NodePort 30100: provided port is already allocated',
      `Service "c" is invalid: ${port('spec.ports[0].nodePort', 30100, TAKEN)}`,
    ]);
  });
});

describe('addresses', () => {
  const failed = (address: string, why: string) =>
    `Service "b" is invalid: spec.clusterIPs: Invalid value: ["${address}"]: failed to allocate IP ${address}: ${why}`;

  it('that one Service has no other gets', () => {
    expect(
      told([
        service('a', 'clusterIP: 10.96.9.9, ports: [{port: 80}]'),
        service('b', 'clusterIP: 10.96.9.9, ports: [{port: 80}]'),
        service('a', 'clusterIP: 10.96.9.9, ports: [{port: 81}]'),
      ]),
    ).toEqual(['a 10.96.9.9 -', failed('10.96.9.9', 'provided IP is already allocated'), 'a 10.96.9.9 -']);
  });

  it('are those of the ranges that the cluster has, where it says so', () => {
    const range = parse(
      '{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [172.20.0.0/16]}}',
    );
    const b = service('b', 'clusterIP: 10.96.9.9, ports: [{port: 80}]');
    expect(told([b], Cluster.of([NAMESPACE, range]))).toEqual([
      failed('10.96.9.9', 'the provided network does not match the current range'),
    ]);
    expect(
      told([service('b', 'clusterIP: 172.20.9.9, ports: [{port: 80}]')], Cluster.of([NAMESPACE, range])),
    ).toEqual(['b 172.20.9.9 -']);
    expect(told([b])).toEqual(['b 10.96.9.9 -']);
  });

  it('that nobody asks for are the next that are free', () => {
    const [alone = ''] = told([service('a', 'ports: [{port: 80}]')]);
    const address = alone.split(' ')[1] ?? '';
    const [, , high = 0, low = 0] = address.split('.').map(Number);
    const next = low === 254 ? `10.96.${high + 1}.1` : `10.96.${high}.${low + 1}`;
    expect(
      told([service('r', `clusterIP: ${address}, ports: [{port: 80}]`), service('a', 'ports: [{port: 80}]')]),
    ).toEqual([`r ${address} -`, `a ${next} -`]);
  });

  it('of headless Services are none', () => {
    const headless = 'clusterIP: None, selector: {a: b}, ports: [{port: 80}]';
    expect(told([service('a', headless), service('b', headless)])).toEqual(['a None -', 'b None -']);
  });
});
