import type { PodSpec } from '../../api/objects.js';
import { MAX_NODE_SCORE, type Plugin } from '../plugin.js';

const MEBIBYTE = 1024 * 1024;
const LEAST = 23 * MEBIBYTE;
const MOST_PER_CONTAINER = 1000 * MEBIBYTE;

/** Prefers nodes that have the pod's images already, weighed by size and by how many nodes have them. */
export const imageLocality = (): Plugin => ({
  name: 'ImageLocality',
  local: 'node',
  preScore: ({ pod, state }) => {
    const { spec } = pod.pod;
    const images = imagesOf(spec)
      .map((name) => ({ name, image: state.image(name) }))
      .flatMap(({ name, image }) =>
        image ? [{ name, worth: Math.trunc(image.size * (image.nodes / state.nodeCount)) }] : [],
      );
    const most = MOST_PER_CONTAINER * ((spec.initContainers ?? []).length + (spec.containers ?? []).length);
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

/** The images of the pod as nodes name them: with a tag. */
function imagesOf({ initContainers = [], containers = [], volumes = [] }: PodSpec): string[] {
  const references = [
    ...[...initContainers, ...containers].map(({ image }) => image),
    ...volumes.map((volume) => (volume['image'] as { reference?: string } | undefined)?.reference),
  ].filter((reference) => reference !== undefined);
  return references.map((name) => (name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name));
}
