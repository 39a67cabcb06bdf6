import { describe, expect, it } from 'vitest';
import { endpointSlice } from '../../src/controllers/endpointslice.js';
import { at, changed, look, lookAt, made, owned, ready, since, stored, woken } from './look.js';

const LABELS = { app: 'web' };
const node = made('Node', 'n', { metadata: { labels: { 'topology.kubernetes.io/zone': 'a' } } });

function service(spec: object = {}, metadata: object = {}) {
  return made('Service', 'web', { metadata, spec: { selector: LABELS, ports: [{ port: 80 }], ...spec } });
}

function pod(
  name: string,
  ip: string | undefined,
  { spec = {}, status = {}, metadata = {} }: { spec?: object; status?: object; metadata?: object } = {},
) {
  return made('Pod', name, {
    metadata: { labels: LABELS, ...metadata },
    spec: { nodeName: 'n', containers: [{ name: 'app', image: 'app:1' }], ...spec },
    status: { ...ready(), ...(ip ? { podIP: ip, podIPs: [{ ip }] } : {}), ...status },
  });
}

const TARGET = (name: string) => ({ kind: 'Pod', namespace: 'default', name, uid: `Pod-${name}` });
const endpoint = (name: string, ip: string, more: object = {}) => ({
  addresses: [ip],
  conditions: { ready: true, serving: true, terminating: false },
  nodeName: 'n',
  zone: 'a',
  targetRef: TARGET(name),
  ...more,
});
const PORT = { name: '', port: 80, protocol: 'TCP' };

/** The slices after one look: ports and endpoints. */
function slices(...objects: ReturnType<typeof made>[]) {
  const { cluster } = lookAt(endpointSlice, stored([node, ...objects]), 'default/web');
  return cluster.list('EndpointSlice').map(({ addressType, ports, endpoints }) => ({
    addressType,
    ports: ports ?? [],
    endpoints: endpoints ?? [],
  }));
}

const ipv4 = (endpoints: object[], ports: object[] = [PORT]) => ({ addressType: 'IPv4', ports, endpoints });
const unready = { phase: 'Running', conditions: [since('Ready', 'False')] };
const leaving = { metadata: { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 } };

describe('the endpoints of a Service', () => {
  it.each([
    [
      'ready pods, by address',
      service(),
      [pod('b', '10.0.0.9'), pod('a', '10.0.0.1')],
      [ipv4([endpoint('a', '10.0.0.1'), endpoint('b', '10.0.0.9')])],
    ],
    ['no pod: one empty slice', service(), [], [ipv4([], [])]],
    [
      'unready pods are not ready',
      service(),
      [pod('a', '10.0.0.1', { status: unready })],
      [
        ipv4([
          endpoint('a', '10.0.0.1', { conditions: { ready: false, serving: false, terminating: false } }),
        ]),
      ],
    ],
    [
      'pods that leave still serve',
      service(),
      [pod('a', '10.0.0.1', leaving)],
      [ipv4([endpoint('a', '10.0.0.1', { conditions: { ready: false, serving: true, terminating: true } })])],
    ],
    [
      'all count as ready where the Service says so',
      service({ publishNotReadyAddresses: true }),
      [pod('a', '10.0.0.1', { status: unready, ...leaving })],
      [ipv4([endpoint('a', '10.0.0.1', { conditions: { ready: true, serving: false, terminating: true } })])],
    ],
    [
      'ended pods are left out',
      service(),
      [pod('a', '10.0.0.1', { status: { phase: 'Succeeded' } })],
      [ipv4([], [])],
    ],
    ['pods without an address too', service(), [pod('a', undefined)], [ipv4([], [])]],
    [
      'an address in podIP alone will do',
      service(),
      [pod('a', undefined, { status: { podIP: '10.0.0.1' } })],
      [ipv4([endpoint('a', '10.0.0.1')])],
    ],
    [
      'pods on a node that is gone are left out',
      service(),
      [pod('a', '10.0.0.1', { spec: { nodeName: 'gone' } })],
      [ipv4([], [])],
    ],
    [
      '… unless all are to be published',
      service({ publishNotReadyAddresses: true }),
      [pod('a', '10.0.0.1', { spec: { nodeName: 'gone' } })],
      [ipv4([endpoint('a', '10.0.0.1', { nodeName: 'gone', zone: undefined })])],
    ],
    [
      'a host name where the subdomain is the Service’s',
      service(),
      [
        pod('a', '10.0.0.1', { spec: { hostname: 'h', subdomain: 'web' } }),
        pod('b', '10.0.0.2', { spec: { hostname: 'h', subdomain: 'other' } }),
        pod('c', '10.0.0.3', { spec: { subdomain: 'web' } }),
      ],
      [
        ipv4([
          endpoint('a', '10.0.0.1', { hostname: 'h' }),
          endpoint('b', '10.0.0.2'),
          endpoint('c', '10.0.0.3'),
        ]),
      ],
    ],
    [
      'other labels',
      service(),
      [pod('a', '10.0.0.1', { metadata: { labels: { app: 'db' } } })],
      [ipv4([], [])],
    ],
  ])('%s', (_name, of, pods, expected) => {
    expect(slices(of, ...pods)).toEqual(expected);
  });

  it('of two families: a slice for each', () => {
    const both = { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }] };
    const of = service({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] });
    expect(slices(of, pod('a', undefined, { status: both }))).toEqual(
      expect.arrayContaining([
        ipv4([endpoint('a', '10.0.0.1')]),
        { addressType: 'IPv6', ports: [PORT], endpoints: [endpoint('a', 'fd00::1')] },
      ]),
    );
  });
});

