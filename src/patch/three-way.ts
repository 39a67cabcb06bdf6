/** What `kubectl apply` sends, computed on the client from three versions of an object. */
import { cloneJson, type JsonObject } from '../api/json.js';
import type { ShapeAt } from '../schema/field-shape.js';
import { applyMergePatch, threeWayMergePatch } from './json-merge-patch.js';
import { diffMaps } from './strategic-diff.js';
import { mergeMap } from './strategic-merge.js';

/** How a patch is to be read: by the schema's merge keys (built-in kinds), or plainly (custom resources). */
export type PatchKind = 'strategic' | 'merge';

/**
 * The patch that client-side `kubectl apply` sends
 * (k8s.io/kubectl/pkg/cmd/apply/patcher.go, strategicpatch.CreateThreeWayMergePatch).
 * `original`: the manifest applied last, `{}` where there was none. `modified`: the manifest applied now.
 * `current`: the object as the server has it. An empty patch (`{}`) means `unchanged`.
 * Throws a PatchError where a list cannot be merged (an item without its merge key).
 */
export function threeWayPatch(
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  shapeAt: ShapeAt,
  kind: PatchKind,
): JsonObject {
  if (kind === 'merge') return threeWayMergePatch(original, modified, current);
  const delta = diffMaps(cloneJson(current), cloneJson(modified), shapeAt, {
    ignoreDeletions: true,
    setElementOrder: true,
  });
  const deletions = diffMaps(cloneJson(original), cloneJson(modified), shapeAt, {
    ignoreChangesAndAdditions: true,
    setElementOrder: true,
  });
  return mergeMap(cloneJson(deletions), cloneJson(delta), shapeAt, 'combining');
}

/**
 * A patch applied to an object, before the server defaults and validates the result.
 * `consumed` is the patch as the server would print it in a refusal: without the ordered lists it has dealt with.
 */
export function applyPatch(
  current: JsonObject,
  patch: JsonObject,
  shapeAt: ShapeAt,
  kind: PatchKind,
): { merged: JsonObject; consumed: JsonObject } {
  if (kind === 'merge') return { merged: applyMergePatch(current, patch) as JsonObject, consumed: patch };
  const consumed = cloneJson(patch);
  const merged = mergeMap(cloneJson(current), consumed, shapeAt, 'applying');
  return { merged, consumed };
}
