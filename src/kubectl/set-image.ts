/** kubectl set image KIND/NAME CONTAINER=IMAGE... (k8s.io/kubectl/pkg/cmd/set) */
import type { JsonObject } from '../api/json.js';
import type { ObjectName } from '../apiserver/request.js';
import { type Client, get } from './client.js';
import { notThere } from './not-there.js';
import type { Outcome } from './outcome.js';
import { changePodSpec, mapContainers } from './pod-template.js';

/** Gives containers other images; `*` stands for all of them. Where all have theirs already, nothing is said. */
export function setImage(
  client: Client,
  name: ObjectName,
  images: Readonly<Record<string, string>>,
): Outcome {
  const live = get(client, name);
  if (!live) return notThere(client, name);
  const unknown = new Set(Object.keys(images));
  unknown.delete('*');
  const named = (spec: JsonObject) =>
    mapContainers(spec, (container) => {
      const own = String(container['name']);
      unknown.delete(own);
      const image = images[own] ?? images['*'];
      return image === undefined ? container : { ...container, image };
    });
  const outcome = changePodSpec(client, live, named, 'image updated');
  const [missing] = unknown;
  if (missing === undefined || outcome.error !== undefined) return outcome;
  // The containers that are there have their images all the same.
  return { ...outcome, error: `unable to find container named "${missing}"` };
}
