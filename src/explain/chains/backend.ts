/** From a route to the Service behind it, its port and its pods. */
import type { Path } from '../../api/json.js';
import type { KubeObject, Service, ServicePort } from '../../api/objects.js';
import { closest } from '../../api/suggest.js';
import { numbered } from '../../api/text.js';
import { type ChainLink, isWell, wrongOf } from './chain.js';
import { absence, type ChainScene, linkOf } from './scene.js';
import { serviceChain } from './service.js';

/** What of a Service a route asks for. */
export interface Backend {
  /** Where it comes from: `shop.example/api`. */
  from: string;
  service: string;
  namespace: string | undefined;
  /** By name or number; undefined where none is said. */
  port: string | number | undefined;
  /** Where the name of the Service stands. */
  at: Path;
  portAt: Path;
}

/** What a route comes to by what its backends do: `paths` or `backends`, as it calls them. */
export function routeAnswer(
  links: readonly ChainLink[],
  backends: readonly ChainLink[],
  word: string,
): string {
  const all = backends.length;
  const bad = backends.filter((one) => !isWell([one])).length;
  if (all === 0) return 'leads nowhere';
  if (bad > 0) {
    const which = all === 1 ? `its only ${word} does not` : `${numbered(bad, word)} of ${all}`;
    return `does not lead to ready endpoints as it should: ${which}`;
  }
  const unknown = backends.filter(({ is }) => is === 'note').length;
  const lead = leadText(all, unknown, word);
  if (!isWell(links)) return `is not well, though ${lead}`;
  return unknown > 0 ? `is not wrong, as far as is known here: ${lead}` : `is well: ${lead}`;
}

function leadText(all: number, unknown: number, word: string): string {
  const leads = (count: number) => (count === 1 ? 'leads' : 'lead');
  const its = all === 1 ? `its only ${word}` : `its ${numbered(all, word)}`;
  if (unknown === all) return `${its} ${leads(all)} to what is not looked at`;
  if (unknown === 0) return `${its} ${leads(all)} to endpoints that are ready`;
  const known = all - unknown;
  return `${known} of ${its} ${leads(known)} to endpoints that are ready, ${unknown} to what is not looked at`;
}

/** A link for the Service, and below it what of it is wrong, or that it is well. */
export function backendLink(scene: ChainScene, route: KubeObject, backend: Backend): ChainLink {
  const { from, service: name, namespace, port, at, portAt } = backend;
  const to = `${from} → service/${name}${port === undefined ? '' : `:${port}`}`;
  const service = scene.cluster.get('Service', `${namespace}/${name}`);
  if (!service) {
    const { text } = absence(scene, 'Service', namespace, name);
    return linkOf(scene, route, 'wrong', `${to}: ${text}`, { at });
  }
  const ports = service.spec.ports ?? [];
  const i = ports.findIndex((one) => one.name === port || one.port === port);
  // What another name stands for takes any port.
  const isMissing = i < 0 && port !== undefined && service.spec.type !== 'ExternalName';
  const missing = isMissing ? [portMissing(scene, route, service, { port, at: portAt })] : [];
  // Ports that the route does not ask for are no matter of its.
  const { answer, links } = serviceChain(scene, service, port === undefined ? undefined : [i]);
  const wrong = wrongOf(links);
  // Where an alias leads nobody has looked.
  const is = wrong.length > 0 ? 'wrong' : links.some((one) => one.is === 'well') ? 'well' : 'note';
  const below = linkOf(scene, service, is, `service/${name} ${answer}`, {
    links: wrong.length > 0 ? wrong : is === 'well' ? links.filter((one) => one.is === 'note') : links,
  });
  return linkOf(scene, route, missing.length > 0 ? 'wrong' : below.is, to, {
    at,
    links: [...missing, below],
  });
}

function portMissing(
  scene: ChainScene,
  route: KubeObject,
  { metadata, spec }: Service,
  { port, at }: { port: string | number; at: Path },
): ChainLink {
  const ports = spec.ports ?? [];
  const names = ports.map(({ name, port: number }) => (name ? `${name} (${number})` : String(number)));
  const hint = meant(ports, port);
  const has = names.length === 0 ? 'it has no ports' : `its ports are ${names.join(', ')}`;
  const text = `Service ${metadata.name} has no port ${port}, ${has}${hint === undefined ? '' : `: did you mean ${hint}?`}`;
  return linkOf(scene, route, 'wrong', text, { at });
}

/** The port of the pods in place of the Service's own, or a slip of its name. */
function meant(ports: readonly ServicePort[], port: string | number): string | number | undefined {
  const inside = ports.find(({ targetPort }) => targetPort === port);
  if (inside) return typeof port === 'string' && inside.name ? inside.name : inside.port;
  if (typeof port === 'number') return undefined;
  return closest(
    port,
    ports.flatMap(({ name }) => name ?? []),
  );
}
