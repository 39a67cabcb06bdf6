/** An Ingress: from host and path to Services, their ports and pods; its class and its certificates. */
import type { Path } from '../../api/json.js';
import { isObject } from '../../api/json.js';
import type { AnyObject, KubeObject } from '../../api/objects.js';
import { backendLink, routeAnswer } from './backend.js';
import type { ChainLink } from './chain.js';
import { absence, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';
/** Where the class stood before there were IngressClasses. */
const OLD_CLASS = 'kubernetes.io/ingress.class';
const TLS_KEYS = ['tls.crt', 'tls.key'];
const CLASS = 'IngressClass';

interface Backend {
  service?: { name?: string; port?: { name?: string; number?: number } };
  resource?: { kind?: string; name?: string };
}

type Ingress = KubeObject & {
  spec?: {
    ingressClassName?: string;
    defaultBackend?: Backend;
    tls?: { hosts?: string[]; secretName?: string }[];
    rules?: { host?: string; http?: { paths?: { path?: string; backend?: Backend }[] } }[];
  };
  status?: { loadBalancer?: { ingress?: unknown[] } };
};

/** All that leads from an Ingress to pods. */
export function ingressChain(scene: ChainScene, object: AnyObject): Told {
  const ingress = object as KubeObject as Ingress;
  const { defaultBackend, rules = [] } = ingress.spec ?? {};
  const paths = rules.flatMap(({ host = '*', http }, i) =>
    (http?.paths ?? []).map(({ path = '/', backend }, k) =>
      backendOf(scene, ingress, `${host}${path}`, backend, [
        'spec',
        'rules',
        i,
        'http',
        'paths',
        k,
        'backend',
      ]),
    ),
  );
  const others = defaultBackend
    ? [backendOf(scene, ingress, 'all else', defaultBackend, ['spec', 'defaultBackend'])]
    : [];
  const backends = [...paths, ...others];
  const links = [
    ...classLinks(scene, ingress),
    ...tlsLinks(scene, ingress),
    ...backends,
    ...addressLinks(scene, ingress),
  ];
  if (backends.length === 0) {
    links.push(
      linkOf(scene, ingress, 'wrong', 'it has no rule with a path, and no default backend', { at: ['spec'] }),
    );
  }
  return { answer: routeAnswer(links, backends, 'path'), links };
}

function backendOf(
  scene: ChainScene,
  ingress: Ingress,
  from: string,
  backend: Backend | undefined,
  at: Path,
): ChainLink {
  const { service, resource } = backend ?? {};
  if (!service?.name) {
    const what = `${resource?.kind ?? ''} ${resource?.name ?? ''}`.trim();
    const text = what
      ? `${from} → ${what}: what becomes of it there is not looked at here`
      : `${from} leads to nothing`;
    return linkOf(scene, ingress, what ? 'note' : 'wrong', text, { at });
  }
  const { name, number } = service.port ?? {};
  return backendLink(scene, ingress, {
    from,
    service: service.name,
    namespace: ingress.metadata.namespace,
    port: name || number,
    at: [...at, 'service', 'name'],
    portAt: [...at, 'service', 'port', name ? 'name' : 'number'],
  });
}

/** Who looks after it. */
function classLinks(scene: ChainScene, ingress: Ingress): ChainLink[] {
  const { cluster } = scene;
  const name = ingress.spec?.ingressClassName;
  const at = ['spec', 'ingressClassName'];
  const old = ingress.metadata.annotations?.[OLD_CLASS];
  if (name !== undefined) {
    const found = cluster.get(CLASS, name) as (KubeObject & { spec?: { controller?: string } }) | undefined;
    if (found) {
      const text = `its class ${name} is that of ${found.spec?.controller ?? 'nobody'}`;
      return [linkOf(scene, ingress, 'well', text, { at })];
    }
    const { known, text } = absence(scene, CLASS, undefined, name);
    const then = known
      ? `${text}: no controller looks after it`
      : `${text}: whether anybody looks after it is not known here`;
    return [linkOf(scene, ingress, known ? 'wrong' : 'note', then, { at })];
  }
  if (old !== undefined) {
    const text = `its class ${old} is named by the annotation ${OLD_CLASS}, which not every controller still reads`;
    return [linkOf(scene, ingress, 'note', text, { at: ['metadata', 'annotations', OLD_CLASS] })];
  }
  const all = cluster.list(CLASS) as KubeObject[];
  const usual = all.find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  if (usual) {
    const text = `it names no class: the default is ${usual.metadata.name}`;
    return [linkOf(scene, ingress, 'well', text, { at: ['spec'] })];
  }
  const known = all.length > 0;
  const text = known
    ? 'it names no class, and no IngressClass is the default: no controller has to look after it'
    : 'it names no class, and no IngressClass is given: whether anybody looks after it is not known here';
  return [linkOf(scene, ingress, known ? 'wrong' : 'note', text, { at: ['spec'] })];
}

/** Its certificates. A Secret's values are not looked at. */
function tlsLinks(scene: ChainScene, ingress: Ingress): ChainLink[] {
  const { namespace } = ingress.metadata;
  return (ingress.spec?.tls ?? []).flatMap(({ secretName, hosts = [] }, i): ChainLink[] => {
    if (secretName === undefined) return [];
    const at = ['spec', 'tls', i, 'secretName'];
    const whose = hosts.length > 0 ? ` for ${hosts.join(', ')}` : '';
    const secret = scene.cluster.get('Secret', `${namespace}/${secretName}`) as AnyObject | undefined;
    if (!secret) {
      const { known, text } = absence(scene, 'Secret', namespace, secretName);
      return [linkOf(scene, ingress, known ? 'wrong' : 'note', `TLS${whose}: ${text}`, { at })];
    }
    const has = [secret['data'], secret['stringData']].flatMap((one) =>
      isObject(one) ? Object.keys(one) : [],
    );
    const lacking = has.length === 0 ? [] : TLS_KEYS.filter((key) => !has.includes(key));
    if (lacking.length === 0)
      return [linkOf(scene, ingress, 'well', `TLS${whose}: Secret ${secretName}`, { at })];
    const text = `TLS${whose}: Secret ${secretName} has no ${lacking.join(' and no ')}`;
    return [
      linkOf(scene, ingress, 'wrong', text, {
        at,
        links: [linkOf(scene, secret, 'note', `its keys are ${has.join(', ')}`, { at: ['data'] })],
      }),
    ];
  });
}

function addressLinks(scene: ChainScene, ingress: Ingress): ChainLink[] {
  if (!scene.observed || ingress.status?.loadBalancer?.ingress?.length) return [];
  return [linkOf(scene, ingress, 'note', 'no controller has given it an address yet', { at: ['status'] })];
}
