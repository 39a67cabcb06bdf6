/** What the sections of a recorded state have in common. */
import type { ObjectOf } from '../../../src/api/kinds.js';
import type { KubeObject } from '../../../src/api/objects.js';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { cronName, type Naming, normalName } from '../naming.js';
import type { Fields } from '../scenario.js';
import { stateText } from './text.js';

/** A world and how its names are written. */
export interface View {
  cluster: Cluster;
  naming: Naming;
  /** A message without what is drawn at random. */
  text: (message: string) => string;
}

/** One section of a state: its value, undefined where the scenario does not show it. */
export type Section = (view: View) => unknown;

/** A section of all objects of a kind in the scenario's namespace, by name. */
export function objects<K extends string>(
  kind: K,
  fields: (object: ObjectOf<K> & KubeObject, view: View) => Fields,
): Section {
  return (view) =>
    byName(view, view.cluster.list(kind, view.naming.namespace) as (ObjectOf<K> & KubeObject)[], fields);
}

/** Objects by name, with what is told of each. */
export function byName<T extends KubeObject>(
  view: View,
  list: readonly T[],
  fields: (object: T, view: View) => Fields,
): Fields {
  const out: Fields = {};
  for (const object of list) {
    const name = cronName(normalName(object.metadata.name ?? '', view.naming.namespace), view.naming);
    out[name] = lean({ ...fields(object, view), deleting: deleting(object) });
  }
  return out;
}

/** Equal ones once, with their number, in the order of their texts. */
export function counted(all: Iterable<Fields>): Fields[] {
  const entries = new Map<string, Fields>();
  for (const fields of all) {
    const key = stateText(fields);
    const entry = entries.get(key);
    if (entry) entry['n'] = (entry['n'] as number) + 1;
    else entries.set(key, { ...fields, n: 1 });
  }
  return [...entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fields]) => fields);
}

/** Everything but empty fields. */
export function lean(fields: Fields): Fields {
  const out: Fields = {};
  for (const [key, value] of Object.entries(fields)) if (!isEmpty(value)) out[key] = value;
  return out;
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function deleting({ metadata }: KubeObject): string | undefined {
  if (!metadata.deletionTimestamp) return undefined;
  return metadata.finalizers?.length ? metadata.finalizers.join(',') : 'yes';
}
