/** Which objects a command is about (k8s.io/cli-runtime/pkg/resource/builder.go). */
import { matchesSelector, parseSelector } from '../../api/labels.js';
import { keyOf, kindOf } from '../../api/object-key.js';
import type { AnyObject, KubeObject } from '../../api/objects.js';
import type { ObjectName } from '../../apiserver/request.js';
import { get } from '../client.js';
import { notThere } from '../not-there.js';
import type { Outcome } from '../outcome.js';
import { objectNamed, resourceNamed } from '../resource-arg.js';
import type { Flag } from './flags.js';
import type { Asked, Manifested, Setting } from './verb.js';

/** kubectl gives up: its own words, behind `error: `. */
export class Refused extends Error {}

/** What names objects beside the words of a command. */
export const SELECTING: readonly Flag[] = [
  { name: 'selector', short: 'l', is: 'text' },
  { name: 'all' },
  { name: 'filename', short: 'f', is: 'text' },
];
/** Of verbs that take objects of all namespaces. */
export const ALL_NAMESPACES: Flag = { name: 'all-namespaces', short: 'A' };

const NO_NAME = 'resource(s) were provided, but no name was specified';
const NOTHING = 'You must provide one or more resources by argument or filename.';
const TWO_WAYS =
  'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well';
const NAME_AND_SELECTOR = 'name cannot be provided when a selector is specified';
const PAIR_AND_SELECTOR = 'selectors and the all flag cannot be used when passing resource/name arguments';
const SEPARATE =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

export interface TargetOptions {
  /** Words that are no names, such as `key=value`: they come behind those that are. */
  isChange?: (word: string) => boolean;
  /** The kind where none needs to be said (`cordon NODE`). */
  kind?: string;
  /** A kind alone stands for all of its objects (`rollout status deploy`). */
  kindIsAll?: boolean;
}

export interface Targets {
  /** In the order in which they were named. */
  names: readonly ObjectName[];
  /** The words that are changes. */
  changes: readonly string[];
  /** The objects of files, where they were named that way. */
  manifests: readonly Manifested[];
}

/** The namespace that a command is about. */
export function commandNamespace({ flags }: Asked, { namespace }: Setting): string {
  return flags.text('namespace') ?? namespace;
}

/** Finds out which objects are meant, there or not. Throws `Refused` for words that make no sense. */
export function targetsOf(asked: Asked, setting: Setting, options: TargetOptions = {}): Targets {
  const words = asked.args.map(({ text }) => text);
  const { isChange = () => false } = options;
  const first = words.findIndex(isChange);
  const changes = first < 0 ? [] : words.slice(first);
  const stray = changes.find((word) => !isChange(word));
  if (stray !== undefined)
    throw new Refused(`all resources must be specified before ${asked.verb.name} changes: ${stray}`);
  const names = words.slice(0, first < 0 ? undefined : first);
  const files = asked.flags.all('filename').flatMap((path) => [...setting.manifests(path)]);
  if (asked.flags.has('filename')) {
    if (names.length > 0) throw new Refused(TWO_WAYS);
    return { names: files.map(({ object }) => nameOf(object)), changes, manifests: files };
  }
  return { names: namedBy(names, asked, setting, options), changes, manifests: [] };
}

function nameOf(object: KubeObject): ObjectName {
  return { kind: kindOf(object), key: keyOf(object) };
}

function namedBy(
  words: readonly string[],
  asked: Asked,
  setting: Setting,
  { kind, kindIsAll = false }: TargetOptions,
): ObjectName[] {
  const namespace = commandNamespace(asked, setting);
  const selector = asked.flags.text('selector');
  const bulk = selector !== undefined || asked.flags.is('all');
  if (kind !== undefined) {
    if (bulk && words.length === 0) return selected([kind], selector, asked, setting);
    if (bulk) throw new Refused(NAME_AND_SELECTOR);
    if (words.length === 0) throw new Refused(NOTHING);
    return words.map((word) =>
      word.includes('/') ? single(word, namespace, setting) : named(kind, word, namespace, setting),
    );
  }
  const [first, ...rest] = words;
  if (first === undefined) {
    throw new Refused(bulk ? 'at least one resource must be specified to use a selector' : NOTHING);
  }
  if (words.some((word) => word.includes('/'))) {
    if (bulk) throw new Refused(PAIR_AND_SELECTOR);
    if (words.some((word) => !word.includes('/'))) throw new Refused(SEPARATE);
    return words.map((word) => single(word, namespace, setting));
  }
  const kinds = first.split(',');
  if (bulk && rest.length > 0) throw new Refused(NAME_AND_SELECTOR);
  if (bulk || (kindIsAll && rest.length === 0)) return selected(kinds, selector, asked, setting);
  if (rest.length === 0) throw new Refused(NO_NAME);
  return kinds.flatMap((one) => rest.map((name) => named(one, name, namespace, setting)));
}

/** `deployment/web`. */
function single(word: string, namespace: string, setting: Setting): ObjectName {
  const [kind = '', name = '', ...more] = word.split('/');
  if (more.length > 0) throw new Refused('arguments in resource/name form may not have more than one slash');
  if (kind === '' || name === '' || kind.includes(','))
    throw new Refused('arguments in resource/name form must have a single resource and name');
  return named(kind, name, namespace, setting);
}

function named(kind: string, name: string, namespace: string, { client }: Setting): ObjectName {
  const found = objectNamed(client.cluster, kind, name, namespace);
  if (!found) throw new Refused(`the server doesn't have a resource type "${kind}"`);
  return found;
}

function selected(
  kinds: readonly string[],
  selector: string | undefined,
  asked: Asked,
  setting: Setting,
): ObjectName[] {
  const { cluster } = setting.client;
  const parsed = selector === undefined ? undefined : parseSelector(selector);
  if (parsed && 'error' in parsed) throw new Refused(parsed.error);
  return kinds.flatMap((word) => {
    const resource = resourceNamed(cluster, word);
    if (!resource) throw new Refused(`the server doesn't have a resource type "${word}"`);
    const everywhere = !resource.namespaced || asked.flags.is('all-namespaces');
    const objects = cluster.list(
      kindOf(resource),
      everywhere ? undefined : commandNamespace(asked, setting),
    ) as KubeObject[];
    return objects
      .filter(({ metadata }) => !parsed || matchesSelector(parsed.selector, metadata.labels))
      .map(nameOf);
  });
}

/** The live object of a name, or what kubectl says where there is none. */
export function liveOf(name: ObjectName, { client }: Setting): { live: AnyObject } | { outcome: Outcome } {
  const live = get(client, name);
  return live ? { live } : { outcome: notThere(client, name) };
}
