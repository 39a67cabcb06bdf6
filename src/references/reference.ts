/** What an object refers to. */
import type { Path } from '../api/json.js';
import type { LabelSelector } from '../api/objects.js';
import type { Part, Unmet } from './row.js';

/**
 * How a pod reads a ConfigMap or Secret: `env` once, when a container starts; `files` follow a change; `subPath` files do
 * not; `pull` when an image is pulled.
 */
export type Way = 'env' | 'files' | 'subPath' | 'pull';

/** A key of a ConfigMap or Secret. */
interface KeyUse {
  path: Path;
  key: string;
}

/** A port by its name or number. */
export interface PortUse {
  path: Path;
  port: string | number;
}

interface Referring {
  /** The field that refers, from the object's root: the name, or the selector. */
  path: Path;
  /** What happens while that which is meant is not there. */
  unmet: Unmet;
}

/** Names another object. */
export interface NameReference extends Referring {
  by: 'name';
  /** The kind, as the cluster files it. */
  to: string;
  /** Undefined for kinds that live in no namespace. */
  namespace: string | undefined;
  name: string;
  /** The keys that are read of a ConfigMap or Secret; empty for all of them. */
  keys: readonly KeyUse[];
  /** The ports that are used of a Service. */
  ports: readonly PortUse[];
  /** Nothing happens while it is not there. */
  optional: boolean;
  /** How pods read it; empty for what pods do not read, and for a volume that no container mounts. */
  reads: readonly Way[];
}

/** Selects other objects by their labels. */
export interface SelectorReference extends Referring {
  by: 'selector';
  /** The kind, as the cluster files it. */
  to: string;
  selector: LabelSelector;
  /** The namespaces meant by name; undefined for kinds that live in no namespace. */
  namespaces: readonly string[] | undefined;
  /** Which namespaces are meant beside those. */
  namespaceSelector?: LabelSelector;
  /** The ports that are used of the containers of selected pods. */
  ports: readonly PortUse[];
}

/** The parts of one sort that something has. */
export interface Parts {
  names: ReadonlySet<string>;
  /** The names, each with its place. */
  places: readonly { path: Path; name: string }[];
}

/** Names a part of the same object: a volume, a port. */
export interface PartReference extends Referring {
  by: 'part';
  part: Part;
  name: string;
  /** All such parts; one value for all references to them. */
  among: Parts;
}

export type Reference = NameReference | SelectorReference | PartReference;
