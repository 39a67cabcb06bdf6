/** A Service: which pods it selects, which of them are ready, and at which of their ports it arrives. */
import type { EndpointSlice, KubeObject, Pod, Service } from '../../api/objects.js';
import { isPodReady, isPodTerminal } from '../../api/pods.js';
import { selectorText } from '../../api/selector-text.js';
import { numbered } from '../../api/text.js';
import { SERVICE_NAME } from '../../controllers/endpointslice.js';
import { type ChainLink, isWell } from './chain.js';
import { isServing, podLinks, podsText, supposed } from './pods.js';
import { absence, type ChainScene, linkOf } from './scene.js';
import { portLinks } from './service-ports.js';
import { nearestLinks } from './service-selector.js';

/** What a Service comes to, in a phrase behind its name, and what it hangs on. */
export interface Told {
  answer: string;
  links: readonly ChainLink[];
}

/** `only`: the ports that are asked for, by their places; all of them unless told. */
export function serviceChain(scene: ChainScene, service: Service, only?: readonly number[]): Told {
  const { spec } = service;
  if (spec.type === 'ExternalName') return externalName(scene, service);
  const all = { ...spec.selector };
  if (Object.keys(all).length === 0) return withoutSelector(scene, service);
  const pods = scene.cluster
    .labelled('Pod', service.metadata.namespace ?? '', all)
    .filter((pod) => !isPodTerminal(pod));
  const selector = selectorText({ matchLabels: all });
  if (pods.length === 0) {
    const wrong = linkOf(scene, service, 'wrong', `its selector ${selector} selects no pod`, {
      at: ['spec', 'selector'],
      links: nearestLinks(scene, service),
    });
    return { answer: 'has no endpoints: it selects no pod', links: [...notes(scene, service), wrong] };
  }
  const serving = pods.filter(isServing);
  const others = pods.filter((pod) => !isServing(pod));
  const ports = portLinks(scene, service, pods, only);
  const links = [
    ...notes(scene, service),
    linkOf(scene, service, 'well', `its selector ${selector} selects ${podsText(scene, pods, service)}`, {
      at: ['spec', 'selector'],
    }),
    ...supposed(scene, pods, service),
    ...podLinks(scene, others, service),
    ...ports,
  ];
  return { answer: answerOf(scene, service, { pods, serving, ports }), links };
}

function answerOf(
  scene: ChainScene,
  service: Service,
  { pods, serving, ports }: { pods: readonly Pod[]; serving: readonly Pod[]; ports: readonly ChainLink[] },
): string {
  const published = service.spec.publishNotReadyAddresses === true;
  const takes = published ? pods : serving;
  if (takes.length === 0) {
    const [only] = pods;
    const state = only && isPodReady(only) ? 'terminating' : 'not ready';
    return pods.length === 1
      ? `has no endpoints: the only pod that it selects is ${state}`
      : `has no endpoints: none of the ${pods.length} pods that it selects is ready`;
  }
  const some =
    takes.length < pods.length ? `${takes.length} of ${pods.length} pods` : podsText(scene, pods, service);
  const bad = ports.filter((one) => !isWell([one])).length;
  const missing =
    bad === 0
      ? ''
      : bad === ports.length
        ? ', at no port'
        : `, and not at ${numbered(bad, 'port')} of its ${ports.length}`;
  const unready = published && serving.length < pods.length ? `, of which ${serving.length} are ready` : '';
  return `leads to ${some}${unready}${missing}`;
}

/** What has to be known of it beside its pods. */
function notes(scene: ChainScene, service: Service): ChainLink[] {
  const { spec } = service;
  const found: ChainLink[] = [];
  if (spec.clusterIP === 'None') {
    const text = 'headless: its name stands for the addresses of its pods, and no port is changed on the way';
    found.push(linkOf(scene, service, 'note', text, { at: ['spec', 'clusterIP'] }));
  }
  if (spec.publishNotReadyAddresses) {
    const text = 'publishNotReadyAddresses: pods that are not ready are led to as well';
    found.push(linkOf(scene, service, 'note', text, { at: ['spec', 'publishNotReadyAddresses'] }));
  }
  const { status } = service as Service & { status?: { loadBalancer?: { ingress?: unknown[] } } };
  if (scene.observed && spec.type === 'LoadBalancer' && !status?.loadBalancer?.ingress?.length) {
    const text = 'no load balancer has given it an address yet: its EXTERNAL-IP is <pending>';
    found.push(linkOf(scene, service, 'note', text, { at: ['spec', 'type'] }));
  }
  return found;
}