describe('the ports of endpoints', () => {
  const names = (ports: object[], initContainers: object[] = []) => ({
    spec: { containers: [{ name: 'app', image: 'app:1', ports }], initContainers },
  });
  const http = (containerPort: number, more: object = {}) => ({ name: 'http', containerPort, ...more });
  it.each([
    ['targetPort', [{ port: 80, targetPort: 8080 }], {}, [{ name: '', port: 8080, protocol: 'TCP' }]],
    [
      'name, protocol and application protocol',
      [{ name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'example.com/dns' }],
      {},
      [{ name: 'dns', port: 53, protocol: 'UDP', appProtocol: 'example.com/dns' }],
    ],
    [
      'a targetPort by name',
      [{ port: 80, targetPort: 'http' }],
      names([http(8080)]),
      [{ name: '', port: 8080, protocol: 'TCP' }],
    ],
    [
      '… of another protocol',
      [{ port: 80, targetPort: 'http' }],
      names([http(8080, { protocol: 'UDP' })]),
      [],
    ],
    [
      '… of the same protocol, which is not TCP',
      [{ port: 80, protocol: 'UDP', targetPort: 'http' }],
      names([http(8080, { protocol: 'UDP' })]),
      [{ name: '', port: 8080, protocol: 'UDP' }],
    ],
    [
      '… of a sidecar',
      [{ port: 80, targetPort: 'http' }],
      names([], [{ name: 's', image: 's', restartPolicy: 'Always', ports: [http(9090)] }]),
      [{ name: '', port: 9090, protocol: 'TCP' }],
    ],
    [
      '… of an init container',
      [{ port: 80, targetPort: 'http' }],
      names([], [{ name: 's', image: 's', ports: [http(9090)] }]),
      [],
    ],
    [
      'one of two names is missing',
      [
        { name: 'a', port: 80, targetPort: 'http' },
        { name: 'b', port: 81, targetPort: 'none' },
      ],
      names([http(8080)]),
      [{ name: 'a', port: 8080, protocol: 'TCP' }],
    ],
  ])('%s', (_name, ports, more, expected) => {
    expect(slices(service({ ports }), pod('a', '10.0.0.1', more))).toEqual([
      ipv4([endpoint('a', '10.0.0.1')], expected),
    ]);
  });

  it.each([
    [0, 80],
    [1, 1],
  ])('targetPort %i is port %i', (targetPort, port) => {
    const world = stored([node, service(), pod('a', '10.0.0.1')]);
    const cluster = changed(world, 'Service', 'default/web', { spec: { ports: [{ port: 80, targetPort }] } });
    const [slice] = lookAt(endpointSlice, cluster, 'default/web').cluster.list('EndpointSlice');
    expect(slice!.ports).toEqual([{ name: '', port, protocol: 'TCP' }]);
  });

  it('of one name and different numbers: a slice for each', () => {
    const [one, two] = [names([http(8080)]), names([http(9090)])];
    const found = slices(
      service({ ports: [{ port: 80, targetPort: 'http' }] }),
      pod('a', '10.0.0.1', one),
      pod('b', '10.0.0.2', two),
      pod('c', '10.0.0.3', one),
    );
    expect(found.map(({ ports, endpoints }) => [ports[0]?.port, endpoints.length]).sort()).toEqual([
      [8080, 2],
      [9090, 1],
    ]);
  });
});

