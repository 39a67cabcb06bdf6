/**
 * What the files and what is told beside them say of the world that they come to. What lies outside is unknown, not wrong:
 * something is missing only where a slip of its name is there, or where the files describe the place in which it would be.
 */
import { isEmptySelector } from '../api/labels.js';
import { isNearName } from '../api/near-names.js';
import { kindOf } from '../api/object-key.js';
import type { LabelSelector } from '../api/objects.js';
import { isAlwaysThere, isLabelOfControllers } from '../references/always-there.js';
import type { MadeElsewhere } from './made-elsewhere.js';
import type { LintObject } from './object.js';
import { DEFAULT_NAMESPACE, type Objects } from './objects.js';
import type { LintOptions } from './options.js';
import type { LabelSlip } from './pod-index.js';
import { type PodAt, podOf } from './pods.js';
import type { NameReferenceAt, SelectorReferenceAt } from './references.js';

/** What is known of an object that is named. */
export type Target =
  /** It is there, more than once where folders hold variants of it. `patches` are what is changed of it. */
  | { is: 'there'; copies: readonly LintObject[]; patches: readonly LintObject[] }
  /** It is not, though it should be: `near` are those that may be meant. */
  | { is: 'missing'; near: readonly LintObject[] }
  | { is: 'unknown' };

/** What is known of the pods that are selected. */
export type SelectedPods =
  | { are: 'there'; pods: readonly PodAt[] }
  | { are: 'missing'; slips: readonly LabelSlip[] }
  | { are: 'unknown' };

/** Kinds that are taken for each other. */
const ALIKE: readonly (readonly string[])[] = [
  ['Role', 'ClusterRole'],
  ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'],
];

/** Kinds of the whole cluster that nobody makes but who applies manifests: in a closed world those that are not given are missing. */
const COME_WITH_MANIFESTS: ReadonlySet<string> = new Set(['ClusterRole', 'PriorityClass', 'RuntimeClass']);

/** The parts of the world that are known. */
export interface KnownParts {
  files: Objects;
  /** Patches of kustomize among the files. */
  patches: Objects;
  /** What a snapshot of a cluster holds. */
  held: Objects;
  elsewhere: MadeElsewhere;
  /** There are texts among the files that could not be read: what is in them is not known. */
  isCut: boolean;
  options: LintOptions;
}

const UNKNOWN = { is: 'unknown' } as const;

export class KnownWorld {
  readonly #found = new Map<string, Target>();
  /** Several rules ask about one selector. */
  readonly #selected = new Map<SelectorReferenceAt, SelectedPods>();

  constructor(private readonly parts: KnownParts) {}

  /** What is known of the object that a reference names. */
  target(reference: NameReferenceAt): Target {
    const { to, namespace, name, at } = reference;
    const isPlaced = at.object.namespace !== undefined || namespace !== DEFAULT_NAMESPACE;
    const key = JSON.stringify([to, namespace ?? null, name, isPlaced]);
    const known = this.#found.get(key) ?? this.#lookFor(to, namespace, name, isPlaced);
    this.#found.set(key, known);
    return known;
  }

  /** What is known of the pods that a selector means. */
  selected(reference: SelectorReferenceAt): SelectedPods {
    const known = this.#selected.get(reference) ?? this.#select(reference);
    this.#selected.set(reference, known);
    return known;
  }

