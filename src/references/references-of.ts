/** The rows of the table, found in one object. */

import { valueAt } from '../api/json.js';
import { append } from '../api/lists.js';
import { kindOf } from '../api/object-key.js';
import { type Identity, identityOf } from './identity.js';
import { mountsAt } from './mounts.js';
import { type KnownParts, partNamed } from './parts.js';
import { labelSelector, mapSelector } from './read-selector.js';
import type { NameReference, PortUse, Reference, SelectorReference, Way } from './reference.js';
import type { KindFields, NameRow, ReferenceRow, SelectorRow } from './row.js';
import { branchFor, isClusterScoped, isNamespacedKind, rowsOf } from './table.js';
import { type Branch, branchOf, eachRow, type Place, placesAt, textAt, textsAt } from './walk.js';

/** A name that stands for all of a kind. */
const ALL = '*';

/**
 * Everything that an object refers to. The object may hold anything: what is of the wrong type refers to nothing. An object
 * that says no namespace is in the given one.
 */
export function referencesOf(object: unknown, defaultNamespace?: string): Reference[] {
  return referencesBy(branchFor, object, defaultNamespace);
}

/** `referencesOf` by the wanted rows of the table: where none of them leads, an object is not looked at. */
export function referencesOfRows(isWanted: (row: ReferenceRow) => boolean): typeof referencesOf {
  const branches = new Map<string, Branch>();
  const wantedFor = (kind: string): Branch => {
    const branch = branches.get(kind) ?? branchOf(rowsOf(kind, isWanted));
    branches.set(kind, branch);
    return branch;
  };
  return (object, defaultNamespace) => referencesBy(wantedFor, object, defaultNamespace);
}

function referencesBy(
  branchOfKind: (kind: string) => Branch,
  object: unknown,
  defaultNamespace?: string,
): Reference[] {
  const identity = identityOf(object, defaultNamespace);
  if (!identity) return [];
  const found: Reference[] = [];
  const parts: KnownParts = new Map();
  eachRow(branchOfKind(identity.kind), { path: [], value: identity.value }, (row, at) => {
    for (const field in row.when) if (textAt(at, field) !== row.when[field]) return;
    if ('part' in row) append(found, partNamed(row, at, identity.value, identity.kind, parts));
    else if ('selector' in row) append(found, selected(row, at, identity));
    else append(found, named(row, at, identity));
  });
  return found;
}

function named(row: NameRow, at: Place, { value, namespace: own }: Identity): NameReference[] {
  if (row.unless !== undefined && placesAt(at, row.unless).length > 0) return [];
  const to = typeof row.to === 'string' ? row.to : kindSaid(row.to, at);
  if (to === undefined) return [];
  const namespace = (row.namespace === undefined ? undefined : textAt(at, row.namespace)) ?? own;
  // What says no namespace where there is none of its own means nothing.
  if (namespace === undefined && isNamespacedKind(to)) return [];
  return textsAt(at, row.name ?? '')
    .filter(({ text }) => text !== ALL)
    .map(({ path, text: name }) => ({
      by: 'name',
      path,
      to,
      namespace: isClusterScoped(to) ? undefined : namespace,
      name,
      keys: row.keys === undefined ? [] : textsAt(at, row.keys).map(({ path, text: key }) => ({ path, key })),
      ports: portsAt(at, row.ports),
      optional: row.optional !== undefined && placesAt(at, row.optional)[0]?.value === true,
      reads: row.reads === 'mounts' ? mountsAt(value, at.path) : waysOf(row.reads),
      unmet: row.unmet,
    }));
}

function waysOf(way: Way | undefined): Way[] {
  return way === undefined ? [] : [way];
}

function kindSaid(fields: KindFields, at: Place): string | undefined {
  const kind = textAt(at, fields.kind);
  if (kind === undefined) return undefined;
  const version = fields.apiVersion === undefined ? undefined : textAt(at, fields.apiVersion);
  const group = fields.group === undefined ? undefined : textAt(at, fields.group);
  return kindOf({ apiVersion: version ?? `${group ?? ''}/`, kind });
}

function selected(row: SelectorRow, at: Place, { value, namespace }: Identity): SelectorReference[] {
  const read = row.form === 'labels' ? mapSelector : labelSelector;
  return placesAt(at, row.selector).flatMap(({ path, value: written }): SelectorReference[] => {
    const selector = read(written);
    if (!selector) return [];
    const holder = path.slice(0, -1);
    const beside: Place = { path: holder, value: valueAt(value, holder) ?? null };
    return [
      {
        by: 'selector',
        path,
        to: row.to,
        selector,
        ...(isClusterScoped(row.to) ? { namespaces: undefined } : namespacesMeant(beside, namespace)),
        ports: portsAt(at, row.ports),
        unmet: row.unmet,
      },
    ];
  });
}

/** Where a selector looks: in its own namespace, or where the fields beside it say. */
function namespacesMeant(
  beside: Place,
  own: string | undefined,
): Pick<SelectorReference, 'namespaces' | 'namespaceSelector'> {
  const namespaces = textsAt(beside, 'namespaces[*]').map(({ text }) => text);
  const namespaceSelector = labelSelector(placesAt(beside, 'namespaceSelector')[0]?.value);
  if (namespaceSelector) return { namespaces, namespaceSelector };
  return { namespaces: namespaces.length > 0 || own === undefined ? namespaces : [own] };
}

function portsAt(at: Place, ways: SelectorRow['ports'] = []): PortUse[] {
  return ways.flatMap((way) => {
    if (typeof way === 'string') return portUses(at, [way]);
    return placesAt(at, way.each).flatMap((item) => {
      const said = portUses(item, way.first).slice(0, 1);
      if (said.length > 0 || way.unsaid === undefined) return said;
      return [{ path: [...item.path, ...way.first], port: way.unsaid }];
    });
  });
}

/** No name and no port 0: nothing is said there. */
function portUses(at: Place, ways: readonly string[]): PortUse[] {
  return ways
    .flatMap((way) => placesAt(at, way))
    .flatMap(({ path, value: port }) =>
      (typeof port === 'string' || typeof port === 'number') && port ? [{ path, port }] : [],
    );
}
