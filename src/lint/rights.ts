/** What programs among the files are allowed to make: the files need not hold all of it. */
import { type JsonValue, textOf } from '../api/json.js';
import { NEWEST_VERSION } from '../api/version.js';
import { POD_TEMPLATE_KINDS, resources } from '../schema/resources.js';
import type { LintObject, Place } from './object.js';
import type { Objects } from './objects.js';

/** Of objects that say no namespace: they can be put anywhere. */
const ANYWHERE = '';
/** ClusterRoles of every cluster that let their holders make everything in a namespace. */
const OF_EVERY_CLUSTER: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit']);
const ALL = '*';

/** The resources that accounts of each namespace may create there, as bindings among the files say. */
export class Rights {
  #creatable: Map<string, Set<string>> | undefined;

  constructor(private readonly files: Objects) {}

  /** True where a program that runs in a namespace may create objects of a kind in it; of pods what makes pods counts too. */
  mayCreate(kind: string, namespace: string): boolean {
    const kinds = kind === 'Pod' ? POD_TEMPLATE_KINDS : [kind];
    const names = kinds.flatMap((one) => resources(NEWEST_VERSION).ofKind(one)?.plural ?? []);
    return [namespace, ANYWHERE].some((place) => {
      const creatable = this.#all().get(place);
      return creatable !== undefined && [ALL, ...names].some((name) => creatable.has(name));
    });
  }

  #all(): Map<string, Set<string>> {
    if (this.#creatable) return this.#creatable;
    const creatable = new Map<string, Set<string>>();
    for (const binding of ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => this.files.ofKind(kind))) {
      const made = this.#creatableBy(binding);
      for (const place of made.length > 0 ? placesOf(binding) : []) {
        const known = creatable.get(place) ?? new Set();
        creatable.set(place, known);
        for (const resource of made) known.add(resource);
      }
    }
    this.#creatable = creatable;
    return creatable;
  }

  /** The resources that the role of a binding lets its holders create. */
  #creatableBy({ at, namespace }: LintObject): string[] {
    const kind = textOf(at.child('roleRef', 'kind').value);
    const name = textOf(at.child('roleRef', 'name').value);
    if (kind === 'ClusterRole' && OF_EVERY_CLUSTER.has(name)) return [ALL];
    const roles = this.files.named(kind, name);
    const meant = kind === 'Role' ? roles.filter((role) => role.namespace === namespace) : roles;
    return meant.flatMap((role) =>
      role.at.items('rules').flatMap((rule) => {
        const verbs = textsIn(rule.child('verbs'));
        return verbs.includes('create') || verbs.includes(ALL) ? textsIn(rule.child('resources')) : [];
      }),
    );
  }
}

/** Where the accounts of a binding make what they may: where it holds, or of one that holds everywhere where they are. */
function placesOf({ kind, namespace, at }: LintObject): string[] {
  if (kind === 'RoleBinding') return [namespace ?? ANYWHERE];
  return at
    .items('subjects')
    .filter((subject) => subject.child('kind').value === 'ServiceAccount')
    .map((subject) => textOf(subject.child('namespace').value));
}

function textsIn({ value }: Place): string[] {
  return Array.isArray(value) ? value.filter((one: JsonValue) => typeof one === 'string') : [];
}
