/** What a row of the table of references says. A reference is data: which field names what, and what if it is not there. */

/**
 * What happens while that which a reference names is not there:
 * - `refused`: the API server refuses the object, or the pods made of it
 * - `unschedulable`: the scheduler finds no node for the pod
 * - `mount-error`: the kubelet cannot set up the volume (FailedMount); the pod's containers are not created
 * - `config-error`: the kubelet cannot make the container (CreateContainerConfigError)
 * - `handler-error`: the probe fails, or the hook
 * - `left-out`: whoever reads it goes on without it (an image is pulled without credentials)
 * - `unreachable`: nothing answers: no endpoints, no DNS name, calls fail
 * - `waits`: the object waits until it is there
 * - `no-effect`: the object does nothing
 * - `collected`: the garbage collector, or that of pods, deletes the object
 * - `harmless`: nothing depends on its being there
 */
export type Unmet =
  | 'refused'
  | 'unschedulable'
  | 'mount-error'
  | 'config-error'
  | 'handler-error'
  | 'left-out'
  | 'unreachable'
  | 'waits'
  | 'no-effect'
  | 'collected'
  | 'harmless';

/** What a part of an object is, that another part names. */
export type Part = 'volume' | 'port' | 'port number' | 'container' | 'resource claim';

/**
 * Ways are written as the API server writes them: `spec.volumes[*].secret`. `[*]` is each item of a list, `[a.b/c]` a key
 * that is no field name; the empty way is the value itself. All but `at` lead on from `at`.
 */
interface Row {
  /** Where the reference stands: a mapping that holds all there is to it, or a bare name. */
  at: string;
  /** Values of fields without which the row does not count. */
  when?: Readonly<Record<string, string>>;
  unmet: Unmet;
}

/** Names objects. */
export interface NameRow extends Row {
  /** The kind as the cluster files it, or the fields that say which kind. */
  to: string | KindFields;
  /** Where the name stands. Without it the value at `at` is the name. */
  name?: string;
  /** Where the namespace stands; the object's own one, where nothing is said there. */
  namespace?: string;
  /** Where the keys of the ConfigMap or Secret stand; all of them are meant where nothing is said there. */
  keys?: string;
  /** Where ports of the Service stand, by name or number. */
  ports?: readonly (string | PortWay)[];
  /** Where it says that there need be no such object. */
  optional?: string;
  /** How a pod reads it: at the start of a container, as its volume is mounted, when an image is pulled. */
  reads?: 'env' | 'mounts' | 'pull';
  /** A field beside which this one does not count. */
  unless?: string;
}

/** Selects objects by their labels. */
export interface SelectorRow extends Row {
  to: string;
  /** Where the selector stands. `namespaces` and `namespaceSelector` beside it say where else than in its own namespace. */
  selector: string;
  /** A plain map of labels, of which an empty one selects nothing; or a LabelSelector, of which an empty one selects all. */
  form: 'labels' | 'LabelSelector';
  /** Where ports of the containers of the selected pods stand, by name or number. */
  ports?: readonly (string | PortWay)[];
}

/** Items that each use a port. */
interface PortWay {
  each: string;
  /** Where the port stands in an item: the first of these that says one. */
  first: readonly string[];
  /** The port that is used where none is said. */
  unsaid?: number;
}

/** Names a part of the same object: `at` is where the name stands, or the number of what has one. */
export interface PartRow extends Row {
  part: Part;
  /** The beginning of `at`, which leads to what the part is a part of: the pod's spec, a container. */
  of: string;
  /** Where the names of such parts stand, from there. */
  among: readonly (string | OfKind)[];
}

/** A way from the root of objects of one kind. */
interface OfKind {
  kind: string;
  at: string;
}

/** The fields that say which kind is meant, by its version (`apps/v1`) or its group (`apps`). */
export interface KindFields {
  kind: string;
  apiVersion?: string;
  group?: string;
}

export type ReferenceRow = NameRow | SelectorRow | PartRow;

/** A kind by its version, as owner references name it. */
export const BY_VERSION: KindFields = { kind: 'kind', apiVersion: 'apiVersion' };
/** A kind by its group, as role bindings name it. */
export const BY_GROUP: KindFields = { kind: 'kind', group: 'apiGroup' };

/** The rows of what stands at `way`: a claim's for a template of claims. */
export function under<R extends ReferenceRow>(way: string, rows: readonly R[]): R[] {
  return rows.map((row) => ({
    ...row,
    at: joined(way, row.at),
    ...('part' in row && { of: joined(way, row.of) }),
  }));
}

/** A way that leads on from the end of another. */
export function joined(way: string, rest: string): string {
  if (way === '' || rest === '') return way + rest;
  return rest.startsWith('[') ? way + rest : `${way}.${rest}`;
}
