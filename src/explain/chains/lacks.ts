/** ConfigMaps, Secrets and keys that the pods of a workload need, and that are not there. */
import { refText } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { lacksOf } from '../../simulation/missing.js';
import type { ChainLink } from './chain.js';
import { absence, type ChainScene, linkOf } from './scene.js';

/** One link for each of them, at the place that names it. */
export function lackLinks(scene: ChainScene, object: KubeObject): ChainLink[] {
  const { cluster, model } = scene;
  return lacksOf({ cluster, isOutside: model.isOutside }, object)
    .filter(({ need }) => need.unmet !== 'left-out')
    .map(({ need: { to, namespace, name, path }, key }) => {
      const text = key
        ? `${refText({ kind: to, name })} has no key ${key.key}, which its pods need`
        : `${absence(scene, to, namespace, name).text}, which its pods need`;
      return linkOf(scene, object, 'wrong', text, { at: key?.path ?? path });
    });
}
