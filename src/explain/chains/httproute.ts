/** An HTTPRoute of the Gateway API: its Gateways, and from its rules to Services, their ports and pods. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../../api/json.js';
import type { AnyObject, KubeObject } from '../../api/objects.js';
import { asJson } from '../../api/unstructured.js';
import { backendLink, routeAnswer } from './backend.js';
import type { ChainLink } from './chain.js';
import { absence, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

const GROUP = 'gateway.networking.k8s.io';
const REDIRECT = 'RequestRedirect';
const GRANT = `ReferenceGrant.${GROUP}`;

/** What a route names. Of custom resources nothing is certain but that they are mappings. */
interface Named {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  port?: number;
  sectionName?: string;
}

const NAMES = ['group', 'kind', 'namespace', 'name', 'sectionName'] as const;

/** The mappings in a list, each with its place there; nothing where there is none. */
function itemsOf(value: JsonValue | undefined, ...path: Path): { at: Path; value: JsonObject }[] {
  const list = valueAt(value, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((one, i) => (isObject(one) ? [{ at: [...path, i], value: one }] : []));
}

function textAt(value: JsonValue | undefined, ...path: Path): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

function namedIn(value: JsonObject): Named {
  const texts = NAMES.flatMap((key) => {
    const text = textAt(value, key);
    return text === undefined ? [] : [[key, text] as const];
  });
  const { port } = value;
  return { ...Object.fromEntries(texts), ...(typeof port === 'number' && { port }) };
}

/** All that leads from a route to pods. */
export function routeChain(scene: ChainScene, route: AnyObject): Told {
  const written = asJson(route);
  const rules = itemsOf(written, 'spec', 'rules');
  const hosts = valueAt(written, ['spec', 'hostnames']);
  const names = Array.isArray(hosts) ? hosts.filter((one) => typeof one === 'string').join(', ') : '*';
  const backends = rules.flatMap(({ at, value: rule }) => {
    const paths = itemsOf(rule, 'matches').map(({ value }) => textAt(value, 'path', 'value') ?? '/');
    const from = `${names} ${paths.join(', ') || '/'}`;
    return itemsOf(rule, 'backendRefs').map((one) =>
      backendOf(scene, route, from, { ref: namedIn(one.value), at: [...at, ...one.at] }),
    );
  });
  const links = [...gatewayLinks(scene, route), ...backends, ...conditionLinks(scene, route)];
  const redirects = rules
    .flatMap(({ value }) => itemsOf(value, 'filters'))
    .some(({ value }) => value['type'] === REDIRECT);
  if (backends.length === 0 && redirects) {
    links.push(
      linkOf(scene, route, 'note', 'its rules redirect, and need no backend', { at: ['spec', 'rules'] }),
    );
    return { answer: 'redirects', links };
  }
  if (backends.length === 0) {
    links.push(linkOf(scene, route, 'wrong', 'its rules name no backend', { at: ['spec'] }));
  }
  return { answer: routeAnswer(links, backends, 'backend'), links };
}

function backendOf(
  scene: ChainScene,
  route: KubeObject,
  from: string,
  { ref, at }: { ref: Named; at: Path },
): ChainLink {
  const { kind = 'Service', group = '', name = '', port, namespace = route.metadata.namespace } = ref;
  if (kind !== 'Service' || group !== '') {
    const text = `${from} → ${kind} ${name}: what becomes of it there is not looked at here`;
    return linkOf(scene, route, 'note', text, { at });
  }
  const link = backendLink(scene, route, {
    from,
    service: name,
    namespace,
    port,
    at: [...at, 'name'],
    portAt: [...at, 'port'],
  });
  if (namespace === route.metadata.namespace || isGranted(scene, route, namespace)) return link;
  const text = `no ReferenceGrant of namespace ${namespace} lets HTTPRoutes of ${route.metadata.namespace} name its Services`;
  const missing = linkOf(scene, route, 'wrong', text, { at: [...at, 'namespace'] });
  return { ...link, is: 'wrong', links: [missing, ...(link.links ?? [])] };
}

/** The other namespace lets routes of this one name its Services. */
function isGranted({ cluster }: ChainScene, route: KubeObject, namespace: string | undefined): boolean {
  return (cluster.list(GRANT, namespace) as KubeObject[]).map(asJson).some((grant) => {
    const from = itemsOf(grant, 'spec', 'from').some(
      ({ value }) => value['kind'] === 'HTTPRoute' && value['namespace'] === route.metadata.namespace,
    );
    return from && itemsOf(grant, 'spec', 'to').some(({ value }) => value['kind'] === 'Service');
  });
}

/** Whom it is attached to. */
function gatewayLinks(scene: ChainScene, route: KubeObject): ChainLink[] {
  return itemsOf(asJson(route), 'spec', 'parentRefs').flatMap(({ at, value }): ChainLink[] => {
    const ref = namedIn(value);
    const {
      kind = 'Gateway',
      group = GROUP,
      name = '',
      namespace = route.metadata.namespace,
      sectionName,
    } = ref;
    if (kind !== 'Gateway' || group !== GROUP) return [];
    const gateway = scene.cluster.get(`Gateway.${GROUP}`, `${namespace}/${name}`) as KubeObject | undefined;
    if (!gateway) {
      const { known, text } = absence(scene, `Gateway.${GROUP}`, namespace, name);
      return [linkOf(scene, route, known ? 'wrong' : 'note', text, { at: [...at, 'name'] })];
    }
    const listeners = itemsOf(asJson(gateway), 'spec', 'listeners').map(
      (one) => textAt(one.value, 'name') ?? '',
    );
    if (sectionName !== undefined && !listeners.includes(sectionName)) {
      const text = `gateway/${name} has no listener ${sectionName}, its listeners are ${listeners.join(', ')}`;
      return [linkOf(scene, route, 'wrong', text, { at: [...at, 'sectionName'] })];
    }
    return [linkOf(scene, route, 'well', `gateway/${name} is there`, { at })];
  });
}

/** What the controllers of its Gateways say of it. */
function conditionLinks(scene: ChainScene, route: KubeObject): ChainLink[] {
  return itemsOf(asJson(route), 'status', 'parents').flatMap((parent) =>
    itemsOf(parent.value, 'conditions').flatMap(({ at, value }): ChainLink[] => {
      if (value['status'] !== 'False') return [];
      const text = `gateway/${textAt(parent.value, 'parentRef', 'name') ?? ''} says ${textAt(value, 'type')} is False`;
      const says = `${textAt(value, 'reason') ?? ''}: ${textAt(value, 'message') ?? ''}`;
      return [linkOf(scene, route, 'wrong', text, { at: [...parent.at, ...at], says })];
    }),
  );
}
