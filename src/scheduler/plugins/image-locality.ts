import type { PodSpec } from '../../api/objects.js';
import { atLeast, type KubernetesVersion } from '../../api/version.js';
import { MAX_NODE_SCORE, type PluginFactory } from '../plugin.js';

const MEBIBYTE = 1024 * 1024;
const LEAST = 23 * MEBIBYTE;
const MOST_EACH = 1000 * MEBIBYTE;
/** Since this version the images of init containers count as well. */
const INIT_CONTAINERS_SINCE = '1.30';
/** Since this version those of volumes do, too, */
const VOLUMES_SINCE = '1.33';
/** and since this one they count among those by whose number the most is reckoned. */
const VOLUMES_WEIGH_SINCE = '1.37';

/** Prefers nodes that have the pod's images already, weighed by size and by how many nodes have them. */
export const imageLocality: PluginFactory = (_args, version) => ({
  name: 'ImageLocality',
  local: 'node',
  preScore: ({ pod, state }) => {
    const { references, weighing } = imagesOf(pod.pod.spec, version);
    const images = references.flatMap((reference) => {
      const name = nameOnNodes(reference);
      const image = state.image(name);
      return image ? [{ name, worth: Math.trunc(image.size * (image.nodes / state.nodeCount)) }] : [];
    });
    const most = MOST_EACH * weighing;
    return {
      score: (node) => {
        let sum = 0;
        for (const { name, worth } of images) if (node.images.has(name)) sum += worth;
        const held = Math.max(LEAST, Math.min(most, sum));
        return Math.trunc((MAX_NODE_SCORE * (held - LEAST)) / (most - LEAST));
      },
    };
  },
});

/** The images that count, and by how many of them the most is reckoned. */
function imagesOf(
  { initContainers = [], containers = [], volumes = [] }: PodSpec,
  version: KubernetesVersion,
): { references: string[]; weighing: number } {
  const init = atLeast(version, INIT_CONTAINERS_SINCE) ? initContainers : [];
  const counted = [...init, ...containers];
  const mounted = (atLeast(version, VOLUMES_SINCE) ? volumes : [])
    .map((volume) => volume['image'] as { reference?: string } | undefined)
    .filter((image) => image !== undefined);
  const weighing = counted.length + (atLeast(version, VOLUMES_WEIGH_SINCE) ? mounted.length : 0);
  const references = [...counted.map(({ image }) => image), ...mounted.map(({ reference }) => reference)];
  return { references: references.filter((reference) => reference !== undefined), weighing };
}

/** An image as nodes name it: with a tag. */
function nameOnNodes(reference: string): string {
  return reference.lastIndexOf(':') <= reference.lastIndexOf('/') ? `${reference}:latest` : reference;
}
