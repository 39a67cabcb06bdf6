/** Which addresses a Service leads to (pkg/controller/endpointslice, staging/src/k8s.io/endpointslice). */

import { sameValue } from '../api/equality.js';
import { matchesLabels } from '../api/labels.js';
import { keyOf } from '../api/object-key.js';
import type { EndpointSlice, KubeObject, Pod, Service, ServicePort } from '../api/objects.js';
import { isPodReady, isPodTerminal, isSidecar } from '../api/pods.js';
import { compareTexts } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { itsController, itself, newControllerRef } from './ownership.js';

/** The label that says whose an EndpointSlice is. */
export const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const HEADLESS = 'service.kubernetes.io/headless';
const ZONE = 'topology.kubernetes.io/zone';
const MAX_ENDPOINTS = 100;

type Endpoint = EndpointSlice['endpoints'][number];
type Port = EndpointSlice['ports'][number];

/** Keeps a Service's EndpointSlices to the pods that its selector matches. */
export const endpointSlice: Controller = controller(
  'endpointslice',
  { Service: itself, Pod: itsServices, EndpointSlice: itsController('Service') },
  (session, key) => {
    const service = session.cluster.get('Service', key);
    if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
    if (service.metadata.deletionTimestamp) return;
    sync(session, service);
  },
);

function itsServices({ object, before, cluster }: Seen): string[] {
  const found = [object, before].flatMap((one) => (one ? servicesOf(cluster, one) : []));
  return [...new Set(found.map(keyOf))].sort(compareTexts);
}

/** The Services of a world that lead to a pod with such labels. */
function servicesOf(cluster: Cluster, { metadata: { namespace, labels = {} } }: KubeObject): Service[] {
  return cluster
    .selecting('Service', namespace, labels)
    .filter(({ spec }) => spec.selector && matchesLabels(spec.selector, labels));
}

interface Group {
  ports: Port[];
  endpoints: Endpoint[];
}

function sync(session: Session, service: Service): void {
  const existing = controlledBy(session.cluster, service, 'EndpointSlice');
  for (const family of service.spec.ipFamilies ?? ['IPv4']) {
    const own = existing.filter(({ addressType }) => addressType === family);
    reconcile(session, service, family, own, groupsOf(session, service, family));
  }
}

/** Endpoints by the ports they offer: pods may mean different numbers by one port name. */
function groupsOf(session: Session, service: Service, family: string): Group[] {
  const groups = new Map<string, Group>();
  const namespace = service.metadata.namespace ?? '';
  for (const pod of session.cluster.labelled('Pod', namespace, service.spec.selector ?? {})) {
    const endpoint = endpointOf(session, service, pod, family);
    if (!endpoint) continue;
    const ports = portsOf(service, pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(key, group);
  }
  // Without any pod the ports are not known either, but for those given by number.
  if (groups.size === 0) groups.set('', { ports: [], endpoints: [] });
  return [...groups.values()];
}

function endpointOf(session: Session, service: Service, pod: Pod, family: string): Endpoint | undefined {
  if (isPodTerminal(pod)) return undefined;
  const ips = pod.status?.podIPs?.map(({ ip }) => ip) ?? (pod.status?.podIP ? [pod.status.podIP] : []);
  const address = ips.find((ip) => ip.includes(':') === (family === 'IPv6'));
  const node = session.cluster.get('Node', pod.spec.nodeName ?? '');
  const { publishNotReadyAddresses = false } = service.spec;
  if (!address || (!node && !publishNotReadyAddresses)) return undefined;
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const { hostname, subdomain } = pod.spec;
  const zone = node?.metadata.labels?.[ZONE];
  const { namespace, name = '', uid } = pod.metadata;
  return {
    addresses: [address],
    conditions: { ready: publishNotReadyAddresses || (serving && !terminating), serving, terminating },
    ...(hostname && subdomain === service.metadata.name ? { hostname } : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    ...(zone ? { zone } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, ...(uid ? { uid } : {}) },
  };
}

function portsOf(service: Service, pod: Pod): Port[] {
  const ports: Port[] = [];
  for (const port of service.spec.ports ?? []) {
    const number = targetPort(port, pod);
    if (number === undefined) continue;
    const { name = '', protocol = 'TCP', appProtocol } = port;
    ports.push({ name, port: number, protocol, ...(appProtocol ? { appProtocol } : {}) });
  }
  return ports;
}

/** The port of a pod that a Service's port leads to; undefined for a name that none of its containers has. */
export function targetPort(
  { targetPort: target, port, protocol = 'TCP' }: ServicePort,
  pod: Pod,
): number | undefined {
  if (typeof target === 'number') return target === 0 ? port : target;
  if (target === undefined) return port;
  const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? []).filter(isSidecar)];
  for (const { ports } of containers) {
    const found = ports?.find((one) => one.name === target && (one.protocol ?? 'TCP') === protocol);
    if (found) return found.containerPort;
  }
  return undefined;
}

/** Changes as few slices as it takes: what is right stays, what is left over goes, what is missing is added. */
function reconcile(
  session: Session,
  service: Service,
  family: string,
  existing: readonly EndpointSlice[],
  groups: readonly Group[],
): void {
  const unused = [...existing];
  for (const { ports, endpoints } of groups) {
    const chunks: Endpoint[][] = [];
    for (let i = 0; i === 0 || i < endpoints.length; i += MAX_ENDPOINTS)
      chunks.push(endpoints.slice(i, i + MAX_ENDPOINTS));
    for (const chunk of chunks) {
      const at = unused.findIndex((slice) => sameValue(slice.ports, ports));
      const [slice] = at >= 0 ? unused.splice(at, 1) : unused.splice(0, 1);
      put(session, service, family, slice, ports, chunk);
    }
  }
  for (const slice of unused) session.delete(slice);
}

function put(
  session: Session,
  service: Service,
  family: string,
  slice: EndpointSlice | undefined,
  ports: Port[],
  endpoints: Endpoint[],
): void {
  const { name = '', namespace, labels = {} } = service.metadata;
  const wanted: Record<string, string> = {
    ...labels,
    [SERVICE_NAME]: name,
    [MANAGED_BY]: 'endpointslice-controller.k8s.io',
    ...(service.spec.clusterIP === 'None' ? { [HEADLESS]: '' } : {}),
  };
  const sorted = [...endpoints].sort((a, b) => (a.addresses[0]! < b.addresses[0]! ? -1 : 1));
  if (slice) {
    const next = { ...slice, ports, endpoints: sorted, metadata: { ...slice.metadata, labels: wanted } };
    if (!sameValue(next, slice)) session.update(next);
    return;
  }
  session.create<EndpointSlice>({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: wanted,
      ownerReferences: [newControllerRef(service)],
    },
    addressType: family,
    ports,
    endpoints: sorted,
  });
}
