/** Who may do what that they could not do before, as far as roles and bindings are given. */
import type { JsonObject } from '../../api/json.js';
import { isObject, textOf, valueAt } from '../../api/json.js';
import { matchesSelector } from '../../api/labels.js';
import { pushTo } from '../../api/lists.js';
import { refText } from '../../api/object-key.js';
import type { KubeObject, LabelSelector } from '../../api/objects.js';
import { listed } from '../../api/text.js';
import { asJson } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { type Both, itemsAt, type Notice, noticeName, wordsAt } from './notice.js';

const ANY = '*';
/** Roles that every cluster has, and what they come to. */
const OF_EVERY_CLUSTER: Readonly<Record<string, string>> = {
  'cluster-admin': 'everything',
  admin: 'nearly everything in a namespace, roles among it',
  edit: 'nearly all objects of a namespace, Secrets among them',
  view: 'most objects of a namespace, not Secrets',
};

/** One right of somebody. */
interface Right {
  /** `serviceaccount/ci -n shop`. */
  who: string;
  /** The role that gives it. */
  role: string;
  /** Where: a namespace, or everywhere. */
  scope: string;
  /** `secrets`, `deployments.apps`, `/healthz`; `ROLE` of a role that is not known. */
  what: string;
  verb: string;
  /** The objects that it is for; none for all. */
  names: string;
}

/** Rights that appear, by who has them: one line for each role. */
export function rightsNotices({ before, after }: Both): Notice[] {
  const old = rightsIn(before);
  const fresh = rightsIn(after).filter((right) => !old.some((other) => covers(other, right)));
  const byRole = new Map<string, Right[]>();
  for (const right of fresh) pushTo(byRole, `${right.role}\n${right.scope}\n${right.who}`, right);
  return [...byRole.values()].map((rights): Notice => {
    const { who, role, scope } = rights[0] as Right;
    const where = scope === ANY ? 'in all namespaces' : `in namespace ${scope}`;
    return { topic: 'rights', text: `${who} may now ${deedsOf(rights)} ${where} (${role})` };
  });
}

function deedsOf(rights: readonly Right[]): string {
  const verbs = new Map<string, string[]>();
  for (const { what, names, verb } of rights) pushTo(verbs, `${what}${names && ` named ${names}`}`, verb);
  const things = new Map<string, string[]>();
  for (const [what, all] of verbs) pushTo(things, verbsText([...new Set(all)]), what);
  return [...things].map(([verb, what]) => `${verb} ${listed(what)}`).join('; ');
}

function verbsText(verbs: readonly string[]): string {
  return verbs.includes(ANY) ? 'do anything with' : listed(verbs);
}

function covers(a: Right, b: Right): boolean {
  const has = (one: string, other: string) => one === ANY || one === other;
  return (
    a.who === b.who &&
    has(a.scope, b.scope) &&
    (a.what === b.what || a.what === ANY || (a.what.startsWith('*.') && b.what.endsWith(a.what.slice(1)))) &&
    has(a.verb, b.verb) &&
    (a.names === '' || a.names === b.names)
  );
}

/** All rights that roles give to whom they are bound; what is bound to nobody is whoever's will be. */
function rightsIn(cluster: Cluster): Right[] {
  const found: Right[] = [];
  const bound = new Set<string>();
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of cluster.list(kind) as KubeObject[]) {
      const { namespace } = binding.metadata;
      const ref = valueAt(asJson(binding), ['roleRef']);
      if (!isObject(ref)) continue;
      const [roleKind, name] = [textOf(ref['kind']), textOf(ref['name'])];
      const scope = kind === 'ClusterRoleBinding' ? ANY : (namespace ?? 'default');
      const key = roleKind === 'Role' ? `${namespace}/${name}` : name;
      const role = cluster.get(roleKind, key) as KubeObject | undefined;
      bound.add(`${roleKind} ${key}`);
      const whose = { role: refText({ kind: roleKind, name }), scope };
      for (const subject of itemsAt(asJson(binding), 'subjects')) {
        const who = subjectText(subject, namespace);
        if (role) for (const right of rightsOf(role, cluster)) found.push({ ...right, ...whose, who });
        else found.push({ ...whose, who, what: unknownRole(name), verb: ANY, names: '' });
      }
    }
  }
  for (const kind of ['Role', 'ClusterRole']) {
    for (const role of cluster.list(kind) as KubeObject[]) {
      const { namespace, name = '' } = role.metadata;
      if (bound.has(`${kind} ${kind === 'Role' ? `${namespace}/` : ''}${name}`)) continue;
      const who = 'whoever is bound to it';
      const whose = { who, role: refText({ kind, name }), scope: namespace ?? ANY };
      for (const right of rightsOf(role, cluster)) found.push({ ...right, ...whose });
    }
  }
  return found;
}

function unknownRole(name: string): string {
  const known = Object.hasOwn(OF_EVERY_CLUSTER, name) ? OF_EVERY_CLUSTER[name] : undefined;
  return known ?? 'what a role allows that is not among the manifests';
}

function subjectText(subject: JsonObject, fallback: string | undefined): string {
  const [kind, name] = [textOf(subject['kind']), textOf(subject['name'])];
  if (kind !== 'ServiceAccount') return `${kind.toLowerCase()} ${name}`;
  const namespace = textOf(subject['namespace']) || fallback;
  return noticeName({ apiVersion: 'v1', kind, name, ...(namespace !== undefined && { namespace }) });
}

type Rule = Pick<Right, 'what' | 'verb' | 'names'>;

function rightsOf(role: KubeObject, cluster: Cluster): Rule[] {
  const own = itemsAt(asJson(role), 'rules').flatMap(rulesOf);
  const selectors = itemsAt(asJson(role), 'aggregationRule', 'clusterRoleSelectors');
  if (selectors.length === 0) return own;
  const parts = (cluster.list('ClusterRole') as KubeObject[]).filter(
    (other) =>
      other !== role &&
      selectors.some((selector) => matchesSelector(selector as LabelSelector, other.metadata.labels)),
  );
  return [...own, ...parts.flatMap((part) => itemsAt(asJson(part), 'rules').flatMap(rulesOf))];
}

function rulesOf(rule: JsonObject): Rule[] {
  const groups = wordsAt(rule, 'apiGroups');
  const names = listed(wordsAt(rule, 'resourceNames'));
  const resources = wordsAt(rule, 'resources').flatMap((resource) =>
    groups.map((group) =>
      group === '' || (group === ANY && resource === ANY) ? resource : `${resource}.${group}`,
    ),
  );
  return [...resources, ...wordsAt(rule, 'nonResourceURLs')].flatMap((what) =>
    wordsAt(rule, 'verbs').map((verb) => ({ what, verb, names })),
  );
}