  #select(reference: SelectorReferenceAt): SelectedPods {
    const meant = { ...reference, selector: withoutLabelsOfControllers(reference.selector) };
    const { files, held, elsewhere } = this.parts;
    const namespaces = meant.namespaces ?? [];
    const isPlaced = reference.at.object.namespace !== undefined || !namespaces.includes(DEFAULT_NAMESPACE);
    const pods = [...files.selectedPods(meant), ...held.selectedPods(meant)];
    if (pods.length > 0) return { are: 'there', pods: this.#withPatches(pods) };
    // What says no namespace is put in one by whoever applies it.
    const others = isPlaced
      ? files
          .podsIn(DEFAULT_NAMESPACE)
          .select(meant.selector)
          .filter(({ at }) => at.object.namespace === undefined)
      : files.selectedPods({ ...meant, namespaceSelector: {} });
    if (others.length > 0) return { are: 'there', pods: this.#withPatches(others) };
    if (meant.namespaceSelector || isEmptySelector(meant.selector)) return { are: 'unknown' };
    const slips = namespaces.flatMap((namespace) =>
      [files, held].flatMap((objects) => objects.podsIn(namespace).slips(meant.selector)),
    );
    if (slips.length > 0) return { are: 'missing', slips };
    const isElsewhere = namespaces
      .flatMap((namespace) => files.namespacesNear(namespace))
      .some((namespace) => files.podsIn(namespace).select(meant.selector).length > 0);
    if (isElsewhere) return { are: 'unknown' };
    const isDescribed = namespaces.every(
      (namespace) => this.describes('Pod', namespace) && !elsewhere.mayMakePods(namespace),
    );
    return isDescribed && namespaces.length > 0 ? { are: 'missing', slips } : { are: 'unknown' };
  }

  /**
   * True where all objects of a kind are known: those of a namespace that is among the files, and those of a kind that the
   * snapshot lists. `namespace` is undefined for kinds that live in none.
   */
  describes(kind: string, namespace: string | undefined): boolean {
    const { files, held, options, isCut } = this.parts;
    if (options.openWorld || isCut) return false;
    if (held.ofKind(kind).length > 0) return true;
    if (namespace === undefined) return options.closedWorld === true && COME_WITH_MANIFESTS.has(kind);
    if (options.closedWorld || options.namespaces?.includes(namespace)) return true;
    return files.find('Namespace', undefined, namespace) !== undefined;
  }

  /** True for an object that a patch changes: what it lacks the patch may bring. */
  isPatched(object: LintObject): boolean {
    return this.#patchesOf(object).length > 0;
  }

  #patchesOf(object: LintObject): readonly LintObject[] {
    return this.parts.patches.named(kindOf(object), object.ownName);
  }

  /** Pods, and what patches say of them. */
  #withPatches(pods: readonly PodAt[]): PodAt[] {
    const all: PodAt[] = [];
    for (const pod of pods) {
      all.push(pod);
      for (const patch of this.#patchesOf(pod.at.object)) {
        const changed = podOf(patch);
        if (changed) all.push(changed);
      }
    }
    return all;
  }

  #lookFor(kind: string, namespace: string | undefined, name: string, isPlaced: boolean): Target {
    const { elsewhere } = this.parts;
    const there = this.#copiesOf(kind, namespace, name, isPlaced);
    if (there) return there;
    if (isAlwaysThere(kind, namespace, name) || elsewhere.makes(kind, namespace, name)) return UNKNOWN;
    if (this.#isElsewhereBySlip(kind, namespace, name)) return UNKNOWN;
    const near = this.#near(kind, namespace, name);
    const isMissing =
      near.length > 0 || (this.describes(kind, namespace) && !elsewhere.mayMake(kind, namespace, name));
    return isMissing ? { is: 'missing', near } : UNKNOWN;
  }

  #copiesOf(
    kind: string,
    namespace: string | undefined,
    name: string,
    isPlaced: boolean,
  ): Target | undefined {
    const isMeant = (object: LintObject): boolean =>
      namespace === undefined ||
      !isPlaced ||
      object.namespace === undefined ||
      object.namespace === namespace;
    const { files, patches, held } = this.parts;
    const copies = [...files.named(kind, name).filter(isMeant), ...held.findAll(kind, namespace, name)];
    const changed = patches.named(kind, name).filter(isMeant);
    return copies.length + changed.length > 0 ? { is: 'there', copies, patches: changed } : undefined;
  }

  /** What is in a namespace whose name is a slip of the one meant, or the other way round, is told for that. */
  #isElsewhereBySlip(kind: string, namespace: string | undefined, name: string): boolean {
    if (namespace === undefined) return false;
    return this.parts.files.named(kind, name).some((object) => isNearName(object.namespace ?? '', namespace));
  }

  #near(kind: string, namespace: string | undefined, name: string): LintObject[] {
    const alike = ALIKE.find((kinds) => kinds.includes(kind)) ?? [];
    return [this.parts.files, this.parts.held].flatMap((objects) => [
      ...objects.near(kind, namespace, name),
      ...alike.flatMap((other) => objects.findAll(other, namespace, name).slice(0, 1)),
    ]);
  }
}

/** Which pods have them only the running cluster knows. */
function withoutLabelsOfControllers({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
  return {
    ...(matchLabels && {
      matchLabels: Object.fromEntries(
        Object.entries(matchLabels).filter(([key]) => !isLabelOfControllers(key)),
      ),
    }),
    ...(matchExpressions && {
      matchExpressions: matchExpressions.filter(({ key }) => !isLabelOfControllers(key)),
    }),
  };
}
