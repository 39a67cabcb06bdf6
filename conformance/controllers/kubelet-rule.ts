/** What befalls pods instead of becoming ready, from an action on. */
import type { Pod } from '../../src/api/objects.js';
import type { WhichPods } from './actions/action.js';

export interface Rule {
  kind: 'fail-image' | 'never-ready' | 'crash';
  /** Pods of this image only. */
  image: string | undefined;
  /** Pods whose names, as recordings write them, fit. */
  pod: RegExp | undefined;
}

export function ruleOf(kind: Rule['kind'], { image, pod }: WhichPods): Rule {
  return { kind, image, pod: pod === undefined ? undefined : new RegExp(pod) };
}

/** Whether a rule holds for a pod; `name`: as recordings write it. */
export function holdsFor({ image, pod: pattern }: Rule, pod: Pod, name: string): boolean {
  return (
    (image === undefined || pod.spec.containers.some((container) => container.image === image)) &&
    (pattern === undefined || pattern.test(name))
  );
}
