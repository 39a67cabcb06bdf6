import type { Path } from '../api/json.js';
import { refName, type SchemaNode } from './set.js';

/** A schema to walk in: the node of a whole object, and the definitions that its `$ref`s name. */
export interface SchemaSource {
  root: SchemaNode;
  definitions: Record<string, SchemaNode>;
}

/** A node with its `$ref` followed: hints beside the `$ref` win over those of its definition. */
export interface ResolvedNode {
  node: SchemaNode;
  /** The name of the definition it came from. */
  definition?: string;
}

/** `node` with its `$ref` followed. A `$ref` that leads nowhere, or in a circle, is a node that says nothing. */
export function resolve(source: SchemaSource, node: SchemaNode): ResolvedNode {
  let at: ResolvedNode = { node };
  for (let hops = 0; at.node.$ref !== undefined; hops++) {
    const { $ref, ...hints } = at.node;
    const definition = refName($ref);
    const target = Object.hasOwn(source.definitions, definition) ? source.definitions[definition] : undefined;
    if (!target || hops > 10) return { node: hints };
    at = { node: { ...target, ...hints }, definition };
  }
  return at;
}

/** The node of one field (`step` a string) or item (a number) of `node`; undefined where the schema says nothing of it. */
export function child(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

/** The node at `path`, resolved; undefined where the schema says nothing (an open field, a path that cannot be). */
export function nodeAt(source: SchemaSource, path: Path): ResolvedNode | undefined {
  let at = resolve(source, source.root);
  for (const step of path) {
    const next = child(at.node, step);
    if (!next) return undefined;
    at = resolve(source, next);
  }
  return at;
}