describe('the slices themselves', () => {
  it('are named after the Service, labelled, and owned by it', () => {
    const of = service({ clusterIP: 'None' }, { labels: { team: 'shop' } });
    const { cluster, lines } = lookAt(endpointSlice, stored([node, of]), 'default/web');
    const [slice] = cluster.list('EndpointSlice');
    expect(lines).toEqual(['create EndpointSlice/web#1']);
    expect(slice!.metadata).toMatchObject({
      generateName: 'web-',
      namespace: 'default',
      labels: {
        team: 'shop',
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'service.kubernetes.io/headless': '',
      },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: 'web',
          uid: 'Service-web',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    });
    const plain = lookAt(endpointSlice, stored([service()]), 'default/web').cluster.list('EndpointSlice')[0];
    expect(plain!.metadata.labels).toEqual({
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    });
    expect(look(endpointSlice, cluster, 'default/web')).toEqual([]);
  });

  it('hold a hundred endpoints each', () => {
    const pods = (count: number) => Array.from({ length: count }, (_, i) => pod(`p${i}`, `10.0.0.${i}`));
    const sizes = (count: number) =>
      slices(service(), ...pods(count))
        .map(({ endpoints }) => endpoints.length)
        .sort();
    expect(sizes(100)).toEqual([100]);
    expect(sizes(101)).toEqual([1, 100]);
  });

  it('are changed in place, those of other ports come new, and what is left over goes', () => {
    const slice = (name: string, ports: object[], endpoints: object[]) =>
      owned(service(), 'EndpointSlice', name, {
        addressType: 'IPv4',
        ports,
        endpoints,
        metadata: {
          labels: {
            'kubernetes.io/service-name': 'web',
            'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
          },
        },
      });
    const right = slice('b', [PORT], []);
    const wrong = slice('a', [{ ...PORT, port: 8080 }], []);
    const other = { ...slice('six', [PORT], []), addressType: 'IPv6' };
    const world = (...more: ReturnType<typeof made>[]) =>
      stored([node, service(), pod('p', '10.0.0.1'), ...more]);
    const ENDPOINT =
      '[{"addresses":["10.0.0.1"],"conditions":{"ready":true,"serving":true,"terminating":false},"targetRef":{"kind":"Pod","namespace":"default","name":"p","uid":"Pod-p"},"nodeName":"n","zone":"a"}]';
    expect(look(endpointSlice, world(wrong, right), 'default/web')).toEqual([
      `update EndpointSlice/b: endpoints null → ${ENDPOINT}`,
      'delete EndpointSlice/a',
    ]);
    expect(look(endpointSlice, world(wrong), 'default/web')).toEqual([
      `update EndpointSlice/a: endpoints null → ${ENDPOINT}; ports [{"name":"","protocol":"TCP","port":8080}] → [{"name":"","protocol":"TCP","port":80}]`,
    ]);
    expect(look(endpointSlice, world(other), 'default/web')).toEqual(['create EndpointSlice/web#1']);
    const foreign = made('EndpointSlice', 'mine', { addressType: 'IPv4', ports: [], endpoints: [] });
    expect(look(endpointSlice, world(foreign), 'default/web')).toEqual(['create EndpointSlice/web#1']);
  });

  it.each([
    ['without a selector', service({ selector: undefined })],
    [
      'of type ExternalName',
      service({ type: 'ExternalName', externalName: 'example.com', clusterIP: undefined }),
    ],
    ['that is being deleted', service({}, { deletionTimestamp: at(0), finalizers: ['a/b'] })],
  ])('do not exist for a Service %s', (_name, of) => {
    expect(look(endpointSlice, stored([of, pod('a', '10.0.0.1')]), 'default/web')).toEqual([]);
  });

  it('are looked at when a pod has, or had, the labels', () => {
    const cluster = stored([service(), made('Service', 'none', { spec: { ports: [{ port: 1 }] } })]);
    const wake = (kind: string, object: object, before?: object) =>
      woken(endpointSlice, kind, cluster, { verb: 'update', object: object as never }, before as never);
    const [web, db] = [pod('a', undefined), pod('a', undefined, { metadata: { labels: { app: 'db' } } })];
    expect(wake('Pod', web)).toEqual(['default/web']);
    expect(wake('Pod', db, web)).toEqual(['default/web']);
    expect(wake('Pod', db)).toEqual([]);
    expect(wake('Service', service())).toEqual(['default/web']);
    expect(wake('EndpointSlice', owned(service(), 'EndpointSlice', 's'))).toEqual(['default/web']);
  });
});
