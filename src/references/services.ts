/** What leads traffic to pods, and what lets it through. */
import { BY_GROUP, BY_VERSION, type NameRow, type ReferenceRow } from './row.js';

export const SERVICE_REFERENCES: readonly ReferenceRow[] = [
  {
    at: 'spec',
    to: 'Pod',
    selector: 'selector',
    form: 'labels',
    // A port leads to the same port of the pods unless it says another.
    ports: [{ each: 'ports[*]', first: ['targetPort', 'port'] }],
    unmet: 'unreachable',
  },
];

/** Whom an address belongs to. */
const ADDRESS = { name: 'name', namespace: 'namespace', unmet: 'harmless' } as const;

export const ENDPOINTS_REFERENCES: readonly ReferenceRow[] = [
  { at: 'metadata.name', to: 'Service', unmet: 'no-effect' },
  ...['addresses', 'notReadyAddresses'].flatMap((list): NameRow[] => [
    { at: `subsets[*].${list}[*].targetRef`, to: BY_VERSION, ...ADDRESS },
    { at: `subsets[*].${list}[*].nodeName`, to: 'Node', unmet: 'harmless' },
  ]),
];

export const ENDPOINT_SLICE_REFERENCES: readonly ReferenceRow[] = [
  { at: 'metadata.labels[kubernetes.io/service-name]', to: 'Service', unmet: 'no-effect' },
  { at: 'endpoints[*].targetRef', to: BY_VERSION, ...ADDRESS },
  { at: 'endpoints[*].nodeName', to: 'Node', unmet: 'harmless' },
];

export const IP_ADDRESS_REFERENCES: readonly ReferenceRow[] = [
  {
    at: 'spec.parentRef',
    to: 'Service',
    name: 'name',
    namespace: 'namespace',
    when: { resource: 'services' },
    unmet: 'collected',
  },
];

const BACKENDS = ['spec.defaultBackend', 'spec.rules[*].http.paths[*].backend'];

export const INGRESS_REFERENCES: readonly ReferenceRow[] = [
  ...BACKENDS.flatMap((at): NameRow[] => [
    {
      at: `${at}.service`,
      to: 'Service',
      name: 'name',
      ports: ['port.name', 'port.number'],
      unmet: 'unreachable',
    },
    { at: `${at}.resource`, to: BY_GROUP, name: 'name', unmet: 'unreachable' },
  ]),
  { at: 'spec.tls[*].secretName', to: 'Secret', unmet: 'left-out' },
  { at: 'spec.ingressClassName', to: 'IngressClass', unmet: 'no-effect' },
];

export const INGRESS_CLASS_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.parameters', to: BY_GROUP, name: 'name', namespace: 'namespace', unmet: 'no-effect' },
];

export const NETWORK_POLICY_REFERENCES: readonly ReferenceRow[] = [
  // Ports of what comes in are those of the policy's pods, of what goes out those of the peers.
  {
    at: 'spec',
    to: 'Pod',
    selector: 'podSelector',
    form: 'LabelSelector',
    ports: ['ingress[*].ports[*].port'],
    unmet: 'no-effect',
  },
  {
    at: 'spec.egress[*]',
    to: 'Pod',
    selector: 'to[*].podSelector',
    form: 'LabelSelector',
    ports: ['ports[*].port'],
    unmet: 'no-effect',
  },
  {
    at: 'spec.ingress[*].from[*]',
    to: 'Pod',
    selector: 'podSelector',
    form: 'LabelSelector',
    unmet: 'no-effect',
  },
  {
    at: 'spec.egress[*].to[*]',
    to: 'Namespace',
    selector: 'namespaceSelector',
    form: 'LabelSelector',
    unmet: 'no-effect',
  },
  {
    at: 'spec.ingress[*].from[*]',
    to: 'Namespace',
    selector: 'namespaceSelector',
    form: 'LabelSelector',
    unmet: 'no-effect',
  },
];
