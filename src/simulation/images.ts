/** Patterns of images that no container of a plan answers to. */
import { type JsonObject, type Path, valueAt } from '../api/json.js';
import { closest } from '../api/suggest.js';
import { asJson } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Assumption, type KubeletModel, matches } from '../kubelet/index.js';
import { podTemplatePath } from '../schema/resources.js';
import type { PlanWarning } from './plan.js';

/** One warning for each pattern of the model that names no image in any of the worlds. */
export function unmatchedPatterns(model: KubeletModel, worlds: readonly Cluster[]): PlanWarning[] {
  const idle = model.assumed.flatMap(({ of: { image }, does }) =>
    image === undefined ? [] : [{ pattern: image, meant: meaningOf(does) }],
  );
  if (idle.length === 0) return [];
  const images = [...new Set(worlds.flatMap(imagesOf))].sort();
  const names = namesOf(images);
  return idle
    .filter(({ pattern }) => !images.some((image) => matches(image, pattern)))
    .map(({ pattern, meant }) => {
      const near = names.get(pattern) ?? names.get(closest(pattern, names.keys()) ?? '');
      return {
        message: `no container has an image ${pattern}${meant}`,
        ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
      };
    });
}

/** What the containers of an image are to do, where that can be said in a few words. */
function meaningOf({ pull, ready, exit }: Assumption['does']): string {
  if (pull === 'fails') return ', which should fail to be pulled';
  if (ready === 'never') return ', which should never get ready';
  return typeof exit === 'object' && exit.code !== 0 ? ', which should crash' : '';
}

/** The images of all pods and pod templates. */
function imagesOf(world: Cluster): string[] {
  return world.kinds().flatMap((kind) => {
    const path = podTemplatePath(kind);
    return path ? world.list(kind).flatMap((object) => imagesAt(asJson(object), path)) : [];
  });
}

function imagesAt(object: JsonObject, path: Path): string[] {
  const lists = ['initContainers', 'containers'].map((list) => valueAt(object, [...path, 'spec', list]));
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .flatMap((container) => {
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
