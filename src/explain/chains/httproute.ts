/** An HTTPRoute of the Gateway API: its Gateways, and from its rules to Services, their ports and pods. */
import type { Path } from '../../api/json.js';
import type { AnyObject, Condition, KubeObject } from '../../api/objects.js';
import { backendLink, routeAnswer } from './backend.js';
import type { ChainLink } from './chain.js';
import { absence, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

const GROUP = 'gateway.networking.k8s.io';
const REDIRECT = 'RequestRedirect';
const GRANT = `ReferenceGrant.${GROUP}`;

interface Named {
  group?: string;
  kind?: string;
  namespace?: string;
  name?: string;
  port?: number;
  sectionName?: string;
}

type HttpRoute = KubeObject & {
  spec?: {
    parentRefs?: Named[];
    hostnames?: string[];
    rules?: {
      matches?: { path?: { value?: string } }[];
      backendRefs?: Named[];
      filters?: { type?: string }[];
    }[];
  };
  status?: { parents?: { parentRef?: Named; conditions?: Condition[] }[] };
};

type Gateway = KubeObject & { spec?: { listeners?: { name?: string }[] } };

/** All that leads from a route to pods. */
export function routeChain(scene: ChainScene, object: AnyObject): Told {
  const route = object as KubeObject as HttpRoute;
  const { rules = [], hostnames = ['*'] } = route.spec ?? {};
  const backends = rules.flatMap(({ matches = [], backendRefs = [] }, i) => {
    const paths = matches.map(({ path }) => path?.value ?? '/').join(', ') || '/';
    const from = `${hostnames.join(', ')} ${paths}`;
    return backendRefs.map((ref, k) =>
      backendOf(scene, route, from, { ref, at: ['spec', 'rules', i, 'backendRefs', k] }),
    );
  });
  const links = [...gatewayLinks(scene, route), ...backends, ...conditionLinks(scene, route)];
  if (
    backends.length === 0 &&
    rules.some(({ filters = [] }) => filters.some(({ type }) => type === REDIRECT))
  ) {
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
  route: HttpRoute,
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
function isGranted({ cluster }: ChainScene, route: HttpRoute, namespace: string | undefined): boolean {
  const grants = cluster.list(GRANT, namespace) as (KubeObject & {
    spec?: { from?: Named[]; to?: Named[] };
  })[];
  return grants.some(
    ({ spec }) =>
      spec?.from?.some((one) => one.kind === 'HTTPRoute' && one.namespace === route.metadata.namespace) &&
      spec.to?.some((one) => one.kind === 'Service'),
  );
}

/** Whom it is attached to. */
function gatewayLinks(scene: ChainScene, route: HttpRoute): ChainLink[] {
  return (route.spec?.parentRefs ?? []).flatMap((ref, i): ChainLink[] => {
    const {
      kind = 'Gateway',
      group = GROUP,
      name = '',
      namespace = route.metadata.namespace,
      sectionName,
    } = ref;
    if (kind !== 'Gateway' || group !== GROUP) return [];
    const at = ['spec', 'parentRefs', i];
    const gateway = scene.cluster.get(`Gateway.${GROUP}`, `${namespace}/${name}`) as Gateway | undefined;
    if (!gateway) {
      const { known, text } = absence(scene, `Gateway.${GROUP}`, namespace, name);
      return [linkOf(scene, route, known ? 'wrong' : 'note', text, { at: [...at, 'name'] })];
    }
    const names = (gateway.spec?.listeners ?? []).map((one) => one.name ?? '');
    if (sectionName !== undefined && !names.includes(sectionName)) {
      const text = `gateway/${name} has no listener ${sectionName}, its listeners are ${names.join(', ')}`;
      return [linkOf(scene, route, 'wrong', text, { at: [...at, 'sectionName'] })];
    }
    return [linkOf(scene, route, 'well', `gateway/${name} is there`, { at })];
  });
}

/** What the controllers of its Gateways say of it. */
function conditionLinks(scene: ChainScene, route: HttpRoute): ChainLink[] {
  return (route.status?.parents ?? []).flatMap(({ parentRef, conditions = [] }, i) =>
    conditions.flatMap(({ type, status, reason = '', message = '' }, k): ChainLink[] => {
      if (status !== 'False') return [];
      const text = `gateway/${parentRef?.name ?? ''} says ${type} is False`;
      const at = ['status', 'parents', i, 'conditions', k];
      return [linkOf(scene, route, 'wrong', text, { at, says: `${reason}: ${message}` })];
    }),
  );
}
