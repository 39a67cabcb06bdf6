/**
 * Dumps that leave out what their own objects speak of: what is taken to be there all the same, because pods prove that it is, and
 * a word on each kind that is missing. A dump that holds anything of a kind is taken to hold all of it.
 */
import { pushTo } from '../api/lists.js';
import { controllerRef, kindOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { listed, numbered, pluralOfWord } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import { Cluster } from '../cluster/cluster.js';
import { plainNode } from '../cluster/node-spec.js';
import { IN_EVERY_NAMESPACE } from '../references/always-there.js';
import { isOwned, standInOwners } from './stand-in-owners.js';
import { standInSets } from './stand-in-sets.js';

/** So many nodes are named. */
const MOST_NAMED = 5;
const SERVICE_ACCOUNT = 'ServiceAccount';

/** What a dump leaves out. */
export interface Lack {
  /** As the cluster files them. */
  kinds: string[];
  /** Behind `--cluster holds`, with what is made of it: `no nodes, though 3 pods run on a and b: …`. */
  text: string;
}

interface Completed {
  /** What the dump does not hold and its pods prove. */
  objects: KubeObject[];
  lacks: Lack[];
}

/** What a dump lacks. `made`: the nodes beside it that the command line speaks of; `written`: the manifests. */
export function completed(
  held: readonly KubeObject[],
  made: readonly KubeObject[],
  version: KubernetesVersion,
  written: readonly KubeObject[] = [],
): Completed {
  const dump = { held, kinds: new Set(held.map(kindOf)), version, written };
  const pods = held.filter(
    (object): object is Pod => kindOf(object) === 'Pod' && !isPodTerminal(object as Pod),
  );
  if (pods.length === 0) return { objects: [], lacks: [] };
  const parts = [nodesOf(dump, made, pods), ownersOf(dump, pods), accountsOf(dump, pods)];
  return {
    objects: parts.flatMap(({ objects }) => objects),
    lacks: parts.flatMap(({ lacks }) => lacks),
  };
}

/** What is looked at: a whole cluster is made of it only where it has to be, as that takes a while. */
interface Dump {
  held: readonly KubeObject[];
  kinds: ReadonlySet<string>;
  version: KubernetesVersion;
  written: readonly KubeObject[];
}

function nodesOf({ held }: Dump, made: readonly KubeObject[], pods: readonly Pod[]): Completed {
  const known = new Set(
    [...held.filter(({ kind }) => kind === 'Node'), ...made].map(({ metadata }) => metadata.name),
  );
  const lost = pods.filter(({ spec }) => spec.nodeName !== undefined && !known.has(spec.nodeName));
  if (lost.length === 0) return { objects: [], lacks: [] };
  const names = [...new Set(lost.map(({ spec }) => spec.nodeName!))].sort();
  const where = `${numbered(lost.length, 'pod')} ${lost.length === 1 ? 'runs' : 'run'} on ${someOf(names)}`;
  if (known.size > 0) {
    const text = `not all nodes: ${where}, and ${lost.length === 1 ? 'is' : 'are'} lost`;
    return { objects: [], lacks: [{ kinds: ['Node'], text }] };
  }
  const objects = names.map(plainNode);
  const { cpu = '', memory = '' } = objects[0]?.status?.allocatable ?? {};
  return {
    objects,
    lacks: [
      {
        kinds: ['Node'],
        text: `no nodes, though ${where}: taken to be there, with ${cpu} cpu and ${memory} each`,
      },
    ],
  };
}

/** Kinds of which pods name owners, and the dump holds none. */
function ownersOf({ held, kinds: known, version, written }: Dump, pods: readonly Pod[]): Completed {
  const missing = new Map<string, Pod[]>();
  for (const pod of pods) {
    const owner = controllerRef(pod);
    if (!owner || known.has(kindOf(owner)) || kindOf(owner) === 'Node') continue;
    pushTo(missing, kindOf(owner), pod);
  }
  if (missing.size === 0) return { objects: [], lacks: [] };
  const objects = standInSets(Cluster.of([...held], version), missing.get('ReplicaSet') ?? []);
  const lacks: Lack[] = [];
  if (objects.length > 0) {
    const what = `${belongText(missing.get('ReplicaSet') ?? [])}: taken to be as their Deployments say`;
    lacks.push({ kinds: ['ReplicaSet'], text: `no ReplicaSets, though ${what}` });
    missing.delete('ReplicaSet');
  }
  if (missing.size === 0) return { objects, lacks };
  const beside = { written, hasClaims: known.has('PersistentVolumeClaim') };
  const made = [...missing].flatMap(([kind, theirs]) => standInOwners(kind, theirs, beside));
  const isMade = (kind: string) => missing.get(kind)?.every((pod) => isOwned(pod, made)) === true;
  const told = (kinds: string[], becomes: string) => {
    if (kinds.length === 0) return;
    const what = belongText(kinds.flatMap((kind) => missing.get(kind) ?? []));
    lacks.push({ kinds, text: `no ${listed(kinds.map(pluralOfWord))}, though ${what}: ${becomes}` });
  };
  const kinds = [...missing.keys()];
  told(kinds.filter(isMade), 'made of those, to keep as many');
  told(
    kinds.filter((kind) => !isMade(kind)),
    'nobody looks after those',
  );
  return { objects: [...objects, ...made.filter((object) => isMade(kindOf(object)))], lacks };
}

function belongText({ length }: readonly Pod[]): string {
  return `${numbered(length, 'pod')} ${length === 1 ? 'belongs to one' : 'belong to some'}`;
}

/** Every pod has a ServiceAccount; the usual one of its namespace is there in any case. */
function accountsOf({ kinds }: Dump, pods: readonly Pod[]): Completed {
  if (kinds.has(SERVICE_ACCOUNT)) return { objects: [], lacks: [] };
  const usual = new Set(IN_EVERY_NAMESPACE.map(([, name]) => name as string));
  const found = new Map<string, KubeObject>();
  for (const { spec, metadata } of pods) {
    const { serviceAccountName: name } = spec;
    const { namespace = 'default' } = metadata;
    if (!name || usual.has(name)) continue;
    const object = { apiVersion: 'v1', kind: SERVICE_ACCOUNT, metadata: { name, namespace } };
    found.set(`${namespace}/${name}`, object);
  }
  if (found.size === 0) return { objects: [], lacks: [] };
  const text = 'no ServiceAccounts: those that its pods name are taken to be there';
  return { objects: [...found.values()], lacks: [{ kinds: [SERVICE_ACCOUNT], text }] };
}

/** That it holds no Namespaces, where those that it names had to be taken for granted. */
export function namespacesLack(held: readonly KubeObject[], names: readonly string[]): Lack[] {
  const isDump = held.some(({ kind }) => kind === 'Pod');
  if (!isDump || names.length === 0 || held.some(({ kind }) => kind === 'Namespace')) return [];
  return [{ kinds: ['Namespace'], text: `no Namespaces: ${someOf(names)} taken to be there` }];
}

function someOf(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return listed(left > 0 ? [...names.slice(0, MOST_NAMED), `${left} more`] : names);
}
