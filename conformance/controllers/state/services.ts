import type { Service } from '../../../src/api/objects.js';
import { podName } from '../naming.js';
import type { Fields } from '../scenario.js';
import { counted, lean, type View } from './view.js';

/** Services with their endpoints, of all their slices together. */
export function services(view: View): Fields | undefined {
  const { cluster, naming } = view;
  if (!naming.services) return undefined;
  const out: Fields = {};
  for (const service of cluster.list('Service', naming.namespace)) {
    out[service.metadata.name ?? ''] = serviceFields(service as Service, view);
  }
  return out;
}

function serviceFields(service: Service, { cluster, naming }: View): Fields {
  const slices = cluster
    .list('EndpointSlice', naming.namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
  const ports = slices.flatMap((slice) =>
    (slice.ports ?? []).map(({ name = '', port, protocol }) => `${name}:${port}/${protocol}`),
  );
  const endpoints = slices.flatMap((slice) =>
    (slice.endpoints ?? []).map(({ targetRef, conditions, hostname }) => {
      const pod = cluster.get('Pod', `${naming.namespace}/${targetRef?.name}`);
      return {
        pod: pod ? podName(pod, naming) : targetRef?.name,
        ...(hostname ? { hostname } : {}),
        ready: conditions?.ready,
        serving: conditions?.serving,
        terminating: conditions?.terminating,
      };
    }),
  );
  return lean({
    type: service.spec.type,
    headless: service.spec.clusterIP === 'None' ? true : undefined,
    ports: [...new Set(ports)].sort(),
    endpoints: counted(endpoints),
  });
}
