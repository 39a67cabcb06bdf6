/** The objects of all files, by what a cluster files them under. */

import { type Labels, matchesSelector } from '../api/labels.js';
import { pushTo } from '../api/lists.js';
import { NearNames } from '../api/near-names.js';
import { kindOf, objectKey } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { labelsIn } from '../references/read-selector.js';
import { isClusterScoped } from '../references/table.js';
import type { CrdSchemas } from '../schema/crds.js';
import { resources } from '../schema/resources.js';
import type { LintObject } from './object.js';
import { PodIndex } from './pod-index.js';
import { labelledPodOf, type PodAt } from './pods.js';
import type { SelectorReferenceAt } from './references.js';

/** Where objects are that say no namespace. */
export const DEFAULT_NAMESPACE = 'default';
/** The label that the server gives each namespace. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The objects of one kind. */
interface KindIndex {
  isNamespaced: boolean;
  all: LintObject[];
  byNamespace: Map<string, LintObject[]>;
  /** Those that have a name, by namespace and name. */
  byKey: Map<string, LintObject[]>;
  /** Those by their name alone. */
  byName: Map<string, LintObject[]>;
  /** The names that are near others, by namespace; filled when asked. */
  near: Map<string | undefined, NearNames>;
}

/**
 * What the files hold. Kinds are named as references name them: `Service`, but `Service.serving.knative.dev` for one that is
 * not Kubernetes' own. The files can hold an object more than once, in a folder each. Indexed when first asked.
 */
export class Objects {
  #kinds: Map<string, KindIndex> | undefined;
  #pods: Map<string, PodIndex> | undefined;
  #podNamespaces: NearNames | undefined;

  readonly #all: readonly LintObject[];

  constructor(
    all: readonly LintObject[],
    private readonly version: KubernetesVersion,
    private readonly crds?: CrdSchemas,
  ) {
    this.#all = all;
  }

  /** In the order of the files. */
  get all(): readonly LintObject[] {
    return this.#all;
  }

  /** The object of that name, the first if there are more. The namespace counts for kinds that live in one. */
  find(kind: string, namespace: string | undefined, name: string): LintObject | undefined {
    return this.findAll(kind, namespace, name)[0];
  }

  /** All objects of that name. */
  findAll(kind: string, namespace: string | undefined, name: string): readonly LintObject[] {
    const index = this.#byKind().get(kind);
    return index?.byKey.get(objectKey(index.isNamespaced ? namespace : undefined, name)) ?? [];
  }

  /** All objects of that name, whatever their namespace. */
  named(kind: string, name: string): readonly LintObject[] {
    return this.#byKind().get(kind)?.byName.get(name) ?? [];
  }

  /** The objects of a kind whose names one that is not there is likely a slip of; the namespace counts as for `find`. */
  near(kind: string, namespace: string | undefined, name: string): readonly LintObject[] {
    const index = this.#byKind().get(kind);
    if (!index) return [];
    const where = index.isNamespaced ? namespace : undefined;
    const names =
      index.near.get(where) ?? new NearNames(this.ofKind(kind, where).map(({ ownName }) => ownName));
    index.near.set(where, names);
    return names.near(name).flatMap((near) => this.findAll(kind, where, near).slice(0, 1));
  }

  /** The objects of a kind: all, or those in a namespace. */
  ofKind(kind: string, namespace?: string): readonly LintObject[] {
    const index = this.#byKind().get(kind);
    return (namespace === undefined ? index?.all : index?.byNamespace.get(namespace)) ?? [];
  }

  /** True for objects that say the same namespace, of which the files hold one and not variants. */
  areTogether(one: LintObject, other: LintObject): boolean {
    const { namespace } = one;
    if (namespace === undefined || namespace !== other.namespace) return false;
    return this.findAll('Namespace', undefined, namespace).length === 1;
  }

  /** The objects that are there more than once, those of one kind and name together. */
  repeated(): readonly (readonly LintObject[])[] {
    return [...this.#byKind().values()].flatMap(({ byKey }) =>
      [...byKey.values()].filter(({ length }) => length > 1),
    );
  }

  /** The pods that a selector of pods means, of all that the objects are or make. */
  selectedPods({
    selector,
    namespaces = [],
    namespaceSelector,
  }: Pick<SelectorReferenceAt, 'selector' | 'namespaces' | 'namespaceSelector'>): PodAt[] {
    const meant = namespaceSelector
      ? [...this.#podsByNamespace().keys()].filter(
          (namespace) =>
            namespaces.includes(namespace) ||
            matchesSelector(namespaceSelector, this.#labelsOfNamespace(namespace)),
        )
      : namespaces;
    return meant.flatMap((namespace) => this.podsIn(namespace).select(selector));
  }

  /** The namespaces with pods whose names one is likely a slip of, or the other way round. */
  namespacesNear(name: string): string[] {
    this.#podNamespaces ??= new NearNames(this.#podsByNamespace().keys());
    return this.#podNamespaces.near(name);
  }

  /** The pods of a namespace. */
  podsIn(namespace: string): PodIndex {
    return this.#podsByNamespace().get(namespace) ?? NO_PODS;
  }

  #byKind(): Map<string, KindIndex> {
    if (this.#kinds) return this.#kinds;
    const kinds = new Map<string, KindIndex>();
    for (const object of this.#all) {
      if (object.kind === '') continue;
      const kind = kindOf(object);
      const index = kinds.get(kind) ?? this.#newIndex(object);
      kinds.set(kind, index);
      const namespace = index.isNamespaced ? (object.namespace ?? DEFAULT_NAMESPACE) : undefined;
      index.all.push(object);
      if (namespace !== undefined) pushTo(index.byNamespace, namespace, object);
      if (object.ownName === '') continue;
      pushTo(index.byKey, objectKey(namespace, object.ownName), object);
      pushTo(index.byName, object.ownName, object);
    }
    this.#kinds = kinds;
    return kinds;
  }

  #newIndex(object: LintObject): KindIndex {
    const { apiVersion, kind } = object;
    const known = resources(this.version).find(apiVersion, kind) ?? this.crds?.find(apiVersion, kind)?.info;
    const isNamespaced = known?.namespaced ?? !isClusterScoped(kindOf(object));
    return {
      isNamespaced,
      all: [],
      byNamespace: new Map(),
      byKey: new Map(),
      byName: new Map(),
      near: new Map(),
    };
  }

  #podsByNamespace(): Map<string, PodIndex> {
    if (this.#pods) return this.#pods;
    const pods = new Map<string, PodAt[]>();
    for (const object of this.#all) {
      const pod = labelledPodOf(object);
      if (pod) pushTo(pods, object.namespace ?? DEFAULT_NAMESPACE, pod);
    }
    this.#pods = new Map([...pods].map(([namespace, all]) => [namespace, new PodIndex(all)]));
    return this.#pods;
  }

  /** One that is not among the files has its name alone. */
  #labelsOfNamespace(name: string): Labels {
    const written = this.find('Namespace', undefined, name)?.at.child('metadata', 'labels').value;
    return { ...labelsIn(written), [NAME_LABEL]: name };
  }
}

const NO_PODS = new PodIndex([]);