function externalName(scene: ChainScene, service: Service): Told {
  const { externalName: name = '' } = service.spec;
  const text = `its name is an alias of ${name}, which is not looked at here; it leads to no pods of this cluster`;
  return {
    answer: `is an alias of ${name}`,
    links: [linkOf(scene, service, 'note', text, { at: ['spec', 'externalName'] })],
  };
}

type Endpoints = KubeObject & {
  subsets?: { addresses?: { ip?: string }[]; notReadyAddresses?: { ip?: string }[] }[];
};

/** Whoever made the Service has to say where it leads. */
function withoutSelector(scene: ChainScene, service: Service): Told {
  const { cluster } = scene;
  const { namespace, name = '' } = service.metadata;
  const slices = cluster
    .list('EndpointSlice', namespace)
    .filter(({ metadata }) => metadata.labels?.[SERVICE_NAME] === name);
  const endpoints = cluster.get('Endpoints', `${namespace}/${name}`) as Endpoints | undefined;
  const links = [
    ...slices.map((one) => sliceLink(scene, one)),
    ...(endpoints && slices.length === 0 ? [endpointsLink(scene, endpoints)] : []),
  ];
  const intro = linkOf(
    scene,
    service,
    'note',
    'it has no selector: whoever made it says where it leads, in EndpointSlices',
    {
      at: ['spec'],
    },
  );
  if (links.length === 0) {
    const { answer, links: none } = ofNobody(scene, service);
    return { answer, links: [intro, ...none] };
  }
  const ready = links.reduce((sum, { count }) => sum + count, 0);
  const told = links.map(({ link }) => link);
  return {
    answer: ready === 0 ? 'has no endpoints that are ready' : `leads to ${numbered(ready, 'address')}`,
    links: [intro, ...told],
  };
}

/** Nothing that is given says where it leads; where such things are not given at all, somebody may. */
function ofNobody(scene: ChainScene, service: Service): Told {
  const { namespace, name = '' } = service.metadata;
  const { known } = absence(scene, 'EndpointSlice', namespace, name);
  const what = `EndpointSlice with the label ${SERVICE_NAME}: ${name}, and no Endpoints ${name}`;
  if (known) {
    const answer = 'has no endpoints: it has no selector, and nobody says where it leads';
    return { answer, links: [linkOf(scene, service, 'wrong', `there is no ${what}`)] };
  }
  const answer = 'has no selector: where it leads is not known here';
  return { answer, links: [linkOf(scene, service, 'note', `no ${what} is given`)] };
}

interface Addresses {
  link: ChainLink;
  /** Of how many it is said that they are ready. */
  count: number;
}

function sliceLink(scene: ChainScene, slice: EndpointSlice): Addresses {
  const endpoints = slice.endpoints ?? [];
  // What is not said is taken to be so.
  const count = endpoints.filter(({ conditions }) => conditions?.ready !== false).length;
  const ports = (slice.ports ?? []).map(({ name, port }) => (name ? `${name} (${port})` : String(port)));
  const at = ports.length === 0 ? '' : ` at ${ports.join(', ')}`;
  return addresses(scene, slice, count, endpoints.length, at);
}

function endpointsLink(scene: ChainScene, endpoints: Endpoints): Addresses {
  const subsets = endpoints.subsets ?? [];
  const count = subsets.reduce((sum, one) => sum + (one.addresses?.length ?? 0), 0);
  const unready = subsets.reduce((sum, one) => sum + (one.notReadyAddresses?.length ?? 0), 0);
  return addresses(scene, endpoints, count, count + unready, '');
}

function addresses(
  scene: ChainScene,
  object: KubeObject,
  count: number,
  all: number,
  ports: string,
): Addresses {
  const { kind, metadata } = object;
  const text = `${kind} ${metadata.name} has ${numbered(all, 'address')}, ${count === all ? 'all' : count} ready${ports}`;
  const none = `${kind} ${metadata.name} has no addresses`;
  return { link: linkOf(scene, object, count > 0 ? 'well' : 'wrong', all === 0 ? none : text), count };
}
