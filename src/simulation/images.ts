/** Patterns of images that no container of a plan answers to. */
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import { closest } from '../api/suggest.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { type KubeletModel, matches } from '../kubelet/index.js';
import { podTemplatePath } from '../schema/resources.js';
import type { PlanWarning } from './plan.js';

/** What the images of each list are to do. */
const MEANT = [
  ['failImages', 'which should fail to be pulled'],
  ['neverReady', 'which should never get ready'],
  ['crash', 'which should crash'],
] as const;

/** One warning for each pattern of the model that names no image in any of the worlds. */
export function unmatchedPatterns(model: KubeletModel, worlds: readonly Cluster[]): PlanWarning[] {
  const idle = MEANT.flatMap(([list, meant]) => model[list].map((pattern) => ({ pattern, meant })));
  if (idle.length === 0) return [];
  const images = [...new Set(worlds.flatMap(imagesOf))].sort();
  const names = namesOf(images);
  return idle
    .filter(({ pattern }) => !images.some((image) => matches(image, [pattern])))
    .map(({ pattern, meant }) => {
      const near = names.get(pattern) ?? names.get(closest(pattern, names.keys()) ?? '');
      return {
        message: `no container has an image ${pattern}, ${meant}`,
        ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
      };
    });
}

/** The images of all pods and pod templates. */
function imagesOf(world: Cluster): string[] {
  return world.kinds().flatMap((kind) => {
    const path = podTemplatePath(kind);
    return path ? world.list(kind).flatMap((object) => imagesAt(asJson(object), path)) : [];
  });
}

function imagesAt(object: JsonObject, path: Path): string[] {
  const containers = valueAt(object, [...path, 'spec', 'containers']);
  return (Array.isArray(containers) ? containers : []).flatMap((container) => {
    const image = valueAt(container, ['image']);
    return typeof image === 'string' && image !== '' ? [image] : [];
  });
}

/** What each image may be called: whole, without its tag, without its registry and path; and what to write for that. */
function namesOf(images: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const image of images) {
    const untagged = image.replace(/:[^/:@]*$/, '');
    for (const whole of [image, untagged]) {
      for (const name of [whole, whole.slice(whole.lastIndexOf('/') + 1)]) {
        if (!names.has(name)) names.set(name, whole);
      }
    }
  }
  return names;
}
